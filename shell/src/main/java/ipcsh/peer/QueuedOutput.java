package ipcsh.peer;

import ipcsh.sys.Kernel;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * An output that a thread of its own writes: who writes does not wait, and an interrupt does not
 * leave half a message on a slow link. Who needs to know that something was received waits for an
 * answer. Closing discards what is not written yet, and closes the output.
 */
final class QueuedOutput extends OutputStream {
  private final BlockingQueue<byte[]> queue = new LinkedBlockingQueue<>();
  private final OutputStream out;
  private final Thread writer;
  private volatile IOException failure;

  /** Writes to this output, which it owns. */
  QueuedOutput(Kernel kernel, OutputStream out) {
    this.out = out;
    this.writer =
        new Thread(
            () -> {
              try {
                write();
              } finally {
                kernel.leaveThread();
              }
            },
            "link output");
    writer.setDaemon(true);
    writer.start();
  }

  private void write() {
    try {
      while (true) {
        out.write(queue.take());
      }
    } catch (InterruptedException | InterruptedIOException closed) {
      failure = new InterruptedIOException("it does not read its input");
    } catch (IOException broken) {
      failure = broken;
    }
    queue.clear();
    try {
      out.close();
    } catch (IOException nothingIsLost) {
      // it is gone
    }
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    if (failure != null) {
      throw failure;
    }
    queue.add(Arrays.copyOfRange(bytes, from, from + count));
  }

  @Override
  public void close() {
    writer.interrupt();
  }
}
