// Lesson 5. shm_open() gives a piece of memory a name, so that unrelated processes can find it. It is a
// file, in a file system that is kept in memory. See shm_overview(7).
title 'shm_open: shared memory with a name'

name = "/lesson-05.${getpid()}"
atexit { shm_unlink name }

chapter 'A name'
fails(ENOENT) { shm_open name }
f = shm_open name, O_CREAT | O_EXCL | O_RDWR, 0600
fails(EEXIST) { shm_open name, O_CREAT | O_EXCL | O_RDWR }
say 'O_CREAT creates it, O_EXCL ensures that it is new: the second call fails with EEXIST.'
assert new File("/dev/shm$name").exists()
say "It is the file /dev/shm$name"

chapter 'Names that do not work'
['/a/b', '/', ''].each { bad -> fails(EINVAL) { shm_open bad, O_CREAT | O_RDWR } }
say 'A name has one slash, at the beginning; /a/b, / and the empty name give EINVAL.'
fails(ENAMETOOLONG) { shm_open '/' + 'x' * 256, O_CREAT | O_RDWR }
say 'At most 255 characters may follow it: ENAMETOOLONG.'

chapter 'It begins empty'
assert lseek(f, 0, SEEK_END) == 0
early = mmap f, 4096
touched = fails(EFAULT) { early.getInt 0 }
say "Mapped, but an object of size 0 has no memory to access: $touched.message"
say 'In C that is SIGBUS, which terminates the program.'
ftruncate f, 4096
assert early.getInt(0) == 0
say 'ftruncate gives it a size; its bytes are zero.'

chapter 'Another process finds it'
child = fork()
// the child does not use the inherited mapping; it opens the name
child { g = shm_open name }
child { theirs = mmap g, 4096 }
child { poke theirs, 0, 'from the child' }
assert peek(early, 0, 14).text == 'from the child'
// once mapped, the descriptor is no longer needed
close f
poke early, 0, 'from the parent'
assert child { peek(theirs, 0, 15).text } == 'from the parent'
say 'Both map the same memory; the descriptor may be closed.'

chapter 'The name is removed, the memory remains'
shm_unlink name
fails(ENOENT) { shm_open name }
poke early, 0, 'still shared'
assert child { peek(theirs, 0, 12).text } == 'still shared'
say 'Unlinked: it can no longer be opened, but existing mappings remain valid.'
another = shm_open name, O_CREAT | O_EXCL | O_RDWR
assert lseek(another, 0, SEEK_END) == 0
say 'The same name, created again, is another object, and empty.'
shm_unlink name
fails(ENOENT) { shm_unlink name }
say 'It is never unlinked automatically: a forgotten object remains, with its memory, until the machine is rebooted.'

munmap early
close another
