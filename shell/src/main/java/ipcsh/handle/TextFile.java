package ipcsh.handle;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Reads whole files: regular ones of reasonable size, or those passed as a descriptor ({@code
 * /dev/stdin}, {@code /dev/fd/63}). A FIFO or a device given by name is refused, since reading it
 * could block or never end. A byte order mark is skipped.
 */
public final class TextFile {
  /** The maximum size of a script, in bytes. */
  public static final int LONGEST = 16 << 20;

  private static final Pattern PASSED_ON =
      Pattern.compile("/dev/(stdin|fd/\\d+)|/proc/(self|\\d+)/fd/\\d+");

  private static final String MARK = "\ufeff";

  private TextFile() {}

  /**
   * Its text; malformed UTF-8 is replaced.
   *
   * @throws IOException with a message that contains the file and the reason
   */
  public static String read(Path file) throws IOException {
    return text(bytes(file, LONGEST));
  }

  /**
   * The same for text that must be UTF-8.
   *
   * @throws CharacterCodingException if it is not
   * @throws IOException as {@link #read}
   */
  public static String readStrictly(Path file) throws IOException {
    byte[] bytes = bytes(file, LONGEST);
    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    return text(bytes);
  }

  /** Bytes as a text, without a byte order mark. */
  private static String text(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.startsWith(MARK) ? text.substring(MARK.length()) : text;
  }

  /** Its bytes, if there are at most this many. */
  public static byte[] bytes(Path file, int most) throws IOException {
    try {
      if (Files.isDirectory(file)) {
        throw new IOException("is a directory");
      }
      boolean regular = Files.isRegularFile(file);
      if (!regular && !Files.exists(file)) {
        throw new NoSuchFileException(file.toString());
      }
      if (!regular && !PASSED_ON.matcher(file.toAbsolutePath().toString()).matches()) {
        throw new IOException("is not a regular file");
      }
      if (regular && Files.size(file) > most) {
        throw tooLarge(most);
      }
      // a stream, not a channel: descriptors that Java opens for a channel would stay open; and a
      // buffered one: readNBytes of a FileInputStream of Java 17 seeks, which fails on a pipe
      try (InputStream in = new BufferedInputStream(new FileInputStream(file.toFile()))) {
        byte[] bytes = in.readNBytes(most);
        if (bytes.length == most && in.read() >= 0) {
          throw tooLarge(most);
        }
        return bytes;
      }
    } catch (IOException e) {
      throw new IOException(file + ": cannot be read (" + why(e) + ")", e);
    }
  }

  private static IOException tooLarge(int most) {
    return new IOException("is larger than " + (most >> 20) + " MB");
  }

  private static String why(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    String message = String.valueOf(e.getMessage());
    int reason = message.lastIndexOf(" (");
    return reason > 0 && message.endsWith(")")
        ? message.substring(reason + 2, message.length() - 1)
        : message;
  }
}
