package ipcsh.repl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * The destination of {@code println}: the terminal and, while the user types, the space above the
 * input line, so that output of background jobs is not mixed with it.
 */
final class PromptOutput extends OutputStream {
  private static final int MOST_HELD = 64 * 1024;

  private final OutputStream terminal;
  private final PromptReader reader;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean midLine;
  private final ByteArrayOutputStream copied = new ByteArrayOutputStream();
  private Consumer<String> copy;

  /** Output that is held back while the terminal shows something else, or null. */
  private ByteArrayOutputStream held;

  /** Whether held output was discarded because there was too much. */
  private boolean lost;

  PromptOutput(OutputStream terminal, PromptReader reader) {
    this.terminal = terminal;
    this.reader = reader;
  }

  /** Holds output back from now on, because the terminal shows something else. */
  synchronized void hold() {
    held = new ByteArrayOutputStream();
    lost = false;
  }

  /** Forgets the held output. */
  synchronized void discard() {
    held = null;
  }

  /** Writes the held output. */
  synchronized void release() {
    ByteArrayOutputStream kept = held;
    held = null;
    try {
      if (lost) {
        write("...\n".getBytes(StandardCharsets.UTF_8), 0, "...\n".length());
      }
      write(kept.toByteArray(), 0, kept.size());
      flush();
    } catch (IOException e) {
      // the terminal is gone, which is reported by the next read
    }
  }

  /** Holds a line back; false if output is not being held. */
  synchronized boolean holds(String text) {
    if (held == null) {
      return false;
    }
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    keep(bytes, 0, bytes.length);
    return true;
  }

  /** Holds bytes back; of too much output, only the last part is kept. */
  private void keep(byte[] bytes, int from, int count) {
    held.write(bytes, from, count);
    if (held.size() > 2 * MOST_HELD) {
      byte[] all = held.toByteArray();
      held.reset();
      held.write(all, all.length - MOST_HELD, MOST_HELD);
      lost = true;
    }
  }

  /**
   * Also passes complete lines to another receiver; null ends that, and passes an incomplete line.
   */
  synchronized void copyTo(Consumer<String> lines) {
    if (copy != null && copied.size() > 0) {
      copy.accept(copied.toString(StandardCharsets.UTF_8));
    }
    copied.reset();
    copy = lines;
  }

  /** Passes a line to the other receiver that is shown in another way. */
  synchronized void copyLine(String text) {
    if (copy != null) {
      copy.accept(text);
    }
  }

  private void copy(byte[] bytes, int from, int count) {
    for (int i = from; i < from + count; i++) {
      if (bytes[i] == '\n') {
        copy.accept(copied.toString(StandardCharsets.UTF_8));
        copied.reset();
      } else {
        copied.write(bytes[i]);
      }
    }
  }

  @Override
  public synchronized void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int count) throws IOException {
    if (count == 0) {
      return;
    }
    if (copy != null) {
      copy(bytes, from, count);
    }
    if (held != null) {
      keep(bytes, from, count);
      return;
    }
    if (reader.isReading()) {
      for (int i = from; i < from + count; i++) {
        line.write(bytes[i]);
        if (bytes[i] == '\n') {
          above();
        }
      }
      return;
    }
    endLine();
    terminal.write(bytes, from, count);
    midLine = bytes[from + count - 1] != '\n';
  }

  private void above() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    reader.printAbove(text);
  }

  private void endLine() throws IOException {
    if (line.size() > 0) {
      line.writeTo(terminal);
      line.reset();
    }
  }

  /** Shows an incomplete line above the input line. */
  synchronized void endAbove() {
    if (reader.isReading() && line.size() > 0) {
      above();
    }
  }

  /** Ends an incomplete line, so that the prompt starts in the first column. */
  synchronized void freshLine() throws IOException {
    endLine();
    if (midLine) {
      terminal.write('\n');
      midLine = false;
    }
    terminal.flush();
  }

  @Override
  public synchronized void flush() throws IOException {
    if (!reader.isReading()) {
      terminal.flush();
    }
  }
}
