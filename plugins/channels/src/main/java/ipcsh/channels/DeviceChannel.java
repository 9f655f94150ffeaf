package ipcsh.channels;

import static ipcsh.sys.abi.FileConstants.O_ACCMODE;
import static ipcsh.sys.abi.FileConstants.O_RDONLY;
import static ipcsh.sys.abi.FileConstants.O_WRONLY;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SelectionKey;
import jnr.enxio.channels.NativeDeviceChannel;
import jnr.enxio.channels.NativeSelectorProvider;

/**
 * A channel of a pipe, FIFO, terminal, eventfd or similar, for the directions in which it was
 * opened.
 */
public final class DeviceChannel extends NativeDeviceChannel implements SessionChannel {
  private final SessionDescriptor descriptor;

  DeviceChannel(SessionDescriptor descriptor, int flags) {
    super(NativeSelectorProvider.getInstance(), descriptor.number(), operations(flags), false);
    this.descriptor = descriptor;
  }

  private static int operations(int flags) {
    return switch (flags & O_ACCMODE) {
      case O_RDONLY -> SelectionKey.OP_READ;
      case O_WRONLY -> SelectionKey.OP_WRITE;
      default -> SelectionKey.OP_READ | SelectionKey.OP_WRITE;
    };
  }

  @Override
  public SessionDescriptor descriptor() {
    return descriptor;
  }

  @Override
  public int read(ByteBuffer to) throws IOException {
    if ((validOps() & SelectionKey.OP_READ) == 0) {
      throw new NonReadableChannelException();
    }
    return descriptor.read(to, isBlocking());
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    if ((validOps() & SelectionKey.OP_WRITE) == 0) {
      throw new NonWritableChannelException();
    }
    return descriptor.write(from, isBlocking());
  }

  @Override
  protected void implConfigureBlocking(boolean block) throws IOException {
    descriptor.block(block);
  }

  @Override
  protected void implCloseSelectableChannel() throws IOException {
    descriptor.close();
  }

  @Override
  public String toString() {
    return "NativeDeviceChannel  " + descriptor;
  }
}
