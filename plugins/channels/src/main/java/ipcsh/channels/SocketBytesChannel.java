package ipcsh.channels;

import static ipcsh.sys.abi.SocketConstants.SHUT_RD;
import static ipcsh.sys.abi.SocketConstants.SHUT_WR;

import java.io.IOException;
import java.nio.ByteBuffer;
import jnr.enxio.channels.NativeSocketChannel;

/** A channel of a socket of a domain other than UNIX. */
public final class SocketBytesChannel extends NativeSocketChannel implements SessionChannel {
  private final SessionDescriptor descriptor;

  SocketBytesChannel(SessionDescriptor descriptor) {
    super(descriptor.number());
    this.descriptor = descriptor;
  }

  @Override
  public SessionDescriptor descriptor() {
    return descriptor;
  }

  @Override
  public int read(ByteBuffer to) throws IOException {
    return descriptor.read(to, isBlocking());
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    return descriptor.write(from, isBlocking());
  }

  @Override
  public void shutdownInput() throws IOException {
    descriptor.shutdown(SHUT_RD);
  }

  @Override
  public void shutdownOutput() throws IOException {
    descriptor.shutdown(SHUT_WR);
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
    return "NativeSocketChannel  " + descriptor;
  }
}
