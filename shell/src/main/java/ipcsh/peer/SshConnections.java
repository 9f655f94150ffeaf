package ipcsh.peer;

import ipcsh.handle.Children;
import ipcsh.handle.Scratch;
import ipcsh.sys.Kernel;
import ipcsh.sys.abi.SysException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The connections of a session to other machines. Closing ends them. */
final class SshConnections implements AutoCloseable {
  private final Kernel kernel;
  private final Children children;
  private final List<SshConnection> all = new ArrayList<>();
  private Scratch place;
  private int made;

  SshConnections(Kernel kernel, Children children) {
    this.kernel = kernel;
    this.children = children;
  }

  /** A connection with a place for one more role, which is taken; it may have to be opened. */
  synchronized SshConnection to(SshDestination destination) {
    for (SshConnection each : all) {
      if (each.destination().equals(destination) && each.take()) {
        return each;
      }
    }
    if (place == null) {
      // private to the user, and short: the path of a socket has at most 108 bytes
      place = Scratch.make(kernel);
    }
    SshConnection another =
        new SshConnection(
            kernel, children, destination, place.directory().resolve(String.valueOf(++made)));
    another.take();
    all.add(another);
    return another;
  }

  @Override
  public synchronized void close() {
    for (SshConnection each : all) {
      try {
        each.close();
      } catch (SysException cannotBeRun) {
        // it ends by itself when it is not used
      }
    }
    all.clear();
    if (place != null) {
      try {
        place.remove();
      } catch (IOException | UncheckedIOException stillUsed) {
        // removed by the next shell that starts
      }
      place = null;
    }
  }
}
