package ipcsh.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A recording.
 *
 * @param header what it says of itself
 * @param events what happened, in order
 */
public record Cast(Header header, List<Event> events) {
  /** How long it is, in nanoseconds. */
  public long duration() {
    return events.isEmpty() ? 0 : events.get(events.size() - 1).nanos();
  }

  /** Its chapters, in order. */
  public List<Event> markers() {
    return events.stream().filter(event -> event.code().equals(Event.MARKER)).toList();
  }

  /** The recording as a file of this version. */
  public String text(CastWriter.Version version) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CastWriter writer = new CastWriter(out, version, header, 0)) {
      for (Event event : events) {
        if (!event.code().equals(Event.EXIT) || version == CastWriter.Version.V3) {
          writer.event(event.nanos(), event.code(), event.data());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
