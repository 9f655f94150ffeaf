package ipcsh.channels;

import java.io.IOException;
import java.nio.channels.Channel;
import jnr.enxio.channels.NativeSelectorProvider;
import jnr.unixsocket.UnixDatagramChannel;
import jnr.unixsocket.UnixServerSocketChannel;
import jnr.unixsocket.UnixSocketChannel;

/**
 * Initializes the libraries before the first channel, on a thread with its own descriptor table, so
 * that the files that they open (/etc/ld.so.conf, ...) use no number of the session.
 */
final class Libraries {
  private Libraries() {}

  static Void start() throws IOException {
    NativeSelectorProvider.getInstance().openSelector().close();
    for (Channel channel : UnixSocketChannel.pair()) {
      channel.close();
    }
    UnixDatagramChannel.open().close();
    UnixServerSocketChannel.open().close();
    return null;
  }
}
