package ipcsh.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Successful and failed opening handshakes. */
@OnShell
class HandshakeTest {
  private static final String REQUEST =
      "GET /chat?room=1 HTTP/1.1\\r\\nHost: x\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\n"
          + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\\r\\nSec-WebSocket-Version: 13\\r\\n\\r\\n";

  @Test
  void answerHasTheKeyOfTheStandard(Shell shell) throws Exception {
    try (Peer peer = Peer.open(shell, "say('open')")) {
      assertThat(peer.lines()).containsExactly("open");
    }
    shell.run("(a, b) = socketpair(); send a, \"" + REQUEST + "\"; ws = wsaccept b");
    assertThat(shell.run("recv(a).text").toString())
        .startsWith("HTTP/1.1 101 ")
        .contains("\r\nUpgrade: websocket\r\n", "\r\nConnection: Upgrade\r\n")
        .contains("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")
        .endsWith("\r\n\r\n");
    assertThat(shell.run("ws.path")).isEqualTo("/chat?room=1");
    assertThat(shell.run("ws.head == \"" + REQUEST + "\" && ws.open && ws.fd == b"))
        .isEqualTo(true);
    assertThat(shell.line("ws"))
        .matches("websocket  server  open  fd \\d+  unix stream  connected");
  }

  @Test
  void whatFollowsTheHeadStaysInTheSocket(Shell shell) throws Exception {
    shell.run("(a, b) = socketpair(); send a, \"" + REQUEST + "\" + 'more'; wsaccept b");
    assertThat(shell.run("ioctl(b, FIONREAD)")).isEqualTo(4);
    assertThat(shell.run("recv(b).text")).isEqualTo("more");
  }

  @Test
  void headThatComesInPiecesIsTakenToItsEnd(Shell shell) throws Exception {
    String program =
        """
        for b in REQUEST:
            s.sendall(bytes([b]))
        s.sendall(frame(TEXT, b'early'))
        say(head().split()[1])
        """;
    try (Peer peer = Peer.start(shell, program)) {
      shell.run("ws = wsaccept c, timeout: 60.s");
      assertThat(shell.run("wsrecv(ws, timeout: 60.s).text")).isEqualTo("early");
      assertThat(peer.lines()).containsExactly("101");
    }
  }

  @Test
  void headWhoseTimeWasUpIsGoneOnWith(Shell shell) throws Exception {
    shell.run("(a, b) = socketpair(); r = \"" + REQUEST + "\"; send a, r[0..59]");
    shell.run("fails(ETIMEDOUT) { wsaccept b, timeout: 50.ms }");
    shell.run("send a, r[60..-3]; fails(ETIMEDOUT) { wsaccept b, timeout: 50.ms }");
    shell.run("send a, r[-2..-1]; ws = wsaccept b");
    assertThat(shell.run("ws.head == r")).isEqualTo(true);
  }

  @Test
  void headThatWasReceivedAlreadyIsGiven(Shell shell) throws Exception {
    shell.run("(a, b) = socketpair(); send a, \"" + REQUEST + "\"; head = recv(b).text");
    assertThat(shell.line("wsaccept b, head")).startsWith("websocket  server  open");
    assertThat(shell.complaint("wsaccept b, 'GET / HTTP/1.1'"))
        .contains("wsaccept: head: expected a request from its first line to the empty line");
    assertThat(shell.complaint("wsaccept b, head + 'x'")).contains("to the empty line after it");
  }

  private static void refused(Shell shell, String head, String status, String why) {
    shell.run("(a, b) = socketpair(); send a, \"" + head + "\"");
    assertThat(shell.complaint("wsaccept b")).contains(why).contains("; answered " + status);
    assertThat(shell.run("recv(a).text").toString()).startsWith("HTTP/1.1 " + status + "\r\n");
    shell.run("close a; close b");
  }

  @Test
  void whatIsNoRequestOfAWebSocketIsAnsweredAsHttpSays(Shell shell) throws Exception {
    refused(
        shell,
        "hello\\r\\n\\r\\n",
        "400 Bad Request",
        "given \"hello\": it is not an HTTP/1.1 GET request");
    refused(
        shell,
        REQUEST.replace("GET", "POST"),
        "400 Bad Request",
        "it is not an HTTP/1.1 GET request");
    refused(shell, REQUEST.replace("dGhl", "dGhlIHNh"), "400 Bad Request", "Sec-WebSocket-Key");
    refused(shell, REQUEST.replace("dGhl", "?"), "400 Bad Request", "Sec-WebSocket-Key");
    refused(
        shell,
        "GET / HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n",
        "426 Upgrade Required",
        "expected a WebSocket request, given \"GET / HTTP/1.1\": it does not request Upgrade");
    refused(
        shell,
        REQUEST.replace("Version: 13", "Version: 8"),
        "426 Upgrade Required",
        "its Sec-WebSocket-Version is not 13");
  }

  @Test
  void refusalNamesTheVersionThatIsSpoken(Shell shell) throws Exception {
    shell.run("(a, b) = socketpair(); send a, \"GET / HTTP/1.1\\r\\n\\r\\n\"");
    shell.complaint("wsaccept b");
    assertThat(shell.run("recv(a).text").toString())
        .contains("\r\nUpgrade: websocket\r\n", "\r\nSec-WebSocket-Version: 13\r\n");
  }

  @Test
  void headOfMoreThan16KilobytesIsRefused(Shell shell) throws Exception {
    String fits = "'X: ' + 'x' * (16384 - r.size() - 5) + \"\\r\\n\"";
    shell.run("r = \"" + REQUEST + "\"; (a, b) = socketpair()");
    shell.run("send a, r[0..-3] + " + fits + " + \"\\r\\n\"; ws = wsaccept b");
    assertThat(shell.run("ws.head.size()")).isEqualTo(16384);
    refused(
        shell,
        REQUEST.replace("Host: x", "Host: ${'x' * 16384}"),
        "431 Request Header Fields Too Large",
        "more than 16 KB");
  }

  @Test
  void endOfTheOtherSideIsReported(Shell shell) throws Exception {
    shell.run("(a, b) = socketpair(); send a, \"GET /\"; close a");
    assertThat(shell.complaint("wsaccept b"))
        .contains("given \"GET /\": the peer closed the connection before the end of its head");
  }

  @Test
  void wrongAnswerIsShownByItsFirstLine(Shell shell) throws Exception {
    for (String answer : List.of("HTTP/1.1 404 Not Found", "HTTP/1.1 101 Switching", "SSH-2.0")) {
      shell.run("(a, b) = socketpair(); send b, '" + answer + "\\r\\n\\r\\n'");
      assertThat(shell.complaint("wsconnect a"))
          .contains(
              "wsconnect: expected HTTP/1.1 101 with the matching Sec-WebSocket-Accept, given \""
                  + answer);
    }
    shell.run("(a, b) = socketpair(); shutdown b, SHUT_WR");
    assertThat(shell.complaint("wsconnect a")).contains("the peer closed the connection");
  }

  @Test
  void wrongValuesAreErrorsOfUsage(Shell shell) throws Exception {
    shell.run("(a, b) = socketpair AF_UNIX, SOCK_SEQPACKET; (c, d) = socketpair()");
    assertThat(shell.complaint("wsaccept a")).contains("fd: expected a stream socket, given fd");
    assertThat(shell.complaint("wsconnect c, 'chat'")).contains("expected one like '/chat'");
    assertThat(shell.complaint("wsconnect c, \"/a\\r\\nX: y\"")).contains("without spaces");
    assertThat(shell.complaint("wsaccept c, max: 0")).contains("max: expected a number of bytes");
    assertThat(shell.complaint("wsadopt c, ''")).contains("head: expected a request");
    assertThat(shell.complaint("wsadopt c, \"GET / HTTP/1.1\\r\\n\\r\\n\""))
        .contains("wsadopt: head: expected a WebSocket request, given \"GET / HTTP/1.1\"");
    assertThat(shell.complaint("wssend c, 'x'")).contains("ws: expected a WebSocket, given fd");
    shell.run("ws = wsadopt c, \"" + REQUEST + "\"");
    assertThat(shell.complaint("wssend ws, 1.5")).contains("expected data: a String");
    assertThat(shell.complaint("wsping ws, 'x' * 126")).contains("at most 125 bytes, given 126");
    assertThat(shell.complaint("wsclose ws, 1006")).contains("given 1006");
    assertThat(shell.complaint("wsclose ws, 1000, 'x' * 124")).contains("at most 123 bytes");
    assertThat(shell.complaint("wsrecv ws, MSG_PEEK")).contains("MSG_DONTWAIT, given MSG_PEEK");
    assertThat(shell.failure("wsaccept 999").toString()).contains("EBADF");
    assertThat(shell.failure("wsaccept pipe()[0]").toString()).contains("ENOTSOCK");
  }
}
