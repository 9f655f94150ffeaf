package ipcsh.sys.abi;

import static ipcsh.sys.abi.SocketConstants.AF_UNIX;

import ipcsh.sys.text.EscapedText;
import ipcsh.sys.text.KernelText;
import ipcsh.sys.text.Quoted;
import java.util.Arrays;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of UNIX domain sockets, parsed and formatted ({@code unix(7)}): a path, or {@code @name} in
 * the abstract namespace. A path that begins with {@code @} is written {@code ./@x}. A name with
 * non-printing characters, or bytes that are not valid UTF-8, is written with {@code \0}, {@code
 * \}{@code u001b}, {@code \}{@code udcff} (the byte ff) and {@code \\}; those are always decoded,
 * any other backslash stands for itself. So every name has a text that denotes exactly that name,
 * and the text of an ordinary name is the name.
 */
final class UnixText {
  private static final int PATH = 108;
  private static final int HEADER = 2;

  private static final Pattern ESCAPE = Pattern.compile("\\\\(\\\\|u[0-9a-fA-F]{4}|0(?![0-7]))");

  private UnixText() {}

  static byte[] parse(String text) {
    byte[] name = KernelText.encode(unescape(text));
    if (name.length == 0) {
      return SocketAddress.header(AF_UNIX, HEADER).array();
    }
    if (name[0] == '@') {
      name[0] = 0;
      return SocketAddress.header(AF_UNIX, HEADER + name.length).put(name).array();
    }
    if (end(name) < name.length) {
      throw new IllegalArgumentException(
          "a path cannot contain NUL; a name in the abstract namespace begins with '@'");
    }
    int room = Math.max(PATH, name.length);
    return SocketAddress.header(AF_UNIX, HEADER + room).put(name).array();
  }

  private static String unescape(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    return ESCAPE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(character(found.group(1))));
  }

  private static String character(String escape) {
    return switch (escape.charAt(0)) {
      case 'u' -> String.valueOf((char) Integer.parseInt(escape.substring(1), 16));
      case '0' -> "\0";
      default -> escape;
    };
  }

  /** The name unescaped, whatever characters it contains. */
  static String raw(byte[] address) {
    byte[] name = Arrays.copyOfRange(address, HEADER, address.length);
    if (name.length == 0) {
      return "";
    }
    if (name[0] == 0) {
      return "@" + KernelText.decode(Arrays.copyOfRange(name, 1, name.length));
    }
    String path = KernelText.decode(Arrays.copyOf(name, end(name)));
    return path.startsWith("@") ? "./" + path : path;
  }

  /** The text of a name, escaped if necessary. */
  static String escape(String raw) {
    if (EscapedText.isPlain(raw) && (raw.indexOf('\\') < 0 || !ESCAPE.matcher(raw).find())) {
      return raw;
    }
    StringBuilder out = new StringBuilder(raw.length() + 16);
    for (int i = 0; i < raw.length(); ) {
      int point = raw.codePointAt(i);
      i += Character.charCount(point);
      if (point == '\\') {
        out.append("\\\\");
      } else if (EscapedText.isPlain(point)) {
        out.appendCodePoint(point);
      } else {
        EscapedText.escape(out, point, i < raw.length() ? raw.charAt(i) : ' ');
      }
    }
    return out.toString();
  }

  /** The end of the path: at a NUL, or at the end of the bytes. */
  private static int end(byte[] name) {
    int end = 0;
    while (end < name.length && name[end] != 0) {
      end++;
    }
    return end;
  }

  /** The fields that strace prints after the family. */
  static String traced(byte[] address) {
    byte[] name = Arrays.copyOfRange(address, HEADER, address.length);
    if (name.length == 0) {
      return "";
    }
    return name[0] == 0
        ? ", sun_path=@" + Quoted.bytes(Arrays.copyOfRange(name, 1, name.length), name.length)
        : ", sun_path=" + Quoted.bytes(Arrays.copyOf(name, end(name)), end(name));
  }

  /** The initializer that follows "struct sockaddr" in C. */
  static String inC(byte[] address, Function<byte[], String> literal) {
    byte[] name = Arrays.copyOfRange(address, HEADER, address.length);
    int end = name.length;
    while (end > 0 && name[0] != 0 && name[end - 1] == 0) {
      end--;
    }
    return "_un) {AF_UNIX" + (end == 0 ? "" : ", " + literal.apply(Arrays.copyOf(name, end)));
  }
}
