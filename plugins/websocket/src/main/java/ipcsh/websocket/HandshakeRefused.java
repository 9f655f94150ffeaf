package ipcsh.websocket;

import java.nio.charset.StandardCharsets;

/** Thrown for a head that opens no WebSocket: the reason, and the HTTP response. */
final class HandshakeRefused extends Exception {
  private static final long serialVersionUID = 1;

  private final String status;
  private final String fields;

  private HandshakeRefused(String status, String fields, String why) {
    super(why, null, false, false);
    this.status = status;
    this.fields = fields;
  }

  /** For a malformed or incomplete request. */
  static HandshakeRefused bad(String why) {
    return new HandshakeRefused("400 Bad Request", "", why);
  }

  /** For a head that exceeds the maximum length. */
  static HandshakeRefused tooLarge(String why) {
    return new HandshakeRefused("431 Request Header Fields Too Large", "", why);
  }

  /** For a valid request for a protocol that is not supported. */
  static HandshakeRefused upgrade(String why) {
    String wanted = "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n";
    return new HandshakeRefused("426 Upgrade Required", wanted, why);
  }

  /** The status of the response, {@code 400 Bad Request}. */
  String status() {
    return status;
  }

  /** The complete response. */
  byte[] answer() {
    String connection = fields.isEmpty() ? "close" : "Upgrade, close";
    String body = getMessage() + "\n";
    String text =
        "HTTP/1.1 %s\r\n%sConnection: %s\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s";
    return text.formatted(status, fields, connection, body.length(), body)
        .getBytes(StandardCharsets.US_ASCII);
  }
}
