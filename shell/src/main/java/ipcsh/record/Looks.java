package ipcsh.record;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What {@code CSI ... m} changes in a {@link Style} (SGR). */
final class Looks {
  private Looks() {}

  /** The style behind the sequence. */
  static Style change(Style before, String parameters) {
    Style style = before;
    Deque<String> parts = new ArrayDeque<>(List.of(parameters.split(";", -1)));
    while (!parts.isEmpty()) {
      String part = parts.poll();
      if (part.contains(":")) {
        style = withColons(style, part);
        continue;
      }
      int number = number(part);
      if (number == 38 || number == 48) {
        style = colour(style, number, extended(parts));
      } else {
        style = change(style, number);
      }
    }
    return style;
  }

  private static Style change(Style style, int number) {
    if (number >= 30 && number <= 37) {
      return style.in(number - 30);
    }
    if (number >= 40 && number <= 47) {
      return style.on(number - 40);
    }
    if (number >= 90 && number <= 97) {
      return style.in(number - 90 + 8);
    }
    if (number >= 100 && number <= 107) {
      return style.on(number - 100 + 8);
    }
    return switch (number) {
      case 0 -> Style.PLAIN;
      case 1 -> style.with(Style.BOLD);
      case 2 -> style.with(Style.FAINT);
      case 3 -> style.with(Style.ITALIC);
      case 4, 21 -> style.with(Style.UNDERLINE);
      case 7 -> style.with(Style.INVERSE);
      case 8 -> style.with(Style.HIDDEN);
      case 9 -> style.with(Style.STRUCK);
      case 22 -> style.without(Style.BOLD | Style.FAINT);
      case 23 -> style.without(Style.ITALIC);
      case 24 -> style.without(Style.UNDERLINE);
      case 27 -> style.without(Style.INVERSE);
      case 28 -> style.without(Style.HIDDEN);
      case 29 -> style.without(Style.STRUCK);
      case 39 -> style.in(Style.DEFAULT);
      case 49 -> style.on(Style.DEFAULT);
      default -> style;
    };
  }

  /** The colour behind 38 or 48: {@code 5;N} or {@code 2;R;G;B}. */
  private static int extended(Deque<String> parts) {
    int kind = next(parts);
    if (kind == 5) {
      return next(parts) & 0xff;
    }
    return kind == 2 ? Style.rgb(next(parts), next(parts), next(parts)) : Style.DEFAULT;
  }

  /** {@code 38:5:N}, {@code 38:2::R:G:B}, {@code 4:3} (wavy, which is drawn straight). */
  private static Style withColons(Style style, String part) {
    String[] words = part.split(":", -1);
    int number = number(words[0]);
    if (number == 4) {
      return change(style, number(words[1]) == 0 ? 24 : 4);
    }
    if (number != 38 && number != 48) {
      return style;
    }
    int last = words.length - 1;
    if (number(words[1]) == 5) {
      return colour(style, number, number(words[last]) & 0xff);
    }
    return words.length < 5
        ? style
        : colour(
            style,
            number,
            Style.rgb(number(words[last - 2]), number(words[last - 1]), number(words[last])));
  }

  private static Style colour(Style style, int number, int colour) {
    return number == 38 ? style.in(colour) : style.on(colour);
  }

  private static int next(Deque<String> parts) {
    return parts.isEmpty() ? 0 : number(parts.poll());
  }

  private static int number(String part) {
    return part.matches("\\d{1,6}") ? Integer.parseInt(part) : 0;
  }
}
