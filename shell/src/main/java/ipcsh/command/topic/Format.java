package ipcsh.command.topic;

import java.util.ArrayList;
import java.util.List;

/** A parsed format of Python's {@code struct} module: byte order, sizes, and the items in order. */
record Format(boolean bigEndian, boolean aligned, boolean nativeSizes, List<Item> items) {
  /** The maximum total size of a value in bytes; more is a mistake. */
  private static final int MOST = 1 << 26;

  /** One letter with its count; for {@code s} the count is the length. */
  record Item(char letter, int count) {}

  static Format parse(String text) {
    if (text == null) {
      throw new IllegalArgumentException("format: expected a String, '<iH', given null");
    }
    String rest = text;
    char order = rest.isEmpty() ? '@' : rest.charAt(0);
    if (!rest.isEmpty() && "@=<>!".indexOf(order) >= 0) {
      rest = rest.substring(1);
    } else {
      order = '@';
    }
    boolean big = order == '>' || order == '!';
    return new Format(big, order == '@', order == '@', items(text, rest));
  }

  private static List<Item> items(String whole, String text) {
    List<Item> items = new ArrayList<>();
    long count = -1;
    for (char c : text.toCharArray()) {
      if (Character.isWhitespace(c) && count < 0) {
        continue;
      }
      if (c >= '0' && c <= '9') {
        count = Math.max(count, 0) * 10 + c - '0';
        if (count > MOST) {
          throw new IllegalArgumentException(
              "format: a count of at most " + MOST + " in '" + whole + "'");
        }
      } else if ("xcbB?hHiIlLqQfds".indexOf(c) >= 0) {
        items.add(new Item(c, count < 0 ? 1 : (int) count));
        count = -1;
      } else {
        throw new IllegalArgumentException(
            "format: expected < > = ! @ and letters of x c b B ? h H i I l L q Q f d s, given '"
                + whole
                + "'");
      }
    }
    if (count >= 0) {
      throw new IllegalArgumentException(
          "format: a count without a letter after it in '" + whole + "'");
    }
    return items;
  }

  /** The size in bytes of one value with this letter. */
  int size(char letter) {
    return switch (letter) {
      case 'h', 'H' -> 2;
      case 'i', 'I', 'f' -> 4;
      case 'l', 'L' -> nativeSizes ? 8 : 4;
      case 'q', 'Q', 'd' -> 8;
      default -> 1;
    };
  }

  /** The first aligned offset for a value with this letter. */
  int aligned(int offset, char letter) {
    int size = size(letter);
    return aligned ? (offset + size - 1) / size * size : offset;
  }

  /** The number of values that it packs or unpacks. */
  int values() {
    int values = 0;
    for (Item item : items) {
      values += item.letter == 'x' ? 0 : item.letter == 's' ? 1 : item.count;
    }
    return values;
  }

  /** Its size in bytes. */
  int bytes() {
    long offset = 0;
    for (Item item : items) {
      offset = aligned((int) offset, item.letter) + (long) size(item.letter) * item.count;
      if (offset > MOST) {
        throw new IllegalArgumentException("format: more than " + MOST + " bytes");
      }
    }
    return (int) offset;
  }
}
