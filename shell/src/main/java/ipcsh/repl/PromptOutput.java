package ipcsh.repl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * What {@code println} writes to: the terminal, and while the user types, the space above the line,
 * so that what the background prints does not run into it.
 */
final class PromptOutput extends OutputStream {
  private static final int MOST_HELD = 64 * 1024;

  private final OutputStream terminal;
  private final PromptReader reader;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean midLine;
  private final ByteArrayOutputStream copied = new ByteArrayOutputStream();
  private Consumer<String> copy;

  /** What is kept while the terminal shows something else, or null. */
  private ByteArrayOutputStream held;

  /** Whether there was more than is kept. */
  private boolean lost;

  PromptOutput(OutputStream terminal, PromptReader reader) {
    this.terminal = terminal;
    this.reader = reader;
  }

  /** Keeps what is written from now on, since the terminal shows something else. */
  synchronized void hold() {
    held = new ByteArrayOutputStream();
    lost = false;
  }

  /** Writes what was kept. */
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
      // the terminal is gone; reading will say so
    }
  }

  /** Keeps a line; false where nothing is kept just now. */
  synchronized boolean holds(String text) {
    if (held == null) {
      return false;
    }
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    keep(bytes, 0, bytes.length);
    return true;
  }

  /** Of very much, the last part. */
  private void keep(byte[] bytes, int from, int count) {
    held.write(bytes, from, count);
    if (held.size() > 2 * MOST_HELD) {
      byte[] all = held.toByteArray();
      held.reset();
      held.write(all, all.length - MOST_HELD, MOST_HELD);
      lost = true;
    }
  }

  /** Passes whole lines to another receiver too; null ends that, with the rest of a line. */
  synchronized void copyTo(Consumer<String> lines) {
    if (copy != null && copied.size() > 0) {
      copy.accept(copied.toString(StandardCharsets.UTF_8));
    }
    copied.reset();
    copy = lines;
  }

  /** Passes on a line that is shown in another way. */
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

  /** Shows the rest of a line above the one that is being typed. */
  synchronized void endAbove() {
    if (reader.isReading() && line.size() > 0) {
      above();
    }
  }

  /** Ends a line that was left open, so that the prompt stands at the margin. */
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
