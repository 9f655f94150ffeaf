// Lesson 36. A System V segment is memory that processes attach. IPC_RMID marks it for removal, and it is
// destroyed after the last detach. See shmget(2), shmat(2), shmctl(2).
title 'System V shared memory'

chapter 'A segment'
m = shmget ftok('.', 36), 100, IPC_CREAT | IPC_EXCL | 0600
r = shmat m
assert shmctl(m, IPC_STAT).shm_nattch == 1
fails(EINVAL) { shmget ftok('.', 36), 5000, 0 }
say 'It has a key, and a size that cannot be changed. shmat attaches it; shm_nattch is the number of attaches.'

chapter 'Processes share it'
child = fork()
assert shmctl(m, IPC_STAT).shm_nattch == 2
child { poke r, 0, 'from the child' }
assert peek(r, 0, 14).text == 'from the child'
say 'A forked child inherits attached segments, and shm_nattch counts it. exec detaches them.'
child { other = shmget ftok('.', 36), 0, 0 }
child { seen = shmat other, SHM_RDONLY }
refused = child { fails(EFAULT) { seen.putInt 0, 1 } }
say 'SHM_RDONLY attaches it for reading only: a write is a fault.'
child { shmdt seen }

chapter 'Removed while attached'
shmctl m, IPC_RMID
assert m.key == IPC_PRIVATE
fails(ENOENT) { shmget ftok('.', 36), 100, 0 }
say 'It is marked "dest" and no longer has a key: it cannot be found by its key.'
child { poke r, 0, 'still shared' }
assert peek(r, 0, 12).text == 'still shared'
again = shmat m
assert shmctl(m, IPC_STAT).shm_nattch == 3
say 'Processes that have attached it can still use it. On Linux it can even be attached again, by its ID.'
another = shmget ftok('.', 36), 100, IPC_CREAT | IPC_EXCL | 0600
assert another != m
shmctl another, IPC_RMID
say 'The key can be used for another segment at once.'

chapter 'The last detach'
shmdt again
shmdt r
assert shmctl(m, IPC_STAT).shm_nattch == 1
kill child, SIGKILL
waitpid child
fails(EINVAL) { shmctl m, IPC_STAT }
say 'The child was the last process attached; it was killed, and the segment was destroyed.'
say 'So mark a segment for removal as soon as all processes have attached it: then it is not left behind, even if they are killed.'

chapter 'The mistake: a segment left behind'
lost = shmget IPC_PRIVATE, 4096
mine = shmat lost
shmdt mine
assert shmctl(lost, IPC_STAT).shm_nattch == 0
say 'No process has it attached, and it still exists, with its contents: shmdt does not remove it. ipcs shows such segments with nattch 0.'
shmctl lost, IPC_RMID
fails(EINVAL) { shmat lost }
