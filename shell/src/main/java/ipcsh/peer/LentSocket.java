package ipcsh.peer;

import ipcsh.handle.InternalDescriptors;
import ipcsh.sys.Kernel;
import ipcsh.sys.Sys;
import java.io.Closeable;
import java.io.IOException;

/**
 * The control socket of a role that runs as another user, who may not enter the directory of
 * control sockets: created and bound by this shell, served by the role, which has inherited it. So
 * the role is visible among the shells of this user, and leaves no file of its own behind.
 */
final class LentSocket implements Closeable {
  private final Kernel kernel;
  private final ShellDirectory directory;
  private final String name;
  private final int number;
  private long pid;
  private boolean closed;

  LentSocket(Kernel kernel, ShellDirectory directory, String name) {
    this.kernel = kernel;
    this.directory = directory;
    this.name = name;
    this.number = PeerConnection.listening(kernel.home());
  }

  /** Its descriptor number in this process. */
  int number() {
    return number;
  }

  /**
   * Makes the role visible at it, as a socket of this user. A second request is ignored.
   *
   * @throws IOException if the directory cannot be used
   */
  synchronized void open(long itsPid) throws IOException {
    if (!closed && pid == 0) {
      pid = itsPid;
      // of the calling thread, which may not be the one that created this object
      Sys sys = kernel.home();
      try {
        Server.listen(sys, number, directory, name, pid);
      } finally {
        // only the role has it now, and it is closed when the role ends
        InternalDescriptors.close(sys, number);
      }
    }
  }

  /** Removes its name, so that it can no longer be found. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      if (pid == 0) {
        InternalDescriptors.close(kernel.home(), number);
      } else {
        directory.release(name, pid);
      }
    }
  }
}
