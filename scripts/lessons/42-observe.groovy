// Lesson 42. A program in any language is observed from outside: every system call that it makes, with arguments, result and errno.
// It need not be changed, and its source is not needed. See strace(1), ptrace(2).
title "Other people's programs"

chapter 'The calls of a program'
p = observe 'cat', '/no/such/file', live: false // varies
assert p.wait().exit == 1
assert p.calls[0].name == 'execve' && p.calls[0].args[1] == '["cat", "/no/such/file"]'
say 'The first call, execve, executes the program. What follows is the dynamic linker, then cat itself.'
assert p.calls.any { it.name == 'openat' && it.args[1] == '"/no/such/file"' && it.errno == ENOENT }
say 'openat has failed with ENOENT: that is why the exit status is 1.'
assert explain(p).find { it.errno }.meaning.startsWith('no such file')
say 'explain omits the calls of the C library, and says what each errno means for its call.'

chapter 'Children are seen as well'
p = observe 'sh', '-c', 'echo hello | cat', live: false // varies
assert p.wait().exit == 0 && p.out.text == 'hello\n'
assert p.processes*.name() == ['sh', 'sh', 'cat']
assert p.processes.drop(1).every { it.parent().pid() == p.pid }
say 'A shell forks twice for a pipeline: once for echo, which it executes itself, and once for cat.'
w = p.calls.find { it.name == 'write' && it.descriptor(0).isPipe() } // varies
r = p.calls.find { it.name == 'read' && it.descriptor(0).isPipe() } // varies
assert w.args[1] == '"hello\\n"' && w.pid != r.pid
assert w.descriptor(0).object() == r.descriptor(0).object()
say 'Both ends refer to the same pipe: strace names it by its inode.'
assert p.calls.findAll { it.name == 'read' && it.pid == r.pid && it.descriptor(0).isPipe() }.last().result == 0
say 'The last read returns 0, end of file: no process has the write end open any more. The shell has closed its own.'

chapter 'Who sent what to whom'
(its, feed) = pipe()
(back, out) = pipe()
sequence on
p = observe 'cat', fds: [0: its, 1: out] // varies
[its, out].each { close it }
write feed, 'through cat'
assert read(back).text == 'through cat'
close feed
assert p.wait().exit == 0
sequence off
assert sequence(p).toString().contains('write "through cat"')
say 'The shell writes, cat reads and writes, the shell reads: programs and this shell meet in one chart.'

chapter 'A program that is already running'
s = spawn 'sleep', '1000'
p = observe s // varies
kill s
assert p.wait().signal == SIGTERM
assert p.signals*.name() == ['SIGTERM']
say 'strace can attach to a process that it may trace: the same user, and no restriction of ptrace(2).'
close back
