package ipcsh.peer;

import ipcsh.handle.InternalDescriptors;
import ipcsh.sys.Kernel;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.SocketConstants;
import ipcsh.sys.abi.SysException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;

/**
 * The control socket of a shell: answers the shells of the same user and of root, each on a thread
 * of its own, so that a shell whose evaluation is blocked answers too. The socket is created at the
 * start, and moved to a high number before the session opens descriptors; other shells can see it
 * when it is {@link #open}ed.
 */
public final class Server implements Closeable {
  private static final int BACKLOG = 64;

  /** The user ID of root, who always has access. */
  private static final int ROOT = 0;

  /** A client that does not receive the output of a line for this time is disconnected. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Kernel kernel;
  private final ShellService shell;
  private final int socket;
  private ShellDirectory directory;
  private String name;
  private boolean closed;

  /** A server that is not visible yet. */
  public Server(Kernel kernel, ShellService shell) {
    this(kernel, shell, PeerConnection.listening(kernel.home()));
  }

  private Server(Kernel kernel, ShellService shell, int socket) {
    this.kernel = kernel;
    this.shell = shell;
    this.socket = socket;
  }

  /** The same with a socket that another shell has lent, and which that shell binds. */
  public static Server lent(Kernel kernel, ShellService shell, int socket) {
    return new Server(kernel, shell, InternalDescriptors.move(kernel.home(), socket));
  }

  /**
   * Makes it visible in this directory under this name.
   *
   * @throws IOException if the directory cannot be used
   */
  public synchronized void open(ShellDirectory where, String itsName) throws IOException {
    if (closed) {
      return;
    }
    directory = where;
    listen(kernel.home(), socket, directory, itsName, kernel.shell().pid());
    name = itsName;
    daemon(this::accept, "control socket");
  }

  /** Starts to answer, if the socket is bound already. */
  public synchronized void begin() {
    if (!closed) {
      daemon(this::accept, "control socket");
    }
  }

  /**
   * Binds a socket to a name in a directory; a client sees the user of this process.
   *
   * @throws IOException if the directory cannot be used
   */
  static void listen(Sys sys, int socket, ShellDirectory directory, String name, long pid)
      throws IOException {
    directory.prepare();
    Path made = directory.unfinished(name, pid);
    try {
      sys.sockets().bind(socket, PeerConnection.address(made));
      sys.sockets().listen(socket, BACKLOG);
      // a socket that is bound and not listening yet would look stale, so it is renamed when it is
      // listening
      Files.move(made, directory.socket(name, pid), StandardCopyOption.ATOMIC_MOVE);
    } catch (SysException | IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static void daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (!isClosed()) {
        try {
          PeerConnection connection = PeerConnection.accept(kernel, socket);
          daemon(() -> talk(connection), "peer");
        } catch (SysException | VirtualMachineError noDescriptorOrMemoryLeft) {
          if (!isClosed()) {
            kernel.home().processes().nanosleep(PAUSE);
          }
        }
      }
    } finally {
      kernel.leaveThread();
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private void talk(PeerConnection connection) {
    try {
      int user = connection.user();
      if (user == ROOT || user == kernel.home().processes().geteuid()) {
        connection.bound(PATIENCE);
        answer(connection);
      }
    } finally {
      connection.close();
      kernel.leaveThread();
    }
  }

  private void answer(PeerConnection connection) {
    ShellService.Line line = null;
    try {
      Link link = connection.link();
      for (var message = link.receive(); message != null; message = link.receive()) {
        PeerRequest request = MessageCodec.peerRequest(message);
        if (request instanceof PeerRequest.Who) {
          link.send(shell.who());
        } else if (request instanceof PeerRequest.Journal) {
          link.send(Map.of("journal", shell.journal()));
        } else if (request instanceof PeerRequest.Run run) {
          line = run(run, link, connection);
        } else if (line != null) {
          line.interrupt();
        }
      }
    } catch (IOException | RuntimeException | VirtualMachineError goneOrGarbage) {
      // the client has gone
    } finally {
      if (line != null) {
        // its result is no longer needed
        line.interrupt();
      }
    }
  }

  private ShellService.Line run(PeerRequest.Run run, Link link, PeerConnection connection) {
    return shell.run(
        run.text(),
        run.from(),
        event -> {
          try {
            link.send(MessageCodec.encode(event));
          } catch (IOException gone) {
            connection.hangUp();
          }
        });
  }

  /** Removes the socket: this shell can no longer be found. Connections continue. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (name != null) {
      directory.release(name);
      try {
        kernel.home().sockets().shutdown(socket, SocketConstants.SHUT_RDWR);
      } catch (SysException closedByForce) {
        // no thread is in accept
      }
    }
  }
}
