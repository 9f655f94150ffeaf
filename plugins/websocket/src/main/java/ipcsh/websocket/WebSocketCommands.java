package ipcsh.websocket;

import static ipcsh.sys.abi.SocketConstants.AF_INET;
import static ipcsh.sys.abi.SocketConstants.AF_INET6;
import static ipcsh.sys.abi.SocketConstants.MSG_DONTWAIT;
import static ipcsh.sys.abi.SocketConstants.SOCK_STREAM;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Default;
import ipcsh.command.model.Flags;
import ipcsh.command.model.Option;
import ipcsh.command.model.SavedAs;
import ipcsh.handle.Fd;
import ipcsh.handle.Timeouts;
import ipcsh.handle.UsageException;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.text.KernelText;
import ipcsh.sys.text.Quoted;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import org.java_websocket.handshake.ClientHandshake;

/** The commands for WebSocket on connected stream sockets. */
public final class WebSocketCommands implements CommandTopic {
  private static final int LARGEST_MESSAGE = 16 << 20;
  private static final int LARGEST_CONTROL = 125;
  private static final int LARGEST_REASON = LARGEST_CONTROL - 2;
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(1);

  /** Errors that end a connection without a Close. */
  private static final Set<Errno> LOST = EnumSet.of(Errno.ETIMEDOUT, Errno.ECONNRESET, Errno.EPIPE);

  private Context context;

  /** Partially received heads of requests, kept when a {@code wsaccept} failed. */
  private final Map<Fd, HttpHead> begun = Collections.synchronizedMap(new WeakHashMap<>());

  @Override
  public String title() {
    return "WebSocket";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  private StreamConnection connection(Fd fd) {
    return new StreamConnection(context.kernel(), context.number(fd));
  }

  private StreamConnection connection(WebSocket ws) {
    return connection(ws.getFd());
  }

  @Command(
      summary = "accept the opening handshake of a WebSocket, as the server",
      man = "accept(2)",
      blocks = true,
      details =
          """
          The server's side of RFC 6455 on a connected stream socket. Reads the head of the
          request from the socket and not a byte more, or nothing if head is given: one that was
          received already. Anything other than a WebSocket request is answered by 400 or 426, a
          head of more than 16 KB by 431, and is an error. If the timeout expires in the middle of
          a head, the next wsaccept continues from there. max: is the size of the largest message,
          16 MB by default. .fd is the descriptor, .head the request's head as received, .path the
          requested path, .open whether messages can still be exchanged in both directions. wsrecv
          never receives more than the message that it returns, so between two messages the
          connection can be passed to another process, which continues with wsadopt(fd, head).""",
      examples =
          """
          (a, b) = socketpair()
          job = bg { wsaccept b }
          c = wsconnect a, '/chat'
          s = job.get()         //=> websocket  server  open  fd 4  unix stream  connected
          s.path                //=> /chat
          wssend s, 'welcome'   //=> 7
          wsrecv c              //=> 7 bytes "welcome"
          """)
  public WebSocket wsaccept(Fd fd, @Default("") String head, @Option Integer max) {
    expectStream(fd);
    Codec codec = new Codec(true, largest(max));
    StreamConnection connection = connection(fd);
    HttpHead coming = begun.computeIfAbsent(fd, any -> new HttpHead());
    byte[] request = null;
    try {
      request = head == null ? coming.take(connection) : whole(head);
      ClientHandshake handshake = codec.request(request);
      WebSocket made =
          new WebSocket(context.methods(), fd, request, handshake, codec, largest(max));
      made.begin(connection, codec.answer(handshake));
      begun.remove(fd);
      return made;
    } catch (HandshakeRefused e) {
      begun.remove(fd);
      refuse(connection, e.answer());
      byte[] given = request == null ? coming.soFar() : request;
      throw new UsageException("wsaccept: " + notARequest(given, e) + "; answered " + e.status());
    }
  }

  private static void refuse(StreamConnection connection, byte[] answer) {
    try {
      connection.send(answer, 0, MSG_DONTWAIT);
    } catch (SysException e) {
      // the peer does not read any more
    }
  }

  private static String notARequest(byte[] head, HandshakeRefused why) {
    return "expected a WebSocket request, given "
        + Quoted.text(HttpHead.firstLine(head))
        + ": "
        + why.getMessage();
  }

  @Command(
      summary = "perform the opening handshake of a WebSocket, as the client",
      man = "connect(2)",
      blocks = true,
      details =
          """
          The client's side of RFC 6455 on a connected stream socket, TCP or UNIX. An answer other
          than 101 is an error that shows its first line. max: is the size of the largest message,
          16 MB by default.""",
      examples =
          """
          (a, b) = socketpair()
          job = bg { wsaccept b }
          c = wsconnect a             //=> websocket  client  open  fd 3  unix stream  connected
          wssend c, hex('00 ff 12')   //=> 3
          wsrecv job.get()            //=> 3 bytes 00 ff 12  binary
          """)
  public WebSocket wsconnect(Fd fd, @Default("'/'") String path, @Option Integer max) {
    expectStream(fd);
    if (!path.matches("/[\\x21-\\x7e]*")) {
      throw new IllegalArgumentException(
          "path: expected one like '/chat' in ASCII, without spaces, given " + Quoted.text(path));
    }
    Codec codec = new Codec(false, largest(max));
    StreamConnection connection = connection(fd);
    ClientHandshake request = codec.ask(path, host(fd));
    byte[] head = codec.head(request);
    WebSocket made = new WebSocket(context.methods(), fd, head, request, codec, largest(max));
    made.begin(connection, head);
    HttpHead answer = new HttpHead();
    try {
      if (codec.isAccepted(request, answer.take(connection))) {
        return made;
      }
    } catch (HandshakeRefused e) {
      throw notAccepted(answer, ": " + e.getMessage());
    }
    throw notAccepted(answer, "");
  }

  private static UsageException notAccepted(HttpHead answer, String why) {
    return new UsageException(
        "wsconnect: expected HTTP/1.1 101 with the matching Sec-WebSocket-Accept, given "
            + Quoted.text(HttpHead.firstLine(answer.soFar()))
            + why);
  }

  /** The value of the Host header field for a request. */
  private String host(Fd fd) {
    int domain = context.descriptors().domain(fd);
    boolean internet = domain == AF_INET || domain == AF_INET6;
    return internet ? Objects.toString(fd.getPeer(), null) : "localhost";
  }

  @Command(
      summary = "use a connection whose opening handshake is done elsewhere",
      man = "unix(7)",
      details =
          """
          The server's side; nothing is sent or received. head is the .head of the WebSocket that
          wsaccept returned. Between two messages any process that has the descriptor can
          continue, but only one at a time should receive. max: is as in wsaccept.""",
      examples =
          """
          (a, b) = socketpair()
          job = bg { wsaccept b }
          c = wsconnect a, '/chat'
          wssend c, 'one'; wssend c, 'two'
          s = job.get()
          wsrecv s                              //=> 3 bytes "one"
          (x, y) = socketpair()
          sendfd x, s.fd, s.head; close s.fd
          m = recvmsg y
          t = wsadopt m.fds[0], m.text          //=> websocket  server  open  fd 7  unix stream  connected
          wsrecv t                              //=> 3 bytes "two"
          """)
  public WebSocket wsadopt(Fd fd, String head, @Option Integer max) {
    expectStream(fd);
    Codec codec = new Codec(true, largest(max));
    byte[] request = whole(head);
    try {
      ClientHandshake handshake = codec.request(request);
      return new WebSocket(context.methods(), fd, request, handshake, codec, largest(max));
    } catch (HandshakeRefused e) {
      throw new IllegalArgumentException("head: " + notARequest(request, e));
    }
  }

  private static byte[] whole(String head) {
    byte[] bytes = head == null ? new byte[0] : KernelText.encode(head);
    if (!HttpHead.isWhole(bytes)) {
      throw new IllegalArgumentException(
          "head: expected a request from its first line to the empty line after it, given "
              + Quoted.text(head == null ? "" : head));
    }
    if (bytes.length > HttpHead.LARGEST) {
      throw new IllegalArgumentException("head: expected at most 16 KB, given " + bytes.length);
    }
    return bytes;
  }

  private void expectStream(Fd fd) {
    if (context.descriptors().type(fd) != SOCK_STREAM) {
      throw new IllegalArgumentException("fd: expected a stream socket, given " + fd);
    }
  }

  private static int largest(Integer max) {
    if (max != null && max < 1) {
      throw new IllegalArgumentException("max: expected a number of bytes, given " + max);
    }
    return max == null ? LARGEST_MESSAGE : max;
  }

  @Command(
      summary = "send a message: a String is text, other data is binary",
      man = "send(2)",
      saves = SavedAs.RESULT,
      blocks = true,
      details =
          """
          Returns the number of bytes of the payload. A message returned by wsrecv is sent with
          its original type. The call blocks until there is space; with O_NONBLOCK it fails with
          EAGAIN if there is no space for the first byte, and nothing is sent. If the timeout
          expires in the middle of a message, its rest is sent before the next one.""",
      examples =
          """
          (a, b) = socketpair()
          job = bg { wsaccept b }
          c = wsconnect a; s = job.get()
          wssend c, 'hello'             //=> 5
          c.wssend([0, 1])              //=> 2
          wsrecv s                      //=> 5 bytes "hello"
          s.wsrecv()                    //=> 2 bytes 00 01  binary
          """)
  public int wssend(WebSocket ws, Object data) {
    byte[] frame;
    int size;
    if (data instanceof CharSequence || data instanceof WebSocketMessage m && !m.isBinary()) {
      String text = data instanceof WebSocketMessage message ? message.getText() : data.toString();
      frame = ws.codec().text(text);
      size = text.getBytes(StandardCharsets.UTF_8).length;
    } else {
      byte[] bytes =
          data instanceof WebSocketMessage message ? message.getBytes() : context.data(data);
      frame = ws.codec().binary(bytes);
      size = bytes.length;
    }
    ws.send(connection(ws), frame, "wssend");
    return size;
  }

  @Command(
      summary = "receive the next message",
      man = "recv(2)",
      blocks = true,
      details =
          """
          Returns a message with .text, .bytes, .size, .binary. Fragments are joined; a Ping is
          answered and not returned. At the end .eof is true, and .code and .reason are those of
          the Close frame: 1005 if it had no code, 1006 if the connection ended without one. A
          Close is answered, and so is a protocol violation (1002), text that is not UTF-8 (1007),
          or a message that is too large (1009). The descriptor stays open until wsclose, or close
          ws.fd. With MSG_DONTWAIT the call fails with EAGAIN if no complete message has arrived;
          the part that has arrived is kept, and poll on ws.fd returns when more arrives.""",
      examples =
          """
          (a, b) = socketpair()
          job = bg { wsaccept b }
          c = wsconnect a; s = job.get()
          fails(EAGAIN) { wsrecv s, MSG_DONTWAIT }
          wssend c, 'ABCDE'
          m = wsrecv s                        //=> 5 bytes "ABCDE"
          m.text + m.binary + m.eof           //=> ABCDEfalsefalse
          fails(ETIMEDOUT) { wsrecv s, timeout: 10.ms }
          close c.fd
          wsrecv s                            //=> end of file  1006
          """)
  public WebSocketMessage wsrecv(WebSocket ws, @Default("0") @Flags("MSG_") int flags) {
    if ((flags & ~MSG_DONTWAIT) != 0) {
      throw new IllegalArgumentException(
          "flags: expected 0 or MSG_DONTWAIT, given " + context.constants().render("MSG_", flags));
    }
    return ws.receive(connection(ws), flags);
  }

  @Command(
      summary = "send a Ping and wait for the Pong",
      man = "send(2)",
      saves = SavedAs.RESULT,
      blocks = true,
      details = "Returns the number of bytes of the payload, at most 125. wsrecv skips the Pong.",
      examples =
          """
          (a, b) = socketpair()
          job = bg { wsaccept b }
          c = wsconnect a; s = job.get()
          wsping c, 'there?'                        //=> 6
          fails(EAGAIN) { wsrecv s, MSG_DONTWAIT }
          recv a                                    //=> 8 bytes 8a 06 74 68 65 72 65 3f
          """)
  public int wsping(WebSocket ws, @Default("''") byte[] data) {
    if (data.length > LARGEST_CONTROL) {
      throw new IllegalArgumentException(
          "data: expected at most " + LARGEST_CONTROL + " bytes, given " + data.length);
    }
    ws.send(connection(ws), ws.codec().ping(data), "wsping");
    return data.length;
  }

  @Command(
      summary = "close a WebSocket with a Close frame, and its descriptor",
      man = "close(2)",
      details =
          """
          Returns the end as wsrecv would: the peer's .code and .reason; 1006 if no Close arrives
          within timeout:, 1 s by default. Messages that arrive in the meantime are discarded. The
          descriptor is closed in any case. A code is 1000 to 1003, 1007 to 1014, or 3000 to 4999;
          the reason has at most 123 bytes.""",
      examples =
          """
          (a, b) = socketpair()
          job = bg { wsaccept b }
          c = wsconnect a; s = job.get()
          job = bg { wsrecv s }
          wsclose c, 1001, 'going away'    //=> end of file  1001
          job.get()                        //=> end of file  1001 "going away"
          wsclose s                        //=> end of file  1001 "going away"
          """)
  public WebSocketMessage wsclose(
      WebSocket ws,
      @Default("1000") int code,
      @Default("''") String reason,
      @Option Duration timeout) {
    byte[] frame = ws.codec().close(sendable(code), shortEnough(reason));
    StreamConnection connection = connection(ws);
    Duration limit = timeout == null ? CLOSE_WAIT : timeout;
    try {
      Timeouts.within(context.kernel(), limit, () -> ws.close(connection, frame));
    } catch (SysException e) {
      if (!LOST.contains(e.getErrno())) {
        throw e;
      }
    } finally {
      context.close(ws.getFd());
    }
    return ws.end() == null ? WebSocket.LOST : ws.end();
  }

  private static int sendable(int code) {
    boolean reserved = code == 1004 || code == 1005 || code == 1006;
    if (reserved || !(code >= 1000 && code <= 1014) && !(code >= 3000 && code <= 4999)) {
      throw new IllegalArgumentException(
          "code: expected 1000 to 1003, 1007 to 1014 or 3000 to 4999, given " + code);
    }
    return code;
  }

  private static String shortEnough(String reason) {
    int size = reason.getBytes(StandardCharsets.UTF_8).length;
    if (size > LARGEST_REASON) {
      throw new IllegalArgumentException(
          "reason: expected at most " + LARGEST_REASON + " bytes, given " + size);
    }
    return reason;
  }
}
