package ipcsh.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A recording in memory.
 *
 * @param header its header
 * @param events its events, in order
 */
public record Cast(CastHeader header, List<CastEvent> events) implements Recording {
  @Override
  public void forEachEvent(Listener listener) throws IOException {
    for (CastEvent event : events) {
      listener.event(event);
    }
  }

  /** Its duration in nanoseconds. */
  @Override
  public long duration() {
    return events.isEmpty() ? 0 : events.get(events.size() - 1).nanos();
  }

  /** Its chapter markers, in order. */
  public List<CastEvent> markers() {
    return events.stream().filter(event -> event.code().equals(CastEvent.MARKER)).toList();
  }

  /** The recording as a file of this version. */
  public String text(CastWriter.Version version) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      write(this, version, out);
    } catch (IOException | BadCast e) {
      throw new UncheckedIOException(e instanceof IOException io ? io : new IOException(e));
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Writes a recording as a file of this version, and closes the stream. */
  static void write(Recording recording, CastWriter.Version version, OutputStream out)
      throws BadCast, IOException {
    try (CastWriter writer = new CastWriter(out, version, recording.header(), 0)) {
      recording.forEachEvent(
          event -> {
            if (!event.code().equals(CastEvent.EXIT) || version == CastWriter.Version.V3) {
              writer.event(event.nanos(), event.code(), event.data());
            }
          });
    }
  }
}
