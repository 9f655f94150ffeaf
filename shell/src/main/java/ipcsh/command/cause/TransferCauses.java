package ipcsh.command.cause;

import static ipcsh.sys.abi.FileConstants.O_NONBLOCK;
import static ipcsh.sys.abi.FileConstants.S_IFIFO;
import static ipcsh.sys.abi.SocketConstants.MSG_DONTWAIT;
import static ipcsh.sys.abi.SocketConstants.MSG_ERRQUEUE;
import static ipcsh.sys.abi.SocketConstants.MSG_OOB;
import static ipcsh.sys.abi.SocketConstants.SOCK_CLOEXEC;
import static ipcsh.sys.abi.SocketConstants.SOCK_NONBLOCK;
import static ipcsh.sys.abi.SocketConstants.SOL_SOCKET;
import static ipcsh.sys.abi.SocketConstants.SO_OOBINLINE;
import static ipcsh.sys.abi.SocketConstants.SO_PASSRIGHTS;
import static ipcsh.sys.abi.SocketConstants.SO_PEERCRED;
import static ipcsh.sys.abi.SocketConstants.SO_RCVTIMEO;
import static ipcsh.sys.abi.SocketConstants.SO_SNDBUF;
import static ipcsh.sys.abi.SocketConstants.SO_SNDTIMEO;

import ipcsh.inspect.Holder;
import ipcsh.inspect.SocketObject;
import ipcsh.sys.abi.Credentials;
import ipcsh.sys.abi.FailedCall;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.SocketAddress;
import ipcsh.sys.abi.StaleDescriptor;
import ipcsh.sys.function.Sockets;
import java.util.List;
import java.util.Set;

/** Causes of failures to send or receive data, and to accept connections. */
final class TransferCauses {
  private static final Set<String> SENDS =
      Set.of("send", "sendto", "sendmsg", "write", "pwrite", "writev");
  private static final Set<String> RECEIVES =
      Set.of("recv", "recvfrom", "recvmsg", "read", "readv");

  /** TCP states of the {@code enum} in {@code tcp_states.h}. */
  private static final Set<Integer> FIN_SENT = Set.of(4, 5, 6, 9, 11);

  private static final int TCP_CLOSED = 7;
  private static final int TCP_SYN_SENT = 2;

  /** Flags of {@code struct tcp_info} and of poll. */
  private static final int POLLHUP = 0x10;

  private static final int POLLRDHUP = 0x2000;
  private static final int MOST_DESCRIPTORS = 253;
  private static final int EIGHT = 8;
  private static final int UDP_MOST = 65507;

  private final FailureContext scene;
  private final FailedCall call;

  TransferCauses(FailureContext scene) {
    this.scene = scene;
    this.call = scene.call();
  }

  Cause find() {
    DescriptorTarget target = scene.target();
    if (target == null) {
      return null;
    }
    if (SENDS.contains(call.function())) {
      return sending(target);
    }
    if (RECEIVES.contains(call.function())) {
      return receiving(target);
    }
    return switch (call.function()) {
      case "accept" -> accepting(target);
      case "getpeername" -> target.isListening() ? Cause.of("listening") : null;
      case "connect" -> connecting(target);
      case "getsockopt", "setsockopt" -> option(target);
      default -> null;
    };
  }

  private SocketAddress to() {
    SocketAddress given = call.address();
    return given == null ? (SocketAddress) call.unshown("to") : given;
  }

  private Cause sending(DescriptorTarget target) {
    return switch (call.errno()) {
      case EPIPE -> pipe(target);
      case EAGAIN -> full();
      case ENOTCONN, EDESTADDRREQ -> unconnected(target);
      case ECONNREFUSED -> to() == null ? refused(target) : null;
      case EMSGSIZE -> tooLong(target);
      case EISCONN -> peer(target);
      case EOPNOTSUPP ->
          (call.flags("MSG_") & MSG_OOB) != 0
              ? Cause.of("oob")
              : to() != null && target.isConnectionOriented() ? Cause.of("unconnected") : null;
      case EPERM -> forbidden(target);
      case EINVAL -> unwritable(target);
      case EBADF -> passed();
      case ETOOMANYREFS ->
          scene.limit("Max open files") == null
              ? null
              : Cause.of("limit").with("limit", scene.limit("Max open files"));
      default -> null;
    };
  }

  private static Cause peer(DescriptorTarget target) {
    String peer = target.peer();
    return peer == null || peer.isEmpty() ? null : Cause.of("peer").with("peer", peer);
  }

  private Cause pipe(DescriptorTarget target) {
    if (!target.isSocket()) {
      return target.fileType() == S_IFIFO ? Cause.of("no-reader") : null;
    }
    if (target.isTcp()) {
      int state = target.tcpState();
      if (target.isListening()) {
        return Cause.of("listening");
      }
      if (FIN_SENT.contains(state)) {
        return Cause.of("own-shutdown");
      }
      return state == TCP_CLOSED ? Cause.of(target.name() == null ? "unconnected" : "reset") : null;
    }
    if (!target.isUnix()) {
      return target.isDatagram() ? Cause.of("own-shutdown") : null;
    }
    if (target.isDatagram()) {
      return Cause.of("shutdown");
    }
    if ((target.poll(0) & POLLHUP) == 0) {
      return Cause.of("shutdown");
    }
    SocketObject own = scene.sockets().unix(target.socketInode());
    return own == null ? null : Cause.of(own.peerInode() == 0 ? "closed" : "both-shutdown");
  }

  /** Why there was no space. */
  Cause full() {
    DescriptorTarget target = scene.target();
    if (target == null) {
      return null;
    }
    String how = how(target, SO_SNDTIMEO);
    if (how == null) {
      return null;
    }
    if (target.link().equals("anon_inode:[eventfd]")) {
      return Cause.of("eventfd");
    }
    if (target.fileType() == S_IFIFO) {
      return Cause.of("pipe")
          .with("bytes", target.readable())
          .with("size", target.fcntl(FileConstants.F_GETPIPE_SZ))
          .with("how", how);
    }
    if (!target.isSocket()) {
      return null;
    }
    if (target.isTcp() && target.tcpState() == TCP_SYN_SENT) {
      return Cause.of("connecting");
    }
    String kind =
        target.isUnix() && target.isDatagram()
            ? "datagram"
            : target.isConnectionOriented() ? "stream" : "socket";
    return Cause.of(kind).with("how", how);
  }

  /** Why the call did not block, after a comma; null if unknown. */
  private String how(DescriptorTarget target, int option) {
    if ((call.flags("MSG_") & MSG_DONTWAIT) != 0) {
      return "MSG_DONTWAIT is set";
    }
    if (target.has(O_NONBLOCK)) {
      return "the descriptor is non-blocking (O_NONBLOCK)";
    }
    if (target.isSocket() && target.hasTimeout(option)) {
      String name = option == SO_RCVTIMEO ? "SO_RCVTIMEO" : "SO_SNDTIMEO";
      return name + " expired after " + target.timeout(option);
    }
    return null;
  }

  private Cause unconnected(DescriptorTarget target) {
    if (!target.isSocket()) {
      return null;
    }
    if (target.isListening()) {
      return Cause.of("listening");
    }
    if (call.function().equals("sendto") && call.hasNull() && target.isDatagram()) {
      return Cause.of("no-sender");
    }
    if (target.isUnix() && target.isDatagram() && pairedWith(target) > 0) {
      return Cause.of("pair-closed");
    }
    return Cause.of(target.isDatagram() ? target.isUnix() ? "datagram" : "udp" : "unconnected");
  }

  /** The process that created the socket pair; 0 if it is not of a pair. */
  private static int pairedWith(DescriptorTarget target) {
    return target.option(SOL_SOCKET, SO_PEERCRED);
  }

  private Cause refused(DescriptorTarget target) {
    if (target.isUnix() && target.isDatagram()) {
      return pairedWith(target) > 0 ? Cause.of("pair-closed") : Cause.of("peer-closed");
    }
    String peer = target.peer();
    return target.isInternet() && target.isDatagram() && peer != null
        ? Cause.of("udp").with("address", peer)
        : null;
  }

  private Cause tooLong(DescriptorTarget target) {
    if (target.isUnix()) {
      return Cause.of("unix")
          .with("n", call.size())
          .with("buffer", target.option(SOL_SOCKET, SO_SNDBUF));
    }
    return target.isInternet() && target.isDatagram()
        ? Cause.of("udp").with("n", call.size()).with("most", UDP_MOST)
        : null;
  }

  private Cause forbidden(DescriptorTarget target) {
    if (!target.isSocket()) {
      return new DescriptorCauses(scene).sealed(target);
    }
    Credentials credentials = (Credentials) call.unshown("cred");
    int[] fds = (int[]) call.unshown("fds");
    if (!target.isUnix()) {
      return null;
    }
    if (fds != null && fds.length > 0 && refusesRights(target)) {
      return Cause.of("rights");
    }
    return credentials == null ? null : Cause.of("cred");
  }

  /** Whether SO_PASSRIGHTS is off at the receiver, as far as that can be queried. */
  private boolean refusesRights(DescriptorTarget target) {
    SocketAddress to = to();
    SocketObject own = scene.sockets().unix(target.socketInode());
    long inode = own == null ? 0 : own.peerInode();
    if (to != null) {
      List<SocketObject> there = scene.sockets().unix(to.toString());
      inode = there.isEmpty() ? 0 : there.get(0).inode();
    }
    for (Holder holder : inode == 0 ? List.<Holder>of() : scene.holders().ofSocket(inode)) {
      try (DescriptorTarget receiver = scene.take(holder)) {
        if (receiver != null) {
          return receiver.option(SOL_SOCKET, SO_PASSRIGHTS) == 0;
        }
      }
    }
    return false;
  }

  private Cause unwritable(DescriptorTarget target) {
    int[] fds = (int[]) call.unshown("fds");
    if (fds != null && fds.length > MOST_DESCRIPTORS) {
      return Cause.of("many").with("n", fds.length);
    }
    if (target.isSocket()) {
      return null;
    }
    if (target.link().equals("anon_inode:[eventfd]")) {
      return call.size() == EIGHT
          ? Cause.of("eventfd-value")
          : Cause.of("eventfd").with("n", call.size());
    }
    if (target.link().startsWith("anon_inode:")) {
      return Cause.of("kind").with("kind", target.kind());
    }
    return target.has(FileConstants.O_DIRECT) ? Cause.of("direct") : null;
  }

  /** Which of the passed descriptors is not open; the socket itself is. */
  private Cause passed() {
    int[] fds = (int[]) call.unshown("fds");
    if (fds != null) {
      for (int number : fds) {
        try (DescriptorTarget one = number < 0 ? null : scene.take(number)) {
          if (one == null) {
            return Cause.of("passed").with("fd", StaleDescriptor.shown(number));
          }
        }
      }
    }
    return new DescriptorCauses(scene).access(scene.target());
  }

  private Cause receiving(DescriptorTarget target) {
    return switch (call.errno()) {
      case EAGAIN -> empty(target);
      case ECONNRESET -> reset(target);
      case ENOTCONN -> target.isListening() ? Cause.of("listening") : Cause.of("unconnected");
      case EINVAL -> unreadable(target);
      case EBADF -> new DescriptorCauses(scene).access(target);
      case EOPNOTSUPP -> (call.flags("MSG_") & MSG_OOB) != 0 ? Cause.of("oob") : null;
      default -> null;
    };
  }

  private Cause empty(DescriptorTarget target) {
    if ((call.flags("MSG_") & MSG_ERRQUEUE) != 0) {
      return Cause.of("errqueue");
    }
    String how = how(target, SO_RCVTIMEO);
    if (how == null) {
      return null;
    }
    if (target.isUnix() && target.isDatagram() && pairedWith(target) > 0) {
      SocketObject own = scene.sockets().unix(target.socketInode());
      if (own != null && own.peerInode() == 0) {
        return Cause.of("pair-closed");
      }
    }
    String name =
        switch (target.link()) {
          case "anon_inode:[eventfd]" -> "eventfd";
          case "anon_inode:[timerfd]" -> "timerfd";
          case "anon_inode:[signalfd]" -> "signalfd";
          case "anon_inode:inotify" -> "inotify";
          default -> target.isSocket() ? "socket" : target.fileType() == S_IFIFO ? "pipe" : null;
        };
    return name == null ? null : Cause.of(name).with("how", how);
  }

  private Cause reset(DescriptorTarget target) {
    if (target.isTcp()) {
      return Cause.of("tcp");
    }
    if (!target.isUnix()) {
      return null;
    }
    String peer = target.peer();
    return Cause.of(pairedWithItself(target) || peer == null || peer.isEmpty() ? "unread" : "unix");
  }

  /**
   * Whether the socket is an end of a pair or was accepted by a listener, and so is not waiting to
   * be accepted.
   */
  private static boolean pairedWithItself(DescriptorTarget target) {
    return target.name() != null;
  }

  private Cause unreadable(DescriptorTarget target) {
    if (target.isSocket()) {
      if ((call.flags("MSG_") & MSG_OOB) != 0 && target.peer() != null) {
        return Cause.of(
            target.option(SOL_SOCKET, SO_OOBINLINE) == 1 ? "oob-inline" : "oob-nothing");
      }
      return Cause.of(target.isListening() ? "listening" : "unconnected");
    }
    String link = target.link();
    if (link.equals("anon_inode:[eventfd]") || link.equals("anon_inode:[timerfd]")) {
      return Cause.of("eight").with("kind", target.kind());
    }
    if (link.equals("anon_inode:[signalfd]") || link.equals("anon_inode:inotify")) {
      return Cause.of("small").with("kind", target.kind());
    }
    if (link.startsWith("anon_inode:")) {
      return Cause.of("kind").with("kind", target.kind());
    }
    return target.has(FileConstants.O_DIRECT) ? Cause.of("direct") : null;
  }

  private Cause accepting(DescriptorTarget target) {
    return switch (call.errno()) {
      case EINVAL -> {
        long known = SOCK_CLOEXEC | SOCK_NONBLOCK;
        if ((call.flags(Sockets.ACCEPT_FLAGS) & ~known) != 0) {
          yield Cause.of("flags");
        }
        if (!target.isListening()) {
          yield Cause.of(target.peer() != null ? "connected" : "deaf");
        }
        yield (target.poll(POLLRDHUP) & (POLLRDHUP | POLLHUP)) != 0 ? Cause.of("shutdown") : null;
      }
      case EAGAIN -> {
        String how = how(target, SO_RCVTIMEO);
        yield how == null ? null : Cause.of("empty").with("how", how);
      }
      default -> null;
    };
  }

  private Cause connecting(DescriptorTarget target) {
    return switch (call.errno()) {
      case EISCONN -> target.isListening() ? Cause.of("listening") : peer(target);
      case EINVAL ->
          target.isListening()
              ? Cause.of("listening")
              : target.isUnix()
                      && target.isConnectionOriented()
                      && call.address() != null
                      && call.address().family() == 0
                  ? Cause.of("dissolve")
                  : null;
      case EAGAIN -> null;
      default -> null;
    };
  }

  private Cause option(DescriptorTarget target) {
    long level = call.number(1, -1);
    return switch (call.errno()) {
      case EOPNOTSUPP, ENOPROTOOPT -> OptionCauses.of(target, level, call.number(2, -1), call);
      default -> null;
    };
  }
}
