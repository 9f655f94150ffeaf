package ipcsh.inspect;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.SocketConstants;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.function.Sockets;
import ipcsh.sys.text.Counted;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The datagrams that wait in a socket, seen without taking them: MSG_PEEK at the offsets that
 * SO_PEEK_OFF selects ({@code socket(7)}). That option belongs to the socket, so it is used only if
 * the program does not use it, for the processes of the session, and is set back at once.
 */
public final class DatagramQueue {
  /** So many are shown. */
  private static final int SHOWN = 4;

  /** So many are counted. */
  private static final int MOST = 64;

  private static final int PREVIEW = 18;
  private static final int PREVIEW_OF_BYTES = 6;
  private static final int FLAGS =
      SocketConstants.MSG_PEEK | SocketConstants.MSG_DONTWAIT | SocketConstants.MSG_TRUNC;

  private final Sys sys;
  private final int fd;

  private DatagramQueue(Sys sys, int fd) {
    this.sys = sys;
    this.fd = fd;
  }

  /**
   * One line for each, {@code 1 5 bytes "hello"}; empty if there are none, or they may not be
   * looked at. To be called on a thread with its own descriptor table.
   */
  public static List<String> lines(Sys sys, Holder holder) {
    try (DescriptorContents contents = new DescriptorContents(sys)) {
      List<String> lines = contents.ask(holder, fd -> new DatagramQueue(sys, fd).lines());
      return lines == null ? List.of() : lines;
    }
  }

  private List<String> lines() {
    int before = sys.options().getInt(fd, SocketConstants.SOL_SOCKET, SocketConstants.SO_PEEK_OFF);
    if (before != -1) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    int offset = 0;
    int count = 0;
    try {
      for (; count < MOST; count++) {
        peekAt(offset);
        Sockets.Received next = sys.sockets().recv(fd, PREVIEW, FLAGS);
        if (count < SHOWN) {
          lines.add((count + 1) + ": " + text(next.data(), next.length()));
        }
        offset += next.length();
      }
    } catch (SysException noMore) {
      // EAGAIN
    } finally {
      peekAt(-1);
    }
    if (count > SHOWN) {
      lines.add("and " + (count - SHOWN) + " more");
    }
    return lines;
  }

  private void peekAt(int offset) {
    byte[] value =
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(offset).array();
    sys.options().set(fd, SocketConstants.SOL_SOCKET, SocketConstants.SO_PEEK_OFF, value, offset);
  }

  private static String text(byte[] bytes, int length) {
    String text = readable(bytes);
    if (text != null && length > 0) {
      return '"' + text + '"' + (length > bytes.length ? "..." : "");
    }
    StringBuilder hex = new StringBuilder(Counted.of(length, "byte"));
    for (int i = 0; i < Math.min(bytes.length, PREVIEW_OF_BYTES); i++) {
      hex.append(String.format(" %02x", bytes[i]));
    }
    return hex.append(length > PREVIEW_OF_BYTES ? "..." : "").toString();
  }

  private static String readable(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.chars().allMatch(c -> c >= ' ' && c != 0x7f) ? text : null;
    } catch (CharacterCodingException binary) {
      return null;
    }
  }
}
