package ipcsh.sys.abi;

import java.time.Duration;
import java.time.Instant;

/** A time of CLOCK_REALTIME until which a call waits, as C's timed functions take it. */
public final class Deadline {
  public static final int TIMESPEC_SIZE = 16;

  /** Later than any wait, and within the range of every kernel. */
  public static final Deadline NEVER = new Deadline(Instant.ofEpochSecond(1L << 33));

  private final Instant at;

  private Deadline(Instant at) {
    this.at = at;
  }

  public static Deadline in(Duration time) {
    return new Deadline(Instant.now().plus(time));
  }

  /** The deadline in a {@code struct timespec}. */
  public static Deadline of(NativeMemory timespec) {
    return new Deadline(Instant.ofEpochSecond(timespec.getLong(0), timespec.getLong(8)));
  }

  public static Deadline earlier(Deadline one, Deadline other) {
    return one.at.isBefore(other.at) ? one : other;
  }

  public boolean isOver() {
    return !Instant.now().isBefore(at);
  }

  /** The deadline as a {@code struct timespec}. */
  public NativeMemory store(Arena arena) {
    return put(arena.take(TIMESPEC_SIZE));
  }

  /** Writes it to a {@code struct timespec}. */
  public NativeMemory put(NativeMemory timespec) {
    return timespec.putLong(0, at.getEpochSecond()).putLong(8, at.getNano());
  }

  /** Moves the time in a {@code struct timespec} into the past. */
  public static void bringForward(NativeMemory timespec) {
    timespec.putLong(0, 0);
  }
}
