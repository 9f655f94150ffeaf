// Lesson 3. After fork(), parent and child each have their own memory, with one exception: what
// was mapped MAP_SHARED before. See fork(2), mmap(2).
title 'Anonymous mapping and fork'

chapter 'Memory without a file'
shared = mmap 4096
mine = mmap 4096, flags: MAP_PRIVATE | MAP_ANONYMOUS
// fresh memory is zero
assert shared.getInt(0) == 0
poke shared, 0, 'before'
poke mine, 0, 'before'

chapter 'A child'
child = fork()
say "parent ${getpid()}, child ${child { getpid() }}, whose parent is ${child { getppid() }}"
assert child { getppid() } == getpid()
assert child { peek(shared, 0, 6).text } == 'before'
assert child { peek(mine, 0, 6).text } == 'before'
say 'The child has both regions, with their contents at the time of fork.'

chapter 'Shared and private'
child { poke shared, 0, 'CHILD!' }
child { poke mine, 0, 'CHILD!' }
assert child { peek(mine, 0, 6).text } == 'CHILD!'
say "The child wrote CHILD! into both. The parent sees   shared: ${peek(shared, 0, 6).text}   private: ${peek(mine, 0, 6).text}"
assert peek(shared, 0, 6).text == 'CHILD!'
assert peek(mine, 0, 6).text == 'before'
poke shared, 0, 'PARENT'
poke mine, 0, 'PARENT'
assert child { peek(shared, 0, 6).text } == 'PARENT'
assert child { peek(mine, 0, 6).text } == 'CHILD!'
say 'And vice versa: each process has its own copy of a private page, made on the first write.'

chapter 'Visible, but when?'
// shared memory carries data, but does not signal when they are ready
waiting = child.start { eventually { shared.getInt(100) == 7 } }
shared.putInt 100, 7
waiting.get 5.s
say 'The child had to poll until the 7 appeared. Lesson 6 shows how to wait without polling.'
// two processes lose updates just as two threads do
seenHere = shared.getInt 200
seenThere = child { shared.getInt 200 }
shared.putInt 200, seenHere + 1
child { shared.putInt 200, seenThere + 1 }
assert shared.getInt(200) == 1
say 'Both added one to zero, and it is 1: the lost update, now between processes.'

chapter 'What is not mapped'
fails(EINVAL) { mmap 0 }
say 'A mapping of length 0: EINVAL.'
mprotect shared, PROT_READ
readOnly = fails(EFAULT) { poke shared, 0, 'x' }
say "Made read-only: $readOnly.message"
// each process has its own mapping of the memory, with its own protection
child { poke shared, 0, 'the child may' }
munmap mine
try { peek mine, 0, 1 } catch (UsageException e) { gone = e }
say "Unmapped: $gone.message. In C both would have been SIGSEGV, the end of the program."
assert child { peek(mine, 0, 6).text } == 'CHILD!'
munmap shared
