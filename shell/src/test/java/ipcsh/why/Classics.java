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
          cat \\d+ has the write end \\(fd 4\\), so no end of file comes
          FD_CLOEXEC is missing
      streams inherited-by-daemon   | waits    |
          sleep \\d+ has the write end \\(fd 4\\), so no end of file comes
          FD_CLOEXEC is missing
      streams both-write-pipes      | deadlock | parent child
          Who writes must also read
      streams both-write-socketpair | deadlock | parent child
          Who writes must also read
      streams both-read             | deadlock | parent child
          None writes first
      streams datagram-flood        | deadlock | client server
          waits in sendto\\(3\\) for room in the queue of serv-dom-sock, which is full only streams \\d+ takes from it \\(fd 3\\), and
          deadlock: each waits for the other. Who sends must also receive: recv in between, or MSG_DONTWAIT and poll
      streams fifo-order            | waits    |
          open them in the same order
      streams iterative-server      | waits    |
          serves one client at a time
      streams stopped-peer          | waits    |
          is stopped: kill -CONT \\d+ lets it go on
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
          PTHREAD_MUTEX_ERRORCHECK tells it by EDEADLK
      locks missed-signal           | deadlock | main waiter
          A signal that comes before the wait is lost
      locks queue-unread            | for ever |
          The queue is full and no other process has it open
      locks system-v-unread         | unknown  |
          who uses the System V queue
      locks sigchld-ignored         | deadlock | parent worker
          ignores SIGCHLD: its waitpid returns only when the last child has ended
      students thread-pipe          | deadlock | main consumer
          Threads share their descriptors: the end of file comes when fd 4 is closed
      students sort-first           | unknown  |
          SIGALRM is handled.*reads up to the end of the file
      students barrier-short        | deadlock |
          2 of 3 have come
          for more threads than come
      students semaphore-zero       | deadlock | a b
          begins with the value 1
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
      """;

  private Classics() {}
}
