package ipcsh.linux;

import ipcsh.kit.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether this machine has IPv6 on its loopback interface. */
final class IpV6 {
  private IpV6() {}

  static void need() {
    Path interfaces = Path.of("/proc/net/if_inet6");
    try {
      boolean there =
          Files.exists(interfaces)
              && Files.readString(interfaces).contains("00000000000000000000000000000001");
      Tools.needs(there, "no IPv6 here");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
