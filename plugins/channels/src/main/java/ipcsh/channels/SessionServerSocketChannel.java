package ipcsh.channels;

import java.io.IOException;
import jnr.unixsocket.AdoptedServerSocketChannel;
import jnr.unixsocket.UnixSocketChannel;

/** A channel of a listening socket of the UNIX domain. */
public final class SessionServerSocketChannel extends AdoptedServerSocketChannel
    implements SessionChannel {
  private final SessionDescriptor descriptor;
  private final Adoption adoption;

  SessionServerSocketChannel(SessionDescriptor descriptor, Adoption adoption) {
    super(descriptor.number());
    this.descriptor = descriptor;
    this.adoption = adoption;
  }

  @Override
  public SessionDescriptor descriptor() {
    return descriptor;
  }

  /** Accepts a connection: a descriptor of the session, and its channel. */
  @Override
  public UnixSocketChannel accept() throws IOException {
    return (UnixSocketChannel) adoption.accepted(descriptor, isBlocking());
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
    return "UnixServerSocketChannel  " + descriptor;
  }
}
