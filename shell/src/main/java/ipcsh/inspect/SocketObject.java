package ipcsh.inspect;

import java.util.List;

/**
 * A socket, from {@code sock_diag(7)} and from the socket itself. Sizes are those of the data;
 * sizes that include the kernel's overhead are called memory; null means unknown.
 *
 * @param inode its inode, by which it is identified
 * @param family {@code unix}, {@code inet}, {@code inet6}, {@code netlink}, ...
 * @param type {@code stream}, {@code dgram}, {@code seqpacket}, or empty if unknown
 * @param state {@code listening}, {@code connected}, a TCP state, or null if there is none
 * @param name its own address, or null
 * @param peerName the address of its peer, or null
 * @param peerInode the inode of its peer, or 0
 * @param received the number of bytes waiting to be received; null for datagrams, whose number is
 *     unknown; for a listening socket, connections to be accepted
 * @param next the size of the next datagram, which may be 0; of a packet only if it is empty. Null
 *     if none is waiting
 * @param memory the memory of the receive queue if {@code received} is null: all messages with
 *     their overhead
 * @param sent bytes that the peer has not acknowledged (TCP); for a listening socket, the backlog
 * @param full the fill level of the receive queue, from 0 to 1; a sender blocks when it is full.
 *     Null if unknown
 * @param inFlight descriptors in messages that are waiting to be received
 * @param pending the inodes of the sockets whose connections are waiting to be accepted here
 */
public record SocketObject(
    long inode,
    String family,
    String type,
    String state,
    String name,
    String peerName,
    long peerInode,
    Long received,
    Long next,
    Long memory,
    Long sent,
    Double full,
    int inFlight,
    List<Long> pending)
    implements KernelObject {
  static final String LISTENING = "listening";

  /** The state of a socket that has a peer, and the beginning of others of that kind. */
  public static final String CONNECTED = "connected";

  static final String NOT_ACCEPTED = CONNECTED + ", not yet accepted";

  @Override
  public String id() {
    return id(inode);
  }

  public static String id(long inode) {
    return "socket:[" + inode + "]";
  }

  @Override
  public String kind() {
    return type.isEmpty() ? family : family + " " + type;
  }

  /** Whether it is listening. */
  public boolean isListening() {
    return LISTENING.equals(state);
  }

  /** Whether messages are received one by one, and their number is unknown. */
  public boolean isDatagram() {
    return type.equals("dgram") || type.equals("raw");
  }

  /** The same with this number of descriptors in flight, from the descriptor's fdinfo. */
  SocketObject carrying(int descriptors) {
    return new SocketObject(
        inode,
        family,
        type,
        state,
        name,
        peerName,
        peerInode,
        received,
        next,
        memory,
        sent,
        full,
        descriptors,
        pending);
  }

  /** The same, connected to a peer. */
  SocketObject connected(String itsState, String to, long toInode) {
    return new SocketObject(
        inode, family, type, itsState, name, to, toInode, received, next, memory, sent, full,
        inFlight, pending);
  }

  /** The same with this fill level. */
  SocketObject filled(Double share) {
    return new SocketObject(
        inode, family, type, state, name, peerName, peerInode, received, next, memory, sent, share,
        inFlight, pending);
  }

  /** The same with these connections waiting to be accepted. */
  SocketObject withPending(List<Long> clients) {
    return new SocketObject(
        inode, family, type, state, name, peerName, peerInode, received, next, memory, sent, full,
        inFlight, clients);
  }

  /** The same with this in its queue. */
  SocketObject holding(Long bytes, Long ofNext, Long inMemory) {
    return new SocketObject(
        inode, family, type, state, name, peerName, peerInode, bytes, ofNext, inMemory, sent, full,
        inFlight, pending);
  }
}
