package ipcsh.channels;

import static ipcsh.sys.abi.FileConstants.F_GETFL;
import static ipcsh.sys.abi.FileConstants.O_NONBLOCK;
import static ipcsh.sys.abi.FileConstants.O_PATH;
import static ipcsh.sys.abi.FileConstants.S_IFBLK;
import static ipcsh.sys.abi.FileConstants.S_IFDIR;
import static ipcsh.sys.abi.FileConstants.S_IFREG;
import static ipcsh.sys.abi.FileConstants.S_IFSOCK;
import static ipcsh.sys.abi.SocketConstants.AF_UNIX;
import static ipcsh.sys.abi.SocketConstants.SOCK_DGRAM;
import static ipcsh.sys.abi.SocketConstants.SOL_SOCKET;
import static ipcsh.sys.abi.SocketConstants.SO_ACCEPTCONN;

import ipcsh.command.Context;
import ipcsh.handle.Fd;
import ipcsh.sys.function.Sockets;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.util.IdentityHashMap;
import java.util.Map;

/** Maps descriptors to channels; a descriptor has at most one channel while that is open. */
final class Adoption {
  private final Context context;
  private final Map<Fd, AbstractSelectableChannel> channels = new IdentityHashMap<>();

  Adoption(Context context) {
    this.context = context;
  }

  /**
   * The channel of a descriptor: the existing one, or a new one.
   *
   * @throws IllegalArgumentException if it is a file that cannot be waited for
   */
  AbstractSelectableChannel channel(Fd fd) throws IOException {
    int flags = context.sys().files().fcntl(context.number(fd), F_GETFL, 0);
    synchronized (channels) {
      AbstractSelectableChannel known = channels.get(fd);
      if (known != null && known.isOpen()) {
        return known;
      }
      SessionDescriptor descriptor = new SessionDescriptor(context, fd);
      AbstractSelectableChannel channel = made(descriptor, flags);
      channels.put(fd, channel);
      descriptor.follow(channel, () -> forget(fd));
      if ((flags & O_NONBLOCK) != 0) {
        channel.configureBlocking(false);
      }
      return channel;
    }
  }

  private void forget(Fd fd) {
    synchronized (channels) {
      channels.remove(fd);
    }
  }

  private AbstractSelectableChannel made(SessionDescriptor descriptor, int flags) {
    if ((flags & O_PATH) != 0) {
      throw refused("a place in the file system (O_PATH), which is not open");
    }
    int type = context.kernel().quiet().files().stat("/proc/self/fd/" + descriptor.number()).type();
    return switch (type) {
      case S_IFSOCK -> socket(descriptor);
      case S_IFREG -> throw refused("a regular file, which is always ready");
      case S_IFDIR -> throw refused("a directory");
      case S_IFBLK -> throw refused("a block device, which is always ready");
      default -> new DeviceChannel(descriptor, flags);
    };
  }

  private static IllegalArgumentException refused(String what) {
    return new IllegalArgumentException(
        "fd: expected a socket, pipe, FIFO, terminal or the like, given " + what);
  }

  private AbstractSelectableChannel socket(SessionDescriptor descriptor) {
    boolean unix = context.descriptors().domain(descriptor.fd()) == AF_UNIX;
    boolean listens = option(descriptor, SO_ACCEPTCONN) != 0;
    if (!unix) {
      return listens ? new ListenerChannel(descriptor, this) : new SocketBytesChannel(descriptor);
    }
    if (listens) {
      return new SessionServerSocketChannel(descriptor, this);
    }
    return context.descriptors().type(descriptor.fd()) == SOCK_DGRAM
        ? new SessionDatagramChannel(descriptor)
        : new SessionSocketChannel(descriptor);
  }

  private int option(SessionDescriptor descriptor, int name) {
    return context.kernel().quiet().options().getInt(descriptor.number(), SOL_SOCKET, name);
  }

  /** Accepts a connection; null if a non-blocking channel would have to wait. */
  Channel accepted(SessionDescriptor listener, boolean blocking) throws IOException {
    Sockets.Accepted accepted =
        listener.unlessItBlocks(blocking, (sys, n) -> sys.sockets().accept(n, 0));
    if (accepted == null) {
      return null;
    }
    Fd connection = context.opened(accepted.fd());
    connection.socketOf(
        context.descriptors().domain(listener.fd()), context.descriptors().type(listener.fd()));
    if (accepted.peer() != null) {
      connection.withPeer(accepted.peer());
    }
    return channel(connection);
  }
}
