package ipcsh.channels;

import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NotYetConnectedException;

/** A channel that {@code channel(fd)} gave. */
interface SessionChannel extends Channel {
  /** What is behind it. */
  SessionDescriptor descriptor();

  /** Refuses what a closed channel cannot do. */
  default void expectOpen() throws ClosedChannelException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
  }

  /** Refuses what a channel without a peer cannot do; the kernel knows whether it has one. */
  default void expectConnected() throws ClosedChannelException {
    expectOpen();
    if (descriptor().peer() == null) {
      throw new NotYetConnectedException();
    }
  }
}
