// Exercise 17. A signal that has to wait. See sigprocmask(2), signal(7); lesson 32.
title 'A signal that has to wait'

// == task ==
// SIGTERM would end the child, which must finish its work first. Let the child block SIGTERM, and then send it that
// signal: the child lives, and the signal is pending. Other signals must not be blocked.

// == start ==
child = fork()

// == check ==
// the child lives
def lives = false
try { lives = child { getpid() } == child.pid } catch (SysException e) { }
assert lives : 'it has ended'

// SIGTERM is pending in the child
def pending = null
try { pending = child { sigpending() } } catch (Throwable e) { }
assert pending?.contains(SIGTERM) : "pending there: ${pending ?: 'nothing'}"

// it blocks nothing but SIGTERM
def mask = null
try { mask = child { sigprocmask() } } catch (Throwable e) { }
assert mask == [SIGTERM] : "it blocks ${mask ?: 'nothing'}"

// == hints ==
// A block that runs in the child makes its calls there: child { sigprocmask SIG_BLOCK, [...] }

// Block first, send afterwards: kill child, SIGTERM

// == solution ==
child { sigprocmask SIG_BLOCK, [SIGTERM] }
kill child, SIGTERM

// == wrong: sends it first ==
kill child, SIGTERM
waitpid child

// == wrong: blocks it in this shell ==
before = sigprocmask SIG_BLOCK, [SIGUSR1]
sigprocmask SIG_SETMASK, before
child { sigprocmask SIG_BLOCK, [SIGTERM] }
