package jnr.unixsocket;

/** A channel of an open datagram socket, connected or not. */
public abstract class AdoptedDatagramChannel extends UnixDatagramChannel {
  /** A channel of the socket that has this number. */
  protected AdoptedDatagramChannel(int fd) {
    super(fd);
  }
}
