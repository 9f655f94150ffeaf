// Exercise 4. A reader waits for an end of file that does not come. See pipe(7); lessons 12 and 41.
title 'The end of file that never comes'

// == task ==
// The child reader reads from a pipe until end of file; reading is the job that does so. The child helper has nothing
// to do with it. Send 'all of it' through the pipe and let the reader find the end of file, without killing anyone.

// == start ==
(r, w) = pipe()
reader = fork()
helper = fork()
reader { close w }
close r
reading = reader.start {
    def text = ''
    for (def m = read(r); !m.eof; m = read(r)) text += m.text
    text
}

// == check ==
// the reader has found the end of file
def ended = false
try { eventually(timeout: 1.s) { reading.done }; ended = true } catch (Throwable e) { }
def wait = ended ? null : why(reader)[0]
assert ended : "the reader waits in ${wait?.call}; the write end is open in: ${wait?.wakers*.process.join(', ')}"

// it has read 'all of it'
assert reading.done && reading.get(1.s) == 'all of it' : reading.done ? "it has read '${reading.get(1.s)}'" : 'it still reads'

// reader and helper live
assert [reader, helper].every { kill(it, 0) == 0 && !it.end() } : 'a child has ended'

// == hints ==
// read returns end of file when no process has the write end open any more. holders w, or why reader, tell who has it.

// A child made by fork has copies of all descriptors.

// helper { close w } closes the copy of the other child.

// == solution ==
write w, 'all of it'
close w
helper { close w }

// == wrong: forgets the other child ==
write w, 'all of it'
close w

// == wrong: kills the other child ==
write w, 'all of it'
close w
kill helper, SIGKILL
waitpid helper
