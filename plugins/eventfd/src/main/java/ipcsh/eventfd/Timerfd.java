package ipcsh.eventfd;

import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;
import java.time.Duration;

/** {@code timerfd_create(2)}, {@code timerfd_settime(2)}, {@code timerfd_gettime(2)}. */
final class Timerfd extends EventFunctions {
  /** {@code struct itimerspec}: the interval, then the value, seconds and nanoseconds each. */
  static final int ITIMERSPEC_SIZE = 32;

  static final int IT_INTERVAL = 0;
  static final int IT_VALUE = 16;
  static final int TV_NSEC = 8;

  private static final NativeFunction CREATE =
      NativeFunction.of("timerfd_create", "CLOCK_ TFD_NONBLOCK,TFD_CLOEXEC");
  private static final NativeFunction SETTIME =
      NativeFunction.of("timerfd_settime", "fd TFD_TIMER_, itimerspec outitimerspec");
  private static final NativeFunction GETTIME =
      NativeFunction.of("timerfd_gettime", "fd outitimerspec");

  /** The time until a timer expires, and its interval; zero is never. */
  record Setting(Duration value, Duration interval) {}

  Timerfd(SyscallInvoker invoker) {
    super(invoker);
  }

  int create(int clock, int flags) {
    long fd = invoker.call(CREATE, clock, flags, 0, 0, 0, 0);
    if (fd == -1) {
      throw failure(
          "timerfd_create", flags("CLOCK_", clock), constants("TFD_NONBLOCK,TFD_CLOEXEC", flags));
    }
    return (int) fd;
  }

  /** Arms or disarms the timer; returns the previous setting. */
  Setting settime(int fd, Setting setting, int flags) {
    NativeMemory spec = fresh().take(2 * ITIMERSPEC_SIZE);
    put(spec, IT_INTERVAL, setting.interval);
    put(spec, IT_VALUE, setting.value);
    long before = spec.address() + ITIMERSPEC_SIZE;
    if (invoker.call(SETTIME, fd, flags, spec.address(), before, 0, 0) == -1) {
      throw failure(
          "timerfd_settime",
          fd,
          word(setting.value.toMillis() + " ms"),
          constants("TFD_TIMER_,", flags));
    }
    return setting(spec, ITIMERSPEC_SIZE);
  }

  Setting gettime(int fd) {
    NativeMemory spec = fresh().take(ITIMERSPEC_SIZE);
    if (invoker.call(GETTIME, fd, spec.address(), 0, 0, 0, 0) == -1) {
      throw failure("timerfd_gettime", fd);
    }
    return setting(spec, 0);
  }

  /** The number of expirations since it was set or last read; waits for the first. */
  long read(int fd) {
    return readWhole(fd, Long.BYTES, "timerfd_read").getLong(0);
  }

  private static void put(NativeMemory spec, int at, Duration time) {
    spec.putLong(at, time.getSeconds()).putLong(at + TV_NSEC, time.getNano());
  }

  private static Setting setting(NativeMemory spec, int at) {
    return new Setting(time(spec, at + IT_VALUE), time(spec, at + IT_INTERVAL));
  }

  private static Duration time(NativeMemory spec, int at) {
    return Duration.ofSeconds(spec.getLong(at), spec.getLong(at + TV_NSEC));
  }
}
