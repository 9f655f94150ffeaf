// Lesson 7. A named semaphore can be opened by processes that share nothing yet. See sem_open(3).
title 'Named semaphore'

name = "/lesson-07.${getpid()}"
atexit { sem_unlink name }

chapter 'A name'
fails(ENOENT) { sem_open name }
s = sem_open name, O_CREAT | O_EXCL, 0600, 1
fails(EEXIST) { sem_open name, O_CREAT | O_EXCL, 0600, 1 }
file = new File("/dev/shm/sem.${name.substring 1}")
assert file.exists() && file.length() == 32
say "It is the file $file of ${file.length()} bytes; glibc maps it."
fails(EINVAL) { sem_open '/a/b', O_CREAT }
fails(ENAMETOOLONG) { sem_open '/' + 'x' * 252, O_CREAT }
say 'A name has one slash, at the beginning: /a/b gives EINVAL. More than 251 characters: ENAMETOOLONG.'

chapter 'One permit for two processes'
child = fork()
child { theirs = sem_open name }
child { sem_wait theirs }
fails(EAGAIN) { sem_trywait s }
fails(ETIMEDOUT) { sem_timedwait s, 0.05 }
say 'The child opened it by name and took the permit: the parent gets EAGAIN, or blocks.'
waiting = bg { sem_wait s }
fails(ETIMEDOUT) { waiting.get 50.ms }
child { sem_post theirs }
waiting.get 5.s
say 'The child posted it, and now the parent has the permit.'
// a semaphore has no owner: any process may post
child { sem_post theirs }
sem_post s
assert sem_getvalue(s) == 2
say 'Then both posted, and there are two permits instead of one: nothing checks this. A mutex would.'
2.times { sem_wait s }

chapter 'The name is removed, the semaphore remains'
waiting = child.start { sem_wait theirs }
fails(ETIMEDOUT) { waiting.get 50.ms }
sem_unlink name
fails(ENOENT) { sem_open name }
sem_post s
waiting.get 5.s
say 'Unlinked while the child waited: it can no longer be opened, but processes that have it open can use it.'

chapter 'The mistake: a semaphore left behind'
// a program that died left its semaphore behind, with its value
left = sem_open name, O_CREAT, 0600, 1
sem_wait left
sem_close left
again = sem_open name, O_CREAT, 0600, 1
assert sem_getvalue(again) == 0
fails(EAGAIN) { sem_trywait again }
say 'O_CREAT with value 1, yet the value is 0: the semaphore existed already, and the 1 is ignored.'
say 'To be sure to get a new one, use O_EXCL; unlink it when done.'
sem_unlink name

[s, again].each { sem_close it }
