package ipcsh.channels;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.handle.Fd;
import ipcsh.handle.UsageException;
import java.io.IOException;
import java.nio.channels.spi.AbstractSelectableChannel;
import jnr.enxio.channels.NativeSelectableChannel;

/** Descriptors as channels of Java NIO, and back. */
public final class ChannelCommands implements CommandTopic {
  private Context context;

  /** Made with the first channel: with it come the libraries. */
  private Adoption adoption;

  @Override
  public String title() {
    return "Java NIO channels";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "give a descriptor as a Java NIO channel, for Java libraries",
      man = "unix(7)",
      details =
          """
          A UNIX stream or seqpacket socket is a UnixSocketChannel of jnr-unixsocket (a SocketChannel
          of Java's), one that listens a UnixServerSocketChannel, a datagram socket a
          UnixDatagramChannel; a TCP or UDP socket a NativeSocketChannel of jnr-enxio, which reads and
          writes; a pipe, FIFO, terminal or eventfd a NativeDeviceChannel. A regular file is none.

          The channel and the descriptor are one: the same number, closed once. Closing the channel is
          close(fd); close(fd), or dup2 onto its number, closes the channel. channel(fd) again gives
          the same channel. channel(dup(fd)) is independent: each is closed by itself, and the peer
          sees the end when both are. Closing closes one descriptor and does not shut the connection
          down, so who has it, too, keeps it. Nothing is closed because Java collects garbage: a
          forgotten channel stays in fds. configureBlocking(false) is O_NONBLOCK, which belongs to the
          open file description: recv and whoever else shares it do not wait any more, either.

          The calls are the session's: trace shows them, inject works, Ctrl-C ends a read that waits.
          Their failures are IOExceptions (jnr's NativeException, which has the errno). Where a read's
          time (SO_RCVTIMEO) is up it throws SocketTimeoutException. receive() gives the sender, which
          prints as it does elsewhere and to which send() answers, whatever bytes the name has; a
          sender without a name is 'unnamed', and cannot be answered. Names are given as
          java.net.UnixDomainSocketAddress or as jnr's UnixSocketAddress, up to 108 bytes of UTF-8.

          A Selector for them is channel.provider().openSelector(): Java's own Selector.open() does
          not take them. It takes two descriptors (a pipe) until it is closed, and sees what has come
          for a channel, not what Java has read already. Ctrl-C ends select().

          What jnr-unixsocket does wrong and the shell cannot mend: getLocalSocketAddress() and
          getRemoteSocketAddress() fail on a name of 108 bytes; getLocalAddress() and
          getRemoteAddress() do not. An empty seqpacket record reads as the end. Channels that Java
          code opens by itself (UnixSocketChannel.open()) are the library's alone: they bind names
          by characters, not bytes, lose the last byte of a path of 108, and read -1 after a timeout
          as at the end. A channel is of this process: a forked child uses commands.""",
      examples =
          """
          (a, b) = socketpair()
          c = channel a  //=> UnixSocketChannel  fd 3  unix stream  connected
          c.write(java.nio.ByteBuffer.wrap('hello'.bytes))  //=> 5
          recv b         //=> 5 bytes "hello"
          c.close()
          recv b         //=> end of file
          fails(EBADF) { send a, 'x' }
          """)
  public AbstractSelectableChannel channel(Fd fd) throws IOException {
    if (!context.kernel().process().isShell()) {
      throw new UsageException("channel: a channel is the shell's; a forked child uses commands");
    }
    context.descriptors().expectFree(fd);
    return adoption().channel(fd);
  }

  private synchronized Adoption adoption() {
    if (adoption == null) {
      context.apart(Libraries::start);
      adoption = new Adoption(context);
    }
    return adoption;
  }

  @Command(
      summary = "give the descriptor of a Java NIO channel",
      man = "unix(7)",
      details =
          """
          The way back from channel(fd): the same handle. Of a channel that Java code has opened with
          jnr-unixsocket or jnr-enxio it gives a handle of the channel's number, so that commands can
          be used on it; close such a channel by its own close(). Java's own channels do not tell
          their descriptors.""",
      examples =
          """
          (r, w) = pipe()
          c = channel r  //=> NativeDeviceChannel  fd 3  pipe  read end
          fd(c) == r     //=> true
          c.isOpen()     //=> true
          close r
          c.isOpen()     //=> false
          """)
  public Fd fd(Object channel) {
    if (channel instanceof SessionChannel ours) {
      return ours.descriptor().fd();
    }
    if (channel instanceof NativeSelectableChannel theirs) {
      if (!theirs.isOpen()) {
        throw new UsageException("fd: the channel is closed");
      }
      Fd known = context.descriptors().get(theirs.getFD());
      return known != null ? known : context.opened(theirs.getFD());
    }
    throw new UsageException(
        "fd: expected a channel of channel(fd), or one of jnr-unixsocket or jnr-enxio, given "
            + (channel == null ? "null" : "a " + channel.getClass().getName()));
  }
}
