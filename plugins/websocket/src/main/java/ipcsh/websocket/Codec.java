package ipcsh.websocket;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.HandshakeState;
import org.java_websocket.enums.Role;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.InvalidHandshakeException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.framing.FramedataImpl1;
import org.java_websocket.framing.PingFrame;
import org.java_websocket.framing.PongFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ClientHandshakeBuilder;
import org.java_websocket.handshake.HandshakeBuilder;
import org.java_websocket.handshake.HandshakeImpl1Client;
import org.java_websocket.handshake.HandshakeImpl1Server;
import org.java_websocket.handshake.ServerHandshake;

/**
 * The library's view of one side of a connection: encodes and decodes bytes, and does no I/O. One
 * thread may decode while another encodes.
 */
final class Codec {
  private static final int KEY_SIZE = 16;

  private final boolean server;
  private final Draft_6455 draft;

  /**
   * A side.
   *
   * @param largest a frame with a larger payload is a protocol error
   */
  Codec(boolean server, int largest) {
    this.server = server;
    draft = new Draft_6455(List.of(), largest);
    draft.setParseMode(server ? Role.SERVER : Role.CLIENT);
  }

  /** Whether it is the accepting side: it receives masked frames and sends unmasked ones. */
  boolean isServer() {
    return server;
  }

  /** Parses the head of a client's request. */
  ClientHandshake request(byte[] head) throws HandshakeRefused {
    ClientHandshake request;
    try {
      request = (ClientHandshake) draft.translateHandshake(ByteBuffer.wrap(head));
    } catch (InvalidHandshakeException e) {
      throw HandshakeRefused.bad("it is not an HTTP/1.1 GET request");
    }
    if (!has(request, "Upgrade", "websocket") || !has(request, "Connection", "Upgrade")) {
      throw HandshakeRefused.upgrade("it does not request Upgrade: websocket");
    }
    if (!isKey(request.getFieldValue("Sec-WebSocket-Key").strip())) {
      throw HandshakeRefused.bad("its Sec-WebSocket-Key is not 16 bytes in base64");
    }
    if (!accepts(request)) {
      throw HandshakeRefused.upgrade("its Sec-WebSocket-Version is not 13");
    }
    return request;
  }

  private boolean accepts(ClientHandshake request) {
    try {
      return draft.acceptHandshakeAsServer(request) == HandshakeState.MATCHED;
    } catch (InvalidHandshakeException e) {
      return false;
    }
  }

  /** Whether a header field is a list that contains the word. */
  private static boolean has(ClientHandshake request, String field, String word) {
    return Stream.of(request.getFieldValue(field).split("[,;]"))
        .anyMatch(each -> each.strip().equalsIgnoreCase(word));
  }

  private static boolean isKey(String key) {
    try {
      return Base64.getDecoder().decode(key).length == KEY_SIZE;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  /** The head of the response that accepts a request. */
  byte[] answer(ClientHandshake request) {
    try {
      HandshakeBuilder answer =
          draft.postProcessHandshakeResponseAsServer(request, new HandshakeImpl1Server());
      answer.put("Connection", "Upgrade");
      return bytes(draft.createHandshake(answer).get(0));
    } catch (InvalidHandshakeException e) {
      throw new IllegalStateException("a request that was accepted", e);
    }
  }

  /** A request for a path. */
  ClientHandshake ask(String path, String host) {
    ClientHandshakeBuilder request = new HandshakeImpl1Client();
    request.setResourceDescriptor(path);
    request.put("Host", host);
    return draft.postProcessHandshakeRequestAsClient(request);
  }

  /** The head of a request. */
  byte[] head(ClientHandshake request) {
    return bytes(draft.createHandshake(request).get(0));
  }

  /** Whether the head of a response accepts the request. */
  boolean isAccepted(ClientHandshake request, byte[] answer) {
    try {
      ServerHandshake handshake =
          (ServerHandshake) draft.translateHandshake(ByteBuffer.wrap(answer));
      return draft.acceptHandshakeAsClient(request, handshake) == HandshakeState.MATCHED;
    } catch (InvalidHandshakeException e) {
      return false;
    }
  }

  /**
   * Decodes the next bytes of a frame.
   *
   * @param piece not more bytes than the frame still has
   * @return the frame, or null if it is not complete yet
   */
  Framedata decode(byte[] piece) throws InvalidDataException {
    try {
      List<Framedata> frames = draft.translateFrame(ByteBuffer.wrap(piece));
      return frames.isEmpty() ? null : frames.get(0);
    } catch (NullPointerException e) {
      // the library's error for the reason of a Close that is not UTF-8
      throw new InvalidDataException(CloseFrame.NO_UTF8, "the reason is not UTF-8", e);
    }
  }

  /** A text message. */
  byte[] text(String text) {
    return encode(draft.createFrames(text, !server).get(0));
  }

  /** A binary message. */
  byte[] binary(byte[] data) {
    return encode(draft.createFrames(ByteBuffer.wrap(data), !server).get(0));
  }

  /** A Ping. */
  byte[] ping(byte[] data) {
    return control(new PingFrame(), ByteBuffer.wrap(data));
  }

  /** The Pong that answers a Ping. */
  byte[] pong(Framedata ping) {
    return control(new PongFrame(), ping.getPayloadData());
  }

  private byte[] control(FramedataImpl1 frame, ByteBuffer payload) {
    frame.setPayload(payload);
    return encode(frame);
  }

  /** A Close; the code 1005 means no code. */
  byte[] close(int code, String reason) {
    CloseFrame frame = new CloseFrame();
    frame.setReason(reason);
    frame.setCode(code);
    return encode(frame);
  }

  private byte[] encode(Framedata frame) {
    return bytes(draft.createBinaryFrame(frame));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
