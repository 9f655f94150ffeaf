// Lesson 4. A file can be mapped: its bytes are then memory, the same memory for all who map it, and
// what read() and write() see. See mmap(2), msync(2).
title 'Mapped file'

file = "${scratch()}/data"

chapter 'One content, two ways to it'
f = open file, O_CREAT | O_RDWR, 0600
write f, 'hello world'
region = mmap f, 11
assert peek(region, 0, 11).text == 'hello world'
poke region, 0, 'HELLO'
assert pread(f, 11, 0).text == 'HELLO world'
pwrite f, 'WORLD', 6
assert peek(region, 6, 5).text == 'WORLD'
say 'Written through the mapping, it is what read() gives; written with write(), it is in the mapping.'
// for other programs it is there at once; msync is for the disk
assert new File(file).text == 'HELLO WORLD'
msync region

chapter 'Another process'
child = fork()
child { g = open file, O_RDWR }
child { theirs = mmap g, 11 }
child { poke theirs, 0, 'child' }
assert peek(region, 0, 5).text == 'child'
say 'A second mapping of the file, made after fork in the child, is the same memory.'

chapter 'A private mapping'
copy = mmap 11, fd: f, flags: MAP_PRIVATE
poke copy, 0, 'mine!'
assert peek(copy, 0, 11).text == 'mine! WORLD'
assert pread(f, 11, 0).text == 'child WORLD'
say 'With MAP_PRIVATE the first write makes a copy; the file does not change.'

chapter 'What mmap refuses'
readOnly = open file
fails(EACCES) { mmap readOnly, 11 }
say 'The descriptor is read-only, a shared mapping to be written is not: EACCES.'
looking = mmap 11, fd: readOnly, prot: PROT_READ
assert peek(looking, 0, 5).text == 'child'
fails(EINVAL) { mmap 11, fd: f, offset: 1 }
say 'The offset must be a multiple of the page: 1 is EINVAL.'

chapter 'A mapping does not make the file longer'
region2 = mmap f, 131_072
poke region2, 11, '!'
assert lseek(f, 0, SEEK_END) == 11
say 'Behind the end, in the last page, there is memory, but it belongs to no file: still 11 bytes.'
// beyond the last page there is nothing at all; a C program gets SIGBUS and dies
beyond = fails(EFAULT) { peek region2, 65_536, 1 }
say "Beyond the last page: $beyond.message"

chapter 'The file shrinks'
ftruncate f, 0
shrunk = fails(EFAULT) { peek region, 0, 5 }
say "Somebody cut the file under the mapping: $shrunk.message"
ftruncate f, 11
assert peek(region, 0, 5).bytes == new byte[5]
say 'With its length the memory came back, its content did not: zeros.'

[region, region2, copy, looking].each { munmap it }
[f, readOnly].each { close it }
