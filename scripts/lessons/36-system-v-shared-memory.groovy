// Lesson 36. A System V segment is memory that processes attach. IPC_RMID removes it when the last one has
// detached. See shmget(2), shmat(2), shmctl(2).
title 'System V shared memory'

chapter 'A segment'
m = shmget ftok('.', 36), 100, IPC_CREAT | IPC_EXCL | 0600
r = shmat m
assert shmctl(m, IPC_STAT).shm_nattch == 1
fails(EINVAL) { shmget ftok('.', 36), 5000, 0 }
say 'It has a key and a size, which nobody can change. shmat maps it, and the kernel counts: shm_nattch.'

chapter 'Processes share it'
child = fork()
assert shmctl(m, IPC_STAT).shm_nattch == 2
child { poke r, 0, 'from the child' }
assert peek(r, 0, 14).text == 'from the child'
say 'A forked child has what its parent has attached, and counts too. A program that is executed loses it.'
child { other = shmget ftok('.', 36), 0, 0 }
child { seen = shmat other, SHM_RDONLY }
refused = child { fails(EFAULT) { seen.putInt 0, 1 } }
say 'SHM_RDONLY: a process that only reads cannot spoil it.'
child { shmdt seen }

chapter 'Removed while attached'
shmctl m, IPC_RMID
assert m.key == IPC_PRIVATE
fails(ENOENT) { shmget ftok('.', 36), 100, 0 }
say 'It is marked "dest" and has lost its key: nobody finds it by that.'
child { poke r, 0, 'still shared' }
assert peek(r, 0, 12).text == 'still shared'
again = shmat m
assert shmctl(m, IPC_STAT).shm_nattch == 3
say 'Those who have attached it go on. On Linux even a new one may attach it, by its ID.'
another = shmget ftok('.', 36), 100, IPC_CREAT | IPC_EXCL | 0600
assert another != m
shmctl another, IPC_RMID
say 'The same key can be used for another segment at once.'

chapter 'The last one'
shmdt again
shmdt r
assert shmctl(m, IPC_STAT).shm_nattch == 1
kill child, SIGKILL
waitpid child
fails(EINVAL) { shmctl m, IPC_STAT }
say 'The child was the last; it was killed, and the segment is gone with it.'
say 'So remove a segment as soon as all have attached it: then no death leaves it behind.'

chapter 'The mistake: a segment left behind'
lost = shmget IPC_PRIVATE, 4096
mine = shmat lost
shmdt mine
assert shmctl(lost, IPC_STAT).shm_nattch == 0
say 'Nobody has it attached, and it is still there, with its bytes: detaching removes nothing. ipcs shows such segments with nattch 0.'
shmctl lost, IPC_RMID
fails(EINVAL) { shmat lost }
