package ipcsh.channels;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.handle.Fd;
import ipcsh.handle.UsageException;
import java.io.IOException;
import java.nio.channels.spi.AbstractSelectableChannel;
import jnr.enxio.channels.NativeSelectableChannel;

/** Commands for descriptors as channels of Java NIO, and back. */
public final class ChannelCommands implements CommandTopic {
  private Context context;

  /** Created with the first channel: it loads the libraries. */
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
          A UNIX stream or seqpacket socket becomes a UnixSocketChannel of jnr-unixsocket (a
          SocketChannel of Java's), one that accepts connections a UnixServerSocketChannel, a datagram
          socket a UnixDatagramChannel. A TCP or UDP socket becomes a NativeSocketChannel of jnr-enxio,
          for read and write; a pipe, FIFO, terminal or eventfd a NativeDeviceChannel. Regular files
          are refused.

          The channel and the descriptor are one: they have the same number, and it is closed once.
          Closing the channel closes the descriptor; close(fd), or dup2 onto its number, closes the
          channel. channel(fd) again gives the same channel. channel(dup(fd)) is independent: close
          both, or the peer sees no end of file. Closing a channel does not shut the connection down:
          a duplicate of the descriptor, in this process or another, keeps it. Garbage collection
          closes nothing: fds shows a channel that was forgotten. configureBlocking(false) sets
          O_NONBLOCK, which belongs to the open file description, so that recv(fd), and every other
          process that shares it, no longer blocks either.

          The calls are the session's: trace shows them, inject changes them, Ctrl-C interrupts them.
          They fail with an IOException (jnr's NativeException, which has the errno). A read that
          times out (SO_RCVTIMEO) throws SocketTimeoutException. receive() gives the sender's
          address, which prints as addresses do here and which send() takes, whatever its bytes; a
          sender without a name is 'unnamed', and send() to it is refused. Addresses are given as
          java.net.UnixDomainSocketAddress, or jnr's UnixSocketAddress, of at most 108 bytes of UTF-8.

          channel.provider().openSelector() opens a Selector for these channels; Java's own
          Selector.open() does not take them. It uses two descriptors, a pipe, until it is closed.
          Ctrl-C ends select().

          Limits of jnr-unixsocket: getLocalSocketAddress() and getRemoteSocketAddress() fail on a
          name of 108 bytes (getLocalAddress() and getRemoteAddress() do not), and an empty seqpacket
          record reads as end of file. Channels that Java code opens itself, with
          UnixSocketChannel.open(), get no help from the shell: they bind names by characters instead
          of bytes, drop the last byte of a path of 108 bytes, return -1 from a read that has timed
          out, as at the end of file, and shut the connection down when they are closed. A channel
          belongs to the shell's process: a forked child uses the commands.""",
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
      throw new UsageException(
          "channel: a channel belongs to the shell's process; a forked child uses the commands");
    }
    context.descriptors().expectFree(fd);
    return adoption().channel(fd);
  }

  private synchronized Adoption adoption() {
    if (adoption == null) {
      context.withOwnTable(Libraries::start);
      adoption = new Adoption(context);
    }
    return adoption;
  }

  @Command(
      summary = "give the descriptor of a Java NIO channel",
      man = "unix(7)",
      details =
          """
          The inverse of channel(fd): the same handle. For a channel that Java code has opened with
          jnr-unixsocket or jnr-enxio it gives a handle with the channel's number, for commands; close
          such a channel with its own close(). The JDK's channels do not reveal their descriptors.""",
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
    if (channel instanceof NativeSelectableChannel enxio) {
      if (!enxio.isOpen()) {
        throw new UsageException("fd: the channel is closed");
      }
      Fd known = context.descriptors().get(enxio.getFD());
      return known != null ? known : context.opened(enxio.getFD());
    }
    throw new UsageException(
        "fd: expected a channel of channel(fd), or one of jnr-unixsocket or jnr-enxio, given "
            + (channel == null ? "null" : "a " + channel.getClass().getName()));
  }
}
