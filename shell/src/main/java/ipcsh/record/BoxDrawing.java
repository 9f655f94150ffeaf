package ipcsh.record;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Box-drawing characters as shapes: with a font their ends would not meet from line to line. The
 * shapes follow from the Unicode names.
 */
final class BoxDrawing {
  private static final Pattern LINES =
      Pattern.compile(
          "BOX DRAWINGS (LIGHT|HEAVY) (?:ARC )?"
              + "(HORIZONTAL|VERTICAL|UP|DOWN|LEFT|RIGHT)(?: AND (HORIZONTAL|VERTICAL|LEFT|RIGHT))?");

  private static final Pattern BLOCK =
      Pattern.compile(
          "(?:(FULL BLOCK)|(LOWER|LEFT) (ONE|THREE|FIVE|SEVEN) EIGHTHS? BLOCK"
              + "|(LOWER|LEFT|UPPER|RIGHT) HALF BLOCK|(LOWER|LEFT) (ONE|THREE) QUARTERS? BLOCK)");

  private static final double WIDTH = SvgPicture.ADVANCE;
  private static final double HEIGHT = SvgPicture.STEP;

  private BoxDrawing() {}

  /** Whether this is a character that can be drawn. */
  static boolean draws(String text) {
    return text.length() == 1
        && text.charAt(0) >= 0x2500
        && text.charAt(0) <= 0x2590
        && name(text).matches(LINES.pattern() + "|" + BLOCK.pattern());
  }

  private static String name(String text) {
    return Character.getName(text.charAt(0));
  }

  /** The SVG path of the shape, with its left edge at {@code x} and its top at 0, to be filled. */
  static String path(String text, double x) {
    Matcher lines = LINES.matcher(name(text));
    return lines.matches() ? lines(lines, x) : block(name(text), x);
  }

  private static String lines(Matcher lines, double x) {
    double half = lines.group(1).equals("HEAVY") ? 1.3 : 0.6;
    String directions = lines.group(2) + " " + lines.group(3);
    boolean across = directions.contains("HORIZONTAL");
    boolean along = directions.contains("VERTICAL");
    double middle = x + WIDTH / 2;
    double centre = HEIGHT / 2;
    StringBuilder path = new StringBuilder();
    if (across || directions.contains("LEFT") || directions.contains("RIGHT")) {
      double from = across || directions.contains("LEFT") ? x : middle - half;
      double to = across || directions.contains("RIGHT") ? x + WIDTH : middle + half;
      rectangle(path, from, centre - half, to, centre + half);
    }
    if (along || directions.contains("UP") || directions.contains("DOWN")) {
      double from = along || directions.contains("UP") ? 0 : centre - half;
      double to = along || directions.contains("DOWN") ? HEIGHT : centre + half;
      rectangle(path, middle - half, from, middle + half, to);
    }
    return path.toString();
  }

  private static String block(String name, double x) {
    double part =
        name.contains("FULL")
            ? 1
            : name.contains("HALF")
                ? 0.5
                : name.contains("QUARTER")
                    ? (name.contains("THREE") ? 0.75 : 0.25)
                    : eighths(name) / 8.0;
    StringBuilder path = new StringBuilder();
    if (name.contains("LEFT")) {
      rectangle(path, x, 0, x + WIDTH * part, HEIGHT);
    } else if (name.contains("RIGHT")) {
      rectangle(path, x + WIDTH * (1 - part), 0, x + WIDTH, HEIGHT);
    } else if (name.contains("UPPER")) {
      rectangle(path, x, 0, x + WIDTH, HEIGHT * part);
    } else {
      rectangle(path, x, HEIGHT * (1 - part), x + WIDTH, HEIGHT);
    }
    return path.toString();
  }

  private static int eighths(String name) {
    return name.contains("ONE") ? 1 : name.contains("THREE") ? 3 : name.contains("FIVE") ? 5 : 7;
  }

  private static void rectangle(StringBuilder path, double x, double y, double right, double end) {
    path.append('M').append(SvgPicture.number(x)).append(' ').append(SvgPicture.number(y));
    path.append('H').append(SvgPicture.number(right)).append('V').append(SvgPicture.number(end));
    path.append('H').append(SvgPicture.number(x)).append('z');
  }
}
