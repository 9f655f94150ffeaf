package ipcsh.websocket;

import ipcsh.handle.Message;
import ipcsh.sys.text.Quoted;
import java.nio.charset.StandardCharsets;

/**
 * A message that was received, or that the connection is at its end. Prints like what {@code recv}
 * gives: {@code 5 bytes "hello"}, {@code 3 bytes 00 ff 12 binary}, {@code end of file 1000 "bye"}.
 */
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

  /** The end of a connection, as a Close says it or, with 1006, as there was none. */
  static WebSocketMessage end(int code, String reason) {
    return new WebSocketMessage(new byte[0], false, code, reason);
  }

  /** The payload as UTF-8. */
  public String getText() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The payload itself: not a copy. */
  public byte[] getBytes() {
    return bytes;
  }

  /** How many bytes the payload has. */
  public int getSize() {
    return bytes.length;
  }

  /** Whether it was sent as bytes and not as text. */
  public boolean isBinary() {
    return binary;
  }

  /** Whether the connection has ended: nothing will come any more. */
  public boolean isEof() {
    return code != null;
  }

  /**
   * The code of the Close that ended the connection: 1005 where it had none, 1006 where there was
   * no Close; null for a message.
   */
  public Integer getCode() {
    return code;
  }

  /** The reason in the Close, may be empty; null for a message. */
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
