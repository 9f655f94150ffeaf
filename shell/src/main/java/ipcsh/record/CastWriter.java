package ipcsh.record;

import ipcsh.sys.text.Json;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Writes an asciicast, one line per event, each flushed, so that the recording of a killed program
 * can be played. The caller provides the times, so the same calls give the same bytes. Owns the
 * stream; not thread-safe.
 *
 * @see <a href="https://docs.asciinema.org/manual/asciicast/v3/">asciicast v3</a>
 */
public final class CastWriter implements Closeable {
  /** The versions of the format that are in use. */
  public enum Version {
    /** Absolute times; the version that Debian's asciinema plays. */
    V2,
    /** Times relative to the previous event; has an exit event. */
    V3
  }

  private final OutputStream out;
  private final Version version;
  private final long begin;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);

  /** The beginning of an incomplete UTF-8 character. */
  private byte[] begun = {};

  private long last;

  /**
   * Begins a recording.
   *
   * @param nanos the current time, on the clock of all events' times
   */
  public CastWriter(OutputStream out, Version version, CastHeader header, long nanos)
      throws IOException {
    this.out = out;
    this.version = version;
    this.begin = nanos;
    line(header(header));
  }

  private String header(CastHeader header) {
    StringBuilder line = new StringBuilder();
    if (version == Version.V3) {
      line.append("{\"version\": 3, \"term\": {\"cols\": ").append(header.columns());
      line.append(", \"rows\": ").append(header.rows());
      if (header.type() != null) {
        line.append(", \"type\": ").append(Json.quote(header.type()));
      }
      line.append('}');
    } else {
      line.append("{\"version\": 2, \"width\": ").append(header.columns());
      line.append(", \"height\": ").append(header.rows());
    }
    if (header.timestamp() != null) {
      line.append(", \"timestamp\": ").append(header.timestamp());
    }
    if (header.title() != null) {
      line.append(", \"title\": ").append(Json.quote(header.title()));
    }
    if (version == Version.V2 && header.type() != null) {
      line.append(", \"env\": {\"TERM\": ").append(Json.quote(header.type())).append('}');
    }
    return line.append('}').toString();
  }

  /** Records text written to the terminal. */
  public void output(long nanos, String text) throws IOException {
    if (!text.isEmpty()) {
      event(nanos, CastEvent.OUTPUT, text);
    }
  }

  /**
   * Records bytes written to the terminal. An incomplete UTF-8 character is kept until it is
   * complete; malformed UTF-8 becomes U+FFFD, as on terminals.
   */
  public void output(long nanos, byte[] bytes, int from, int count) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(begun.length + count);
    in.put(begun).put(bytes, from, count).flip();
    CharBuffer text = CharBuffer.allocate(in.remaining() + 1);
    decoder.reset().decode(in, text, false);
    begun = new byte[in.remaining()];
    in.get(begun);
    output(nanos, text.flip().toString());
  }

  /** Records a marker, a chapter. */
  public void marker(long nanos, String label) throws IOException {
    event(nanos, CastEvent.MARKER, label);
  }

  /** Records a change of the terminal's size. */
  public void resize(long nanos, int columns, int rows) throws IOException {
    event(nanos, CastEvent.RESIZE, columns + "x" + rows);
  }

  /** Records the exit status of the program. Version 2 cannot express it. */
  public void exit(long nanos, int status) throws IOException {
    if (version == Version.V3) {
      event(nanos, CastEvent.EXIT, String.valueOf(status));
    }
  }

  /** Records any event; its own time is relative to the beginning, and is ignored. */
  void event(long nanos, String code, String data) throws IOException {
    // rounded before it is subtracted, so that the differences add up
    long now = Math.max(last, TimeUnit.NANOSECONDS.toMicros(nanos - begin));
    String time = seconds(version == Version.V3 ? now - last : now);
    last = now;
    line("[" + time + ", " + Json.quote(code) + ", " + Json.quote(data) + "]");
  }

  /** Seconds without trailing zeros, with at least one decimal place. */
  private static String seconds(long micros) {
    String places = String.format("%06d", micros % 1_000_000).replaceFirst("0{1,5}$", "");
    return micros / 1_000_000 + "." + places;
  }

  private void line(String line) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
