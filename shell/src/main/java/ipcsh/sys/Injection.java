package ipcsh.sys;

import ipcsh.sys.abi.Errno;
import ipcsh.sys.text.Counted;

/**
 * A result to inject into the next calls of a function: a failure, or a short transfer. Owned by
 * {@link Injections}, which counts it down; prints the rest: {@code write = -1 EINTR (Interrupted
 * system call) the next 2 calls}.
 */
public final class Injection {
  private final String name;
  private final Errno errno;
  private final int bytes;
  private final int process;
  private int times;
  private int after;

  Injection(String name, Errno errno, int bytes, int times, int after, int process) {
    this.name = name;
    this.errno = errno;
    this.bytes = bytes;
    this.times = times;
    this.after = after;
    this.process = process;
  }

  /** The name of the C function. */
  public String getName() {
    return name;
  }

  /** Its errno, or null for a short transfer. */
  public Errno getErrno() {
    return errno;
  }

  /** The maximum number of bytes to transfer, or null for a failure. */
  public Integer getBytes() {
    return errno == null ? bytes : null;
  }

  /** The number of calls that it still applies to. */
  public int getTimes() {
    return times;
  }

  /** The number of calls to be passed through first. */
  public int getAfter() {
    return after;
  }

  /** The process whose calls are affected, 0 for the shell's. */
  int process() {
    return process;
  }

  /** Counts a call; returns whether the injection applies to it. */
  boolean takesOne() {
    if (after > 0) {
      after--;
      return false;
    }
    times--;
    return true;
  }

  boolean isUsedUp() {
    return times == 0;
  }

  @Override
  public String toString() {
    String what =
        errno == null
            ? "at most " + Counted.of(bytes, "byte")
            : "= -1 " + errno + " (" + errno.getMessage() + ")";
    String which = times == 1 ? "the next call" : "the next " + times + " calls";
    return name + "  " + what + "  " + which + (after == 0 ? "" : " after " + after + " more");
  }
}
