package ipcsh.websocket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.java_websocket.enums.Opcode;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.LimitExceededException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.util.Charsetfunctions;

/**
 * Reads frames from a connection and joins them to messages. Receives only the bytes that the
 * current frame still lacks, never any of the next. An incomplete frame and the fragments of a
 * message are kept between calls. Not thread-safe.
 */
final class FrameReader {
  private static final int LARGEST_HEADER = 14;
  private static final int MASK_SIZE = 4;

  private final Codec codec;
  private final int largest;

  /** The first bytes of the current frame, which give its length. */
  private final byte[] header = new byte[LARGEST_HEADER];

  private long received;

  /** TEXT or BINARY, null between messages. */
  private Opcode kind;

  private final ByteArrayOutputStream fragments = new ByteArrayOutputStream();

  /**
   * The frames of a connection.
   *
   * @param largest the maximum size of a message in bytes
   */
  FrameReader(Codec codec, int largest) {
    this.codec = codec;
    this.largest = largest;
  }

  /** The next frame, or null if the connection ends before it is complete. */
  Framedata frame(StreamConnection from, int flags) throws InvalidDataException {
    while (true) {
      byte[] piece = from.receive((int) Math.min(missing(), Integer.MAX_VALUE), flags);
      if (piece.length == 0) {
        return null;
      }
      for (int i = 0; i < piece.length && received + i < header.length; i++) {
        header[(int) received + i] = piece[i];
      }
      received += piece.length;
      expectMask();
      Framedata frame = codec.decode(piece);
      if (frame != null) {
        received = 0;
        return frame;
      }
    }
  }

  /** Whether the last frame had no payload: the library reports the code 1000 for such a Close. */
  boolean wasEmpty() {
    return (header[1] & 0x7f) == 0;
  }

  /** The number of bytes that the frame still lacks, as far as its beginning shows. */
  private long missing() {
    int mask = codec.isServer() ? MASK_SIZE : 0;
    if (received < 2) {
      return 2 + mask - received;
    }
    int length = header[1] & 0x7f;
    int extended = length == 126 ? Short.BYTES : length == 127 ? Long.BYTES : 0;
    int whole = 2 + extended + mask;
    if (received < whole) {
      return whole - received;
    }
    ByteBuffer bytes = ByteBuffer.wrap(header);
    long payload =
        switch (extended) {
          case Short.BYTES -> Short.toUnsignedInt(bytes.getShort(2));
          case Long.BYTES -> bytes.getLong(2);
          default -> length;
        };
    return whole + payload - received;
  }

  /** A client masks each of its frames, a server none; the library does not check it. */
  private void expectMask() throws InvalidDataException {
    boolean masked = (header[1] & 0x80) != 0;
    if (received >= 2 && masked != codec.isServer()) {
      String what = masked ? "a masked frame from the server" : "an unmasked frame from the client";
      throw new InvalidDataException(CloseFrame.PROTOCOL_ERROR, what);
    }
  }

  /** Adds a data frame to the current message; returns the message if it is complete, or null. */
  WebSocketMessage join(Framedata frame) throws InvalidDataException {
    boolean first = frame.getOpcode() != Opcode.CONTINUOUS;
    if (first == (kind != null)) {
      String what =
          first ? "a message inside another one" : "a continuation frame without a message";
      throw new InvalidDataException(CloseFrame.PROTOCOL_ERROR, what);
    }
    kind = first ? frame.getOpcode() : kind;
    ByteBuffer payload = frame.getPayloadData();
    if (payload.remaining() > largest - fragments.size()) {
      throw new LimitExceededException("a message of more than " + largest + " bytes", largest);
    }
    fragments.write(
        payload.array(), payload.arrayOffset() + payload.position(), payload.remaining());
    return frame.isFin() ? whole() : null;
  }

  private WebSocketMessage whole() throws InvalidDataException {
    byte[] bytes = fragments.toByteArray();
    boolean text = kind == Opcode.TEXT;
    fragments.reset();
    kind = null;
    if (text) {
      expectUtf8(bytes);
    }
    return WebSocketMessage.of(bytes, !text);
  }

  private static void expectUtf8(byte[] bytes) throws InvalidDataException {
    try {
      Charsetfunctions.stringUtf8(bytes);
    } catch (InvalidDataException e) {
      throw new InvalidDataException(CloseFrame.NO_UTF8, "text that is not UTF-8", e);
    }
  }
}
