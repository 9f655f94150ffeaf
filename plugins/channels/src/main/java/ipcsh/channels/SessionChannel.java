package ipcsh.channels;

import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NotYetConnectedException;

/** A channel returned by {@code channel(fd)}. */
interface SessionChannel extends Channel {
  /** The descriptor of the session that it uses. */
  SessionDescriptor descriptor();

  /** Throws if the channel is closed. */
  default void expectOpen() throws ClosedChannelException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
  }

  /** Throws if the channel has no peer, according to the kernel. */
  default void expectConnected() throws ClosedChannelException {
    expectOpen();
    if (descriptor().peer() == null) {
      throw new NotYetConnectedException();
    }
  }
}
