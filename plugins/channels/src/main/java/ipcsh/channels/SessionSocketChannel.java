package ipcsh.channels;

import static ipcsh.sys.abi.SocketConstants.SHUT_RD;
import static ipcsh.sys.abi.SocketConstants.SHUT_WR;

import ipcsh.sys.abi.SocketAddress;
import java.io.IOException;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.NoConnectionPendingException;
import java.nio.channels.SocketChannel;
import jnr.unixsocket.AdoptedSocketChannel;
import jnr.unixsocket.UnixSocketAddress;
import jnr.unixsocket.UnixSocketChannel;

/**
 * A channel of a stream or seqpacket socket of the UNIX domain. The kernel knows whether it is
 * connected.
 */
public final class SessionSocketChannel extends AdoptedSocketChannel implements SessionChannel {
  private final SessionDescriptor descriptor;

  /** The address of a non-blocking connect that is not complete yet, or null. */
  private volatile java.net.SocketAddress pending;

  SessionSocketChannel(SessionDescriptor descriptor) {
    super(descriptor.number());
    this.descriptor = descriptor;
  }

  @Override
  public SessionDescriptor descriptor() {
    return descriptor;
  }

  @Override
  public boolean isConnected() {
    return isOpen() && descriptor.peer() != null;
  }

  @Override
  public boolean connect(java.net.SocketAddress remote) throws IOException {
    SocketAddress address = UnixName.of(remote);
    Integer connected =
        descriptor.unlessItBlocks(isBlocking(), (sys, n) -> sys.sockets().connect(n, address));
    pending = connected == null ? remote : null;
    return connected != null;
  }

  @Override
  public boolean connect(UnixSocketAddress remote) throws IOException {
    return connect((java.net.SocketAddress) remote);
  }

  @Override
  public boolean isConnectionPending() {
    return pending != null;
  }

  @Override
  public boolean finishConnect() throws IOException {
    if (isConnected()) {
      return true;
    }
    if (pending == null) {
      throw new NoConnectionPendingException();
    }
    return connect(pending);
  }

  @Override
  public synchronized UnixSocketChannel bind(java.net.SocketAddress local) throws IOException {
    Binding.bind(descriptor, local);
    return this;
  }

  @Override
  public java.net.SocketAddress getLocalAddress() throws IOException {
    return UnixName.orNull(descriptor.call((sys, n) -> sys.sockets().getsockname(n)));
  }

  @Override
  public java.net.SocketAddress getRemoteAddress() throws IOException {
    expectOpen();
    return UnixName.orNull(descriptor.peer());
  }

  @Override
  public <T> T getOption(SocketOption<T> name) throws IOException {
    expectOpen();
    return super.getOption(name);
  }

  @Override
  public <T> SocketChannel setOption(SocketOption<T> name, T value) throws IOException {
    expectOpen();
    return super.setOption(name, value);
  }

  @Override
  public int read(ByteBuffer to) throws IOException {
    expectConnected();
    return descriptor.read(to, isBlocking());
  }

  @Override
  public long read(ByteBuffer[] to, int offset, int length) throws IOException {
    expectConnected();
    return descriptor.read(to, offset, length, isBlocking());
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    expectConnected();
    return descriptor.write(from, isBlocking());
  }

  @Override
  public long write(ByteBuffer[] from, int offset, int length) throws IOException {
    expectConnected();
    return descriptor.write(from, offset, length, isBlocking());
  }

  @Override
  public SocketChannel shutdownInput() throws IOException {
    expectConnected();
    descriptor.shutdown(SHUT_RD);
    return this;
  }

  @Override
  public SocketChannel shutdownOutput() throws IOException {
    expectConnected();
    descriptor.shutdown(SHUT_WR);
    return this;
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
    return "UnixSocketChannel  " + descriptor;
  }
}
