package ipcsh.inspect;

import ipcsh.sys.abi.SocketAddress;
import ipcsh.sys.abi.SocketConstants;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The UNIX domain sockets ({@code struct unix_diag_msg}). */
final class UnixSockets {
  private static final int ALL_STATES = -1;
  private static final int SHOW_NAME = 0x1;
  private static final int SHOW_PEER = 0x4;
  private static final int SHOW_PENDING = 0x8;
  private static final int SHOW_QUEUES = 0x10;
  private static final int SHOW_MEMORY = 0x20;

  private static final int REQUEST = 24;
  private static final int NAME = 0;
  private static final int PEER = 2;
  private static final int PENDING = 3;
  private static final int QUEUES = 4;
  private static final int MEMORY = 5;
  private static final int COOKIE = 8;

  private static final int ESTABLISHED = 1;
  private static final int LISTEN = 10;
  private static final int ATTRIBUTE_HEADER = 4;

  private UnixSockets() {}

  /** The sockets by inode. */
  static Map<Long, SocketObject> all(SockDiag diag) {
    ByteBuffer request = SockDiag.request(REQUEST);
    request.put((byte) SocketConstants.AF_UNIX).put((byte) 0).putShort((short) 0);
    request.putInt(ALL_STATES).putInt(0);
    request.putInt(SHOW_NAME | SHOW_PEER | SHOW_PENDING | SHOW_QUEUES | SHOW_MEMORY);
    request.putInt(-1).putInt(-1);
    Map<Long, SocketObject> found = new HashMap<>();
    diag.ask(
        request,
        answer -> {
          SocketObject socket = socket(answer);
          found.put(socket.inode(), socket);
        });
    connect(found);
    return found;
  }

  /**
   * Parses one answer, which does not contain the peer's name. Data that it has sent is charged to
   * its own memory until it is received; so its fill level is recorded here, and for the receiver
   * by {@link #connect}.
   */
  static SocketObject socket(ByteBuffer answer) {
    answer.get();
    int type = answer.get();
    int state = answer.get();
    answer.get();
    final long inode = Integer.toUnsignedLong(answer.getInt());
    answer.position(answer.position() + COOKIE);
    String name = null;
    boolean hasPeer = false;
    long peer = 0;
    final List<Long> pending = new ArrayList<>(0);
    long received = 0;
    long backlog = 0;
    Double full = null;
    while (answer.remaining() >= ATTRIBUTE_HEADER) {
      int start = answer.position();
      int length = Short.toUnsignedInt(answer.getShort());
      switch (answer.getShort()) {
        case NAME -> name = name(answer, length - ATTRIBUTE_HEADER);
        case PEER -> {
          // 0 if the peer was closed
          hasPeer = true;
          peer = Integer.toUnsignedLong(answer.getInt());
        }
        case PENDING -> {
          for (int left = length - ATTRIBUTE_HEADER; left > 0; left -= Integer.BYTES) {
            pending.add(Integer.toUnsignedLong(answer.getInt()));
          }
        }
        case QUEUES -> {
          received = Integer.toUnsignedLong(answer.getInt());
          // for a socket that is not listening it is a memory size
          backlog = Integer.toUnsignedLong(answer.getInt());
        }
        case MEMORY -> full = SocketMemory.of(answer).sending();
        default -> {
          // not requested
        }
      }
      answer.position(Math.min(SockDiag.aligned(start + length), answer.limit()));
    }
    boolean datagrams = type == SocketConstants.SOCK_DGRAM;
    return new SocketObject(
        inode,
        "unix",
        type(type),
        datagrams ? stateOfDatagrams(hasPeer) : state(state),
        name,
        null,
        peer,
        datagrams ? null : (Long) received,
        datagrams && received > 0 ? (Long) received : null,
        null,
        state == LISTEN ? (Long) backlog : null,
        full,
        0,
        pending);
  }

  private static String name(ByteBuffer answer, int length) {
    byte[] bytes = new byte[length];
    answer.get(bytes);
    return SocketAddress.unix(bytes).toString();
  }

  private static String type(int type) {
    return switch (type) {
      case SocketConstants.SOCK_STREAM -> "stream";
      case SocketConstants.SOCK_DGRAM -> "dgram";
      case SocketConstants.SOCK_SEQPACKET -> "seqpacket";
      default -> String.valueOf(type);
    };
  }

  private static String state(int state) {
    return switch (state) {
      case ESTABLISHED -> SocketObject.CONNECTED;
      case LISTEN -> SocketObject.LISTENING;
      default -> null;
    };
  }

  /**
   * A datagram socket is connected if it has a peer: the kernel says ESTABLISHED also of one that
   * another socket is connected to.
   */
  private static String stateOfDatagrams(boolean hasPeer) {
    return hasPeer ? SocketObject.CONNECTED : null;
  }

  /**
   * Whether the sender's memory limit decides when it blocks: for datagrams, which are limited by
   * their number ({@code max_dgram_qlen}), only if the two are connected to each other.
   */
  private static boolean isBoundedByMemory(SocketObject sender, SocketObject receiver) {
    return !sender.isDatagram() || receiver != null && receiver.peerInode() == sender.inode();
  }

  /**
   * Links connected sockets with each other, and connections waiting to be accepted with the
   * listener.
   */
  private static void connect(Map<Long, SocketObject> all) {
    Map<Long, Double> full = new HashMap<>();
    for (SocketObject socket : all.values()) {
      if (socket.full() != null && isBoundedByMemory(socket, all.get(socket.peerInode()))) {
        full.merge(socket.peerInode(), socket.full(), Math::max);
      }
    }
    all.replaceAll((inode, socket) -> socket.filled(full.get(inode)));
    for (SocketObject socket : List.copyOf(all.values())) {
      SocketObject peer = all.get(socket.peerInode());
      if (peer != null) {
        String state = SocketObject.CONNECTED;
        all.put(socket.inode(), socket.connected(state, peer.name(), peer.inode()));
      }
      for (long inode : socket.pending()) {
        all.computeIfPresent(
            inode, (i, s) -> s.connected(SocketObject.NOT_ACCEPTED, socket.name(), 0));
      }
    }
  }
}
