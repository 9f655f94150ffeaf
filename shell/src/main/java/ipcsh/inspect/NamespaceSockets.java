package ipcsh.inspect;

import static ipcsh.sys.abi.SocketConstants.AF_INET;
import static ipcsh.sys.abi.SocketConstants.AF_INET6;
import static ipcsh.sys.abi.SocketConstants.IPPROTO_TCP;
import static ipcsh.sys.abi.SocketConstants.IPPROTO_UDP;

import ipcsh.sys.abi.SocketAddress;
import ipcsh.sys.abi.SysException;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The TCP and UDP sockets of the network namespace of another process, which sock_diag does not
 * list here: from the tables in its {@code /proc/PID/net}, {@code proc(5)}. The other end of a
 * connection is known by its address only.
 */
final class NamespaceSockets {
  private static final int LOCAL = 1;
  private static final int REMOTE = 2;
  private static final int STATE = 3;
  private static final int QUEUES = 4;
  private static final int INODE = 9;
  private static final int HEX = 16;
  private static final int WORD = 4;

  private NamespaceSockets() {}

  /** The sockets by inode; none if the process has ended. */
  static Map<Long, SocketObject> of(ProcFiles files, int pid) {
    Map<Long, SocketObject> found = new HashMap<>();
    String tables = "/proc/" + pid + "/net/";
    add(files, tables + "tcp", AF_INET, IPPROTO_TCP, found);
    add(files, tables + "tcp6", AF_INET6, IPPROTO_TCP, found);
    add(files, tables + "udp", AF_INET, IPPROTO_UDP, found);
    add(files, tables + "udp6", AF_INET6, IPPROTO_UDP, found);
    return found;
  }

  private static void add(
      ProcFiles files, String table, int family, int protocol, Map<Long, SocketObject> found) {
    try {
      for (String line : files.text(table).split("\n")) {
        SocketObject socket = socket(line, family, protocol);
        if (socket != null) {
          found.put(socket.inode(), socket);
        }
      }
    } catch (SysException endedOrWithoutSix) {
      // then its sockets remain unknown
    }
  }

  /** A line of a table; null for the title, and for a socket without a process. */
  static SocketObject socket(String line, int family, int protocol) {
    String[] words = line.strip().split("\\s+");
    if (words.length <= INODE || !words[0].endsWith(":") || words[INODE].equals("0")) {
      return null;
    }
    boolean tcp = protocol == IPPROTO_TCP;
    String state = InternetSockets.state(protocol, Integer.parseInt(words[STATE], HEX));
    String[] queues = words[QUEUES].split(":");
    // of a listening socket the backlog is unknown, and the other number that of waiting
    // connections
    boolean listens = SocketObject.LISTENING.equals(state);
    Long unsent = listens ? null : Long.valueOf(queues[0], HEX);
    Long unread = Long.valueOf(queues[1], HEX);
    return new SocketObject(
        Long.parseLong(words[INODE]),
        family == AF_INET ? "inet" : "inet6",
        tcp ? "stream" : "dgram",
        state,
        address(words[LOCAL], family),
        address(words[REMOTE], family),
        0,
        tcp ? unread : null,
        null,
        tcp ? null : unread,
        tcp ? unsent : null,
        null,
        0,
        List.of());
  }

  /** An address in words of 32 bits, in the byte order of the machine; null for port 0. */
  private static String address(String text, int family) {
    int colon = text.indexOf(':');
    int port = Integer.parseInt(text.substring(colon + 1), HEX);
    byte[] bytes = HexFormat.of().parseHex(text.substring(0, colon));
    if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
      for (int at = 0; at < bytes.length; at += WORD) {
        swap(bytes, at, at + 3);
        swap(bytes, at + 1, at + 2);
      }
    }
    return port == 0 ? null : SocketAddress.internet(family, bytes, port).toString();
  }

  private static void swap(byte[] bytes, int one, int other) {
    byte kept = bytes[one];
    bytes[one] = bytes[other];
    bytes[other] = kept;
  }
}
