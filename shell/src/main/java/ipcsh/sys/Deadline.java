package ipcsh.sys;

import java.time.Duration;
import java.time.Instant;

/** A point of CLOCK_REALTIME until which a call waits, as the timed functions of C take it. */
final class Deadline {
  private static final int TIMESPEC_SIZE = 16;

  private final Instant at;

  private Deadline(Instant at) {
    this.at = at;
  }

  static Deadline in(Duration time) {
    return new Deadline(Instant.now().plus(time));
  }

  /** The earlier one; null stands for never. */
  static Deadline earlier(Deadline one, Deadline other) {
    return other == null || one.at.isBefore(other.at) ? one : other;
  }

  boolean isOver() {
    return !Instant.now().isBefore(at);
  }

  /** A {@code struct timespec} of it. */
  Mem store(Arena arena) {
    return arena.take(TIMESPEC_SIZE).putLong(0, at.getEpochSecond()).putLong(8, at.getNano());
  }
}
