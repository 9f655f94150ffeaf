package ipcsh.websocket;

import static ipcsh.sys.abi.SocketConstants.MSG_DONTWAIT;

import ipcsh.handle.Fd;
import ipcsh.handle.Handle;
import ipcsh.handle.MethodFallback;
import ipcsh.handle.Term;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.text.KernelText;
import java.util.concurrent.atomic.AtomicBoolean;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;

/**
 * One side of a WebSocket connection on a descriptor, which stays an ordinary descriptor: {@code
 * poll} waits for it, {@code sendfd} passes it. One thread may receive while another sends. Prints
 * as {@code websocket server open fd 7 inet stream ...}.
 */
@Term("WebSocket")
public final class WebSocket extends Handle {
  /** The end of a connection that was lost without a Close. */
  static final WebSocketMessage LOST = WebSocketMessage.end(CloseFrame.ABNORMAL_CLOSE, "");

  private final Fd fd;
  private final String head;
  private final String path;
  private final Codec codec;
  private final FrameReader incoming;
  private final FrameWriter outgoing = new FrameWriter();
  private final FairLock reading = new FairLock();

  /** Whether our Close has been sent, or is pending. */
  private final AtomicBoolean closing = new AtomicBoolean();

  /** Whether the peer violated the protocol, so that its further input is ignored. */
  private volatile boolean failed;

  private volatile WebSocketMessage end;

  /**
   * A connection after its handshake.
   *
   * @param head the head of the request, as received or sent
   * @param largest the maximum size of a message in bytes
   */
  WebSocket(
      MethodFallback methods,
      Fd fd,
      byte[] head,
      ClientHandshake request,
      Codec codec,
      int largest) {
    super(methods);
    this.fd = fd;
    this.head = KernelText.decode(head);
    this.path = request.getResourceDescriptor();
    this.codec = codec;
    this.incoming = new FrameReader(codec, largest);
  }

  /** The descriptor. */
  public Fd getFd() {
    return fd;
  }

  /** The head of the client's request, byte for byte, including its empty line. */
  public String getHead() {
    return head;
  }

  /** The path that the client requested, {@code /chat?room=1}. */
  public String getPath() {
    return path;
  }

  /** Whether messages can be sent in both directions, as far as is known here. */
  public boolean isOpen() {
    return end == null && !closing.get() && fd.isOpen();
  }

  /** The end of the connection, as received; null before that. */
  WebSocketMessage end() {
    return end;
  }

  /** Sends our part of the handshake. */
  void begin(StreamConnection to, byte[] bytes) {
    outgoing.send(to, bytes);
  }

  /** Sends a data frame or a Ping. */
  void send(StreamConnection to, byte[] frame, String command) {
    if (closing.get() && fd.isOpen()) {
      throw new SysException(
          Errno.EPIPE, command + "(" + fd.getNumber() + ", ...)", "the WebSocket is " + state());
    }
    outgoing.send(to, frame);
  }

  /** The encoder for {@link #send}. */
  Codec codec() {
    return codec;
  }

  /** The next message; after the last one, always the end. */
  WebSocketMessage receive(StreamConnection from, int flags) {
    if ((flags & MSG_DONTWAIT) == 0) {
      reading.take(from);
    } else if (!reading.tryTake()) {
      throw new SysException(Errno.EAGAIN, "wsrecv(" + fd.getNumber() + ", MSG_DONTWAIT)");
    }
    try {
      WebSocketMessage message = null;
      while (message == null && end == null) {
        outgoing.pay(from);
        while (outgoing.isBehind() && (flags & MSG_DONTWAIT) == 0 && !from.awaitInputOrRoom()) {
          outgoing.pay(from);
        }
        message = next(from, flags);
      }
      return message == null ? end : message;
    } finally {
      reading.give();
    }
  }

  private WebSocketMessage next(StreamConnection from, int flags) {
    try {
      Framedata frame = incoming.frame(from, flags);
      if (frame == null) {
        end = LOST;
        return null;
      }
      switch (frame.getOpcode()) {
        case PING -> pong(from, frame);
        case PONG -> {
          // a Pong needs no action
        }
        case CLOSING -> closed(from, (CloseFrame) frame);
        default -> {
          return incoming.join(frame);
        }
      }
    } catch (InvalidDataException e) {
      failed = true;
      end(from, e.getCloseCode(), e.getMessage() == null ? "" : e.getMessage());
    }
    return null;
  }

  private void pong(StreamConnection to, Framedata ping) {
    if (!closing.get()) {
      outgoing.answer(to, codec.pong(ping));
    }
  }

  private void closed(StreamConnection from, CloseFrame frame) {
    int code = incoming.wasEmpty() ? CloseFrame.NOCODE : frame.getCloseCode();
    end(from, code, frame.getMessage());
  }

  /** Records the end, and answers it unless it is itself the answer. */
  private void end(StreamConnection to, int code, String reason) {
    end = WebSocketMessage.end(code, reason);
    if (closing.compareAndSet(false, true)) {
      outgoing.answer(to, codec.close(code, failed ? reason : ""));
    }
  }

  /** Sends a Close and receives until the peer's Close; either may be done already. */
  WebSocketMessage close(StreamConnection to, byte[] frame) {
    outgoing.settle(to, closing.compareAndSet(false, true) ? frame : null);
    while (end == null) {
      try {
        receive(to, 0);
      } catch (SysException e) {
        to.awaitInput(e);
      }
    }
    if (failed) {
      to.drain();
    }
    return end;
  }

  private String state() {
    if (end != null) {
      return "closed " + end.getCode();
    }
    if (!fd.isOpen()) {
      return "closed";
    }
    return closing.get() ? "closing" : "open";
  }

  @Override
  public String toString() {
    return "websocket  " + (codec.isServer() ? "server" : "client") + "  " + state() + "  " + fd;
  }
}
