package ipcsh.record;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * JSON (RFC 8259) of the lines of a recording: Maps, Lists, Strings, Doubles, Booleans and null.
 * Not groovy-json, which accepts text after a value and has no limit of nesting.
 */
public final class Json {
  private static final int DEEPEST = 100;

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  /** The place of an error in Gson's messages. */
  private static final Pattern COLUMN = Pattern.compile("column (\\d+)");

  /** DEL, and the control characters of ISO 8859-1, which JSON may contain as they are. */
  private static final Pattern CONTROLS = Pattern.compile("[\\x7f-\\x9f]");

  private Json() {}

  /**
   * Parses one value.
   *
   * @throws IllegalArgumentException if it is not valid, with the column near which the error is
   */
  static Object parse(String text) {
    JsonReader in = new JsonReader(new StringReader(text));
    in.setStrictness(Strictness.STRICT);
    in.setNestingLimit(DEEPEST);
    try {
      Object value = GSON.getAdapter(Object.class).read(in);
      if (in.peek() != JsonToken.END_DOCUMENT) {
        throw wrong(in.toString());
      }
      return value;
    } catch (IOException
        | JsonParseException
        | IllegalStateException
        | NumberFormatException invalid) {
      throw wrong(invalid.getMessage());
    }
  }

  private static IllegalArgumentException wrong(String message) {
    Matcher column = COLUMN.matcher(message == null ? "" : message);
    String where = column.find() ? "near column " + column.group(1) : "in it";
    return new IllegalArgumentException("expected valid JSON, given an error " + where);
  }

  /** A String as JSON: control characters and quotes are escaped. */
  public static String quote(String text) {
    return CONTROLS
        .matcher(GSON.toJson(text))
        .replaceAll(control -> String.format("\\\\u%04x", (int) control.group().charAt(0)));
  }
}
