package ipcsh.language;

import java.time.Duration;

/** {@code 500.ms}, {@code 2.s}: durations as properties of numbers, a Groovy extension. */
public final class Durations {
  private Durations() {}

  /** Microseconds. */
  public static Duration getUs(Number number) {
    return of(number, 1_000);
  }

  /** Milliseconds. */
  public static Duration getMs(Number number) {
    return of(number, 1_000_000);
  }

  /** Seconds. */
  public static Duration getS(Number number) {
    return of(number, 1_000_000_000);
  }

  /** Minutes. */
  public static Duration getMin(Number number) {
    return of(number, 60_000_000_000L);
  }

  private static Duration of(Number number, long nanos) {
    double total = number.doubleValue() * nanos;
    return Math.abs(total) < Long.MAX_VALUE
        ? Duration.ofNanos(Math.round(total))
        : Duration.ofSeconds((long) (total / 1e9));
  }
}
