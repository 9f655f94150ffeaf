package ipcsh.peer;

import static ipcsh.sys.abi.FileConstants.O_CLOEXEC;
import static ipcsh.sys.abi.SocketConstants.AF_UNIX;
import static ipcsh.sys.abi.SocketConstants.SOCK_CLOEXEC;
import static ipcsh.sys.abi.SocketConstants.SOCK_STREAM;
import static ipcsh.sys.abi.SocketConstants.SOL_SOCKET;
import static ipcsh.sys.abi.SocketConstants.SO_SNDTIMEO;

import ipcsh.handle.InternalDescriptors;
import ipcsh.sys.Sys;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The descriptors between a shell and the process of a role: a socket pair for the messages, and a
 * pipe for what is written directly to its standard output. Closing closes the ends of that
 * process, and those of this shell unless they were {@link #keep}t.
 */
final class LinkEnds implements AutoCloseable {
  /** The timeout of a single send (SO_SNDTIMEO). */
  private static final byte[] TURN =
      ByteBuffer.allocate(2 * Long.BYTES)
          .order(ByteOrder.nativeOrder())
          .putLong(0)
          .putLong(100_000)
          .array();

  private final Sys sys;
  private final List<Integer> own = new ArrayList<>();
  private final List<Integer> others = new ArrayList<>();
  private int link;
  private int output;

  LinkEnds(Sys sys) {
    this.sys = sys;
    boolean made = false;
    try {
      int[] pair = sys.sockets().socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
      link = moved(pair, 0, 1);
      // a role that does not read, stopped or hostile, must not block the sender forever
      sys.options().set(link, SOL_SOCKET, SO_SNDTIMEO, TURN, "100 ms");
      output = moved(sys.pipes().pipe(O_CLOEXEC), 0, 1);
      made = true;
    } finally {
      if (!made) {
        close();
      }
    }
  }

  private int moved(int[] pair, int ours, int its) {
    int number = InternalDescriptors.move(sys, pair[ours]);
    own.add(number);
    others.add(InternalDescriptors.move(sys, pair[its]));
    return number;
  }

  /** This shell's end of the link. */
  int link() {
    return link;
  }

  /** This shell's end of the pipe. */
  int output() {
    return output;
  }

  /** The other process's end of the link. */
  int itsLink() {
    return others.get(0);
  }

  /** The other process's end of the pipe. */
  int itsOutput() {
    return others.get(1);
  }

  /** Another descriptor of this shell that is closed unless it is kept. */
  void add(int number) {
    own.add(number);
  }

  /** The ends of this shell are in use: they are closed by who uses them. */
  void keep() {
    own.clear();
  }

  @Override
  public void close() {
    others.forEach(number -> InternalDescriptors.close(sys, number));
    own.forEach(number -> InternalDescriptors.close(sys, number));
    others.clear();
    own.clear();
  }
}
