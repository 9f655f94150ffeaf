package ipcsh.sys.function;

import ipcsh.sys.abi.Arena;
import ipcsh.sys.abi.CallText;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.SocketAddress;
import ipcsh.sys.abi.SocketConstants;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;

/**
 * Sockets: {@code socket(2)}, {@code bind(2)}, {@code send(2)}, {@code recv(2)} and related
 * functions.
 */
public final class Sockets extends Functions {
  private static final NativeFunction SOCKET = NativeFunction.of("socket", "AF_ SOCK_ IPPROTO_");
  private static final NativeFunction SOCKETPAIR =
      NativeFunction.of("socketpair", "AF_ SOCK_ IPPROTO_ outpair");
  private static final NativeFunction BIND = NativeFunction.of("bind", "fd addr size");
  private static final NativeFunction CONNECT =
      NativeFunction.of("connect", "fd addr size").blocking();
  private static final NativeFunction LISTEN = NativeFunction.of("listen", "fd int");

  /** The flags of {@code accept4(2)}: socket types are not among them. */
  public static final String ACCEPT_FLAGS = "SOCK_CLOEXEC,SOCK_NONBLOCK";

  private static final NativeFunction ACCEPT =
      NativeFunction.of("accept", "fd outaddr outlen").blocking();
  private static final NativeFunction ACCEPT4 =
      NativeFunction.of("accept4", "fd outaddr outlen " + ACCEPT_FLAGS).as("accept").blocking();
  private static final NativeFunction SHUTDOWN = NativeFunction.of("shutdown", "fd SHUT_");
  private static final NativeFunction SENDTO =
      NativeFunction.of("sendto", "fd in size MSG_ addr size").wide().blocking();
  private static final NativeFunction SEND = SENDTO.as("send");
  private static final NativeFunction RECVFROM =
      NativeFunction.of("recvfrom", "fd out size MSG_ outaddr outlen").wide().blocking();
  private static final NativeFunction RECV = RECVFROM.as("recv");
  private static final NativeFunction GETSOCKNAME =
      NativeFunction.of("getsockname", "fd outaddr outlen");
  private static final NativeFunction GETPEERNAME =
      NativeFunction.of("getpeername", "fd outaddr outlen");

  public Sockets(SyscallInvoker invoker) {
    super(invoker);
  }

  /** {@code socket(2)}. */
  public int socket(int domain, int type, int protocol) {
    int fd = (int) invoker.call(SOCKET, domain, type, protocol, 0, 0, 0);
    if (fd == -1) {
      throw failure("socket", constant("AF_", domain), constant("SOCK_", type), protocol(protocol));
    }
    return fd;
  }

  /** {@code socketpair(2)}. */
  public int[] socketpair(int domain, int type, int protocol) {
    NativeMemory pair = fresh().take(8);
    if (invoker.call(SOCKETPAIR, domain, type, protocol, pair.address(), 0, 0) == -1) {
      throw failure(
          "socketpair", constant("AF_", domain), constant("SOCK_", type), protocol(protocol));
    }
    return new int[] {pair.getInt(0), pair.getInt(4)};
  }

  private static Object protocol(int protocol) {
    return protocol == 0 ? NOTHING : flags("IPPROTO_", protocol);
  }

  /** {@code bind(2)}. */
  public int bind(int fd, SocketAddress address) {
    NativeMemory memory = address.store(fresh());
    long result = invoker.call(BIND, fd, memory.address(), address.length(), 0, 0, 0);
    return check(result, "bind", fd, address);
  }

  /** {@code connect(2)}. */
  public int connect(int fd, SocketAddress address) {
    NativeMemory memory = address.store(fresh());
    long result = invoker.call(CONNECT, fd, memory.address(), address.length(), 0, 0, 0);
    return check(result, "connect", fd, address);
  }

  /** {@code listen(2)}. */
  public int listen(int fd, int backlog) {
    return check(invoker.call(LISTEN, fd, backlog, 0, 0, 0, 0), "listen", fd, backlog);
  }

  /** {@code accept(2)}, or {@code accept4(2)} if there are flags. */
  public Accepted accept(int fd, int flags) {
    Arena arena = fresh();
    NativeMemory address = arena.take(SocketAddress.STORAGE);
    NativeMemory length = arena.take(4).putInt(0, SocketAddress.STORAGE);
    long connection =
        flags == 0
            ? invoker.call(ACCEPT, fd, address.address(), length.address(), 0, 0, 0)
            : invoker.call(ACCEPT4, fd, address.address(), length.address(), flags, 0, 0);
    if (connection == -1) {
      throw failure("accept", fd, flags(ACCEPT_FLAGS, flags));
    }
    return new Accepted((int) connection, SocketAddress.read(address, length.getInt(0)));
  }

  /** An accepted connection and the peer's address, which may be null. */
  public record Accepted(int fd, SocketAddress peer) {}

  /** {@code shutdown(2)}. */
  public int shutdown(int fd, int how) {
    long result = invoker.call(SHUTDOWN, fd, how, 0, 0, 0, 0);
    return check(result, "shutdown", fd, CallText.constant("SHUT_", how));
  }

  /** {@code send(2)}. */
  public int send(int fd, byte[] data, int flags) {
    NativeMemory buffer = fresh().store(data);
    long sent = invoker.call(SEND, fd, buffer.address(), data.length, flags, 0, 0);
    if (sent == -1) {
      throw failure("send", fd, data, flags("MSG_", flags));
    }
    return (int) sent;
  }

  /**
   * {@code sendto(2)}.
   *
   * @param to the receiver, or null for the connected peer
   */
  public int sendto(int fd, byte[] data, int flags, SocketAddress to) {
    Arena arena = fresh();
    NativeMemory buffer = arena.store(data);
    long address = to == null ? 0 : to.store(arena).address();
    int length = to == null ? 0 : to.length();
    long sent = invoker.call(SENDTO, fd, buffer.address(), data.length, flags, address, length);
    if (sent == -1) {
      throw failure("sendto", fd, data, flags("MSG_", flags), to);
    }
    return (int) sent;
  }

  /**
   * {@code recv(2)}.
   *
   * @param flags with MSG_TRUNC the kernel returns a datagram's real length
   */
  public Received recv(int fd, int n, int flags) {
    NativeMemory buffer = fresh().take(n);
    long got = invoker.call(RECV, fd, buffer.address(), n, flags, 0, 0);
    if (got == -1) {
      throw failure("recv", fd, n, flags("MSG_", flags & ~SocketConstants.MSG_TRUNC));
    }
    return new Received(buffer.get(0, (int) Math.min(got, invoker.room(n))), (int) got, null);
  }

  /** {@code recvfrom(2)}; flags as {@link #recv}'s. */
  public Received recvfrom(int fd, int n, int flags) {
    Arena arena = fresh();
    NativeMemory buffer = arena.take(n);
    NativeMemory address = arena.take(SocketAddress.STORAGE);
    NativeMemory length = arena.take(4).putInt(0, SocketAddress.STORAGE);
    long got =
        invoker.call(RECVFROM, fd, buffer.address(), n, flags, address.address(), length.address());
    if (got == -1) {
      throw failure("recvfrom", fd, n, flags("MSG_", flags & ~SocketConstants.MSG_TRUNC));
    }
    return new Received(
        buffer.get(0, (int) Math.min(got, invoker.room(n))),
        (int) got,
        SocketAddress.read(address, length.getInt(0)));
  }

  /**
   * The result of receiving: the bytes in the buffer, the length returned by the kernel (more than
   * the bytes if a datagram was truncated), and the sender, null if the kernel returned none.
   */
  public record Received(byte[] data, int length, SocketAddress from) {}

  /** {@code getsockname(2)}. */
  public SocketAddress getsockname(int fd) {
    return name(GETSOCKNAME, fd);
  }

  /** {@code getpeername(2)}. */
  public SocketAddress getpeername(int fd) {
    return name(GETPEERNAME, fd);
  }

  private SocketAddress name(NativeFunction function, int fd) {
    Arena arena = fresh();
    NativeMemory address = arena.take(SocketAddress.STORAGE);
    NativeMemory length = arena.take(4).putInt(0, SocketAddress.STORAGE);
    if (invoker.call(function, fd, address.address(), length.address(), 0, 0, 0) == -1) {
      throw failure(function.name(), fd);
    }
    return SocketAddress.read(address, length.getInt(0));
  }
}
