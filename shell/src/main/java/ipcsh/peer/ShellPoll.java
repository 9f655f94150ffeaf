package ipcsh.peer;

import ipcsh.sys.Kernel;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Asks the other shells of this user again and again, over connections that are kept meanwhile: to
 * connect costs both sides more than the question.
 */
public final class ShellPoll implements Closeable {
  private final KeptPeers peers = new KeptPeers();
  private final Shells shells;
  private final long self;

  /** For the other shells in a directory. */
  public ShellPoll(Kernel kernel, ShellDirectory directory) {
    this.shells = new Shells(kernel, directory, peers);
    this.self = kernel.shell().pid();
  }

  /**
   * What the others report now, as {@link Shells#all}; nothing if the directory cannot be read. For
   * one thread at a time.
   */
  public List<Map<String, Object>> others() {
    try {
      List<ShellDirectory.Entry> others =
          shells.entries().stream().filter(one -> one.pid() != self).toList();
      peers.retain(others);
      return shells.all(others);
    } catch (IOException noneCanBeSeen) {
      return List.of();
    }
  }

  /** Closes the connections. */
  @Override
  public void close() {
    peers.close();
  }
}
