package ipcsh.websocket;

import ipcsh.handle.Message;
import ipcsh.handle.Term;
import ipcsh.sys.text.Quoted;
import java.nio.charset.StandardCharsets;

/**
 * A received message, or the end of the connection. Prints like the value of {@code recv}: {@code 5
 * bytes "hello"}, {@code 3 bytes 00 ff 12 binary}, {@code end of file 1000 "bye"}.
 */
@Term("WebSocket message")
public final class WebSocketMessage {
  private final byte[] bytes;
  private final boolean binary;
  private final Integer code;
  private final String reason;

  private WebSocketMessage(byte[] bytes, boolean binary, Integer code, String reason) {
    this.bytes = bytes;
    this.binary = binary;
    this.code = code;
    this.reason = reason;
  }

  static WebSocketMessage of(byte[] bytes, boolean binary) {
    return new WebSocketMessage(bytes, binary, null, null);
  }

  /** The end of a connection, with the code of the Close or, if there was none, 1006. */
  static WebSocketMessage end(int code, String reason) {
    return new WebSocketMessage(new byte[0], false, code, reason);
  }

  /** The payload decoded as UTF-8. */
  public String getText() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The payload itself, not a copy. */
  public byte[] getBytes() {
    return bytes;
  }

  /** The size of the payload in bytes. */
  public int getSize() {
    return bytes.length;
  }

  /** Whether it is a binary message. */
  public boolean isBinary() {
    return binary;
  }

  /** Whether it is the end of the connection: nothing will be received after it. */
  public boolean isEof() {
    return code != null;
  }

  /**
   * The code of the Close that ended the connection: 1005 if it had none, 1006 if there was no
   * Close; null for a message.
   */
  public Integer getCode() {
    return code;
  }

  /** The reason in the Close, possibly empty; null for a message. */
  public String getReason() {
    return reason;
  }

  @Override
  public String toString() {
    if (isEof()) {
      return "end of file  " + code + (reason.isEmpty() ? "" : " " + Quoted.text(reason));
    }
    return Message.of(bytes, bytes.length, null, 0, false) + (binary ? "  binary" : "");
  }
}
