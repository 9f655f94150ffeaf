package ipcsh.sys.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Converts names used by the kernel (paths, abstract socket names) to Strings and back. They are
 * bytes; bytes that are not valid UTF-8 become lone surrogates (U+DC80 to U+DCFF), which are
 * converted back to the same bytes, so that any received name can be passed on.
 */
public final class KernelText {
  private static final int ESCAPE = 0xdc00;

  private KernelText() {}

  /** The String of a name. */
  public static String decode(byte[] bytes) {
    if (isAscii(bytes)) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    try {
      return decoder.decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notUtf8) {
      return decodeEscaping(bytes);
    }
  }

  /** Whether all bytes are ASCII, which is the usual case: they need no decoder. */
  private static boolean isAscii(byte[] bytes) {
    for (byte one : bytes) {
      if (one < 0) {
        return false;
      }
    }
    return true;
  }

  private static String decodeEscaping(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    while (in.hasRemaining()) {
      if (decoder.decode(in, out, true).isError()) {
        out.put((char) (ESCAPE | in.get() & 0xff));
      }
      decoder.reset();
    }
    return out.flip().toString();
  }

  /** The bytes of a name. */
  public static byte[] encode(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isEscape(text.charAt(i))) {
        return encodeEscaping(text);
      }
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] encodeEscaping(String text) {
    ByteBuffer out = ByteBuffer.allocate(text.length() * 4);
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      if (isEscape(point)) {
        out.put((byte) point);
      } else {
        out.put(Character.toString(point).getBytes(StandardCharsets.UTF_8));
      }
      i += Character.charCount(point);
    }
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return bytes;
  }

  private static boolean isEscape(int point) {
    return point >= (ESCAPE | 0x80) && point <= (ESCAPE | 0xff);
  }
}
