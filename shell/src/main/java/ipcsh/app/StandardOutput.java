package ipcsh.app;

import ipcsh.command.ExitRequest;
import ipcsh.language.ErrorStream;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Standard output or standard error with error detection. If the reader has gone, the program ends
 * as by SIGPIPE, which the Java virtual machine ignores; another write error is reported once and
 * changes the exit status 0 to 1. What a command writes to a descriptor is not affected.
 */
final class StandardOutput extends OutputStream {
  /** The exit status as a shell reports it: 128 plus the number of SIGPIPE. */
  private static final int READER_GONE = 128 + 13;

  /** The largest write to a pipe that is atomic: PIPE_BUF of pipe(7). */
  private static final int PIECE = 4096;

  private static final int BUFFER = 8192;
  private static final long A_MOMENT = 5_000_000;
  private static final int TYPE = 0170000;
  private static final int FIFO = 0010000;
  private static final int SOCKET = 0140000;

  private final int number;
  private final FileOutputStream file;

  /** Whether the reader of either stream has gone: nothing more is written. */
  private final AtomicBoolean readerClosed;

  private volatile boolean failed;

  private StandardOutput(int number, FileDescriptor descriptor, AtomicBoolean readerClosed) {
    this.number = number;
    this.file = new FileOutputStream(descriptor);
    this.readerClosed = readerClosed;
  }

  /** Replaces {@code System.out} and {@code System.err}. */
  static StandardOutput install() {
    AtomicBoolean readerClosed = new AtomicBoolean();
    StandardOutput output = new StandardOutput(1, FileDescriptor.out, readerClosed);
    System.setOut(new PrintStream(output.buffered(), true, charset("stdout")));
    StandardOutput errors = new StandardOutput(2, FileDescriptor.err, readerClosed);
    System.setErr(new ErrorStream(errors.buffered(), charset("stderr")));
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, error) -> {
          if (!(error instanceof ExitRequest) && !readerClosed.get()) {
            System.err.print("Exception in thread \"" + thread.getName() + "\" ");
            error.printStackTrace();
          }
        });
    return output;
  }

  private OutputStream buffered() {
    return new BufferedOutputStream(this, BUFFER);
  }

  private static Charset charset(String name) {
    String encoding =
        System.getProperty(name + ".encoding", System.getProperty("sun." + name + ".encoding"));
    return Charset.forName(encoding == null ? System.getProperty("native.encoding") : encoding);
  }

  /** The exit status, given that of what was run. */
  int status(int done) {
    return done == 0 && failed ? 1 : done;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) {
    int end = from + count;
    int at = from;
    while (at < end && !readerClosed.get()) {
      int size = Math.min(PIECE, end - at);
      try {
        file.write(bytes, at, size);
        at += size;
      } catch (IOException e) {
        if (isBusy(e)) {
          LockSupport.parkNanos(A_MOMENT);
        } else {
          failed(e);
          return;
        }
      }
    }
  }

  /** Whether the pipe is full and was made non-blocking. */
  private static boolean isBusy(IOException e) {
    return String.valueOf(e.getMessage()).contains("temporarily unavailable");
  }

  private void failed(IOException e) {
    if (isPipe()) {
      if (!readerClosed.getAndSet(true)) {
        // exit handlers may print too, so exit is not called on this thread
        new Thread(() -> System.exit(READER_GONE), "reader gone").start();
      }
      throw new ExitRequest(READER_GONE);
    }
    if (!failed) {
      failed = true;
      if (number == 1) {
        System.err.println("ipcsh: cannot write standard output: " + e.getMessage());
      }
    }
  }

  private boolean isPipe() {
    try {
      int mode = (Integer) Files.getAttribute(Path.of("/proc/self/fd/" + number), "unix:mode");
      return (mode & TYPE) == FIFO || (mode & TYPE) == SOCKET;
    } catch (IOException closed) {
      return false;
    }
  }
}
