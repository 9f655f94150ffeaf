package ipcsh.websocket;

import static ipcsh.sys.abi.SocketConstants.MSG_PEEK;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The head of an HTTP message as it is read from a stream, to its empty line and not a byte
 * further: each piece is looked at (MSG_PEEK) before what belongs to the head is received. What has
 * been received is kept when a call fails, and the next call continues from there.
 */
final class HttpHead {
  /** A longer head is refused. */
  static final int LARGEST = 16 * 1024;

  private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

  /** Takes the rest of the head, waiting for it, and gives all of it. */
  byte[] take(StreamConnection from) throws HandshakeRefused {
    byte[] head = taken.toByteArray();
    while (!isWhole(head)) {
      if (head.length == LARGEST) {
        throw HandshakeRefused.tooLarge("a head of more than 16 KB");
      }
      byte[] seen = from.receive(LARGEST - head.length, MSG_PEEK);
      if (seen.length == 0) {
        throw HandshakeRefused.bad("the peer closed the connection before the end of its head");
      }
      taken.writeBytes(from.receive(ours(head, seen), 0));
      head = taken.toByteArray();
    }
    return head;
  }

  /** What has been taken so far. */
  byte[] soFar() {
    return taken.toByteArray();
  }

  /** How many of the bytes seen belong to the head that begins with those taken. */
  private static int ours(byte[] head, byte[] seen) {
    int before = Math.min(head.length, END.length - 1);
    byte[] text = Arrays.copyOfRange(head, head.length - before, head.length + seen.length);
    System.arraycopy(seen, 0, text, before, seen.length);
    int end = end(text);
    return end < 0 ? seen.length : end - before;
  }

  /** Whether these bytes are a head, from its beginning to its end. */
  static boolean isWhole(byte[] bytes) {
    return end(bytes) == bytes.length;
  }

  /** Where the first empty line ends; -1 where there is none. */
  private static int end(byte[] bytes) {
    for (int end = END.length; end <= bytes.length; end++) {
      if (Arrays.equals(bytes, end - END.length, end, END, 0, END.length)) {
        return end;
      }
    }
    return -1;
  }

  /** The first line. */
  static String firstLine(byte[] head) {
    return new String(head, StandardCharsets.ISO_8859_1).lines().findFirst().orElse("");
  }
}
