package ipcsh.sys.abi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Words of flags as C writes them, {@code O_WRONLY|O_APPEND|O_SYNC}. A name of several bits comes
 * before those of which it consists ({@code O_SYNC} has the bit of {@code O_DSYNC} in it), what has
 * no name is a number behind the others. What the names say, or-ed together, is the flags again.
 */
public final class FlagWords {
  private static final long WORD = 0xffffffffL;

  private final Map<String, Integer> names;
  private final long number;

  /** Those of most bits first, of as many in the order of the headers. */
  private final List<String> flags;

  /**
   * Over some names.
   *
   * @param number the bits that are one number, not a set: the access mode of {@code open(2)}
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

  /** The names; empty where nothing is set and no name says so. */
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
