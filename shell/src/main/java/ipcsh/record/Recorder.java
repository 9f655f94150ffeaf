package ipcsh.record;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Records a terminal while it is used: all output to the terminal is passed here too. Costs one
 * field access while nothing is recorded. For any number of threads.
 */
public final class Recorder {
  /**
   * What the terminal is like just now.
   *
   * @param addsReturns whether it takes a line feed for the beginning of a new line (ONLCR)
   */
  public record View(String type, int columns, int rows, boolean addsReturns) {}

  private final Supplier<View> terminal;
  private volatile CastWriter writer;
  private volatile Consumer<String> problems = line -> {};
  private String file;
  private View last;

  /** Records a terminal, once it is started. */
  public Recorder(Supplier<View> terminal) {
    this.terminal = terminal;
  }

  /** Sets who is told that nothing more can be recorded. */
  public void problemsTo(Consumer<String> listener) {
    problems = listener;
  }

  /**
   * Begins to record.
   *
   * @param name of the file, for those who ask
   * @param out is owned from now on
   * @throws IllegalStateException where it records already
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

  /** The file to which it records, null where it does not. */
  public synchronized String file() {
    return writer == null ? null : file;
  }

  /** Shows what was written to the terminal. */
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

  /** What the terminal makes of it on its way to the screen. */
  private static byte[] withReturns(byte[] bytes, int from, int count) {
    return new String(bytes, from, count, StandardCharsets.ISO_8859_1)
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A chapter begins. */
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
      // the session matters more; what was recorded so far plays
      tell(full);
      close();
    }
  }

  /** Who tells it writes to the terminal, which waits for this to return. */
  private void tell(IOException full) {
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
        // each event was written when it came
      }
      writer = null;
    }
  }
}
