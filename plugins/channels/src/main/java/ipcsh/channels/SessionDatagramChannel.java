package ipcsh.channels;

import ipcsh.sys.abi.SocketAddress;
import ipcsh.sys.function.Sockets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import jnr.unixsocket.AdoptedDatagramChannel;
import jnr.unixsocket.UnixDatagramChannel;
import jnr.unixsocket.UnixSocketAddress;

/**
 * A datagram socket of the UNIX domain. connect calls connect(2), so the kernel holds the peer's
 * address.
 */
public final class SessionDatagramChannel extends AdoptedDatagramChannel implements SessionChannel {
  /** The maximum size of a datagram. */
  private static final int MOST = 1 << 20;

  private final SessionDescriptor descriptor;

  SessionDatagramChannel(SessionDescriptor descriptor) {
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

  /**
   * Receives a datagram; bytes that do not fit are discarded.
   *
   * @return the sender's address, {@link UnixName#isUnnamed unnamed} if the sender has no name;
   *     null if a non-blocking channel finds no datagram
   */
  @Override
  public UnixSocketAddress receive(ByteBuffer to) throws IOException {
    int room = Math.min(to.remaining(), MOST);
    Sockets.Received got =
        descriptor.unlessItBlocks(isBlocking(), (sys, n) -> sys.sockets().recvfrom(n, room, 0));
    if (got == null) {
      return null;
    }
    to.put(got.data());
    return UnixName.sender(got.from());
  }

  @Override
  public int send(ByteBuffer from, java.net.SocketAddress target) throws IOException {
    SocketAddress address = target == null ? null : UnixName.of(target);
    return send(from, address);
  }

  private int send(ByteBuffer from, SocketAddress address) throws IOException {
    byte[] data = SessionDescriptor.bytes(from.duplicate());
    Integer sent =
        descriptor.unlessItBlocks(
            isBlocking(), (sys, n) -> sys.sockets().sendto(n, data, 0, address));
    if (sent == null) {
      return 0;
    }
    from.position(from.position() + sent);
    return sent;
  }

  @Override
  public UnixDatagramChannel connect(UnixSocketAddress remote) {
    try {
      connect((java.net.SocketAddress) remote);
      return this;
    } catch (IOException e) {
      // the library's method declares no checked exception
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public DatagramChannel connect(java.net.SocketAddress remote) throws IOException {
    SocketAddress address = UnixName.of(remote);
    descriptor.call((sys, n) -> sys.sockets().connect(n, address));
    return this;
  }

  @Override
  public UnixDatagramChannel disconnect() throws IOException {
    if (isConnected()) {
      descriptor.call((sys, n) -> sys.sockets().connect(n, SocketAddress.unspecified()));
    }
    return this;
  }

  @Override
  public UnixDatagramChannel bind(java.net.SocketAddress local) throws IOException {
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
  public <T> DatagramChannel setOption(SocketOption<T> name, T value) throws IOException {
    expectOpen();
    return super.setOption(name, value);
  }

  /** Reads a datagram; an empty one is 0 bytes, and there is no end of file. */
  @Override
  public int read(ByteBuffer to) throws IOException {
    expectConnected();
    int before = to.position();
    receive(to);
    return to.position() - before;
  }

  @Override
  public long read(ByteBuffer[] to, int offset, int length) throws IOException {
    expectConnected();
    return Math.max(0, descriptor.read(to, offset, length, isBlocking()));
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    expectConnected();
    return send(from, (SocketAddress) null);
  }

  @Override
  public long write(ByteBuffer[] from, int offset, int length) throws IOException {
    expectConnected();
    ByteBuffer all = SessionDescriptor.gathered(from, offset, length);
    int sent = send(all, (SocketAddress) null);
    if (sent > 0) {
      SessionDescriptor.advance(from, offset, length, sent);
    }
    return sent;
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
    return "UnixDatagramChannel  " + descriptor;
  }
}
