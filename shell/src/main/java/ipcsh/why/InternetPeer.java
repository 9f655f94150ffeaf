package ipcsh.why;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;

/** Whether an address of the internet domain belongs to this machine. */
final class InternetPeer {
  private InternetPeer() {}

  /**
   * Whether it does.
   *
   * @param address {@code 127.0.0.1:80}, {@code [::1]:80}
   */
  static boolean isLocal(String address) {
    String host = address.substring(0, address.lastIndexOf(':')).replace("[", "").replace("]", "");
    try {
      InetAddress its = InetAddress.getByName(host);
      return its.isLoopbackAddress()
          || its.isAnyLocalAddress()
          || NetworkInterface.getByInetAddress(its) != null;
    } catch (UnknownHostException | SocketException unknown) {
      return false;
    }
  }
}
