package ipcsh.why;

import ipcsh.inspect.Holder;
import ipcsh.inspect.SocketIndex;
import ipcsh.inspect.SocketObject;
import ipcsh.inspect.ThreadSnapshot;
import ipcsh.sys.abi.SocketConstants;
import java.util.List;
import java.util.function.Function;

/** Receives from empty sockets and sends to full ones. */
final class SocketWaits implements ObjectWaits {
  private static final String SENDS = "sends to it";
  private static final String TAKES = "takes from it";

  @Override
  public WaitCondition toRead(ThreadSnapshot thread, String call, Holder fd, WaitContext context) {
    return listed(
        thread,
        call,
        fd,
        context,
        SocketConstants.SO_RCVTIMEO,
        socket ->
            socket.isListening()
                ? ConnectionWaits.toAccept(thread, call, socket, context)
                : isDatagram(socket)
                    ? toReceive(thread, call, fd, socket, context)
                    : fromPeer(thread, call, socket, context));
  }

  @Override
  public WaitCondition toWrite(ThreadSnapshot thread, String call, Holder fd, WaitContext context) {
    return listed(
        thread,
        call,
        fd,
        context,
        SocketConstants.SO_SNDTIMEO,
        socket ->
            isDatagram(socket)
                ? DatagramRoom.of(thread, call, socket, context)
                : toPeer(thread, call, socket, context));
  }

  /** The wait on a socket that the kernel lists; null if the descriptor is none of a socket. */
  private static WaitCondition listed(
      ThreadSnapshot thread,
      String call,
      Holder fd,
      WaitContext context,
      int timeout,
      Function<SocketObject, WaitCondition> wait) {
    String link = context.descriptors().link(fd);
    if (!SocketIndex.isSocket(link)) {
      return null;
    }
    SocketObject socket = context.sockets().get(link);
    return socket == null
        ? unlisted(thread, call, fd, context)
        : timed(wait.apply(socket), fd, timeout, context);
  }

  private static boolean isDatagram(SocketObject socket) {
    return socket.type().equals("dgram") || socket.type().equals("raw");
  }

  /** Calls of sockets only time out, a poll does not. */
  private static WaitCondition timed(
      WaitCondition wait, Holder fd, int option, WaitContext context) {
    return PollWaits.isPoll(wait.thread().call())
        ? wait
        : wait.within(context.socketTimeout(fd, option));
  }

  /** A socket without an address, or one of a kind or a network namespace that is not listed. */
  private static WaitCondition unlisted(
      ThreadSnapshot thread, String call, Holder fd, WaitContext context) {
    String protocol = context.sockets().protocol(fd);
    String what = "a " + protocol + " socket";
    return switch (protocol) {
      case "UDP", "UDPv6" ->
          WaitCondition.of(thread, call, "a datagram, but the socket is not bound to a port")
              .on(context.descriptors().link(fd), what, "no port")
              .endedBy(context.wakers(context.others(fd), "binds it"))
              .notKnown(
                  context.isOfThisNetwork(thread.pid())
                      ? null
                      : "which process has the other end: it belongs to another network namespace");
      case "NETLINK", "PACKET" ->
          WaitCondition.of(thread, call, "a message from the kernel").fromOutside("the kernel");
      default ->
          WaitCondition.of(thread, call, "its peer")
              .on(context.descriptors().link(fd), what, null)
              .notKnown(
                  "which process has the other end of " + what + " that the kernel does not list");
    };
  }

  private static WaitCondition fromPeer(
      ThreadSnapshot thread, String call, SocketObject socket, WaitContext context) {
    WaitCondition wait =
        WaitCondition.of(thread, call, "data from the other end of its connection" + to(socket))
            .on(socket.id(), "the connection" + to(socket), "empty");
    return byPeer(wait, socket, SENDS, context);
  }

  private static WaitCondition toPeer(
      ThreadSnapshot thread, String call, SocketObject socket, WaitContext context) {
    WaitCondition wait =
        WaitCondition.of(
                thread,
                call,
                "room at the other end of its connection" + to(socket) + ", which is full")
            .on(socket.id(), "the connection" + to(socket), "full");
    return byPeer(wait, socket, TAKES, context);
  }

  private static String to(SocketObject socket) {
    return socket.peerName() == null ? "" : " to " + socket.peerName();
  }

  /** Ended by the holders of the peer of a connected stream or seqpacket socket. */
  private static WaitCondition byPeer(
      WaitCondition wait, SocketObject socket, String action, WaitContext context) {
    List<SocketObject> listeners = context.sockets().listenersOf(socket);
    if (!listeners.isEmpty()) {
      WaitCondition accepted = wait;
      for (SocketObject listener : listeners) {
        accepted =
            accepted.endedBy(
                context.wakers(context.socketHolders(listener.inode()), "accepts the connection"));
      }
      return context.completed(accepted, "the listening socket");
    }
    if (socket.peerInode() != 0) {
      return context.completed(
          wait.endedBy(context.wakers(context.socketHolders(socket.peerInode()), action)),
          "the other end");
    }
    boolean isInternet = socket.family().startsWith("inet");
    if (isInternet && socket.peerName() != null) {
      return InternetPeer.isLocal(socket.peerName())
          ? wait.notKnown("which process has the other end, " + socket.peerName())
          : wait.fromOutside(socket.peerName());
    }
    return wait.notKnown("which process has the other end");
  }

  private static WaitCondition toReceive(
      ThreadSnapshot thread, String call, Holder fd, SocketObject socket, WaitContext context) {
    if (isConnected(socket) && !isUnreachable(socket, context)) {
      WaitCondition wait =
          WaitCondition.of(thread, call, "a message from its peer" + to(socket))
              .on(socket.id(), "the queue of its socket", "empty");
      return fromPeerOfDatagrams(wait, socket, context);
    }
    String name = socket.name();
    if (name == null) {
      return context.completed(
          WaitCondition.of(thread, call, "a message, but its socket is not bound to a name")
              .on(socket.id(), "the queue of its socket", "empty, without a name")
              .endedBy(context.wakers(context.sharing(fd), "binds it to a name")),
          "the socket");
    }
    WaitCondition wait =
        WaitCondition.of(thread, call, "a message to " + name + ", whose queue is empty")
            .on(socket.id(), "the queue of " + name, "empty");
    for (SocketObject peer : context.sockets().connectedTo(socket)) {
      wait = wait.endedBy(context.wakers(context.socketHolders(peer.inode()), SENDS));
    }
    return ConnectionWaits.isReachable(socket, thread.pid(), context)
        ? wait.fromOutside("a process that sends to " + name)
        : context.completed(wait, "a socket connected to it");
  }

  private static boolean isConnected(SocketObject socket) {
    return socket.state() != null && socket.state().startsWith(SocketObject.CONNECTED);
  }

  /** Whether its peer, not being one of a pair, has no name to send to: a client did not bind. */
  private static boolean isUnreachable(SocketObject socket, WaitContext context) {
    return socket.family().equals("unix")
        && socket.name() == null
        && socket.peerInode() != 0
        && context.sockets().connectedTo(socket).isEmpty();
  }

  private static WaitCondition fromPeerOfDatagrams(
      WaitCondition wait, SocketObject socket, WaitContext context) {
    if (socket.peerInode() != 0) {
      WaitCondition known =
          wait.endedBy(context.wakers(context.socketHolders(socket.peerInode()), SENDS));
      return context.completed(known, "the other end");
    }
    if (socket.family().startsWith("inet")) {
      return wait.fromOutside(
          socket.peerName() == null ? "its peer" : "the peer " + socket.peerName());
    }
    // the kernel keeps a datagram socket connected to a peer that was closed, without a word
    return wait.on(wait.object(), wait.what(), "its peer was closed");
  }
}
