package ipcsh.channels;

import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.SelectionKey;
import jnr.enxio.channels.NativeSelectorProvider;
import jnr.enxio.channels.NativeServerSocketChannel;

/** A channel of a listening socket of a domain other than UNIX. */
public final class ListenerChannel extends NativeServerSocketChannel implements SessionChannel {
  private final SessionDescriptor descriptor;
  private final Adoption adoption;

  ListenerChannel(SessionDescriptor descriptor, Adoption adoption) {
    super(NativeSelectorProvider.getInstance(), descriptor.number(), SelectionKey.OP_ACCEPT);
    this.descriptor = descriptor;
    this.adoption = adoption;
  }

  @Override
  public SessionDescriptor descriptor() {
    return descriptor;
  }

  /**
   * Accepts a connection: a descriptor of the session, and its channel; null if there is none yet.
   */
  public Channel accept() throws IOException {
    return adoption.accepted(descriptor, isBlocking());
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
    return "NativeServerSocketChannel  " + descriptor;
  }
}
