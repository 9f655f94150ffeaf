package ipcsh.channels;

import ipcsh.command.Context;
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
  private boolean started;

  synchronized void start(Context context) {
    if (!started) {
      context.apart(Libraries::start);
      started = true;
    }
  }

  private static Void start() throws IOException {
    NativeSelectorProvider.getInstance().openSelector().close();
    for (Channel channel : UnixSocketChannel.pair()) {
      channel.close();
    }
    UnixDatagramChannel.open().close();
    UnixServerSocketChannel.open().close();
    return null;
  }
}
