package ipcsh.repl;

import ipcsh.record.Recorder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.OutputFlag;
import org.jline.terminal.Size;
import org.jline.terminal.spi.Pty;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;

/**
 * A terminal whose output is also passed to a {@link Recorder}. Output written directly to the
 * terminal by other programs, for example an editor, is not recorded.
 */
final class RecordedPty implements Pty {
  private final Pty pty;
  private final String type;
  private final Recorder recorder = new Recorder(this::view);

  RecordedPty(Pty pty, String type) {
    this.pty = pty;
    this.type = type;
  }

  Recorder recorder() {
    return recorder;
  }

  private Recorder.View view() {
    try {
      Size size = pty.getSize();
      Attributes now = pty.getAttr();
      boolean adds = now.getOutputFlag(OutputFlag.OPOST) && now.getOutputFlag(OutputFlag.ONLCR);
      // the size is 0 if it was never set
      int columns = size.getColumns() > 0 ? size.getColumns() : 80;
      int rows = size.getRows() > 0 ? size.getRows() : 24;
      return new Recorder.View(type, columns, rows, adds);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public OutputStream getSlaveOutput() throws IOException {
    OutputStream terminal = pty.getSlaveOutput();
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int from, int count) throws IOException {
        terminal.write(bytes, from, count);
        recorder.output(bytes, from, count);
      }

      @Override
      public void flush() throws IOException {
        terminal.flush();
      }

      @Override
      public void close() throws IOException {
        terminal.close();
      }
    };
  }

  @Override
  public InputStream getMasterInput() throws IOException {
    return pty.getMasterInput();
  }

  @Override
  public OutputStream getMasterOutput() throws IOException {
    return pty.getMasterOutput();
  }

  @Override
  public InputStream getSlaveInput() throws IOException {
    return pty.getSlaveInput();
  }

  @Override
  public Attributes getAttr() throws IOException {
    return pty.getAttr();
  }

  @Override
  public void setAttr(Attributes attributes) throws IOException {
    pty.setAttr(attributes);
  }

  @Override
  public Size getSize() throws IOException {
    return pty.getSize();
  }

  @Override
  public void setSize(Size size) throws IOException {
    pty.setSize(size);
  }

  @Override
  public SystemStream getSystemStream() {
    return pty.getSystemStream();
  }

  @Override
  public TerminalProvider getProvider() {
    return pty.getProvider();
  }

  @Override
  public void close() throws IOException {
    pty.close();
  }
}
