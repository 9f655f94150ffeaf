package ipcsh.network;

import java.time.Duration;

/**
 * How the wire treats packets, in each direction between two hosts.
 *
 * @param loss the percentage that is lost
 * @param delay the time in nanoseconds that each takes
 * @param rate bits per second, 0 for no limit
 * @param reorder the percentage that the next one overtakes
 * @param duplicate the percentage that arrives twice
 * @param queue the number of packets on their way; those above it are lost
 */
public record LinkSettings(
    double loss, long delay, long rate, double reorder, double duplicate, int queue) {
  /** A wire that delivers everything at once. */
  public static final LinkSettings PERFECT = new LinkSettings(0, 0, 0, 0, 0, 1000);

  /** Whether packets are forwarded as they come. */
  boolean isImmediate() {
    return delay == 0 && rate == 0 && reorder == 0;
  }

  /** The time in nanoseconds that a packet of this many bytes occupies the wire. */
  long occupied(int bytes) {
    return rate == 0 ? 0 : bytes * 8L * 1_000_000_000L / rate;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    percent(text, "loss", loss);
    if (delay > 0) {
      text.append("  delay ").append(number(Duration.ofNanos(delay).toNanos() / 1e6)).append(" ms");
    }
    if (rate > 0) {
      text.append("  rate ").append(BitRate.text(rate));
    }
    percent(text, "reorder", reorder);
    percent(text, "duplicate", duplicate);
    return text.toString();
  }

  private static void percent(StringBuilder text, String name, double value) {
    if (value > 0) {
      text.append("  ").append(name).append(' ').append(number(value)).append('%');
    }
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }
}
