package ipcsh.record;

import ipcsh.draw.Markup;
import ipcsh.draw.ThemeChoice;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * A recording as an SVG picture, animated if it has more than one frame. Each distinct line is
 * drawn once; a row of the screen is a {@code use} element whose reference changes over time, so
 * the size of the file grows with the changes, not with the number of frames. The animation starts
 * with the last frame for a moment, because the first frame is nearly empty; a renderer without
 * animation shows only that. Every piece of text has an explicit length, so that columns are
 * aligned in any font.
 */
final class SvgPicture {
  static final double ADVANCE = 8.4;
  static final int STEP = 19;
  private static final int FONT_SIZE = 14;
  private static final int MARGIN = 16;
  private static final int BAR = 36;

  /** How long the last frame is shown before the animation starts again. */
  private static final double REST_SECONDS = 2.5;

  private static final int OUT_OF_SIGHT = -10_000;

  /** The maximum number of lines in the cache; a line that was removed from it is drawn again. */
  private static final int REMEMBERED = 4096;

  private final double seconds;
  private final ThemeChoice theme;
  private final String title;
  private final Writer out;

  /** The definitions of lines, kept in a file until they are complete. */
  private final Writer drawn;

  private final Map<ScreenLine, Integer> lines =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ScreenLine, Integer> eldest) {
          return size() > REMEMBERED;
        }
      };

  private final Map<String, Integer> colours = new TreeMap<>();
  private final List<Changes> rows = new ArrayList<>();
  private final Changes across = new Changes();
  private final Changes down = new Changes();
  private int drawings;
  private int empty;
  private int columns;
  private int height = 1;

  private SvgPicture(long duration, ThemeChoice theme, String title, Writer drawn, Writer out) {
    this.seconds = duration / 1e9 + REST_SECONDS;
    this.theme = theme;
    this.title = title;
    this.drawn = drawn;
    this.out = out;
  }

  /**
   * Writes the picture.
   *
   * @param at the time of a still picture, below 0 for the whole recording
   * @param title may be null
   */
  static void write(Recording recording, long at, ThemeChoice theme, String title, Writer out)
      throws BadCast, IOException {
    Path kept = Files.createTempFile("ipcsh-", ".svg");
    try {
      SvgPicture picture;
      try (Writer drawn = Files.newBufferedWriter(kept)) {
        long duration = at < 0 ? recording.duration() : 0;
        picture = new SvgPicture(duration, theme, title, drawn, out);
        picture.columns = recording.header().columns();
        if (at < 0) {
          FrameSequence.show(recording, picture::frame);
        } else {
          FrameSequence.still(recording, at, picture::frame);
        }
      }
      picture.write(kept);
    } finally {
      Files.delete(kept);
    }
  }

  private void frame(FrameSequence.Frame frame) throws IOException {
    ScreenSnapshot still = frame.still();
    columns = Math.max(columns, still.columns());
    height = Math.max(height, still.height());
    while (rows.size() < still.lines().size()) {
      Changes row = new Changes();
      if (frame.nanos() > 0) {
        // the screen was less high before
        row.add(0, drawn(ScreenLine.EMPTY));
      }
      rows.add(row);
    }
    for (int i = 0; i < rows.size(); i++) {
      ScreenLine line = i < still.lines().size() ? still.lines().get(i) : ScreenLine.EMPTY;
      rows.get(i).add(frame.nanos(), drawn(line));
    }
    across.add(frame.nanos(), still.column());
    down.add(frame.nanos(), still.row());
  }

  /** The number of a line, which is drawn if it is new. */
  private int drawn(ScreenLine line) throws IOException {
    boolean isEmpty = line.cells().isEmpty();
    Integer known = isEmpty ? (empty == 0 ? null : empty) : lines.get(line);
    if (known != null) {
      return known;
    }
    int number = ++drawings;
    if (isEmpty) {
      empty = number;
    } else {
      lines.put(line, number);
    }
    StringBuilder text = new StringBuilder("<g id=\"l").append(number).append("\">");
    new SvgLine(line, colours).draw(text);
    drawn.write(text.append("</g>\n").toString());
    return number;
  }

  private void write(Path kept) throws IOException {
    String width = number(columns * ADVANCE + 2 * MARGIN);
    int whole = height * STEP + BAR + MARGIN;
    out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ");
    out.append(width + " " + whole + "\" width=\"" + width);
    out.append("\" height=\"" + whole + "\" font-family=\"ui-monospace, ");
    out.append("SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace\" font-size=\"");
    out.append(FONT_SIZE + "\">\n");
    if (title != null) {
      out.append("<title>").append(Markup.escape(title)).append("</title>\n");
    }
    css();
    window(width, whole);
    out.append("<defs>\n");
    try (Reader lines = Files.newBufferedReader(kept)) {
      lines.transferTo(out);
    }
    out.append("</defs>\n<g transform=\"translate(" + MARGIN + " " + BAR + ")\">\n");
    for (int row = 0; row < Math.min(height, rows.size()); row++) {
      row(row);
    }
    cursor();
    out.append("</g>\n</svg>\n");
  }

  private void css() throws IOException {
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

  /** The CSS class of a colour. */
  static String className(int colour) {
    return CellStyle.isRgb(colour) ? String.format("x%06x", colour & 0xffffff) : "c" + colour;
  }

  private void window(String width, int height) throws IOException {
    out.append("<rect x=\".5\" y=\".5\" width=\"").append(number(Double.parseDouble(width) - 1));
    out.append("\" height=\"" + (height - 1));
    out.append("\" rx=\"9\" class=\"p v\" stroke-opacity=\".35\"/>\n");
    out.append("<g class=\"w\" opacity=\".45\">");
    for (int x : List.of(20, 38, 56)) {
      out.append("<circle cx=\"" + x + "\" cy=\"18\" r=\"5\"/>");
    }
    out.append("</g>\n");
    if (title != null) {
      out.append("<text x=\"").append(number(Double.parseDouble(width) / 2));
      out.append("\" y=\"22\" text-anchor=\"middle\" font-size=\"12\" font-family=\"sans-serif\" ");
      out.append("class=\"w\">").append(Markup.escape(title)).append("</text>\n");
    }
  }

  private void row(int row) throws IOException {
    Changes changes = rows.get(row);
    if (changes.isAlways(empty)) {
      return;
    }
    String y = "\" y=\"" + row * STEP + "\"";
    out.append("<use href=\"#l" + changes.last() + y);
    if (changes.isStill()) {
      out.append("/>\n");
      return;
    }
    out.append('>');
    animation("href", changes, line -> "#l" + line);
    out.append("</use>\n");
  }

  private void cursor() throws IOException {
    IntFunction<String> x = column -> number(column * ADVANCE);
    IntFunction<String> y = row -> String.valueOf(row < 0 ? OUT_OF_SIGHT : row * STEP);
    out.append("<rect class=\"f\" opacity=\".5\" width=\"" + ADVANCE + "\" height=\"");
    out.append(STEP + "\" x=\"" + x.apply(across.last()) + "\" y=\"" + y.apply(down.last()));
    out.append('"');
    if (across.isStill() && down.isStill()) {
      out.append("/>\n");
      return;
    }
    out.append('>');
    animation("x", across, x);
    animation("y", down, y);
    out.append("</rect>\n");
  }

  private void animation(String attribute, Changes changes, IntFunction<String> text)
      throws IOException {
    if (changes.isStill()) {
      return;
    }
    out.append("<animate attributeName=\"" + attribute);
    out.append("\" calcMode=\"discrete\" repeatCount=\"indefinite\" begin=\"-");
    out.append(number(Math.ceil((seconds - REST_SECONDS) * 100) / 100) + "s\" dur=\"");
    out.append(number(seconds) + "s\" values=\"");
    for (int i = 0; i < changes.count(); i++) {
      out.append(i == 0 ? "" : ";").append(text.apply(changes.value(i)));
    }
    out.append("\" keyTimes=\"");
    for (int i = 0; i < changes.count(); i++) {
      out.append(i == 0 ? "" : ";").append(fraction(changes.time(i)));
    }
    out.append("\"/>");
  }

  /** The values of an attribute over time. */
  private static final class Changes {
    private int[] values = new int[4];
    private long[] times = new long[4];
    private int count;

    void add(long nanos, int value) {
      if (count > 0 && last() == value) {
        return;
      }
      if (count == values.length) {
        values = Arrays.copyOf(values, count + count / 2);
        times = Arrays.copyOf(times, values.length);
      }
      values[count] = value;
      times[count++] = nanos;
    }

    int count() {
      return count;
    }

    int value(int i) {
      return values[i];
    }

    long time(int i) {
      return times[i];
    }

    int last() {
      return values[count - 1];
    }

    boolean isStill() {
      return count < 2;
    }

    boolean isAlways(int value) {
      return count == 1 && values[0] == value;
    }
  }

  private String fraction(long nanos) {
    return String.format(Locale.ROOT, "%.6f", nanos / 1e9 / seconds)
        .replaceFirst("\\.?0+$", "")
        .replaceFirst("^0\\.", ".");
  }

  /** A number with at most two decimal places. */
  static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value).replaceFirst("\\.?0+$", "");
  }
}
