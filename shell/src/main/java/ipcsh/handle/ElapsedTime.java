package ipcsh.handle;

import java.time.Duration;
import java.time.Instant;

/** Formats a duration: {@code 350 ms}, {@code 2.1 s}. */
public final class ElapsedTime {
  private ElapsedTime() {}

  public static String since(Instant start) {
    long millis = Duration.between(start, Instant.now()).toMillis();
    return millis < 1000 ? millis + " ms" : millis / 1000 + "." + millis % 1000 / 100 + " s";
  }
}
