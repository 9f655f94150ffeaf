package ipcsh.sys.text;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * JSON (RFC 8259): results of `--json` and the lines of a recording. Values are Maps, Lists,
 * Strings, numbers, Booleans and null. Not groovy-json, which accepts text after a value and has no
 * limit of nesting.
 */
public final class Json {
  private static final int DEEPEST = 100;

  private static final Gson GSON =
      new GsonBuilder()
          .disableHtmlEscaping()
          .serializeNulls()
          .registerTypeHierarchyAdapter(
              Number.class, (JsonSerializer<Number>) (number, type, to) -> finite(number))
          .create();

  /** The place of an error in Gson's messages. */
  private static final Pattern COLUMN = Pattern.compile("column (\\d+)");

  /** DEL, and the control characters of ISO 8859-1, which JSON may contain as they are. */
  private static final Pattern CONTROLS = Pattern.compile("[\\x7f-\\x9f]");

  private static final Pattern NOT_ASCII = Pattern.compile("[^\\x00-\\x7e]");

  private Json() {}

  /**
   * Parses one value.
   *
   * @throws IllegalArgumentException if it is not valid, with the column near which the error is
   */
  public static Object parse(String text) {
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
    return escaped(CONTROLS, GSON.toJson(text));
  }

  /** A value as JSON in ASCII; what is no number (NaN) or infinite is null. */
  public static String ascii(Object value) {
    return escaped(NOT_ASCII, GSON.toJson(value));
  }

  private static JsonElement finite(Number number) {
    return Double.isFinite(number.doubleValue()) ? new JsonPrimitive(number) : JsonNull.INSTANCE;
  }

  /** Escapes characters of JSON text that can stand only in its strings. */
  private static String escaped(Pattern characters, String json) {
    return characters
        .matcher(json)
        .replaceAll(
            found ->
                found
                    .group()
                    .chars()
                    .mapToObj(unit -> String.format("\\\\u%04x", unit))
                    .collect(Collectors.joining()));
  }
}
