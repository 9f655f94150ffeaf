package ipcsh.channels;

import static ipcsh.sys.abi.SocketConstants.AF_UNIX;

import ipcsh.handle.Leftover;
import ipcsh.sys.abi.SocketAddress;
import java.io.IOException;

/** Binds sockets for channels. Names are bytes, as for the command {@code bind}. */
final class Binding {
  private Binding() {}

  /** {@code bind(2)}; null lets the kernel choose an abstract name. */
  static void bind(SessionDescriptor descriptor, java.net.SocketAddress local) throws IOException {
    SocketAddress name = local == null ? SocketAddress.unnamed(AF_UNIX) : UnixName.of(local);
    String path = name.unescaped();
    if (path.isEmpty() || path.startsWith("@")) {
      descriptor.call((sys, n) -> sys.sockets().bind(n, name));
    } else {
      descriptor.call(
          (sys, n) ->
              descriptor
                  .context()
                  .createdNames()
                  .making(Leftover.Kind.SOCKET, path, () -> sys.sockets().bind(n, name)));
    }
  }
}
