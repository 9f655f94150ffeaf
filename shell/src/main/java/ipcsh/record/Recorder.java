package ipcsh.record;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Records a terminal while it is used: all output to the terminal is passed here too. Costs one
 * field access while recording is off. Thread-safe.
 */
public final class Recorder {
  /**
   * The current properties of the terminal.
   *
   * @param addsReturns whether a line feed also returns to the first column (ONLCR)
   */
  public record View(String type, int columns, int rows, boolean addsReturns) {}

  private final Supplier<View> terminal;
  private volatile CastWriter writer;
  private volatile Consumer<String> problems = line -> {};
  private String file;
  private View last;

  /** A recorder of a terminal, initially off. */
  public Recorder(Supplier<View> terminal) {
    this.terminal = terminal;
  }

  /** Sets the listener for a failure of the recording. */
  public void problemsTo(Consumer<String> listener) {
    problems = listener;
  }

  /**
   * Starts recording.
   *
   * @param name the name of the file, for {@link #file}
   * @param out owned by the recorder from now on
   * @throws IllegalStateException if it is recording already
   */
  public synchronized void start(String name, OutputStream out, CastWriter.Version version)
      throws IOException {
    if (writer != null) {
      throw new IllegalStateException("records to " + file + " already");
    }
    last = terminal.get();
    CastHeader header = new CastHeader(last.columns(), last.rows(), last.type());
    try {
      writer = new CastWriter(out, version, header, System.nanoTime());
    } catch (IOException full) {
      out.close();
      throw full;
    }
    file = name;
  }

  /** The file that is being written, null if it is not recording. */
  public synchronized String file() {
    return writer == null ? null : file;
  }

  /** Records output to the terminal. */
  public void output(byte[] bytes, int from, int count) {
    if (writer != null) {
      record(bytes, from, count);
    }
  }

  private synchronized void record(byte[] bytes, int from, int count) {
    write(
        nanos -> {
          View now = terminal.get();
          if (now.columns() != last.columns() || now.rows() != last.rows()) {
            writer.resize(nanos, now.columns(), now.rows());
          }
          last = now;
          byte[] shown = now.addsReturns() ? withReturns(bytes, from, count) : null;
          if (shown == null) {
            writer.output(nanos, bytes, from, count);
          } else {
            writer.output(nanos, shown, 0, shown.length);
          }
        });
  }

  /** The bytes as the terminal driver passes them to the screen. */
  private static byte[] withReturns(byte[] bytes, int from, int count) {
    return new String(bytes, from, count, StandardCharsets.ISO_8859_1)
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Records the beginning of a chapter. */
  public synchronized void mark(String label) {
    write(nanos -> writer.marker(nanos, label));
  }

  /** Ends the recording; the session continues. */
  public synchronized void stop() {
    end(nanos -> {});
  }

  /** Ends the recording because the session ends, with this status. */
  public synchronized void exit(int status) {
    end(nanos -> writer.exit(nanos, status));
  }

  private interface Work {
    void at(long nanos) throws IOException;
  }

  private void write(Work work) {
    if (writer == null) {
      return;
    }
    try {
      work.at(System.nanoTime());
    } catch (IOException full) {
      // the session is more important; what was recorded so far can be played
      reportFull(full);
      close();
    }
  }

  /**
   * Notifies on a separate thread: the listener writes to the terminal, which waits for this method
   * to return.
   */
  private void reportFull(IOException full) {
    String line = "ipcsh: the recording has ended: " + full.getMessage();
    Consumer<String> listener = problems;
    new Thread(() -> listener.accept(line), "recording ended").start();
  }

  private void end(Work work) {
    write(work);
    close();
  }

  private void close() {
    if (writer != null) {
      try {
        writer.close();
      } catch (IOException full) {
        // each event was flushed when it was written
      }
      writer = null;
    }
  }
}
