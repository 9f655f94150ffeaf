package ipcsh.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The part of JSON (RFC 8259) that a line of a recording needs: this package does not depend on
 * Groovy, and reading a recording should not start a compiler. Maps, Lists, Strings, Doubles,
 * Booleans and null.
 */
final class Json {
  private static final int DEEPEST = 100;

  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

  private final String text;
  private int at;
  private int depth;

  private Json(String text) {
    this.text = text;
  }

  /**
   * Parses one value.
   *
   * @throws IllegalArgumentException if it is not valid, with the column of the error
   */
  static Object parse(String text) {
    Json json = new Json(text);
    Object value = json.value();
    json.blanks();
    if (json.at < text.length()) {
      throw json.wrong("the end of the line");
    }
    return value;
  }

  /** A String as JSON: control characters and quotes are escaped. */
  static String quote(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }

  private Object value() {
    blanks();
    char c = at < text.length() ? text.charAt(at) : 0;
    return switch (c) {
      case '{' -> nested(this::map);
      case '[' -> nested(this::list);
      case '"' -> string();
      case 't' -> word("true", Boolean.TRUE);
      case 'f' -> word("false", Boolean.FALSE);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Object nested(Supplier<Object> inner) {
    if (++depth > DEEPEST) {
      throw wrong("less deep nesting");
    }
    at++;
    Object value = inner.get();
    depth--;
    return value;
  }

  private Object map() {
    Map<String, Object> map = new LinkedHashMap<>();
    if (next('}')) {
      return map;
    }
    do {
      blanks();
      String key = string();
      expect(':');
      map.put(key, value());
    } while (next(','));
    expect('}');
    return map;
  }

  private Object list() {
    List<Object> list = new ArrayList<>();
    if (next(']')) {
      return list;
    }
    do {
      list.add(value());
    } while (next(','));
    expect(']');
    return list;
  }

  private String string() {
    if (at >= text.length() || text.charAt(at) != '"') {
      throw wrong("a string");
    }
    StringBuilder out = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return out.toString();
      }
      if (c < ' ') {
        throw wrong("an escaped control character");
      }
      out.append(c == '\\' ? escaped() : c);
    }
    throw wrong("the end of the string");
  }

  private char escaped() {
    char c = ++at < text.length() ? text.charAt(at) : 0;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        int code = 0;
        for (int i = 1; i <= 4; i++) {
          int digit = at + i < text.length() ? Character.digit(text.charAt(at + i), 16) : -1;
          if (digit < 0 || text.charAt(at + i) > 'f') {
            throw wrong("four hexadecimal digits");
          }
          code = code << 4 | digit;
        }
        at += 4;
        yield (char) code;
      }
      default -> throw wrong("an escape such as \\n");
    };
  }

  private Object word(String word, Object value) {
    if (!text.startsWith(word, at)) {
      throw wrong(word);
    }
    at += word.length();
    return value;
  }

  private Double number() {
    int from = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String number = text.substring(from, at);
    if (!NUMBER.matcher(number).matches()) {
      at = from;
      throw wrong("a value");
    }
    return Double.valueOf(number);
  }

  private boolean next(char c) {
    blanks();
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) {
    if (!next(c)) {
      throw wrong("'" + c + "'");
    }
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private IllegalArgumentException wrong(String expected) {
    String given = at < text.length() ? "'" + text.charAt(at) + "'" : "the end of the line";
    return new IllegalArgumentException(
        "no JSON: column " + (at + 1) + ": expected " + expected + ", given " + given);
  }
}
