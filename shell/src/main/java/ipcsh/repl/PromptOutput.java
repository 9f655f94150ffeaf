package ipcsh.repl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What {@code println} writes to: the terminal, and while somebody types, the space above the line,
 * so that what the background prints does not run into it.
 */
final class PromptOutput extends OutputStream {
  private final OutputStream terminal;
  private final PromptReader reader;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean midLine;

  PromptOutput(OutputStream terminal, PromptReader reader) {
    this.terminal = terminal;
    this.reader = reader;
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
