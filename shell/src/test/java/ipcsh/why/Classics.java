package ipcsh.why;

/** What is expected of the classics: program and mode, verdict, ring; then what the text says. */
final class Classics {
  static final String TABLE =
      """
      streams own-write-end         | for ever | |
          reader|streams
      streams parent-kept           | deadlock | parent wc
          deadlock
      streams waitpid-input         | deadlock | parent wc
          deadlock
      streams inherited             | deadlock | parent first second
          deadlock
      streams inherited-by-daemon   | waits    |
          FD_CLOEXEC
      streams both-write-pipes      | deadlock | parent child
          deadlock
      streams both-write-socketpair | deadlock | parent child
          deadlock
      streams both-read             | deadlock | parent child
          deadlock
      streams datagram-flood        | deadlock | client server
          deadlock
      streams fifo-order            | unknown  | parent child
          order
      streams iterative-server      | waits    |
          iterative|one client
      streams stopped-peer          | waits    |
          SIGCONT
      streams reply-not-flushed     | deadlock | parent filter
          deadlock
      locks semaphores-order        | deadlock | a b
          order
      locks mutexes-order           | deadlock | a b
          order
      locks threads-order           | deadlock | a b
          order
      locks flocks-order            | deadlock | a b
          order
      locks ofd-order               | deadlock | a b
          order
      locks dead-owner              | for ever |
          robust
      locks killed-holder           | for ever |
          SEM_UNDO|posts
      locks relock                  | for ever |
          itself|own
      locks missed-signal           | deadlock | main waiter
          signal
      locks queue-unread            | for ever |
          queue
      locks system-v-unread         | unknown  |
          queue
      locks sigchld-ignored         | deadlock | parent worker
          SIGCHLD
      students thread-pipe          | deadlock | main consumer
          close
      students sort-first           | deadlock | parent sort
          end of
      students barrier-short        | deadlock/for ever |
          barrier
      students semaphore-zero       | deadlock | a b
          post
      students server-keeps         | waits    |
          close
      students upgrade              | for ever/unknown |
          rwlock
      students fork-with-thread     | for ever |
          fork
      students lock-and-wait        | deadlock | parent child
          unlock
      students token-ring           | deadlock | one two three
          begin
      students early-signal         | unknown/waits |
          signal
      students wrong-end            | for ever/deadlock |
          end
      students lock-then-room       | deadlock | producer consumer
          semaphore
      """;

  private Classics() {}
}
