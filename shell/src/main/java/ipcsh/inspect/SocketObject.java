package ipcsh.inspect;

import java.util.List;

/**
 * A socket, as {@code sock_diag(7)} tells of it.
 *
 * @param inode its number, by which others name it
 * @param family {@code unix}, {@code inet}, {@code inet6}, {@code netlink}, ...
 * @param type {@code stream}, {@code dgram}, {@code seqpacket}, or empty where nobody tells
 * @param state {@code listening}, {@code connected}, a state of TCP, or null where there is none
 * @param name its own address, or null
 * @param peerName the address of whom it is connected to, or null
 * @param peerInode the number of the socket to which it is connected, or 0
 * @param received bytes that wait to be received; of one that listens, connections to be accepted
 * @param sent bytes sent and not acknowledged, of a UNIX socket the memory that they take; of one
 *     that listens, the backlog
 * @param full how full the queue is of what it is to receive, from 0 to 1; then who sends blocks.
 *     Null where nobody tells
 * @param inFlight descriptors in messages that wait to be received
 * @param pending the numbers of the UNIX sockets whose connections wait here to be accepted
 */
public record SocketObject(
    long inode,
    String family,
    String type,
    String state,
    String name,
    String peerName,
    long peerInode,
    long received,
    long sent,
    Double full,
    int inFlight,
    List<Long> pending)
    implements KernelObject {
  static final String LISTENING = "listening";
  static final String CONNECTED = "connected";

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
        sent,
        full,
        descriptors,
        pending);
  }

  /** The same, connected to another one. */
  SocketObject connected(String itsState, String to, long toInode) {
    return new SocketObject(
        inode, family, type, itsState, name, to, toInode, received, sent, full, inFlight, pending);
  }

  /** The same with a queue that is so full. */
  SocketObject filled(Double share) {
    return new SocketObject(
        inode, family, type, state, name, peerName, peerInode, received, sent, share, inFlight,
        pending);
  }
}
