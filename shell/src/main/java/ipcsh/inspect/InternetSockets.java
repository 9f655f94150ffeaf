package ipcsh.inspect;

import static ipcsh.sys.abi.SocketConstants.AF_INET;
import static ipcsh.sys.abi.SocketConstants.AF_INET6;
import static ipcsh.sys.abi.SocketConstants.IPPROTO_TCP;
import static ipcsh.sys.abi.SocketConstants.IPPROTO_UDP;

import ipcsh.sys.abi.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The TCP and UDP sockets of this network namespace ({@code struct inet_diag_msg}). */
final class InternetSockets {
  private static final int ALL_STATES = -1;

  /** The size of {@code struct inet_diag_req_v2}. */
  static final int REQUEST = 56;

  /** The size of {@code struct inet_diag_msg}, which attributes follow. */
  static final int MESSAGE = 72;

  private static final int ADDRESS = 16;
  private static final int ADDRESS4 = 4;
  private static final int INTERFACE_AND_COOKIE = 12;
  private static final int UID = 4;

  private static final int ESTABLISHED = 1;
  private static final String CLOSE_WAIT = "close-wait";
  private static final String[] STATES = {
    null,
    SocketObject.CONNECTED,
    "syn-sent",
    "syn-received",
    "fin-wait-1",
    "fin-wait-2",
    "time-wait",
    null,
    CLOSE_WAIT,
    "last-ack",
    SocketObject.LISTENING,
    "closing",
    "syn-received"
  };

  /** CLOSE_WAIT, LAST_ACK, CLOSING. */
  private static final Set<Integer> FIN_RECEIVED = Set.of(8, 9, 11);

  /** SYN_SENT, SYN_RECV twice, FIN_WAIT1, LAST_ACK, CLOSING. */
  private static final Set<Integer> SYN_OR_FIN_SENT = Set.of(2, 3, 12, 4, 9, 11);

  private static final Pattern MAPPED = Pattern.compile("^\\[::ffff:([0-9.]+)]");

  private static final int ATTRIBUTE_HEADER = 4;
  private static final int MEMORY = 7;

  /** The bit of {@link #MEMORY} in the request. */
  private static final byte SHOW_MEMORY = 1 << MEMORY - 1;

  private InternetSockets() {}

  /** The sockets by inode; unbound ones are not included. */
  static Map<Long, SocketObject> all(SockDiag diag) {
    Map<Long, SocketObject> found = new HashMap<>();
    List<SocketObject> unowned = new ArrayList<>();
    for (int family : new int[] {AF_INET, AF_INET6}) {
      for (int protocol : new int[] {IPPROTO_TCP, IPPROTO_UDP}) {
        ByteBuffer request = SockDiag.request(REQUEST);
        request.put((byte) family).put((byte) protocol).put(SHOW_MEMORY).put((byte) 0);
        request.putInt(ALL_STATES);
        diag.ask(
            request,
            answer -> {
              SocketObject socket = socket(protocol, answer);
              // a socket without a process, for example a connection not accepted yet, has no inode
              if (socket.inode() != 0) {
                found.put(socket.inode(), socket);
              } else {
                unowned.add(socket);
              }
            });
      }
    }
    Map<String, Long> byAddresses = new HashMap<>();
    found.values().forEach(s -> byAddresses.put(key(s, s.name(), s.peerName()), s.inode()));
    found.replaceAll((inode, s) -> withPeer(s, byAddresses.get(key(s, s.peerName(), s.name()))));
    unowned.forEach(socket -> waits(socket, byAddresses, found));
    return found;
  }

  /**
   * Marks the peer of a connection that is waiting to be accepted. It is a socket without a process
   * that is still connected; one that was closed is in another state.
   */
  private static void waits(
      SocketObject socket, Map<String, Long> byAddresses, Map<Long, SocketObject> found) {
    if (!SocketObject.CONNECTED.equals(socket.state()) && !CLOSE_WAIT.equals(socket.state())) {
      return;
    }
    Long client = byAddresses.get(key(socket, socket.peerName(), socket.name()));
    List<SocketObject> listeners =
        found.values().stream().filter(each -> listensAt(each, socket)).toList();
    // several listeners may share a port (SO_REUSEPORT), and it is unknown which has the connection
    if (client != null && listeners.size() == 1) {
      SocketObject listener = listeners.get(0);
      found.computeIfPresent(
          client,
          (inode, its) ->
              its.connected(SocketObject.NOT_ACCEPTED, its.peerName(), its.peerInode()));
      List<Long> pending = new ArrayList<>(listener.pending());
      pending.add(client);
      found.put(listener.inode(), listener.withPending(pending));
    }
  }

  private static boolean listensAt(SocketObject listener, SocketObject socket) {
    if (!listener.isListening() || listener.name() == null) {
      return false;
    }
    String port = socket.name().substring(socket.name().lastIndexOf(':'));
    boolean isAny =
        listener.name().equals("0.0.0.0" + port) || listener.name().equals("[::]" + port);
    return listener.name().equals(socket.name())
        || isAny && listener.family().equals(socket.family());
  }

  private static String key(SocketObject socket, String name, String peer) {
    return socket.type() + " " + unmapped(name) + " " + unmapped(peer);
  }

  /** An IPv4-mapped address (RFC 4291) as the IPv4 socket at the other end shows it. */
  static String unmapped(String address) {
    return address == null ? null : MAPPED.matcher(address).replaceFirst("$1");
  }

  /** Adds the other end, if it is on this machine. */
  private static SocketObject withPeer(SocketObject socket, Long peer) {
    return peer == null || socket.peerName() == null
        ? socket
        : socket.connected(socket.state(), socket.peerName(), peer);
  }

  /** Parses one answer, which does not contain the peer's inode. */
  static SocketObject socket(int protocol, ByteBuffer answer) {
    int family = answer.get();
    int state = answer.get();
    answer.getShort();
    answer.order(ByteOrder.BIG_ENDIAN);
    int port = Short.toUnsignedInt(answer.getShort());
    int peerPort = Short.toUnsignedInt(answer.getShort());
    final String name = address(family, answer, port);
    final String peer = address(family, answer, peerPort);
    answer.order(ByteOrder.nativeOrder());
    answer.position(answer.position() + INTERFACE_AND_COOKIE);
    answer.getInt();
    final long received = Integer.toUnsignedLong(answer.getInt());
    final long sent = Integer.toUnsignedLong(answer.getInt());
    final boolean tcp = protocol == IPPROTO_TCP;
    answer.position(answer.position() + UID);
    final long inode = Integer.toUnsignedLong(answer.getInt());
    return new SocketObject(
        inode,
        family == AF_INET ? "inet" : "inet6",
        tcp ? "stream" : "dgram",
        state(protocol, state),
        port == 0 ? null : name,
        peerPort == 0 ? null : peer,
        0,
        tcp ? (Long) without(state, FIN_RECEIVED, received) : null,
        null,
        tcp ? null : (Long) received,
        tcp ? (Long) without(state, SYN_OR_FIN_SENT, sent) : null,
        full(answer),
        0,
        List.of());
  }

  /**
   * TCP counts its SYN and FIN as one byte each in the numbers of unread and unacknowledged bytes.
   */
  private static long without(int state, Set<Integer> states, long bytes) {
    return bytes > 0 && states.contains(state) ? bytes - 1 : bytes;
  }

  /** The fill level, from the attributes after the answer. */
  private static Double full(ByteBuffer answer) {
    ByteBuffer memory = attribute(answer, MEMORY);
    return memory == null ? null : SocketMemory.of(memory).receiving();
  }

  /** The answer, positioned at the value of an attribute of this type; null if there is none. */
  static ByteBuffer attribute(ByteBuffer answer, int type) {
    while (answer.remaining() >= ATTRIBUTE_HEADER) {
      int start = answer.position();
      int length = Short.toUnsignedInt(answer.getShort());
      if (answer.getShort() == type) {
        return answer;
      }
      answer.position(Math.min(SockDiag.aligned(start + length), answer.limit()));
    }
    return null;
  }

  private static String address(int family, ByteBuffer answer, int port) {
    byte[] bytes = new byte[family == AF_INET ? ADDRESS4 : ADDRESS];
    int start = answer.position();
    answer.get(bytes);
    answer.position(start + ADDRESS);
    return SocketAddress.internet(family, bytes, port).toString();
  }

  /** The state of a socket by its number. */
  static String state(int protocol, int state) {
    if (protocol == IPPROTO_UDP) {
      return state == ESTABLISHED ? SocketObject.CONNECTED : null;
    }
    return state < STATES.length ? STATES[state] : null;
  }
}
