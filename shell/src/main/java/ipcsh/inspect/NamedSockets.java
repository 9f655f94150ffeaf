package ipcsh.inspect;

import static ipcsh.sys.abi.SocketConstants.AF_INET;
import static ipcsh.sys.abi.SocketConstants.AF_INET6;
import static ipcsh.sys.abi.SocketConstants.AF_UNIX;
import static ipcsh.sys.abi.SocketConstants.IPPROTO_TCP;
import static ipcsh.sys.abi.SocketConstants.IPPROTO_UDP;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.FileId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The sockets that have a name, found by it: who wants to take a name, or to reach one, sees what
 * is there. Those of this network namespace. Opens descriptors: to be used where that disturbs
 * nobody.
 */
public final class NamedSockets {
  private static final int REQUEST_UNIX = 24;
  private static final int REQUEST_INTERNET = 56;
  private static final int SHOW_NAME_FILE_PEER = 0x1 | 0x2 | 0x4;
  private static final int HEADER = 16;
  private static final int ATTRIBUTE_HEADER = 4;
  private static final int FILE = 1;

  private final SockDiag diag;

  /** For one thread. */
  public NamedSockets(Sys sys) {
    diag = new SockDiag(sys);
  }

  /** The UNIX sockets of this name, {@code @name} for an abstract one. */
  public List<SocketObject> unix(String name) {
    List<SocketObject> found = new ArrayList<>();
    ask(
        answer -> {
          SocketObject socket = UnixSockets.socket(answer);
          if (name.equals(socket.name())) {
            found.add(socket);
          }
        });
    return found;
  }

  /** The UNIX sockets that were bound to a file, by whichever path. */
  public List<SocketObject> unix(FileId file) {
    List<SocketObject> found = new ArrayList<>();
    ask(
        answer -> {
          if (isBoundTo(answer.duplicate().order(answer.order()), file)) {
            found.add(UnixSockets.socket(answer));
          }
        });
    return found;
  }

  /** The UNIX socket of this number, or null. */
  public SocketObject unix(long inode) {
    List<SocketObject> found = new ArrayList<>();
    ask(
        answer -> {
          SocketObject socket = UnixSockets.socket(answer);
          if (socket.inode() == inode) {
            found.add(socket);
          }
        });
    return found.isEmpty() ? null : found.get(0);
  }

  private void ask(Consumer<ByteBuffer> answers) {
    ByteBuffer request = SockDiag.request(REQUEST_UNIX);
    request.put((byte) AF_UNIX).put((byte) 0).putShort((short) 0).putInt(-1).putInt(0);
    diag.ask(request.putInt(SHOW_NAME_FILE_PEER).putInt(-1).putInt(-1), answers);
  }

  /** The kernel tells the lower half of the file's number. */
  private static boolean isBoundTo(ByteBuffer answer, FileId file) {
    answer.position(HEADER);
    while (answer.remaining() >= ATTRIBUTE_HEADER) {
      int start = answer.position();
      int length = Short.toUnsignedInt(answer.getShort());
      if (answer.getShort() == FILE) {
        return answer.getInt() == (int) file.inode() && answer.getInt() == (int) file.device();
      }
      answer.position(Math.min(SockDiag.aligned(start + length), answer.limit()));
    }
    return false;
  }

  /**
   * The sockets of TCP or UDP at a port of this machine; those that wait for the end of the network
   * ({@code time-wait}), which nobody has any more, have the number 0.
   */
  public List<SocketObject> internet(boolean stream, int port) {
    List<SocketObject> found = new ArrayList<>();
    int protocol = stream ? IPPROTO_TCP : IPPROTO_UDP;
    for (int family : new int[] {AF_INET, AF_INET6}) {
      ByteBuffer request = SockDiag.request(REQUEST_INTERNET);
      request.put((byte) family).put((byte) protocol).putShort((short) 0).putInt(-1);
      diag.ask(
          request,
          answer -> {
            SocketObject socket = InternetSockets.socket(protocol, answer);
            if (socket.name() != null && socket.name().endsWith(":" + port)) {
              found.add(socket);
            }
          });
    }
    return found;
  }
}
