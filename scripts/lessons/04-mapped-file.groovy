// Lesson 4. A file can be mapped: its bytes are then memory, the same memory for every process that maps it, and
// what read() and write() access. See mmap(2), msync(2).
title 'Mapped file'

file = "${scratch()}/data"

chapter 'One file, two ways to access it'
f = open file, O_CREAT | O_RDWR, 0600
write f, 'hello world'
region = mmap f, 11
assert peek(region, 0, 11).text == 'hello world'
poke region, 0, 'HELLO'
assert pread(f, 11, 0).text == 'HELLO world'
pwrite f, 'WORLD', 6
assert peek(region, 6, 5).text == 'WORLD'
say 'What is written through the mapping is returned by read(); what is written by write() appears in the mapping.'
// other programs see it at once; msync is for the disk
assert new File(file).text == 'HELLO WORLD'
msync region

chapter 'Sent from the mapping, received into it'
(a, b) = socketpair AF_UNIX, SOCK_DGRAM
assert send(a, region, 0, 5) == 5
m = recv b
assert m.text == 'HELLO'
say 'send() took the bytes straight from the mapping: the program copied nothing.'
send a, 'there'
assert recv(b, region, 6, 5) == 5
assert pread(f, 11, 0).text == 'HELLO there'
say 'recv() put them into the mapping, and they are in the file. Its result is that of C: how many bytes.'
pwrite f, 'WORLD', 6
[a, b].each { close it }

chapter 'Another process'
child = fork()
child { g = open file, O_RDWR }
child { theirs = mmap g, 11 }
child { poke theirs, 0, 'child' }
assert peek(region, 0, 5).text == 'child'
say 'A second mapping of the file, created in the child after fork, is the same memory.'

chapter 'A private mapping'
copy = mmap 11, fd: f, flags: MAP_PRIVATE
poke copy, 0, 'mine!'
assert peek(copy, 0, 11).text == 'mine! WORLD'
assert pread(f, 11, 0).text == 'child WORLD'
say 'With MAP_PRIVATE the first write creates a copy; the file does not change.'

chapter 'What mmap refuses'
readOnly = open file
fails(EACCES) { mmap readOnly, 11 }
say 'The descriptor is read-only, so a shared writable mapping fails: EACCES.'
looking = mmap 11, fd: readOnly, prot: PROT_READ
assert peek(looking, 0, 5).text == 'child'
fails(EINVAL) { mmap 11, fd: f, offset: 1 }
say 'The offset must be a multiple of the page size: 1 gives EINVAL.'

chapter 'A mapping does not extend the file'
region2 = mmap f, 131_072
poke region2, 11, '!'
assert lseek(f, 0, SEEK_END) == 11
say 'Past the end of the file, the last page is memory, but not part of the file: it still has 11 bytes.'
// beyond the last page there is nothing at all; a C program gets SIGBUS and dies
beyond = fails(EFAULT) { peek region2, 65_536, 1 }
say "Beyond the last page: $beyond.message"

chapter 'The file is truncated'
ftruncate f, 0
shrunk = fails(EFAULT) { peek region, 0, 5 }
say "The file was truncated while it was mapped: $shrunk.message"
ftruncate f, 11
assert peek(region, 0, 5).bytes == new byte[5]
say 'Extending the file restored the memory, but not its contents: zeros.'

[region, region2, copy, looking].each { munmap it }
[f, readOnly].each { close it }
