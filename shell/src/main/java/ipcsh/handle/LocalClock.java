package ipcsh.handle;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Formats times in the time zone of this machine. Java reads the zones from a file when they are
 * first used, and if that fails once, the class is unusable permanently: so a command whose result
 * prints times calls {@link #load} on a thread with its own descriptor table. Nothing of it is
 * loaded at start-up.
 */
public final class LocalClock {
  private static final ZoneId ZONE = zone();
  private static final DateTimeFormatter TIME = pattern("HH:mm:ss");
  private static final DateTimeFormatter DAY_AND_TIME = pattern("MM-dd HH:mm");
  private static final DateTimeFormatter DATE_AND_TIME = pattern("yyyy-MM-dd HH:mm");

  private LocalClock() {}

  /** The zone of this machine; UTC if the zones cannot be read, as in a full descriptor table. */
  private static ZoneId zone() {
    try {
      return ZoneId.systemDefault();
    } catch (RuntimeException | Error unreadable) {
      return ZoneOffset.UTC;
    }
  }

  private static DateTimeFormatter pattern(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZONE);
  }

  /** Loads the classes; the value is not used. */
  public static String load() {
    return recent(Instant.now());
  }

  /** The current date, {@code 2026-11-29}. */
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

  /** {@code 10:15:02} for today, {@code 11-28 10:15} for another day. */
  public static String recent(Instant time) {
    ZonedDateTime local = time.atZone(ZONE);
    boolean today = local.toLocalDate().equals(LocalDate.now(ZONE));
    return (today ? TIME : DAY_AND_TIME).format(local);
  }
}
