package ipcsh.sys;

/** The door of one thread of this process. A call that was interrupted by nobody is made again. */
final class LocalDoor implements Door {
  private final Arena arena;
  private final BlockedCall state;
  private int errno;

  LocalDoor(Arena arena, BlockedCall state) {
    this.arena = arena;
    this.state = state;
  }

  @Override
  public long call(Fn function, long a, long b, long c, long d, long e, long f) {
    return function.blocks()
        ? blockingCall(function, a, b, c, d, e, f)
        : plainCall(function, a, b, c, d, e, f);
  }

  private long plainCall(Fn function, long a, long b, long c, long d, long e, long f) {
    long result = Libc.invoke(function.address(), a, b, c, d, e, f);
    if (!function.isWide()) {
      result = (int) result;
    }
    if (function.givesError() && result != 0) {
      errno = (int) result;
      return -1;
    }
    if (result == -1) {
      errno = Libc.errno();
    }
    return result;
  }

  private long blockingCall(Fn function, long a, long b, long c, long d, long e, long f) {
    state.enter(function, a);
    try {
      while (true) {
        long result = plainCall(function, a, b, c, d, e, f);
        if (result != -1 || errno != Errno.EINTR.getNumber()) {
          return result;
        }
        switch (state.causeOfThisCall()) {
          case USER -> {
            return result;
          }
          case TIMEOUT -> {
            errno = Errno.ETIMEDOUT.getNumber();
            return result;
          }
          default -> {
            // a signal that concerns nobody here: again
          }
        }
      }
    } finally {
      state.leave();
    }
  }

  @Override
  public int errno() {
    return errno;
  }

  @Override
  public Arena arena() {
    return arena;
  }
}
