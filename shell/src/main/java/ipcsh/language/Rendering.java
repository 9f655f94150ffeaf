package ipcsh.language;

import groovy.lang.Closure;
import ipcsh.draw.WrappedText;
import ipcsh.handle.Handle;
import ipcsh.handle.Highlighted;
import ipcsh.handle.Message;
import ipcsh.handle.Output;
import ipcsh.handle.SelfPrinting;
import ipcsh.handle.WidthDependent;
import ipcsh.sys.text.EscapedText;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.codehaus.groovy.runtime.FormatHelper;

/** The printed form of a result. */
public final class Rendering {
  /** The escape sequence for highlighted text. */
  private static final String MARK = "\u001b[1;33m";

  private static final String UNMARK = "\u001b[0m";

  private Rendering() {}

  /**
   * A value as shown on a terminal: control characters are escaped, except for our own colours.
   *
   * @param columns the width, 0 if unknown
   * @param color whether colours can be shown
   */
  public static String of(Object value, int columns, boolean color) {
    boolean marks = color && value instanceof Highlighted;
    String text =
        value instanceof WidthDependent drawn
            ? drawn.text(columns, color)
            : marks ? ((Highlighted) value).text(MARK, UNMARK) : renderOwn(value, columns);
    return text == null
        ? null
        : marks || color && value instanceof WidthDependent
            ? EscapedText.styled(text)
            : EscapedText.lines(text);
  }

  /** Our own texts are wrapped between words; data is left unchanged. */
  private static String renderOwn(Object value, int columns) {
    String text = plain(value);
    boolean isData =
        value instanceof Message || value instanceof Highlighted || value instanceof Output;
    boolean isOurs =
        text != null
            && !isData
            && (value.getClass().getName().startsWith("ipcsh.") || isListOfHandles(value));
    return isOurs ? WrappedText.wrap(EscapedText.lines(text), columns, 2) : text;
  }

  /**
   * The text of a value; null for a value that is not printed. A text is printed unchanged, with
   * all its characters, since it may be data for another program; in all other values they are
   * escaped.
   */
  public static String of(Object value) {
    String text = plain(value);
    return text == null || value instanceof CharSequence ? text : EscapedText.lines(text);
  }

  private static boolean isListOfHandles(Object value) {
    return value instanceof List<?> list
        && !list.isEmpty()
        && list.stream().allMatch(Handle.class::isInstance);
  }

  private static String plain(Object value) {
    if (value == null) {
      return null;
    }
    if (value instanceof String
        || value instanceof Integer
        || value instanceof Long
        || value instanceof Boolean) {
      // as Groovy shows them, without loading what shows the others
      return value.toString();
    }
    if (value instanceof byte[] bytes) {
      return HexFormat.ofDelimiter(" ").formatHex(bytes);
    }
    if (value instanceof Duration time) {
      return duration(time);
    }
    if (value instanceof Output output) {
      return output.getSoFar();
    }
    if (value instanceof Closure<?>) {
      return "a block";
    }
    if (value instanceof SelfPrinting
        || value instanceof Collection<?> && value.getClass().getName().startsWith("ipcsh.")) {
      return value.toString();
    }
    if (isListOfHandles(value)) {
      StringJoiner lines = new StringJoiner("\n");
      ((List<?>) value).forEach(handle -> lines.add(handle.toString()));
      return lines.toString();
    }
    if (value instanceof Map<?, ?> map
        && map.values().stream().anyMatch(Duration.class::isInstance)) {
      Map<Object, Object> shown = new LinkedHashMap<>();
      map.forEach((k, v) -> shown.put(k, v instanceof Duration time ? duration(time) : v));
      return FormatHelper.toString(shown);
    }
    return FormatHelper.toString(settled(value));
  }

  /**
   * Replaces output of programs in a list or a map, which would wait for the end, by its text so
   * far.
   */
  private static Object settled(Object value) {
    if (value instanceof Collection<?> many && many.stream().anyMatch(Output.class::isInstance)) {
      return many.stream().map(Rendering::soFar).toList();
    }
    if (value instanceof Map<?, ?> map
        && map.values().stream().anyMatch(Output.class::isInstance)) {
      Map<Object, Object> shown = new LinkedHashMap<>();
      map.forEach((k, v) -> shown.put(k, soFar(v)));
      return shown;
    }
    return value;
  }

  private static Object soFar(Object value) {
    return value instanceof Output output ? output.getSoFar() : value;
  }

  private static String duration(Duration time) {
    long nanos = time.toNanos();
    if (nanos % 1_000_000_000 == 0) {
      return nanos / 1_000_000_000 + " s";
    }
    return nanos % 1_000_000 == 0 ? nanos / 1_000_000 + " ms" : nanos / 1_000 + " us";
  }
}
