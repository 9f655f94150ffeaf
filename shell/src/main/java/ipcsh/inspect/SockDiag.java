package ipcsh.inspect;

import static ipcsh.sys.abi.SocketConstants.AF_NETLINK;
import static ipcsh.sys.abi.SocketConstants.SOCK_CLOEXEC;
import static ipcsh.sys.abi.SocketConstants.SOCK_RAW;

import ipcsh.sys.Sys;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/**
 * Asks the kernel for all sockets of a kind ({@code sock_diag(7)}): those of this network
 * namespace. Opens a descriptor: to be used where it disturbs nobody.
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

  /** An empty request of so many bytes behind the header, in the machine's order. */
  static ByteBuffer request(int size) {
    ByteBuffer request = ByteBuffer.allocate(HEADER + size).order(ByteOrder.nativeOrder());
    request.putInt(HEADER + size).putShort(SOCK_DIAG_BY_FAMILY).putShort(REQUEST_DUMP);
    return request.putInt(0).putInt(0);
  }

  /**
   * Asks, and gives each answer without its header. A kernel that has no such sockets, or cannot
   * tell of them, gives none.
   */
  void ask(ByteBuffer request, Consumer<ByteBuffer> answers) {
    int socket = sys.sockets().socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
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

  /** Takes the messages of one datagram apart; false where there are no more. */
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

  /** Where the next of several things begins. */
  static int aligned(int position) {
    return position + ALIGNMENT - 1 & -ALIGNMENT;
  }
}
