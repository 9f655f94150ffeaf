package ipcsh.command.topic;

import static ipcsh.sys.abi.SocketConstants.AF_UNIX;
import static ipcsh.sys.abi.SocketConstants.MSG_ERRQUEUE;
import static ipcsh.sys.abi.SocketConstants.MSG_TRUNC;
import static ipcsh.sys.abi.SocketConstants.SOCK_DGRAM;
import static ipcsh.sys.abi.SocketConstants.SOCK_RAW;
import static ipcsh.sys.abi.SocketConstants.SOCK_SEQPACKET;
import static ipcsh.sys.abi.SocketConstants.SOCK_STREAM;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Default;
import ipcsh.command.model.Flags;
import ipcsh.command.model.PathName;
import ipcsh.command.model.PersistentName;
import ipcsh.command.model.SavedAs;
import ipcsh.command.model.Size;
import ipcsh.command.model.Unsigned;
import ipcsh.handle.Address;
import ipcsh.handle.Fd;
import ipcsh.handle.Leftover;
import ipcsh.handle.Message;
import ipcsh.handle.Region;
import ipcsh.sys.abi.SocketAddress;
import ipcsh.sys.function.Sockets;
import java.util.List;

/** Commands for sockets of all families: names, connections, data. */
public final class SocketCommands implements CommandTopic {
  private static final int TYPE_BITS = 0xf;

  private Context context;

  @Override
  public String title() {
    return "Sockets";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "create an unnamed socket",
      man = "socket(2)",
      examples =
          """
          socket()                       //=> fd 3  unix stream
          socket AF_INET, SOCK_DGRAM     //=> fd 4  inet dgram
          fails(EAFNOSUPPORT) { socket 99 }
          """)
  public Fd socket(
      @Default("AF_UNIX") @Flags("AF_") int domain,
      @Default("SOCK_STREAM") @Flags("SOCK_") int type,
      @Default("0") @Flags("IPPROTO_") int protocol) {
    Fd fd = context.opened(context.sys().sockets().socket(domain, type, protocol));
    return fd.socketOf(domain, type & TYPE_BITS);
  }

  @Command(
      summary = "create a pair of connected sockets",
      man = "socketpair(2)",
      examples =
          """
          (a, b) = socketpair AF_UNIX, SOCK_DGRAM
          send a, 'to b'
          send b, 'to a'
          recv a  //=> 4 bytes "to a"
          recv b  //=> 4 bytes "to b"
          """)
  public List<Fd> socketpair(
      @Default("AF_UNIX") @Flags("AF_") int domain,
      @Default("SOCK_STREAM") @Flags("SOCK_") int type,
      @Default("0") @Flags("IPPROTO_") int protocol) {
    int[] pair = context.sys().sockets().socketpair(domain, type, protocol);
    Fd first = context.opened(pair[0]).socketOf(domain, type & TYPE_BITS);
    return List.of(first, context.opened(pair[1]).socketOf(domain, type & TYPE_BITS));
  }

  @Command(
      summary = "bind a name to a socket",
      man = "bind(2)",
      details =
          """
          An address is a path, '@name' in the abstract namespace, '127.0.0.1:8080' or
          '[::1]:8080'; with port 0 the kernel chooses a port. bind fd alone lets the kernel
          choose the whole name. 'netlink 4711' is an AF_NETLINK address, '2:1024' an AF_VSOCK
          one. A path that begins with @ is written './@x'; unprintable characters, and bytes that
          are not UTF-8, are written \\0, \\u001b, \\udcff.\
          """,
      examples =
          """
          s = socket AF_UNIX, SOCK_DGRAM
          bind s, '@ipcsh-example'  //=> 0
          s                         //=> fd 3  unix dgram  bound @ipcsh-example
          t = socket AF_UNIX, SOCK_DGRAM
          fails(EADDRINUSE) { bind t, '@ipcsh-example' }
          """)
  public int bind(
      Fd fd, @Default("") @PersistentName(until = "unlink") @PathName CharSequence address) {
    SocketAddress name =
        address == null
            ? SocketAddress.unnamed(context.descriptors().domain(fd))
            : context.address(fd, address);
    String path = name.unescaped();
    if (name.family() != AF_UNIX || path.isEmpty() || path.startsWith("@")) {
      return bind(fd, name);
    }
    return context.createdNames().making(Leftover.Kind.SOCKET, path, () -> bind(fd, name));
  }

  private int bind(Fd fd, SocketAddress name) {
    return context.sys().sockets().bind(context.number(fd), name);
  }

  @Command(
      summary = "initiate a connection on a socket",
      man = "connect(2)",
      blocks = true,
      details =
          "A datagram socket may be connected again; connect(fd, null) dissolves the connection.",
      examples =
          """
          l = socket(); bind l, '@ipcsh-example'; listen l
          c = socket()
          connect c, '@ipcsh-example'                  //=> 0
          fails(ECONNREFUSED) { connect socket(), '@nobody-there' }
          """)
  public int connect(Fd fd, @PathName CharSequence address) {
    SocketAddress name =
        address == null ? SocketAddress.unspecified() : context.address(fd, address);
    return context.sys().sockets().connect(context.number(fd), name);
  }

  @Command(
      summary = "mark a socket as accepting connections; backlog limits the queue",
      man = "listen(2)",
      examples =
          """
          l = socket(); bind l, '@ipcsh-example'
          listen l, 2  //=> 0
          l            //=> fd 3  unix stream  listening @ipcsh-example
          """)
  public int listen(Fd fd, @Default("128") @Unsigned int backlog) {
    return context.sys().sockets().listen(context.number(fd), backlog);
  }

  @Command(
      summary = "accept a connection on a listening socket",
      man = "accept(2)",
      blocks = true,
      details = "Returns a descriptor; its .peer is the address of the client.",
      examples =
          """
          l = socket AF_INET; bind l, '127.0.0.1:0'; listen l
          c = socket AF_INET; connect c, getsockname(l)
          a = accept l  //=> fd 5  inet stream  bound 127.0.0.1:...  connected to 127.0.0.1:...
          a.peer == getsockname(c)  //=> true
          """)
  public Fd accept(Fd fd, @Default("0") @Flags({"SOCK_CLOEXEC", "SOCK_NONBLOCK"}) int flags) {
    Sockets.Accepted accepted = context.sys().sockets().accept(context.number(fd), flags);
    Fd connection = context.opened(accepted.fd());
    connection.socketOf(context.descriptors().domain(fd), context.descriptors().type(fd));
    return connection.withPeer(accepted.peer());
  }

  /** An address as a value of the language. */
  static CharSequence text(SocketAddress address) {
    return address == null ? null : Address.of(address);
  }

  @Command(
      summary = "shut down one or both directions of a connection",
      man = "shutdown(2)",
      examples =
          """
          (a, b) = socketpair()
          shutdown a, SHUT_WR  //=> 0
          recv b               //=> end of file
          """)
  public int shutdown(Fd fd, @Flags("SHUT_") int how) {
    return context.sys().sockets().shutdown(context.number(fd), how);
  }

  @Command(
      summary = "send a message on a connected socket",
      man = "send(2)",
      saves = SavedAs.RESULT,
      blocks = true,
      onRegion = "sendFrom",
      details = "The data are bytes, or n bytes of a region, which are not copied.",
      examples =
          """
          (a, b) = socketpair()
          send a, 'hello'                //=> 5
          send a, [33, 10], MSG_DONTWAIT //=> 2
          recv b                         //=> 7 bytes "hello!\\n"
          m = mmap 4096
          poke m, 16, 'hello'
          send a, m, 16, 5, MSG_DONTWAIT //=> 5
          recv b                         //=> 5 bytes "hello"
          """)
  public int send(Fd fd, byte[] data, @Default("0") @Flags("MSG_") int flags) {
    return context.sys().sockets().send(context.number(fd), data, flags);
  }

  /** {@code send(2)} from a region. */
  public int sendFrom(
      Fd fd, Region region, long offset, @Size int n, @Default("0") @Flags("MSG_") int flags) {
    long address = region.pin(offset, FileCommands.size(n));
    try {
      return context
          .sys()
          .inPlace()
          .send(context.number(fd), address, n, flags, region.name(), offset);
    } finally {
      region.unpin();
    }
  }

  @Command(
      summary = "send a message to an address",
      man = "sendto(2)",
      saves = SavedAs.RESULT,
      blocks = true,
      onRegion = "sendtoFrom",
      details = "The data are bytes, or n bytes of a region, which are not copied.",
      examples =
          """
          s = socket AF_UNIX, SOCK_DGRAM; bind s, '@ipcsh-example'
          c = socket AF_UNIX, SOCK_DGRAM
          sendto c, 'ABCDE', '@ipcsh-example'                //=> 5
          sendto c, 'XYZ', MSG_DONTWAIT, '@ipcsh-example'    //=> 3
          recv s                                             //=> 5 bytes "ABCDE"
          m = mmap 4096
          sendto c, m, 0, 100, '@ipcsh-example'              //=> 100
          """)
  public int sendto(
      Fd fd, byte[] data, @Default("0") @Flags("MSG_") int flags, @PathName CharSequence address) {
    // a sender without a name has no address: NULL in C, which only a connected socket accepts
    SocketAddress to = address == null ? null : context.address(fd, address);
    return context.sys().sockets().sendto(context.number(fd), data, flags, to);
  }

  /** {@code sendto(2)} from a region. */
  public int sendtoFrom(
      Fd fd,
      Region region,
      long offset,
      @Size int n,
      @Default("0") @Flags("MSG_") int flags,
      @PathName CharSequence address) {
    SocketAddress to = address == null ? null : context.address(fd, address);
    long at = region.pin(offset, FileCommands.size(n));
    try {
      return context
          .sys()
          .inPlace()
          .sendto(context.number(fd), at, n, flags, to, region.name(), offset);
    } finally {
      region.unpin();
    }
  }

  @Command(
      summary = "receive a message from a socket",
      man = "recv(2)",
      saves = SavedAs.RESULT,
      blocks = true,
      onRegion = "recvInto",
      details =
          """
          Returns a Message. A datagram longer than n is truncated, and .truncated is true. With a
          region the bytes go to its memory, without a copy, and the result is C's: their number,
          0 at end of file; with MSG_TRUNC the real length of a datagram. A fault is EFAULT.\
          """,
      examples =
          """
          (a, b) = socketpair AF_UNIX, SOCK_DGRAM
          send a, 'ABCDE'
          recv b, 3                              //=> 3 bytes "ABC"  MSG_TRUNC
          fails(EAGAIN) { recv b, 3, MSG_DONTWAIT }
          fails(ETIMEDOUT) { recv b, 3, timeout: 10.ms }
          m = mmap 4096
          send a, 'ABCDE'
          recv b, m, 16, 64, MSG_DONTWAIT        //=> 5
          peek m, 16, 5                          //=> 5 bytes "ABCDE"
          """)
  public Message recv(
      Fd fd, @Default("65536") @Size int n, @Default("0") @Flags("MSG_") int flags) {
    int ask = flags | truncation(fd);
    Sockets.Received got =
        context.sys().sockets().recv(context.number(fd), FileCommands.size(n), ask);
    return message(fd, n, flags, got);
  }

  /** {@code recv(2)} into a region. */
  public int recvInto(
      Fd fd, Region region, long offset, @Size int n, @Default("0") @Flags("MSG_") int flags) {
    long address = region.pin(offset, FileCommands.size(n));
    try {
      return context
          .sys()
          .inPlace()
          .recv(context.number(fd), address, n, flags, region.name(), offset);
    } finally {
      region.unpin();
    }
  }

  @Command(
      summary = "receive a message and the address of its sender",
      man = "recvfrom(2)",
      saves = SavedAs.RESULT,
      blocks = true,
      details = "Returns a Message; .from is null if the sender has no name.",
      examples =
          """
          s = socket AF_UNIX, SOCK_DGRAM; bind s, '@ipcsh-example'
          c = socket AF_UNIX, SOCK_DGRAM; bind c, '@ipcsh-client'
          sendto c, 'ABCDE', '@ipcsh-example'
          m = recvfrom s, 3         //=> 3 bytes "ABC" from @ipcsh-client  MSG_TRUNC
          sendto s, m.text, m.from  //=> 3
          """)
  public Message recvfrom(
      Fd fd, @Default("65536") @Size int n, @Default("0") @Flags("MSG_") int flags) {
    int ask = flags | truncation(fd);
    Sockets.Received got =
        context.sys().sockets().recvfrom(context.number(fd), FileCommands.size(n), ask);
    return message(fd, n, flags, got);
  }

  /** MSG_TRUNC returns the real length of a datagram; on a TCP socket it would discard data. */
  private int truncation(Fd fd) {
    int type = context.descriptors().type(fd);
    return type == SOCK_DGRAM || type == SOCK_SEQPACKET || type == SOCK_RAW ? MSG_TRUNC : 0;
  }

  private Message message(Fd fd, int n, int flags, Sockets.Received got) {
    int type = context.descriptors().type(fd);
    boolean cut = type != SOCK_STREAM && got.length() > got.data().length;
    boolean isMessage = got.length() > 0 || isNamed(got.from()) || (flags & MSG_ERRQUEUE) != 0;
    Message.End end = isMessage ? Message.End.NONE : EndOfFile.of(context, fd, n, 0);
    return Message.received(got.data(), got.length(), got.from(), cut ? MSG_TRUNC : 0, end);
  }

  /** Whether there is a sender's address: end of file has none. */
  static boolean isNamed(SocketAddress from) {
    return from != null && !from.toString().isEmpty();
  }

  @Command(
      summary = "get the name of a socket",
      man = "getsockname(2)",
      saves = SavedAs.RESULT,
      details =
          """
          Returns a String; if the socket has no name it is empty, for AF_INET 0.0.0.0:0, for
          AF_INET6 [::]:0. Unprintable characters of a name are shown escaped, '@tight\\0\\0', and
          the name can be passed on like any other.\
          """,
      examples =
          """
          s = socket AF_UNIX, SOCK_DGRAM
          bind s
          getsockname s  //=> @...
          """)
  public CharSequence getsockname(Fd fd) {
    return name(context.sys().sockets().getsockname(context.number(fd)));
  }

  @Command(
      summary = "get the name of the peer of a connected socket",
      man = "getpeername(2)",
      saves = SavedAs.RESULT,
      examples =
          """
          l = socket(); bind l, '@ipcsh-example'; listen l
          c = socket(); connect c, '@ipcsh-example'
          getpeername c  //=> @ipcsh-example
          fails(ENOTCONN) { getpeername l }
          """)
  public CharSequence getpeername(Fd fd) {
    return name(context.sys().sockets().getpeername(context.number(fd)));
  }

  private static CharSequence name(SocketAddress address) {
    return address == null ? "" : Address.of(address);
  }
}
