// Lesson 38. A pseudoterminal looks like a terminal to a program: what it writes to the slave is read from the
// master, and what is written to the master it reads as keyboard input. See pty(7), openpty(3), termios(3), tty_ioctl(4).
title 'Pseudo-terminals'

chapter 'A master and a slave'
m = posix_openpt(O_RDWR | O_NOCTTY) // varies
fails(EIO) { open ptsname(m), O_RDWR | O_NOCTTY } // varies
grantpt m
unlockpt m
s = open ptsname(m), O_RDWR | O_NOCTTY // varies
say 'The master has no name of its own, the slave is a device file. Once unlocked, it can be opened like any other file.'
def until(m, text) {
    def seen = ''
    while (!seen.endsWith(text)) seen += read(m, timeout: 20.s).text
    seen
}
write m, 'hello\n'
assert read(s).text == 'hello\n'
say 'What is written to the master is read as if typed on a keyboard.'
write s, 'output\n'
assert until(m, 'put\r\n') == 'hello\r\noutput\r\n'
say 'What is read from the master is what a screen would show: first the echo of what was typed, then the output; each newline has become CR LF.'

chapter 'The line discipline'
write m, 'helo'
fails(ETIMEDOUT) { read s, timeout: 50.ms }
write m, '\177lo\n'
assert read(s).text == 'hello\n'
say 'In canonical mode a program reads whole lines. Until a line is complete, it can be edited: DEL, 0177, removed the o.'
assert until(m, 'lo\r\n') == 'helo\b \blo\r\n'
say 'Even the erasure is echoed: backspace, space, backspace.'
write m, '\4'
assert read(s).eof
write m, 'still there\n'
assert read(s).text == 'still there\n'
say 'Ctrl-D, 4, makes a single read return end of file. It is a byte at the master, but not for the reader.'
until m, 'there\r\n' // varies

chapter 'Echo off'
p = spawn 'stty', '-echo', fds: [0: s] // varies
assert p.wait(5.s).exit == 0
write m, 'secret\n'
assert read(s).text == 'secret\n'
fails(ETIMEDOUT) { read m, timeout: 50.ms }
say 'The settings belong to the terminal, not to a process or a descriptor: stty has ended, and they remain. Passwords are read this way.'
p = spawn 'stty', 'raw', fds: [0: s] // varies
assert p.wait(5.s).exit == 0
write m, 'x\3\4'
assert read(s).text == 'x\3\4'
say 'Raw mode: each byte as it arrives, no lines, no editing, no signals. Editors, ssh and this prompt use it.'

chapter 'The size of the window'
ioctl m, TIOCSWINSZ, [ws_row: 24, ws_col: 80]
assert ioctl(s, TIOCGWINSZ).ws_col == 80
say 'The process that has the master sets the window size. The foreground process group of the terminal gets SIGWINCH.'
[m, s].each { close it } // varies

chapter 'A program that expects a terminal'
(m, s) = openpty() // varies
p = spawn 'python3', '-q', '-i', fds: [0: s, 1: s, 2: s], env: [TERM: 'dumb', PYTHONSTARTUP: null] // varies
close s
until m, '>>> ' // varies
write m, '6 * 7\n'
assert until(m, '>>> ').contains('42')
say 'With a pipe, python3 would not prompt. Here isatty(3) returns 1: it prompts, and its output is line buffered.'
inspect m // varies
write m, 'import sys, os; print(sys.stdout.isatty(), os.ttyname(0))\n'
assert until(m, '>>> ').contains('True /dev/pts/')
write m, '\4'
assert p.wait(20.s).exit == 0
say 'Ctrl-D on an empty line ends it.'

chapter 'The end'
try { while (true) read m } catch (SysException e) { assert e.errno == EIO }
say 'No process has the slave open: read on the master fails with EIO, which terminal emulators treat as end of file.'
(m2, s2) = openpty() // varies
close m2
assert read(s2).eof
fails(EIO) { write s2, 'x' } // varies
say 'The master is closed: the terminal has hung up. The leader of its session would get SIGHUP.'
[m, s2].each { close it } // varies
