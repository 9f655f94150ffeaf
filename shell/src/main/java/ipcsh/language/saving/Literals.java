package ipcsh.language.saving;

import ipcsh.language.ValueFact;
import ipcsh.sys.abi.Errno;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Values as literals of the language. */
public final class Literals {
  /** The maximum length of a readable literal. */
  private static final int LONGEST = 200;

  private Literals() {}

  /** A value as a literal, or null if it is not known completely, or too long. */
  static String of(ValueFact fact) {
    return switch (fact.kind()) {
      case NOTHING -> "null";
      case LITERAL -> plain(fact.value());
      case LIST -> list(fact.list());
      case MAP -> map(fact.map());
      default -> null;
    };
  }

  private static String plain(Object value) {
    if (value instanceof String text) {
      return text.length() <= LONGEST ? quoted(text) : null;
    }
    if (value instanceof byte[] bytes) {
      return bytes.length <= LONGEST / 3 ? "hex(" + quoted(hex(bytes)) + ")" : null;
    }
    return value instanceof Errno errno ? errno.name() : value.toString();
  }

  private static String list(List<ValueFact> facts) {
    List<String> parts = new ArrayList<>();
    for (ValueFact fact : facts) {
      parts.add(of(fact));
    }
    String whole = "[" + String.join(", ", parts) + "]";
    return parts.contains(null) || whole.length() > LONGEST ? null : whole;
  }

  private static String map(Map<String, ValueFact> facts) {
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, ValueFact> fact : facts.entrySet()) {
      String value = of(fact.getValue());
      if (value == null) {
        return null;
      }
      String key = fact.getKey();
      parts.add((key.matches("[A-Za-z]\\w*") ? key : quoted(key)) + ": " + value);
    }
    String whole = parts.isEmpty() ? "[:]" : "[" + String.join(", ", parts) + "]";
    return whole.length() > LONGEST ? null : whole;
  }

  /** Bytes as hexadecimal digits. */
  static String hex(byte[] bytes) {
    return HexFormat.ofDelimiter(" ").formatHex(bytes);
  }

  /** Bytes as text, or null if they are not text, or too long. */
  static String text(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      boolean readable =
          text.codePoints().allMatch(c -> !Character.isISOControl(c) || "\n\t\r".indexOf(c) >= 0);
      return readable && text.length() <= LONGEST ? text : null;
    } catch (CharacterCodingException notText) {
      return null;
    }
  }

  /** A quoted text. */
  public static String quoted(String text) {
    StringBuilder out = new StringBuilder("'");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> out.append("\\\\");
        case '\'' -> out.append("\\'");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (Character.isISOControl(c) || Character.isSurrogate(c)) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('\'').toString();
  }
}
