// Exercise 16. Two locks, taken in opposite order. See flock(2); lesson 41.
title 'End this deadlock'

// == task ==
// left has locked x and waits for y, right has locked y and waits for x: see why left. End the deadlock without killing
// anyone. In the end right is to have both locks: its job gettingX has succeeded. left may give up.

// == start ==
(x, y) = ["${scratch()}/x", "${scratch()}/y"].each { close open(it, O_CREAT | O_RDWR, 0600) }
(left, right) = [fork(), fork()]
left { lx = open x, O_RDWR; ly = open y, O_RDWR; flock lx, LOCK_EX }
right { rx = open x, O_RDWR; ry = open y, O_RDWR; flock ry, LOCK_EX }
gettingY = left.start { flock ly, LOCK_EX }
gettingX = right.start { flock rx, LOCK_EX }
eventually { why(left)[0]?.verdict == 'deadlock' }

// == check ==
// nobody waits in a ring
def ring = why(left, right).findAll { it.verdict == 'deadlock' }
assert !ring : "there still is a deadlock of ${ring*.process.unique().join(' and ')}"

// right has both locks
try { eventually(timeout: 1.s) { gettingX.done } } catch (Throwable e) { }
assert gettingX.done : 'its job still waits'
def failed = null
try { gettingX.get 1.s } catch (Throwable e) { failed = e.message }
assert !failed : failed
assert [x, y].every { path -> locks(path).any { !it.waiting } } : 'x or y is not locked'
def taken = [x, y].collect { path -> def t = open(path); try { flock t, LOCK_EX | LOCK_NB; false } catch (SysException e) { true } finally { close t } }
assert taken == [true, true] : 'x or y is not locked'

// both live
assert [left, right].every { !it.end() } : 'a child has ended'

// == hints ==
// One of the two must give up what it has. left waits in flock and can do nothing else: gettingY.cancel()

// left { flock lx, LOCK_UN }

// == solution ==
gettingY.cancel()
left { flock lx, LOCK_UN }
gettingX.get 5.s

// == wrong: gives up waiting, but keeps the lock ==
gettingY.cancel()

// == wrong: kills ==
kill left, SIGKILL
waitpid left
gettingX.get 5.s
