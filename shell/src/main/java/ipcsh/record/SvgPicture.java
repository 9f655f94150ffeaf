package ipcsh.record;

import ipcsh.draw.Markup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A recording as an SVG picture, animated where it has more than one frame. Each line that differs
 * is drawn once; a row of the screen is a {@code use} whose reference changes in time, so the file
 * grows with what changes, not with the number of frames. What does not animate shows the end.
 * Every piece of text says how long it is, so that columns align in any font.
 */
final class SvgPicture {
  static final double ADVANCE = 8.4;
  static final int STEP = 19;
  private static final int FONT_SIZE = 14;
  private static final int MARGIN = 16;
  private static final int BAR = 36;

  /** How long the end stands before the film begins again. */
  private static final double REST_SECONDS = 2.5;

  private static final int OUT_OF_SIGHT = -10_000;

  private final Film film;
  private final long duration;
  private final Theme.Choice theme;
  private final String title;
  private final Map<Line, Integer> lines = new LinkedHashMap<>();
  private final Map<String, Integer> colours = new TreeMap<>();
  private final StringBuilder out = new StringBuilder();

  private SvgPicture(Film film, long duration, Theme.Choice theme, String title) {
    this.film = film;
    this.duration = duration;
    this.theme = theme;
    this.title = title;
  }

  /** The picture; {@code title} may be null. */
  static String of(Film film, long duration, Theme.Choice theme, String title) {
    return new SvgPicture(film, duration, theme, title).draw();
  }

  private String draw() {
    int rows = Math.max(1, film.rows());
    StringBuilder screen = new StringBuilder();
    for (int row = 0; row < rows; row++) {
      row(row, screen);
    }
    StringBuilder drawn = new StringBuilder();
    lines.forEach(
        (line, number) -> {
          drawn.append("<g id=\"l").append(number).append("\">");
          new SvgLine(line, colours).draw(drawn);
          drawn.append("</g>\n");
        });
    String width = number(film.columns() * ADVANCE + 2 * MARGIN);
    int height = rows * STEP + BAR + MARGIN;
    out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ");
    out.append(width).append(' ').append(height).append("\" width=\"").append(width);
    out.append("\" height=\"").append(height).append("\" font-family=\"ui-monospace, ");
    out.append("SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace\" font-size=\"");
    out.append(FONT_SIZE).append("\">\n");
    if (title != null) {
      out.append("<title>").append(Markup.escape(title)).append("</title>\n");
    }
    css();
    window(width, height);
    out.append("<defs>\n").append(drawn).append("</defs>\n");
    out.append("<g transform=\"translate(").append(MARGIN).append(' ').append(BAR).append(")\">\n");
    out.append(screen);
    cursor();
    return out.append("</g>\n</svg>\n").toString();
  }

  private void css() {
    out.append("<style>\n");
    switch (theme) {
      case DARK -> out.append(rules(Theme.DARK, false));
      case LIGHT -> out.append(rules(Theme.LIGHT, false));
      default -> {
        out.append(rules(Theme.DARK, false));
        out.append("@media (prefers-color-scheme:light){\n").append(rules(Theme.LIGHT, true));
        out.append("}\n");
      }
    }
    out.append(".b{font-weight:bold}.d{opacity:.6}.i{font-style:italic}");
    out.append(".u{text-decoration:underline}.s{text-decoration:line-through}");
    out.append(".us{text-decoration:underline line-through}\n</style>\n");
  }

  private String rules(Theme chosen, boolean onlyNamed) {
    StringBuilder css = new StringBuilder();
    css.append(".p{fill:").append(chosen.paper()).append("}.f{fill:").append(chosen.ink());
    css.append("}.w{fill:").append(chosen.frame()).append("}.v{stroke:").append(chosen.frame());
    css.append("}\n");
    for (int colour : colours.values()) {
      if (!onlyNamed || colour < 16) {
        css.append('.').append(className(colour)).append("{fill:").append(chosen.css(colour));
        css.append("}\n");
      }
    }
    return css.toString();
  }

  /** The class of a colour in the picture's style sheet. */
  static String className(int colour) {
    return Style.isRgb(colour) ? String.format("x%06x", colour & 0xffffff) : "c" + colour;
  }

  private void window(String width, int height) {
    out.append("<rect x=\".5\" y=\".5\" width=\"").append(number(Double.parseDouble(width) - 1));
    out.append("\" height=\"").append(height - 1);
    out.append("\" rx=\"9\" class=\"p v\" stroke-opacity=\".35\"/>\n");
    out.append("<g class=\"w\" opacity=\".45\">");
    for (int x : List.of(20, 38, 56)) {
      out.append("<circle cx=\"").append(x).append("\" cy=\"18\" r=\"5\"/>");
    }
    out.append("</g>\n");
    if (title != null) {
      out.append("<text x=\"").append(number(Double.parseDouble(width) / 2));
      out.append("\" y=\"22\" text-anchor=\"middle\" font-size=\"12\" font-family=\"sans-serif\" ");
      out.append("class=\"w\">").append(Markup.escape(title)).append("</text>\n");
    }
  }

  private int drawn(Line line) {
    return lines.computeIfAbsent(line, unseen -> lines.size() + 1);
  }

  private static Line line(Film.Frame frame, int row) {
    List<Line> all = frame.still().lines();
    return row < all.size() ? all.get(row) : Line.EMPTY;
  }

  private void row(int row, StringBuilder screen) {
    Changes changes = new Changes();
    for (Film.Frame frame : film.frames()) {
      changes.add(frame.nanos(), "#l" + drawn(line(frame, row)));
    }
    String empty = "#l" + lines.getOrDefault(Line.EMPTY, 0);
    if (changes.values.stream().allMatch(empty::equals)) {
      return;
    }
    screen.append("<use href=\"").append(changes.last()).append("\" y=\"").append(row * STEP);
    screen.append('"');
    changes.close("use", "href", screen);
  }

  private void cursor() {
    Changes across = new Changes();
    Changes down = new Changes();
    for (Film.Frame frame : film.frames()) {
      int row = frame.still().row();
      across.add(frame.nanos(), number(frame.still().column() * ADVANCE));
      down.add(frame.nanos(), String.valueOf(row < 0 ? OUT_OF_SIGHT : row * STEP));
    }
    out.append("<rect class=\"f\" opacity=\".5\" width=\"").append(ADVANCE).append("\" height=\"");
    out.append(STEP).append("\" x=\"").append(across.last()).append("\" y=\"").append(down.last());
    out.append('"');
    String animations = across.animation("x") + down.animation("y");
    out.append(animations.isEmpty() ? "/>\n" : ">" + animations + "</rect>\n");
  }

  /** What an attribute is in the course of time. */
  private final class Changes {
    final List<String> values = new ArrayList<>();
    private final List<String> times = new ArrayList<>();

    void add(long nanos, String value) {
      if (values.isEmpty() || !last().equals(value)) {
        values.add(value);
        times.add(fraction(nanos));
      }
    }

    String last() {
      return values.get(values.size() - 1);
    }

    /** Ends the tag that has been begun, with what changes the attribute, if anything does. */
    void close(String tag, String attribute, StringBuilder to) {
      String animation = animation(attribute);
      to.append(animation.isEmpty() ? "/>\n" : ">" + animation + "</" + tag + ">\n");
    }

    String animation(String attribute) {
      if (values.size() < 2) {
        return "";
      }
      return "<animate attributeName=\""
          + attribute
          + "\" calcMode=\"discrete\" repeatCount=\"indefinite\" dur=\""
          + number(seconds())
          + "s\" values=\""
          + String.join(";", values)
          + "\" keyTimes=\""
          + String.join(";", times)
          + "\"/>";
    }
  }

  private double seconds() {
    return duration / 1e9 + REST_SECONDS;
  }

  private String fraction(long nanos) {
    return String.format(Locale.ROOT, "%.6f", nanos / 1e9 / seconds())
        .replaceFirst("\\.?0+$", "")
        .replaceFirst("^0\\.", ".");
  }

  /** A number with two places at most. */
  static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value).replaceFirst("\\.?0+$", "");
  }
}
