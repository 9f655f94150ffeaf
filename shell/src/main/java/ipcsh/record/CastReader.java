package ipcsh.record;

import ipcsh.sys.text.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an asciicast of version 2 or 3, by ipcsh or asciinema. An incomplete last line, left by a
 * recorder that was killed, is ignored.
 */
public final class CastReader {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,4})x(\\d{1,4})");
  private static final int LARGEST = 1000;
  private static final double LONGEST_SECONDS = 1e6;
  private static final double NANOS = 1e9;

  /** The maximum length of a line. */
  private static final int LONGEST_LINE = 16 << 20;

  /** The value returned at end of file, which is not a byte. */
  private static final int END = 0x100;

  private final InputStream in;
  private final byte[] block = new byte[1 << 16];
  private int from;
  private int to;

  private final CastHeader header;

  /** The bytes of the current line. */
  private byte[] bytes = new byte[8192];

  /** Whether the last line read has no line end. */
  private boolean brokenOff;

  private boolean relative;
  private long last;
  private int number;

  /**
   * Starts to read: the header.
   *
   * @throws BadCast if it is not a recording
   */
  CastReader(InputStream in) throws BadCast, IOException {
    this.in = in;
    String line = line();
    this.header = header(line == null ? "" : line);
  }

  /** The header of the recording. */
  CastHeader header() {
    return header;
  }

  /**
   * Reads the contents of a file.
   *
   * @throws BadCast if it is not a recording, with the invalid line
   */
  public static Cast read(byte[] content) throws BadCast {
    try {
      CastReader reader = new CastReader(new ByteArrayInputStream(content));
      List<CastEvent> events = new ArrayList<>();
      for (CastEvent event = reader.next(); event != null; event = reader.next()) {
        events.add(event);
      }
      return new Cast(reader.header, List.copyOf(events));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The next event, null after the last one.
   *
   * @throws BadCast if the line is invalid
   */
  CastEvent next() throws BadCast, IOException {
    for (String line = line(); line != null; line = line()) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        CastEvent event = event(line, brokenOff);
        if (event != null) {
          return event;
        }
      }
    }
    return null;
  }

  private int read() throws IOException {
    if (from == to) {
      from = 0;
      to = in.read(block);
      if (to <= 0) {
        to = 0;
        return END;
      }
    }
    return block[from++];
  }

  /** The next line without surrounding blanks, null after the last one. */
  private String line() throws BadCast, IOException {
    number++;
    int size = 0;
    int b = read();
    if (b == END) {
      return null;
    }
    for (; b != END && b != '\n'; b = read()) {
      if (size == LONGEST_LINE) {
        throw wrong("expected a line of at most " + (LONGEST_LINE >> 20) + " MiB");
      }
      if (size == bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * size);
      }
      bytes[size++] = (byte) b;
    }
    brokenOff = b == END;
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, size))
          .toString()
          .strip();
    } catch (CharacterCodingException e) {
      if (header != null && brokenOff) {
        return "";
      }
      throw wrong(
          header == null
              ? "expected the header of an asciicast, given a file that is not UTF-8"
              : "expected UTF-8, given other bytes");
    }
  }

  private Object json(String line) throws BadCast {
    try {
      return Json.parse(line);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private CastHeader header(String line) throws BadCast {
    if (!line.startsWith("{")) {
      throw wrong(
          "expected the header of an asciicast, {\"version\": 3, ...}, given " + shown(line));
    }
    if (!(json(line) instanceof Map<?, ?> all)) {
      throw wrong("expected a header in braces, given " + shown(line));
    }
    Object version = all.get("version");
    Object type;
    int columns;
    int rows;
    if (Double.valueOf(3).equals(version)) {
      relative = true;
      Map<?, ?> term = all.get("term") instanceof Map<?, ?> map ? map : Map.of();
      columns = size("term.cols", term.get("cols"));
      rows = size("term.rows", term.get("rows"));
      type = term.get("type");
    } else if (Double.valueOf(2).equals(version)) {
      columns = size("width", all.get("width"));
      rows = size("height", all.get("height"));
      type = all.get("env") instanceof Map<?, ?> env ? env.get("TERM") : null;
    } else {
      throw wrong("expected a recording of version 2 or 3, given version " + plain(version));
    }
    Object time = all.get("timestamp");
    return new CastHeader(
        columns,
        rows,
        type instanceof String name ? name : null,
        all.get("title") instanceof String title ? title : null,
        time instanceof Double seconds ? Long.valueOf(seconds.longValue()) : null);
  }

  private int size(String name, Object value) throws BadCast {
    if (value instanceof Double size && size >= 1 && size <= LARGEST && size == Math.rint(size)) {
      return size.intValue();
    }
    throw wrong("expected " + name + " from 1 to " + LARGEST + ", given " + plain(value));
  }

  private CastEvent event(String line, boolean mayBreakOff) throws BadCast {
    if (mayBreakOff && !line.endsWith("]")) {
      return null;
    }
    if (!(json(line) instanceof List<?> parts)
        || parts.size() != 3
        || !(parts.get(0) instanceof Double seconds)
        || !(parts.get(1) instanceof String code)) {
      throw wrong("expected [time, \"code\", data], given " + shown(line));
    }
    if (seconds < 0 || seconds > LONGEST_SECONDS) {
      throw wrong("expected a time in seconds, given " + plain(seconds));
    }
    // the data of unknown codes may be anything
    String data = plain(parts.get(2));
    boolean ours = List.of(CastEvent.OUTPUT, CastEvent.MARKER, CastEvent.RESIZE).contains(code);
    if (ours && !(parts.get(2) instanceof String)) {
      throw wrong("expected a string after \"" + code + "\", given " + data);
    }
    if (code.equals(CastEvent.RESIZE)) {
      sizeOf(data);
    }
    return new CastEvent(time(seconds), code, data);
  }

  private void sizeOf(String data) throws BadCast {
    Matcher size = SIZE.matcher(data);
    if (!size.matches()) {
      throw wrong("expected a size such as 80x24, given " + shown(data));
    }
    size("the columns", Double.valueOf(size.group(1)));
    size("the rows", Double.valueOf(size.group(2)));
  }

  private long time(double seconds) {
    long nanos = Math.round(seconds * NANOS);
    last = relative ? last + nanos : Math.max(last, nanos);
    return last;
  }

  private static String plain(Object value) {
    return value instanceof Double number && number == Math.rint(number)
        ? String.valueOf(number.longValue())
        : String.valueOf(value);
  }

  private static String shown(String line) {
    return line.isEmpty()
        ? "an empty line"
        : Json.quote(line.length() > 60 ? line.substring(0, 60) + "..." : line);
  }

  private BadCast wrong(String message) {
    return new BadCast(number, message);
  }
}
