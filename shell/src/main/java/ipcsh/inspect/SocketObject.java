package ipcsh.inspect;

import java.util.List;

/**
 * A socket, as {@code sock_diag(7)} and the socket itself tell of it. What is counted is what a
 * person would count; what the kernel tells of memory alone is called memory; null is what nobody
 * tells.
 *
 * @param inode its number, by which others name it
 * @param family {@code unix}, {@code inet}, {@code inet6}, {@code netlink}, ...
 * @param type {@code stream}, {@code dgram}, {@code seqpacket}, or empty where nobody tells
 * @param state {@code listening}, {@code connected}, a state of TCP, or null where there is none
 * @param name its own address, or null
 * @param peerName the address of whom it is connected to, or null
 * @param peerInode the number of the socket to which it is connected, or 0
 * @param received bytes that wait to be received, all of them; null of datagrams, of which nobody
 *     tells how many there are; of one that listens, connections to be accepted
 * @param next bytes of the datagram that is received next, which may be 0; of a packet only where
 *     it is empty. Null where none waits
 * @param memory what takes the memory of {@code received} where that is null: the whole queue with
 *     what belongs to each message
 * @param sent bytes that the other side has not acknowledged (TCP); of one that listens, the
 *     backlog
 * @param full how full the queue is of what it is to receive, from 0 to 1; then who sends blocks.
 *     Null where nobody tells
 * @param inFlight descriptors in messages that wait to be received
 * @param pending the numbers of the sockets whose connections wait here to be accepted
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
  static final String CONNECTED = "connected";
  static final String NOT_ACCEPTED = CONNECTED + ", not yet accepted";

  @Override
  public String id() {
    return id(inode);
  }

  static String id(long inode) {
    return "socket:[" + inode + "]";
  }

  @Override
  public String kind() {
    return type.isEmpty() ? family : family + " " + type;
  }

  /** Whether connections come to it. */
  public boolean isListening() {
    return LISTENING.equals(state);
  }

  /** Whether messages are taken one by one, and how many there are is not told. */
  boolean isDatagram() {
    return type.equals("dgram") || type.equals("raw");
  }

  /** The same with what the descriptor's fdinfo tells. */
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

  /** The same, connected to another one. */
  SocketObject connected(String itsState, String to, long toInode) {
    return new SocketObject(
        inode, family, type, itsState, name, to, toInode, received, next, memory, sent, full,
        inFlight, pending);
  }

  /** The same with a queue that is so full. */
  SocketObject filled(Double share) {
    return new SocketObject(
        inode, family, type, state, name, peerName, peerInode, received, next, memory, sent, share,
        inFlight, pending);
  }

  /** The same with these that wait to be accepted. */
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
