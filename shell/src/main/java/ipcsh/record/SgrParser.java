package ipcsh.record;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Applies {@code CSI ... m} (SGR) to a {@link CellStyle}. */
final class SgrParser {
  private SgrParser() {}

  /** The style after the sequence. */
  static CellStyle change(CellStyle before, String parameters) {
    CellStyle style = before;
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

  private static CellStyle change(CellStyle style, int number) {
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
      case 0 -> CellStyle.PLAIN;
      case 1 -> style.with(CellStyle.BOLD);
      case 2 -> style.with(CellStyle.FAINT);
      case 3 -> style.with(CellStyle.ITALIC);
      case 4, 21 -> style.with(CellStyle.UNDERLINE);
      case 7 -> style.with(CellStyle.INVERSE);
      case 8 -> style.with(CellStyle.HIDDEN);
      case 9 -> style.with(CellStyle.STRUCK);
      case 22 -> style.without(CellStyle.BOLD | CellStyle.FAINT);
      case 23 -> style.without(CellStyle.ITALIC);
      case 24 -> style.without(CellStyle.UNDERLINE);
      case 27 -> style.without(CellStyle.INVERSE);
      case 28 -> style.without(CellStyle.HIDDEN);
      case 29 -> style.without(CellStyle.STRUCK);
      case 39 -> style.in(CellStyle.DEFAULT);
      case 49 -> style.on(CellStyle.DEFAULT);
      default -> style;
    };
  }

  /** The colour after 38 or 48: {@code 5;N} or {@code 2;R;G;B}. */
  private static int extended(Deque<String> parts) {
    int kind = next(parts);
    if (kind == 5) {
      return next(parts) & 0xff;
    }
    return kind == 2 ? CellStyle.rgb(next(parts), next(parts), next(parts)) : CellStyle.DEFAULT;
  }

  /** {@code 38:5:N}, {@code 38:2::R:G:B}, {@code 4:3} (a curly underline, drawn straight). */
  private static CellStyle withColons(CellStyle style, String part) {
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
            CellStyle.rgb(number(words[last - 2]), number(words[last - 1]), number(words[last])));
  }

  private static CellStyle colour(CellStyle style, int number, int colour) {
    return number == 38 ? style.in(colour) : style.on(colour);
  }

  private static int next(Deque<String> parts) {
    return parts.isEmpty() ? 0 : number(parts.poll());
  }

  private static int number(String part) {
    return part.matches("\\d{1,6}") ? Integer.parseInt(part) : 0;
  }
}
