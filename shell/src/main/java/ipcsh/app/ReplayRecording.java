package ipcsh.app;

import ipcsh.handle.WholeFile;
import ipcsh.record.CastHeader;
import ipcsh.record.CastWriter;
import ipcsh.stage.Sink;
import ipcsh.stage.StageSettings;
import ipcsh.sys.text.Counted;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A replay as an asciicast. An existing recording is overwritten; any other file is not. */
final class ReplayRecording implements Sink, Closeable {
  private static final String CAST = "{\"version\": ";
  private static final String TYPE = "xterm-256color";

  private final CastWriter writer;
  private final WholeFile file;
  private int chapters;
  private long last;

  private ReplayRecording(CastWriter writer, WholeFile file) {
    this.writer = writer;
    this.file = file;
  }

  static ReplayRecording of(Path file, StageSettings.Screen screen, boolean v2) throws IOException {
    if (Files.exists(file) && !isRecording(file)) {
      throw new IOException(file + ": exists and is not a recording: it is not overwritten");
    }
    CastHeader header = new CastHeader(screen.columns(), screen.rows(), TYPE);
    CastWriter.Version version = v2 ? CastWriter.Version.V2 : CastWriter.Version.V3;
    WholeFile out = WholeFile.begin(file);
    try {
      return new ReplayRecording(new CastWriter(out, version, header, 0), out);
    } catch (IOException e) {
      out.close();
      throw e;
    }
  }

  private static boolean isRecording(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    byte[] begin = new byte[CAST.length()];
    try (var in = Files.newInputStream(file)) {
      int size = in.readNBytes(begin, 0, begin.length);
      return size == 0 || new String(begin, 0, size, StandardCharsets.UTF_8).equals(CAST);
    }
  }

  @Override
  public void text(long nanos, String text) {
    last = nanos;
    try {
      writer.output(nanos, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void marker(long nanos, String chapter) {
    chapters++;
    try {
      writer.marker(nanos, chapter);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its duration and its number of chapters. */
  @Override
  public String toString() {
    long seconds = Math.round(last / 1e9);
    return "%d:%02d, %s".formatted(seconds / 60, seconds % 60, Counted.of(chapters, "chapter"));
  }

  @Override
  public void close() throws IOException {
    try {
      file.finish();
    } finally {
      writer.close();
    }
  }
}
