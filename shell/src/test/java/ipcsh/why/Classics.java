package ipcsh.why;

/**
 * What is expected of the classics, and of programs with mistakes as students make them: program
 * and mode, verdict, ring; then what the text says.
 */
final class Classics {
  static final String TABLE =
      """
      streams own-write-end         | for ever |
          waits in read\\(3\\) for data in pipe:\\[\\d+\\], which is empty only streams \\d+ itself writes to it \\(fd 4\\)
          The reader itself has the only write end \\(fd 4\\): close it before reading
      streams parent-kept           | deadlock | parent wc
          streams \\d+ waits for the end of its input, and streams \\d+ still has the write end open \\(fd 4\\): close it before waiting for the child
      streams waitpid-input         | deadlock | parent wc
          still has the write end open \\(fd 4\\): close it before waiting for the child
      streams inherited             | deadlock | parent first second
          cat \\d+ has the write end \\(fd 4\\), so end of file does not occur
          FD_CLOEXEC is missing
      streams inherited-by-daemon   | waits    |
          sleep \\d+ has the write end \\(fd 4\\), so end of file does not occur
          FD_CLOEXEC is missing
      streams inherited-and-awaited | waits    |
          sleep \\d+ has the write end \\(fd 4\\), so end of file does not occur
          FD_CLOEXEC is missing
      streams both-write-pipes      | deadlock | parent child
          A process that writes must also read
      streams both-write-socketpair | deadlock | parent child
          A process that writes must also read
      streams both-read             | deadlock | parent child
          None writes first
      streams datagram-flood        | deadlock | client server
          waits in sendto\\(3\\) for room in the queue of serv-dom-sock, which is full only streams \\d+ takes from it \\(fd 3\\), and
          deadlock: each waits for the other. Who sends must also receive: recv in between, or MSG_DONTWAIT and poll
      streams fifo-order            | waits    |
          waits in open\\("\\w+", O_\\w+\\) at the same time. If each of them next opens the FIFO that the other one waits for, neither open returns: open the FIFOs in the same order in both
      streams iterative-server      | waits    |
          serves one client at a time
      streams stopped-peer          | waits    |
          is stopped: kill -CONT \\d+ continues it
      streams reply-not-flushed     | deadlock | parent filter
          fflush
      locks semaphores-order        | deadlock | a b
          in the same order everywhere
      locks mutexes-order           | deadlock | a b
          Take locks in the same order everywhere
      locks threads-order           | deadlock | a b
          Take locks in the same order everywhere
      locks flocks-order            | deadlock | a b
          Take locks in the same order everywhere. .*EDEADLK
      locks ofd-order               | deadlock | a b
          Take locks in the same order everywhere. .*EDEADLK
      locks dead-owner              | for ever |
          PTHREAD_MUTEX_ROBUST.*EOWNERDEAD
      locks killed-holder           | for ever |
          A semaphore has no owner
      locks relock                  | for ever |
          with PTHREAD_MUTEX_ERRORCHECK this fails with EDEADLK
      locks missed-signal           | deadlock | main waiter
          A signal sent before the wait is lost
      locks queue-unread            | for ever |
          The queue is full and no other process has it open
      locks system-v-unread         | unknown  |
          which has \\d+ of \\d+ bytes no process has received from it so far
          which other processes use the System V queue .*start the receiver first.*ipcrm -q
      locks sigchld-ignored         | deadlock | parent worker
          ignores SIGCHLD: its waitpid returns only when the last child has ended
      students thread-pipe          | deadlock | main consumer
          Threads share their descriptors: end of file occurs when fd 4 is closed
      students sort-first           | unknown/deadlock | parent sort
          (sort \\d+ handles SIGALRM, and|deadlock: each waits for the other).*reads until end of file
      students barrier-short        | deadlock |
          2 of 3 have arrived
          for more threads than reach it
      students semaphore-zero       | deadlock | a b
          initial value of a semaphore that is used as a lock is 1
      students server-keeps         | waits    |
          If a child served this one, close it in the parent too
      students upgrade              | for ever |
          must unlock it before it locks it for writing
      students fork-with-thread     | for ever |
          fork copies the locks of all threads
      students lock-and-wait        | deadlock | parent child
          waits in waitpid\\(\\d+\\) while it has .*log, which students \\d+ needs: unlock it before waiting
      students token-ring           | deadlock | one two three
          each waits for the next, and the last one for the first. None writes first
      students early-signal         | waits    |
          SIGUSR1
      students wrong-end            | for ever |
          The reader itself has the only write end
      students lock-then-room       | deadlock | producer consumer
          post before waiting for the other one
      mistakes select-nfds          | waits    |
          waits in select\\(\\) for nothing: it watches no descriptor fd 3 is in its sets, but not watched, because nfds is 3; it is ready to be read
          nfds must be the highest descriptor \\+ 1, here 4
      mistakes select-misses        | deadlock | main other
          fd 10 is in its sets, but not watched, because nfds is 10; it is ready to be read
          nfds must be the highest descriptor \\+ 1, here 11
      mistakes select-emptied       | waits    |
          fill the sets again before each call
      mistakes epoll-edge           | deadlock | server client
          fd 3 has data that were reported and not read
          With EPOLLET, read until EAGAIN
      mistakes forked-in-loop       | deadlock |
          only these write to it
          which were created before fork: close them in each child
      mistakes dup2-and-kept        | for ever |
          wc \\d+ waits in read\\(0\\)
          The reader itself has the only write end \\(fd 4\\): close it in the child after dup2, before exec
      mistakes own-peer             | for ever |
          The reader itself has the only other end \\(fd 3\\): close it after fork
      mistakes output-unread        | deadlock | parent writer
          waits for the end of its child before it has read what mistakes \\d+ writes
      mistakes join-each-other      | deadlock | main other
          A thread must not join a thread that joins it
      mistakes join-with-lock       | deadlock | main other
          while it has the mutex mutex, which mistakes \\d+ thread \\d+ needs: unlock it before waiting
      mistakes readers-upgrade      | deadlock |
          which is locked by 2 readers
          must unlock it before it locks it for writing
      mistakes semaphore-twice      | for ever |
          each sem_wait decrements the semaphore and needs a sem_post
      mistakes system-v-order       | unknown  | a b
          mistakes \\d+ was the last that changed semaphore \\d, and can increment it
          a ring of waits, but it is not known which other processes use the System V semaphores
          take them in the same order everywhere
      mistakes system-v-ended       | unknown  |
          process \\d+, which has ended, was the last that changed semaphore 0
          A semaphore has no owner.*SEM_UNDO
      mistakes message-type         | unknown  | client server
          a message of type 1 in the System V queue \\d+, which has a message of another type
          was the last that sent to it, and can send to it again
          the msgtyp of msgrcv must match the mtype
      mistakes alarm-set            | unknown  |
          only mistakes \\d+ itself writes to it \\(fd 4\\)
          whether alarm\\(2\\) or setitimer\\(2\\) will interrupt it: mistakes \\d+ handles SIGALRM, and
          The reader itself has the only write end
      mistakes timer-made           | unknown  |
          whether the timer of timer_create\\(2\\) that sends SIGUSR1 to mistakes \\d+ is armed
      mistakes epoll-once           | for ever |
          fd 3 is not watched: EPOLLONESHOT has reported it
          epoll_ctl with EPOLL_CTL_MOD
      mistakes closed-meanwhile     | unknown  |
          waits in recvfrom\\(3\\) not known: what fd 3 referred to: it was closed after the call had begun
          shutdown\\(2\\) of a connection does
      mistakes queues-empty         | deadlock | main other
          None sends first: one of them must send before it receives
      mistakes event-uncounted      | deadlock | parent child
          the counter of an eventfd, which is 0 .* deadlock: each waits for the other\\. ?$
      mistakes timer-ignored        | for ever |
          The reader itself has the only write end
      """;

  private Classics() {}
}
