package ipcsh.sys;

import java.time.Duration;

/** Who this process is, and waiting for time to pass. */
public final class Processes extends Functions {
  private static final Fn GETPID = Fn.of("getpid", "");
  private static final Fn GETTID = Fn.of("gettid", "");
  private static final Fn GETPPID = Fn.of("getppid", "");
  private static final Fn GETUID = Fn.of("getuid", "");
  private static final Fn GETEUID = Fn.of("geteuid", "");
  private static final Fn GETGID = Fn.of("getgid", "");
  private static final Fn GETEGID = Fn.of("getegid", "");
  private static final Fn GETPAGESIZE = Fn.of("getpagesize", "");
  private static final Fn NANOSLEEP = Fn.of("nanosleep", "timespec ptr").pausing();

  Processes(Door door) {
    super(door);
  }

  private int number(Fn function) {
    // it cannot fail, but the child in which it is called may be no more
    return check(door.call(function, 0, 0, 0, 0, 0, 0), function.name(), NOTHING, NOTHING);
  }

  public int getpid() {
    return number(GETPID);
  }

  /** Bytes of a page of memory. */
  public int getpagesize() {
    return number(GETPAGESIZE);
  }

  public int gettid() {
    return number(GETTID);
  }

  public int getppid() {
    return number(GETPPID);
  }

  public int getuid() {
    return number(GETUID);
  }

  public int geteuid() {
    return number(GETEUID);
  }

  public int getgid() {
    return number(GETGID);
  }

  public int getegid() {
    return number(GETEGID);
  }

  /** {@code nanosleep(2)}: after an interruption by nobody it sleeps what remains. */
  public void nanosleep(Duration time) {
    Mem timespec = fresh().take(16);
    timespec.putLong(0, time.getSeconds()).putLong(8, time.getNano());
    if (door.call(NANOSLEEP, timespec.address(), timespec.address(), 0, 0, 0, 0) == -1) {
      throw failure("nanosleep", time.toMillis() + " ms");
    }
  }
}
