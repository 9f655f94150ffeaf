package ipcsh.sys.abi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Formats flags in C notation, {@code O_WRONLY|O_APPEND|O_SYNC}. A name of several bits takes
 * precedence over those of which it consists ({@code O_SYNC} includes the bit of {@code O_DSYNC});
 * bits without a name are a number at the end. The named values combined by or are the flags again.
 */
public final class FlagWords {
  private static final long WORD = 0xffffffffL;

  private final Map<String, Integer> names;
  private final long number;

  /**
   * The names by number of bits, those with the most bits first, otherwise in the order of the
   * headers.
   */
  private final List<String> flags;

  /**
   * Formats with these names.
   *
   * @param number the bits that are an enumeration, not flags: the access mode of {@code open(2)}
   */
  public FlagWords(Map<String, Integer> names, int number) {
    this.names = new LinkedHashMap<>(names);
    this.number = number & WORD;
    this.flags = inOrder(names, this.number);
  }

  private static List<String> inOrder(Map<String, Integer> names, long number) {
    List<String> flags = new ArrayList<>();
    names.forEach(
        (name, value) -> {
          if (value != 0 && (value & number) == 0) {
            flags.add(name);
          }
        });
    flags.sort(Comparator.comparing(name -> -Integer.bitCount(names.get(name))));
    return List.copyOf(flags);
  }

  /** The names; empty if no bit is set and there is no name for 0. */
  public String of(long value) {
    List<String> parts = new ArrayList<>();
    long rest = value & WORD;
    if (number != 0) {
      for (Map.Entry<String, Integer> each : names.entrySet()) {
        if ((each.getValue() & WORD) == (rest & number)) {
          parts.add(each.getKey());
          rest &= ~number;
          break;
        }
      }
    }
    for (String name : flags) {
      long bits = names.get(name) & WORD;
      if ((rest & bits) == bits) {
        parts.add(name);
        rest &= ~bits;
      }
    }
    if (rest != 0) {
      parts.add("0x" + Long.toHexString(rest));
    }
    return String.join("|", parts);
  }
}
