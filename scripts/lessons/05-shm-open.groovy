// Lesson 5. shm_open() gives a piece of memory a name, so that processes find it that are not
// related. It is a file, in a file system that lives in memory. See shm_overview(7).
title 'shm_open: shared memory with a name'

name = "/lesson-05.${getpid()}"
atexit { shm_unlink name }

chapter 'A name'
fails(ENOENT) { shm_open name }
f = shm_open name, O_CREAT | O_EXCL | O_RDWR, 0600
fails(EEXIST) { shm_open name, O_CREAT | O_EXCL | O_RDWR }
say 'O_CREAT makes it, O_EXCL makes sure that it is new: the second one hears EEXIST.'
assert new File("/dev/shm$name").exists()
say "It is the file /dev/shm$name"

chapter 'Names that do not work'
['/a/b', '/', ''].each { bad -> fails(EINVAL) { shm_open bad, O_CREAT | O_RDWR } }
say 'One slash, at the beginning; /a/b, / and the empty name are EINVAL.'
fails(ENAMETOOLONG) { shm_open '/' + 'x' * 256, O_CREAT | O_RDWR }
say 'And 255 characters behind it at most: ENAMETOOLONG.'

chapter 'It begins empty'
assert lseek(f, 0, SEEK_END) == 0
early = mmap f, 4096
touched = fails(EFAULT) { early.getInt 0 }
say "Mapped, but without a size there is nothing to touch: $touched.message"
say 'In C that is SIGBUS, and the end of the program.'
ftruncate f, 4096
assert early.getInt(0) == 0
say 'ftruncate gives it its size, full of zeros.'

chapter 'Another process finds it'
child = fork()
// the child does not use what it inherited; it opens the name
child { g = shm_open name }
child { theirs = mmap g, 4096 }
child { poke theirs, 0, 'from the child' }
assert peek(early, 0, 14).text == 'from the child'
// once mapped, the descriptor is not needed
close f
poke early, 0, 'from the parent'
assert child { peek(theirs, 0, 15).text } == 'from the parent'
say 'Both map the same memory; the descriptor may be closed.'

chapter 'The name goes, the memory stays'
shm_unlink name
fails(ENOENT) { shm_open name }
poke early, 0, 'still shared'
assert child { peek(theirs, 0, 12).text } == 'still shared'
say 'Unlinked: nobody finds it any more, who has it mapped goes on.'
another = shm_open name, O_CREAT | O_EXCL | O_RDWR
assert lseek(another, 0, SEEK_END) == 0
say 'The same name again is another object, empty.'
shm_unlink name
fails(ENOENT) { shm_unlink name }
say 'Nobody unlinks it for you: a forgotten one stays, with its memory, until the machine starts anew.'

munmap early
close another
