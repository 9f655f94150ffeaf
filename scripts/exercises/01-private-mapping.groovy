// Exercise 1. A mapping that nobody else sees. See mmap(2); lesson 4.
title 'The mapping that nobody else sees'

// == task ==
// Writing to notes is meant to change the memory file f, so that every process that maps or reads f sees it.
// It does not. Assign a mapping of f to notes with which it does, and write 'shared' at its beginning.

// == start ==
f = memfd_create 'notes'
ftruncate f, 4096
notes = mmap 4096, fd: f, flags: MAP_PRIVATE
poke notes, 0, 'lonely'

// == check ==
// the file begins with 'shared'
def found = pread(f, 6, 0).text
assert found == 'shared' : found == '\0' * 6 ? 'pread finds only zeros in it' : "pread finds '$found' in it"

// what is written to notes is in the file
def before = pread(f, 6, 100).bytes
poke notes, 100, 'a test'
def seen = pread(f, 6, 100).text
pwrite f, before, 100
assert seen == 'a test' : 'a text written to notes by poke does not reach the file'

// == hints ==
// What does mmap(2) say of updates to a mapping with MAP_PRIVATE?

// Map f once more: mmap f, 4096 does so with MAP_SHARED.

// == solution ==
notes = mmap f, 4096
poke notes, 0, 'shared'

// == wrong: changes the file, but not the mapping ==
pwrite f, 'shared', 0

// == wrong: private again ==
notes = mmap 4096, fd: f, flags: MAP_PRIVATE
poke notes, 0, 'shared'
