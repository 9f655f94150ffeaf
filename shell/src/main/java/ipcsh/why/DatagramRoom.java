package ipcsh.why;

import ipcsh.inspect.SocketObject;
import ipcsh.inspect.ThreadSnapshot;
import ipcsh.sys.abi.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends of datagrams that wait for room: in the receiver's queue, or in the sender's own buffer,
 * which is charged until what was sent has been received.
 */
final class DatagramRoom {
  private static final String TAKES = "takes from it";

  /** The kernel function in which a sender sleeps until the receiver's queue has room. */
  private static final String RECEIVERS_QUEUE = "unix_wait_for_peer";

  /** The indices of the arguments of sendto. */
  private static final int ADDRESS = 4;

  private static final int LENGTH = 5;

  private DatagramRoom() {}

  static WaitCondition of(
      ThreadSnapshot thread, String call, SocketObject socket, WaitContext context) {
    if (!socket.family().equals("unix")) {
      return WaitCondition.of(thread, call, "room in its send buffer, which is full")
          .on(socket.id(), "its send buffer", "full")
          .fromOutside("the network");
    }
    SocketAddress to = address(thread, context);
    if (to == null) {
      return toPeer(thread, call, socket, context);
    }
    List<Waker> wakers = new ArrayList<>();
    for (SocketObject target : ConnectionWaits.named(to, thread.pid(), context)) {
      wakers.addAll(context.wakers(context.socketHolders(target.inode()), TAKES));
    }
    WaitCondition wait =
        WaitCondition.of(thread, call, "room in the queue of " + to + ", which is full")
            .on(to.toString(), "the queue of " + to, "full")
            .endedBy(wakers);
    return RECEIVERS_QUEUE.equals(thread.place())
        ? context.completed(wait, "the socket " + to)
        : context
            .completed(wait, "the socket " + to)
            .notKnown("which other socket has not received what it sent");
  }

  private static WaitCondition toPeer(
      ThreadSnapshot thread, String call, SocketObject socket, WaitContext context) {
    String peer = socket.peerName() == null ? "its peer's socket" : socket.peerName();
    WaitCondition wait =
        WaitCondition.of(thread, call, "room in the queue of " + peer + ", which is full")
            .on(socket.id(), "the queue of " + peer, "full");
    return socket.peerInode() == 0
        ? wait.notKnown("to which socket it sends")
        : context.completed(
            wait.endedBy(context.wakers(context.socketHolders(socket.peerInode()), TAKES)),
            "the other end");
  }

  /** The address to which it sends; null for the peer. */
  private static SocketAddress address(ThreadSnapshot thread, WaitContext context) {
    if (thread.call().equals("sendto")) {
      return ConnectionWaits.address(
          thread.pid(), thread.argument(ADDRESS), thread.number(LENGTH), context);
    }
    boolean hasHeader = thread.call().equals("sendmsg") || thread.call().equals("sendmmsg");
    byte[] header =
        hasHeader ? context.memory(thread.pid(), thread.argument(1), Long.BYTES + 4) : null;
    if (header == null) {
      return null;
    }
    // struct msghdr begins with the address and its length
    ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.nativeOrder());
    return ConnectionWaits.address(thread.pid(), fields.getLong(), fields.getInt(), context);
  }
}
