package ipcsh.handle;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Times as text, in the time zone of this machine. Java reads the zones from a file when they are
 * first used, and where that fails once, the class is lost for good: so a command whose result
 * prints times calls {@link #load} on a thread with its own table of descriptors. Nothing of it is
 * loaded at start.
 */
public final class LocalClock {
  private static final ZoneId ZONE = ZoneId.systemDefault();
  private static final DateTimeFormatter TIME = pattern("HH:mm:ss");
  private static final DateTimeFormatter DAY_AND_TIME = pattern("MM-dd HH:mm");
  private static final DateTimeFormatter DATE_AND_TIME = pattern("yyyy-MM-dd HH:mm");

  private LocalClock() {}

  private static DateTimeFormatter pattern(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZONE);
  }

  /** Loads what is needed; returns nothing of use. */
  public static String load() {
    return recent(Instant.now());
  }

  /** The date of today, {@code 2026-11-29}. */
  public static LocalDate today() {
    return LocalDate.now(ZONE);
  }

  /** {@code 10:15:02}. */
  public static String time(Instant time) {
    return TIME.format(time);
  }

  /** {@code 2026-11-29 10:15}. */
  public static String dateAndTime(Instant time) {
    return DATE_AND_TIME.format(time);
  }

  /** {@code 10:15:02} of today, {@code 11-28 10:15} of another day. */
  public static String recent(Instant time) {
    ZonedDateTime local = time.atZone(ZONE);
    boolean today = local.toLocalDate().equals(LocalDate.now(ZONE));
    return (today ? TIME : DAY_AND_TIME).format(local);
  }
}
