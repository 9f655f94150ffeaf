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
 * A pane of tmux that shows what is written to it: cat(1) at the other end of a FIFO. This end is
 * open for reading as well, so that nothing fails when the pane has been closed, and does not wait:
 * what has no room in the FIFO stays here. When this program ends, however it ends, the pane comes
 * to the end of the FIFO and closes. The FIFO's name is gone as soon as both ends are open. See
 * fifo(7).
 */
final class Viewer implements AutoCloseable {
  /** So many bytes are kept for a pane that takes none. */
  private static final int KEPT = 1 << 20;

  private static final int OWNER_ONLY = 0600;

  /**
   * Shows standard input, and does nothing about what is typed there. Opened for both first, it
   * does not wait for a writer that may have been killed.
   */
  private static final String SHOW =
      "exec 3<>\"$1\"; exec <\"$1\" 3>&-; rm -f \"$1\"; rmdir \"${1%/*}\"; stty -echo -isig -ixon <&1; exec cat";

  private final Kernel kernel;
  private final Path folder;
  private final Path fifo;
  private final int number;
  private byte[] waiting = {};
  private String pane;

  /** Makes the FIFO. */
  Viewer(Kernel kernel) throws IOException {
    this.kernel = kernel;
    // a folder of its owner alone
    folder = Files.createTempDirectory("ipcsh-pane-");
    fifo = folder.resolve("text");
    try {
      kernel.home().pipes().mkfifo(fifo.toString(), OWNER_ONLY);
      number = open();
    } catch (SysException e) {
      removeName();
      throw new IOException(e.getMessage(), e);
    }
  }

  /** A number out of the way of what the session counts. */
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

  /** Opens the pane by a command of tmux that makes one. */
  void open(String... how) throws IOException {
    String[] what = {"-d", "-P", "-F", "#{pane_id}", "sh", "-c", SHOW, "ipcsh", fifo.toString()};
    String[] all = Arrays.copyOf(how, how.length + what.length);
    System.arraycopy(what, 0, all, how.length, what.length);
    pane = Tmux.run(all);
  }

  /** The number by which tmux knows the pane: {@code %5}. */
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
      // the rest waits for the next time
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

  /** What the pane has not removed itself. */
  private void removeName() {
    try {
      Files.deleteIfExists(fifo);
      Files.deleteIfExists(folder);
    } catch (IOException removedMeanwhile) {
      // by the pane
    }
  }
}
