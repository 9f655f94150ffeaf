package ipcsh.channels;

import java.io.IOException;
import java.nio.channels.Channel;
import jnr.enxio.channels.NativeSelectorProvider;
import jnr.unixsocket.UnixDatagramChannel;
import jnr.unixsocket.UnixServerSocketChannel;
import jnr.unixsocket.UnixSocketChannel;

/**
 * Starts the libraries where the files that they open for it (/etc/ld.so.conf, ...) take no number
 * of the session's, before the first channel.
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
