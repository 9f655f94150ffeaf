package ipcsh.sys;

import ipcsh.sys.abi.Errno;

/**
 * What the next calls of a name give instead of what the kernel would: a failure, or less than was
 * asked for. Owned by {@link Injections}, which counts it down; prints what is left of it: {@code
 * write = -1 EINTR (Interrupted system call) the next 2 calls}.
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

  /** The name of the call, as C's programs know it. */
  public String getName() {
    return name;
  }

  /** How it fails, or null where it is short. */
  public Errno getErrno() {
    return errno;
  }

  /** So many bytes at most it is about, or null where it fails. */
  public Integer getBytes() {
    return errno == null ? bytes : null;
  }

  /** How many calls it is for yet. */
  public int getTimes() {
    return times;
  }

  /** How many calls pass before. */
  public int getAfter() {
    return after;
  }

  /** The process whose calls are meant, 0 for the shell's. */
  int process() {
    return process;
  }

  /** One more call: whether this is for it. */
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
            ? "at most " + bytes + (bytes == 1 ? " byte" : " bytes")
            : "= -1 " + errno + " (" + errno.getMessage() + ")";
    String which = times == 1 ? "the next call" : "the next " + times + " calls";
    return name + "  " + what + "  " + which + (after == 0 ? "" : " after " + after + " more");
  }
}
