package ipcsh.peer;

import ipcsh.sys.Kernel;
import ipcsh.sys.SysException;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * A conversation with another shell. One thread at a time asks; any may {@link #interrupt}. The
 * other side must be of the same user.
 */
public final class Peer implements Closeable {
  /** The other shell has ended. */
  public static final class Gone extends IOException {
    private static final long serialVersionUID = 1;

    Gone(String name) {
      super("the shell " + name + " has ended");
    }
  }

  /** Who hears what a line does while it runs. */
  public interface Listener {
    /** It prints this. */
    void line(String text);

    /** It must wait for its turn: that shell does something else. */
    void busy(String doing);
  }

  private final String name;
  private final Connection connection;
  private final Link link;
  private volatile boolean givenUp;

  private Peer(String name, Connection connection) {
    this.name = name;
    this.connection = connection;
    this.link = connection.link();
  }

  /**
   * Begins a conversation.
   *
   * @param bound how long each answer may take
   * @throws SysException ECONNREFUSED, ENOENT where the shell has ended, EAGAIN where it hangs
   * @throws IOException where the other side is somebody else's
   */
  static Peer of(Kernel kernel, Folder.Entry shell, Duration bound) throws IOException {
    Connection connection = Connection.to(kernel, shell.path(), bound);
    int user = connection.user();
    if (user != kernel.home().processes().geteuid()) {
      connection.close();
      throw new IOException(shell.full() + " is a shell of user " + user);
    }
    return new Peer(shell.name(), connection);
  }

  /** The other shell's name. */
  public String name() {
    return name;
  }

  /** Who it is and what it does. */
  Map<String, Object> who() throws IOException {
    link.send(Map.of("do", "who"));
    return next();
  }

  private Map<String, Object> next() throws IOException {
    Map<String, Object> message = link.receive();
    if (message == null) {
      throw givenUp ? new IOException("given up") : new Gone(name);
    }
    return message;
  }

  /**
   * Runs a line there and waits for what comes of it. Ctrl-C for the thread that waits interrupts
   * the line; a second time, nobody waits for it any more.
   *
   * @throws Gone where that shell ends meanwhile
   */
  public Answer run(String text, String from, Listener listener) throws IOException {
    connection.bound(Duration.ZERO);
    Runnable ctrlC = ctrlC();
    connection.atInterruption(ctrlC);
    try {
      link.send(Map.of("do", "run", "text", text, "from", from));
    } catch (IOException e) {
      throw new Gone(name);
    }
    while (true) {
      Map<String, Object> event = next();
      Answer answer = Answer.of(event);
      if (answer != null) {
        return answer;
      }
      if (event.get(Events.OUT) instanceof String line) {
        listener.line(line);
      } else if (event.get(Events.BUSY) instanceof String doing) {
        listener.busy(doing);
      }
    }
  }

  /** What Ctrl-C does to a line: the first time it is interrupted, then it is given up. */
  public Runnable ctrlC() {
    boolean[] before = {false};
    return () -> {
      if (before[0]) {
        giveUp();
      } else {
        before[0] = true;
        interrupt();
      }
    };
  }

  /** Ctrl-C for the line that runs there. */
  private void interrupt() {
    try {
      link.send(Map.of("do", "interrupt"));
    } catch (IOException gone) {
      // the one that waits will see it
    }
  }

  private void giveUp() {
    givenUp = true;
    connection.hangUp();
  }

  @Override
  public void close() {
    connection.close();
  }
}
