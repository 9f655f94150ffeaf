package jnr.unixsocket;

/** A channel of an open stream or seqpacket socket, connected or not. */
public abstract class AdoptedSocketChannel extends UnixSocketChannel {
  /** A channel of the socket that has this number. */
  protected AdoptedSocketChannel(int fd) {
    super(fd);
  }
}
