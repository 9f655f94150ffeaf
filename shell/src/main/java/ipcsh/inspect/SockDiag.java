package ipcsh.inspect;

import static ipcsh.sys.abi.SocketConstants.AF_NETLINK;
import static ipcsh.sys.abi.SocketConstants.SOCK_CLOEXEC;
import static ipcsh.sys.abi.SocketConstants.SOCK_RAW;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/**
 * Lists all sockets of a kind in this network namespace ({@code sock_diag(7)}). Opens a descriptor:
 * to be used on a thread with its own descriptor table.
 */
final class SockDiag {
  private static final int NETLINK_SOCK_DIAG = 4;
  private static final short SOCK_DIAG_BY_FAMILY = 20;
  private static final short REQUEST_DUMP = 0x301;
  private static final int HEADER = 16;
  private static final int ERROR = 2;
  private static final int DONE = 3;
  private static final int ROOM = 64 * 1024;
  private static final int ALIGNMENT = 4;

  private final Sys sys;

  SockDiag(Sys sys) {
    this.sys = sys;
  }

  /** A socket for requests; it fails where the kernel has none, or a filter forbids it. */
  static int open(Sys sys) {
    return sys.sockets().socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
  }

  /** An empty request with a payload of this size, in native byte order. */
  static ByteBuffer request(int size) {
    ByteBuffer request = ByteBuffer.allocate(HEADER + size).order(ByteOrder.nativeOrder());
    request.putInt(HEADER + size).putShort(SOCK_DIAG_BY_FAMILY).putShort(REQUEST_DUMP);
    return request.putInt(0).putInt(0);
  }

  /**
   * Sends the request, and passes each answer without its header. A kernel without such sockets, or
   * without support for them, gives no answers.
   */
  void ask(ByteBuffer request, Consumer<ByteBuffer> answers) {
    int socket;
    try {
      socket = open(sys);
    } catch (SysException refused) {
      if (refused.getErrno() == Errno.EMFILE || refused.getErrno() == Errno.ENFILE) {
        throw refused;
      }
      return;
    }
    try {
      sys.sockets().send(socket, request.array(), 0);
      boolean more = true;
      while (more) {
        more = take(ByteBuffer.wrap(sys.sockets().recv(socket, ROOM, 0).data()), answers);
      }
    } finally {
      sys.files().close(socket);
    }
  }

  /** Splits a datagram into messages; false if there are no more. */
  private static boolean take(ByteBuffer datagram, Consumer<ByteBuffer> answers) {
    datagram.order(ByteOrder.nativeOrder());
    while (datagram.remaining() >= HEADER) {
      int start = datagram.position();
      int length = datagram.getInt();
      int type = datagram.getShort();
      if (type == DONE || type == ERROR) {
        return false;
      }
      answers.accept(
          datagram.slice(start + HEADER, length - HEADER).order(ByteOrder.nativeOrder()));
      datagram.position(Math.min(aligned(start + length), datagram.limit()));
    }
    return true;
  }

  /** The position rounded up to the alignment of netlink. */
  static int aligned(int position) {
    return position + ALIGNMENT - 1 & -ALIGNMENT;
  }
}
