package ipcsh.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A recording in a file, read line by line, with one line in memory. */
final class CastFile implements Recording {
  private final Path file;
  private long duration = -1;

  CastFile(Path file) {
    this.file = file;
  }

  @Override
  public CastHeader header() throws BadCast, IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new CastReader(in).header();
    }
  }

  @Override
  public void forEachEvent(Listener listener) throws BadCast, IOException {
    try (InputStream in = Files.newInputStream(file)) {
      CastReader reader = new CastReader(in);
      for (CastEvent event = reader.next(); event != null; event = reader.next()) {
        listener.event(event);
      }
    }
  }

  @Override
  public long duration() throws BadCast, IOException {
    if (duration < 0) {
      duration = Recording.super.duration();
    }
    return duration;
  }
}
