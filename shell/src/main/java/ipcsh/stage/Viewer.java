package ipcsh.stage;

import ipcsh.sys.Kernel;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.InternalDescriptorRange;
import ipcsh.sys.abi.SysException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A tmux pane that shows what is written to it: cat(1) at the other end of a FIFO. This end is open
 * for reading as well, so that writes do not fail when the pane has been closed, and is
 * non-blocking: what does not fit in the FIFO is kept here. When this program ends, in whatever
 * way, the pane reads end of file and closes. The name of the FIFO is removed as soon as both ends
 * are open. See fifo(7).
 */
final class Viewer implements AutoCloseable {
  /** The maximum number of bytes kept for a pane that does not read. */
  private static final int KEPT = 1 << 20;

  private static final int OWNER_ONLY = 0600;

  /**
   * The command of the pane: shows the FIFO without echoing input. It opens it for reading and
   * writing first, so that it does not wait for a writer that may have been killed.
   */
  private static final String SHOW =
      "exec 3<>\"$1\"; exec <\"$1\" 3>&-; rm -f \"$1\"; rmdir \"${1%/*}\"; stty -echo -isig -ixon <&1; exec cat";

  private final Kernel kernel;
  private final Path directory;
  private final Path fifo;
  private final int number;
  private byte[] waiting = {};
  private String pane;

  /** Creates the FIFO. */
  Viewer(Kernel kernel) throws IOException {
    this.kernel = kernel;
    // a directory with mode 0700
    directory = Files.createTempDirectory("ipcsh-pane-");
    fifo = directory.resolve("text");
    try {
      kernel.home().pipes().mkfifo(fifo.toString(), OWNER_ONLY);
      number = open();
    } catch (SysException e) {
      removeName();
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Opens the FIFO with a high descriptor number, so that it does not interfere with those of the
   * session.
   */
  private int open() {
    var files = kernel.home().files();
    int flags = FileConstants.O_RDWR | FileConstants.O_NONBLOCK | FileConstants.O_CLOEXEC;
    int low = files.open(fifo.toString(), flags, 0);
    try {
      return files.fcntl(low, FileConstants.F_DUPFD_CLOEXEC, InternalDescriptorRange.LOWEST);
    } finally {
      files.close(low);
    }
  }

  /** Opens the pane with a tmux command that creates one. */
  void open(String... how) throws IOException {
    String[] what = {"-d", "-P", "-F", "#{pane_id}", "sh", "-c", SHOW, "ipcsh", fifo.toString()};
    String[] all = Arrays.copyOf(how, how.length + what.length);
    System.arraycopy(what, 0, all, how.length, what.length);
    pane = Tmux.run(all);
  }

  /** The pane's ID in tmux: {@code %5}. */
  String pane() {
    return pane;
  }

  void write(String text) {
    byte[] more = text.getBytes(StandardCharsets.UTF_8);
    if (waiting.length + more.length <= KEPT) {
      int size = waiting.length;
      waiting = Arrays.copyOf(waiting, size + more.length);
      System.arraycopy(more, 0, waiting, size, more.length);
    }
    try {
      while (waiting.length > 0) {
        int taken = kernel.own().files().write(number, waiting);
        waiting = Arrays.copyOfRange(waiting, taken, waiting.length);
      }
    } catch (SysException noRoom) {
      // the rest is written the next time
    }
  }

  @Override
  public void close() {
    kernel.home().files().close(number);
    if (pane != null) {
      Tmux.attempt("kill-pane", "-t", pane);
    }
    removeName();
  }

  /** Removes the name if the pane has not done it. */
  private void removeName() {
    try {
      Files.deleteIfExists(fifo);
      Files.deleteIfExists(directory);
    } catch (IOException removedMeanwhile) {
      // removed by the pane
    }
  }
}
