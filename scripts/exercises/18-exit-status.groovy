// Exercise 18. A process that has ended leaves a status for its parent. See waitpid(2).
title 'How did it end?'

// == task ==
// This shell has two children: first has ended, second waits for work. Assign the status with which first exited, a
// number, to the variable status. second must live on, so do not wait for its end.

// == start ==
status = null
(first, second) = [fork(), fork()]
first { exit 7 }

// == check ==
// status is the exit status of first
assert status == 7 : "status is $status"

// second lives
def lives = false
try { lives = second { getpid() } == second.pid } catch (SysException e) { }
assert lives : 'it has ended'

// == hints ==
// waitpid first returns a Map, with how the process ended.

// .exit is the exit status, .signal the signal that killed it.

// == solution ==
status = waitpid(first).exit

// == wrong: keeps the whole result ==
status = waitpid first

// == wrong: ends the other one ==
kill second, SIGTERM
waitpid second
status = waitpid(first).exit
