// Lesson 35. System V semaphores come in sets; several operations are done at once or not at all, and the
// kernel can take back what a process did that has died. See semop(2), semctl(2).
title 'System V semaphores'

chapter 'A set'
s = semget IPC_PRIVATE, 2
assert s.values == [0, 0]
semctl s, 0, SETALL, [1, 1]
semctl s, 1, SETVAL, 5
assert semctl(s, 0, GETALL) == [1, 5]
say 'On Linux the values begin at 0. POSIX does not promise it, and setting them is a second call: in between, others find a set without values.'
fails(ERANGE) { semctl s, 0, SETVAL, 32768 }
say 'A value is at most 32767.'

chapter 'Operations'
semctl s, 0, SETALL, [1, 1]
semop s, 0, -1
fails(EAGAIN) { semop s, 0, -1, IPC_NOWAIT }
fails(ETIMEDOUT) { semop s, 0, -1, timeout: 50.ms }
semop s, 0, 1
say '-1 takes one and waits while there is none; +1 gives it back.'
child = fork()
waiting = child.start { semop s, 1, 0 }
fails(ETIMEDOUT) { waiting.get 50.ms }
assert semctl(s, 1, GETZCNT) == 1
semop s, 1, -1
waiting.get 5.s
say '0 waits until the value is 0.'

chapter 'All at once or not at all'
semctl s, 0, SETALL, [1, 0]
waiting = child.start { semop s, [[0, -1], [1, -1]] }
fails(ETIMEDOUT) { waiting.get 50.ms }
assert s.values == [1, 0]
say 'The child wants both. It has taken neither, so nobody else is kept waiting by what it holds: there is no deadlock between the two.'
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
say 'Both were killed while they held one. With SEM_UNDO the kernel gave it back; without it, it is lost for ever.'
assert semctl(s, 1, GETPID) == careful.pid
waitpid careless
waitpid careful
say 'That happened at once, before anybody waited for the dead; GETPID still names the one who was killed.'
say 'What the semaphore protected may be half done, and the next holder is not told. A robust mutex would: EOWNERDEAD.'

chapter 'It is removed under those who wait'
waiting = child.start { semop s, 0, -1 }
fails(ETIMEDOUT) { waiting.get 50.ms }
assert semctl(s, 0, GETNCNT) == 1
semctl s, IPC_RMID
fails(EIDRM) { waiting.get 5.s }
fails(EINVAL) { semop s, 0, 1 }
say 'IPC_RMID removes the set at once: who waits gets EIDRM, who comes later EINVAL.'
