package ipcsh.record;

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
 * Writes an asciicast, a line an event, each flushed: a program that is killed leaves a recording
 * that plays. The caller provides the time, so the same calls give the same bytes. Owns the stream;
 * not for several threads at once.
 *
 * @see <a href="https://docs.asciinema.org/manual/asciicast/v3/">asciicast v3</a>
 */
public final class CastWriter implements Closeable {
  /** The format's two versions that are in use. */
  public enum Version {
    /** Absolute times; what Debian's asciinema plays. */
    V2,
    /** Times since the event before; knows how what ran has ended. */
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

  /** The beginning of a character whose end has not been written yet. */
  private byte[] begun = {};

  private long last;

  /**
   * Begins a recording.
   *
   * @param nanos the time now, on the clock on which all events' times are read
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

  /** Text was written to the terminal. */
  public void output(long nanos, String text) throws IOException {
    if (!text.isEmpty()) {
      event(nanos, CastEvent.OUTPUT, text);
    }
  }

  /**
   * Bytes were written to the terminal. A UTF-8 character of which only a part is there waits for
   * its rest; what is no UTF-8 becomes U+FFFD, as terminals show it.
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

  /** A point to which one can jump, a chapter. */
  public void marker(long nanos, String label) throws IOException {
    event(nanos, CastEvent.MARKER, label);
  }

  /** The terminal has another size. */
  public void resize(long nanos, int columns, int rows) throws IOException {
    event(nanos, CastEvent.RESIZE, columns + "x" + rows);
  }

  /** What ran in the terminal has ended. Version 2 has no word for it. */
  public void exit(long nanos, int status) throws IOException {
    if (version == Version.V3) {
      event(nanos, CastEvent.EXIT, String.valueOf(status));
    }
  }

  /** Any event; its own time is that since the beginning, and is not looked at. */
  void event(long nanos, String code, String data) throws IOException {
    // rounded before it is subtracted, so that the differences add up
    long now = Math.max(last, TimeUnit.NANOSECONDS.toMicros(nanos - begin));
    String time = seconds(version == Version.V3 ? now - last : now);
    last = now;
    line("[" + time + ", " + Json.quote(code) + ", " + Json.quote(data) + "]");
  }

  /** Seconds, with as many places as say something, at least one. */
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
