package ipcsh.sys.invoke;

import ipcsh.sys.abi.Arena;
import ipcsh.sys.abi.Libc;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.SocketConstants;
import java.util.Set;

/**
 * The calls that are restarted after a handler with SA_RESTART ({@code signal(7)}). All others fail
 * with EINTR even so: those that wait for many, for time, for a signal, for System V's objects.
 */
final class RestartedCalls {
  private static final Set<String> RECEIVE =
      Set.of("recvfrom", "recvmsg", "accept", "accept4", "read", "readv");
  private static final Set<String> SEND = Set.of("sendto", "sendmsg", "connect", "write", "writev");
  private static final Set<String> OTHERS =
      Set.of(
          "openat",
          "open",
          "wait4",
          "waitid",
          "fcntl",
          "flock",
          "ioctl",
          "futex",
          "sem_wait",
          "sem_timedwait",
          "mq_receive",
          "mq_timedreceive",
          "mq_send",
          "mq_timedsend",
          "msync",
          "ftruncate",
          "pread64",
          "pwrite64",
          "close");

  private static final int TIMEVAL_SIZE = 16;

  private RestartedCalls() {}

  /** Whether it is one; a wait on a lock is none that fails in any case. */
  static boolean contains(NativeFunction function, long first) {
    String name = function.shown();
    if (RECEIVE.contains(name)) {
      return !isTimed((int) first, SocketConstants.SO_RCVTIMEO);
    }
    if (SEND.contains(name)) {
      return !isTimed((int) first, SocketConstants.SO_SNDTIMEO);
    }
    return OTHERS.contains(name) || name.startsWith("pthread_");
  }

  /** A socket whose calls have a time of their own does not begin anew. */
  private static boolean isTimed(int descriptor, int option) {
    Arena arena = new Arena();
    NativeMemory time = arena.take(TIMEVAL_SIZE).zero();
    NativeMemory length = arena.take(Integer.BYTES).putInt(0, TIMEVAL_SIZE);
    long result =
        Libc.invoke(
            Libc.symbol("getsockopt"),
            descriptor,
            SocketConstants.SOL_SOCKET,
            option,
            time.address(),
            length.address(),
            0);
    boolean timed = result == 0 && (time.getLong(0) != 0 || time.getLong(Long.BYTES) != 0);
    arena.close();
    return timed;
  }
}
