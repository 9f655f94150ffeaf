package ipcsh.inspect;

import static ipcsh.sys.abi.SocketConstants.AF_INET;
import static ipcsh.sys.abi.SocketConstants.AF_INET6;
import static ipcsh.sys.abi.SocketConstants.IPPROTO_TCP;

import ipcsh.sys.Sys;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;

/** When something was received on TCP connections, of any process ({@code struct tcp_info}). */
public final class TcpActivity {
  private static final int INFO = 2;

  /** The bit of {@link #INFO} in the request. */
  private static final byte SHOW_INFO = 1 << INFO - 1;

  /** The offset of tcpi_last_data_recv. */
  private static final int LAST_RECEIVED = 52;

  private static final int ESTABLISHED = 1 << 1;

  private TcpActivity() {}

  /**
   * For how long nothing was received on an established connection of this network namespace, in
   * milliseconds; null if there is none with these addresses.
   */
  public static Long lastReceived(Sys sys, String name, String peer) {
    AtomicReference<Long> found = new AtomicReference<>();
    for (int family : new int[] {AF_INET, AF_INET6}) {
      ByteBuffer request = SockDiag.request(InternetSockets.REQUEST);
      request.put((byte) family).put((byte) IPPROTO_TCP).put(SHOW_INFO).put((byte) 0);
      request.putInt(ESTABLISHED);
      new SockDiag(sys)
          .ask(
              request,
              answer -> {
                SocketObject socket =
                    InternetSockets.socket(IPPROTO_TCP, answer.duplicate().order(answer.order()));
                if (InternetSockets.unmapped(socket.name()).equals(name)
                    && peer.equals(InternetSockets.unmapped(socket.peerName()))) {
                  found.set(age(answer));
                }
              });
    }
    return found.get();
  }

  private static Long age(ByteBuffer answer) {
    answer.position(answer.position() + InternetSockets.MESSAGE);
    ByteBuffer info = InternetSockets.attribute(answer, INFO);
    return info == null || info.remaining() < LAST_RECEIVED + Integer.BYTES
        ? null
        : Long.valueOf(Integer.toUnsignedLong(info.getInt(info.position() + LAST_RECEIVED)));
  }
}
