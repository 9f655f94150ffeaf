package jnr.unixsocket;

import jnr.enxio.channels.NativeSelectorProvider;

/** A channel of an open socket that accepts connections. */
public abstract class AdoptedServerSocketChannel extends UnixServerSocketChannel {
  /** A channel of the socket that has this number. */
  protected AdoptedServerSocketChannel(int fd) {
    super(NativeSelectorProvider.getInstance(), fd);
  }
}
