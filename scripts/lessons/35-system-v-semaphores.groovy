// Lesson 35. System V semaphores come in sets; several operations are performed atomically, and the
// kernel can undo those of a process that terminates. See semop(2), semctl(2).
title 'System V semaphores'

chapter 'A set'
s = semget IPC_PRIVATE, 2
assert s.values == [0, 0]
semctl s, 0, SETALL, [1, 1]
semctl s, 1, SETVAL, 5
assert semctl(s, 0, GETALL) == [1, 5]
say 'On Linux the initial values are 0. POSIX does not guarantee this, and setting them is a second call: in between, other processes find a set that is not initialised.'
fails(ERANGE) { semctl s, 0, SETVAL, 32768 }
say 'A value is at most 32767.'

chapter 'Operations'
semctl s, 0, SETALL, [1, 1]
semop s, 0, -1
fails(EAGAIN) { semop s, 0, -1, IPC_NOWAIT }
fails(ETIMEDOUT) { semop s, 0, -1, timeout: 50.ms }
semop s, 0, 1
say '-1 decrements the value, and blocks while it is 0; +1 increments it.'
child = fork()
waiting = child.start { semop s, 1, 0 }
fails(ETIMEDOUT) { waiting.get 50.ms }
assert semctl(s, 1, GETZCNT) == 1
semop s, 1, -1
waiting.get 5.s
say '0 blocks until the value is 0.'

chapter 'All or nothing'
semctl s, 0, SETALL, [1, 0]
waiting = child.start { semop s, [[0, -1], [1, -1]] }
fails(ETIMEDOUT) { waiting.get 50.ms }
assert s.values == [1, 0]
say 'The child requests both, and has decremented neither: it holds nothing while it waits, so the two cannot cause a deadlock.'
semop s, 1, 1
waiting.get 5.s
assert s.values == [0, 0]

chapter 'A holder that is killed'
semctl s, 0, SETALL, [1, 1]
careless = fork()
careless { semop s, 0, -1 }
careful = fork()
careful { semop s, 1, -1, SEM_UNDO }
assert s.values == [0, 0]
kill careless, SIGKILL
kill careful, SIGKILL
eventually { s.values == [0, 1] }
say 'Each was killed after it had decremented a semaphore. With SEM_UNDO the kernel undid this; without it, the semaphore stays at 0.'
assert semctl(s, 1, GETPID) == careful.pid
waitpid careless
waitpid careful
say 'This happened at once, before the killed processes were reaped; GETPID still returns the process ID of the killed one.'
say 'What the semaphore protects may be inconsistent, and the next holder gets no notice. With a robust mutex it gets EOWNERDEAD.'

chapter 'Removed while a process waits'
waiting = child.start { semop s, 0, -1 }
fails(ETIMEDOUT) { waiting.get 50.ms }
assert semctl(s, 0, GETNCNT) == 1
semctl s, IPC_RMID
fails(EIDRM) { waiting.get 5.s }
fails(EINVAL) { semop s, 0, 1 }
say 'IPC_RMID removes the set at once: blocked calls fail with EIDRM, later ones with EINVAL.'
