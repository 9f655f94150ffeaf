package ipcsh.websocket;

import static ipcsh.sys.abi.SocketConstants.MSG_PEEK;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The head of an HTTP message, read from a stream up to its empty line and not a byte further:
 * input is peeked (MSG_PEEK) before the bytes of the head are received. Bytes received are kept
 * when a call fails, and the next call continues from there.
 */
final class HttpHead {
  /** A longer head is refused. */
  static final int LARGEST = 16 * 1024;

  private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

  /** Receives the rest of the head, waiting for it, and returns all of it. */
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
      taken.writeBytes(from.receive(ownLength(head, seen), 0));
      head = taken.toByteArray();
    }
    return head;
  }

  /** The bytes received so far. */
  byte[] soFar() {
    return taken.toByteArray();
  }

  /** The number of peeked bytes that belong to the head that begins with those received. */
  private static int ownLength(byte[] head, byte[] seen) {
    int before = Math.min(head.length, END.length - 1);
    byte[] text = Arrays.copyOfRange(head, head.length - before, head.length + seen.length);
    System.arraycopy(seen, 0, text, before, seen.length);
    int end = end(text);
    return end < 0 ? seen.length : end - before;
  }

  /** Whether these bytes are exactly one complete head. */
  static boolean isWhole(byte[] bytes) {
    return end(bytes) == bytes.length;
  }

  /** The index after the first empty line; -1 if there is none. */
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
