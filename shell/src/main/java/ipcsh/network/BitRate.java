package ipcsh.network;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rates as {@code tc(8)} writes them: {@code '1mbit'}, {@code '56kbit'}, {@code '125kbps'}. */
public final class BitRate {
  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)([kmg]?)(bit|bps)", Pattern.CASE_INSENSITIVE);
  private static final Map<String, Long> UNITS =
      Map.of("", 1L, "k", 1_000L, "m", 1_000_000L, "g", 1_000_000_000L);
  private static final int BITS = 8;

  private BitRate() {}

  /**
   * Bits per second; {@code bps} are bytes per second, as for tc. A number is in bits per second, 0
   * for no limit.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static long of(Object given) {
    if (given instanceof Integer || given instanceof Long) {
      long bits = ((Number) given).longValue();
      if (bits >= 0) {
        return bits;
      }
    }
    Matcher parts = TEXT.matcher(String.valueOf(given));
    if (given instanceof CharSequence && parts.matches()) {
      long unit = UNITS.get(parts.group(2).toLowerCase(Locale.ROOT));
      boolean bytes = parts.group(3).equalsIgnoreCase("bps");
      BigDecimal bits =
          new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(bytes ? BITS * unit : unit));
      if (bits.signum() > 0 && bits.longValue() > 0) {
        return bits.longValue();
      }
    }
    throw new IllegalArgumentException(
        "rate: expected bits per second, '1mbit', '56kbit', 9600, or 0 for no limit, given "
            + (given instanceof CharSequence ? "'" + given + "'" : given));
  }

  /** The rate as text. */
  static String text(long bits) {
    for (String unit : new String[] {"g", "m", "k"}) {
      long size = UNITS.get(unit);
      if (bits >= size && bits % (size / 1000) == 0) {
        BigDecimal number = BigDecimal.valueOf(bits).divide(BigDecimal.valueOf(size));
        return number.stripTrailingZeros().toPlainString() + unit + "bit";
      }
    }
    return bits + "bit";
  }
}
