package ipcsh.peer;

import ipcsh.handle.InternalDescriptors;
import ipcsh.sys.Kernel;
import ipcsh.sys.Sys;
import java.io.Closeable;
import java.io.IOException;

/**
 * The control socket of a role that runs as another user, who may not enter the folder of control
 * sockets: made and given its name by this shell, answered by the role, which has inherited it. So
 * the role is known among the shells of this user, and leaves nothing behind as its own.
 */
final class LentSocket implements Closeable {
  private final Kernel kernel;
  private final ShellDirectory folder;
  private final String name;
  private final int number;
  private long pid;
  private boolean closed;

  LentSocket(Kernel kernel, ShellDirectory folder, String name) {
    this.kernel = kernel;
    this.folder = folder;
    this.name = name;
    this.number = PeerConnection.listening(kernel.home());
  }

  /** Its number here. */
  int number() {
    return number;
  }

  /**
   * Lets others find the role at it, as the socket of this user. Who asks twice is not heard.
   *
   * @throws IOException where the folder cannot be used
   */
  synchronized void open(long itsPid) throws IOException {
    if (!closed && pid == 0) {
      pid = itsPid;
      // of the thread that calls, which need not be the one that made this
      Sys sys = kernel.home();
      try {
        Server.listen(sys, number, folder, name, pid);
      } finally {
        // the role alone has it now, and it ends with the role
        InternalDescriptors.close(sys, number);
      }
    }
  }

  /** It can no longer be found. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      if (pid == 0) {
        InternalDescriptors.close(kernel.home(), number);
      } else {
        folder.release(name, pid);
      }
    }
  }
}
