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
 * Finds sockets of this network namespace by name, to see what is bound to a name. Opens
 * descriptors: to be used on a thread with its own descriptor table.
 */
public final class NamedSockets {
  private static final int REQUEST_UNIX = 24;
  private static final int REQUEST_INTERNET = 56;
  private static final int SHOW_NAME_FILE_PEER = 0x1 | 0x2 | 0x4;
  private static final int HEADER = 16;
  private static final int ATTRIBUTE_HEADER = 4;
  private static final int FILE = 1;

  private final SockDiag diag;

  /** Not thread-safe. */
  public NamedSockets(Sys sys) {
    diag = new SockDiag(sys);
  }

  /** The UNIX domain sockets with this name, {@code @name} for an abstract one. */
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

  /** The UNIX domain sockets bound to a file, by any path. */
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

  /** The UNIX domain socket with this inode, or null. */
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

  /** Compares with the lower half of the inode, which is all that the kernel returns. */
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
   * The TCP or UDP sockets at a port of this machine; those in {@code time-wait}, which no process
   * has any more, have inode 0.
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
