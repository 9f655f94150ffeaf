package ipcsh.repl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * What {@code println} writes to: the terminal, and while somebody types, the space above the line,
 * so that what the background prints does not run into it.
 */
final class PromptOutput extends OutputStream {
  private final OutputStream terminal;
  private final PromptReader reader;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean midLine;
  private final ByteArrayOutputStream copied = new ByteArrayOutputStream();
  private Consumer<String> copy;

  PromptOutput(OutputStream terminal, PromptReader reader) {
    this.terminal = terminal;
    this.reader = reader;
  }

  /** Gives whole lines to somebody else too; null ends that, with what is left of a line. */
  synchronized void copyTo(Consumer<String> lines) {
    if (copy != null && copied.size() > 0) {
      copy.accept(copied.toString(StandardCharsets.UTF_8));
    }
    copied.reset();
    copy = lines;
  }

  /** Gives somebody else a line that is shown by another way. */
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

  /** Shows what is left of a line above the one that somebody types. */
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
