package ipcsh.record;

import ipcsh.draw.Markup;
import ipcsh.draw.ThemeChoice;
import ipcsh.sys.text.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A recording as one self-contained page: asciinema-player with the recording embedded, and its
 * chapters as links. It can be opened from a file, without a network.
 */
final class HtmlPage {
  private static final Pattern PLACE = Pattern.compile("%([a-z]+(?:\\.[a-z]+)?)%");
  private static final String UNNAMED = "A recorded session";

  /**
   * If it lasts longer than this, in seconds, the picture before the start is from this time,
   * otherwise from the end.
   */
  private static final double POSTER_SECONDS = 2;

  private HtmlPage() {}

  /** Writes the page; {@code title} may be null. */
  static void write(Recording recording, ThemeChoice theme, String title, Writer out)
      throws BadCast, IOException {
    String name = title == null ? UNNAMED : title;
    String dark =
        switch (theme) {
          case AUTO -> "@media (prefers-color-scheme: dark) { :root";
          case DARK -> ":root";
          case LIGHT -> ":root:not(:root)";
        };
    double seconds = recording.duration() / 1e9;
    Map<String, String> values =
        Map.ofEntries(
            Map.entry("theme", theme.word()),
            Map.entry("title", Markup.escape(name)),
            Map.entry("heading", Markup.escape(name)),
            Map.entry("notice", resource("asciinema-player.NOTICE")),
            Map.entry("player.css", resource("asciinema-player.css")),
            Map.entry("player.js", resource("asciinema-player.min.js")),
            Map.entry("colours", colours(theme)),
            Map.entry("dark", dark),
            Map.entry("dark.end", theme == ThemeChoice.AUTO ? " }" : ""),
            Map.entry("poster", SvgPicture.number(Math.min(POSTER_SECONDS, seconds))));
    String page = resource("page.html");
    Matcher places = PLACE.matcher(page);
    int done = 0;
    while (places.find()) {
      out.write(page.substring(done, places.start()));
      done = places.end();
      switch (places.group(1)) {
        case "cast" -> Cast.write(recording, CastWriter.Version.V3, inScript(out));
        case "chapters" -> chapters(recording, out);
        default -> out.write(values.get(places.group(1)));
      }
    }
    out.write(page.substring(done));
  }

  /**
   * JSON that can be embedded in a page: no tag can begin in it. Outside of strings JSON has no
   * {@code <}.
   */
  private static String inScript(String json) {
    return json.replace("<", "\\u003c");
  }

  /** The same for a recording, which is written line by line. */
  private static OutputStream inScript(Writer out) {
    return new OutputStream() {
      @Override
      public void write(int b) {
        throw new UnsupportedOperationException("a recording is written line by line");
      }

      @Override
      public void write(byte[] line, int from, int count) throws IOException {
        out.write(inScript(new String(line, from, count, StandardCharsets.UTF_8)));
      }
    };
  }

  private static void chapters(Recording recording, Writer out) throws BadCast, IOException {
    String[] separator = {""};
    out.write('[');
    recording.forEachEvent(
        event -> {
          if (event.code().equals(CastEvent.MARKER)) {
            String at = String.format(Locale.ROOT, "%.6f", event.nanos() / 1e9);
            out.write(separator[0] + "[" + at + ", " + inScript(Json.quote(event.data())) + "]");
            separator[0] = ", ";
          }
        });
    out.write(']');
  }

  private static String colours(ThemeChoice theme) {
    return switch (theme) {
      case DARK -> rules(Theme.DARK);
      case LIGHT -> rules(Theme.LIGHT);
      case AUTO ->
          rules(Theme.LIGHT)
              + "@media (prefers-color-scheme: dark) {\n"
              + rules(Theme.DARK)
              + "}\n";
    };
  }

  private static String rules(Theme theme) {
    return ":root { --paper: " + theme.paper() + "; }\n" + rules(theme, "ipcsh");
  }

  /** The colours of the player's theme of this name. */
  static String rules(Theme theme, String name) {
    StringBuilder css = new StringBuilder();
    css.append(".asciinema-player-theme-").append(name).append(" {\n");
    css.append("  --term-color-foreground: ").append(theme.ink()).append(";\n");
    css.append("  --term-color-background: ").append(theme.paper()).append(";\n");
    for (int i = 0; i < theme.palette().size(); i++) {
      css.append("  --term-color-").append(i).append(": ").append(theme.css(i)).append(";\n");
    }
    return css.append("}\n").toString();
  }

  /** A text among the resources of this package. */
  static String resource(String name) {
    try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
