package ipcsh.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;

/** A connection is passed between processes while the client writes, and nothing is lost. */
@OnShell
class HandOverTest {
  @Test
  void secondOfTwoFramesInTheKernelIsForWhoComesNext(Shell shell) throws Exception {
    String program =
        """
        s.sendall(frame(TEXT, b'first') + frame(TEXT, b'second'))
        say('written')
        say(take())
        """;
    try (Peer peer = Peer.open(shell, program)) {
      peer.awaitOutput("written");
      shell.run("eventually(timeout: 60.s) { ioctl(c, FIONREAD) == 11 + 12 }");
      assertThat(shell.run("wsrecv(ws).text")).isEqualTo("first");
      shell.run("next = wsadopt dup(c), ws.head; close c");
      assertThat(shell.run("wsrecv(next).text")).isEqualTo("second");
      shell.run("wssend next, 'from the next'");
      assertThat(peer.lines()).containsExactly("written", "(1, b'from the next')");
    }
  }

  @Test
  void connectionIsPassedAfterEachMessage(Shell shell) throws Exception {
    String program =
        """
        s.sendall(b''.join(frame(i % 2 + 1, b'%d' % i) + frame(PING) for i in range(50)))
        for i in range(100):
            op, data = take()
            assert op == PONG or data == b'%d' % (i // 2), (i, op, data)
        """;
    try (Peer peer = Peer.open(shell, program)) {
      shell.run(
          """
          (x, y) = socketpair()
          50.times {
            wssend ws, wsrecv(ws, timeout: 60.s).text
            sendfd x, ws.fd, ws.head; close ws.fd
            m = recvmsg y
            ws = wsadopt m.fds[0], m.text
            assert ws.open && ws.path == '/peer'
          }
          """);
      // the last Ping is received by the next receiver
      assertThat(shell.line("wsrecv ws, timeout: 60.s")).isEqualTo("end of file  1006");
      assertThat(peer.lines()).isEmpty();
    }
  }

  @Test
  void childGoesOnWithWhatItInherited(Shell shell) throws Exception {
    String program =
        "s.sendall(frame(TEXT, b'one') + frame(TEXT, b'two')); say(take()); say(take())";
    try (Peer peer = Peer.open(shell, program)) {
      shell.run("wssend ws, wsrecv(ws, timeout: 60.s)");
      shell.run("child = fork(); child { wssend ws, wsrecv(ws, timeout: 60.s) }");
      assertThat(peer.lines()).containsExactly("(1, b'one')", "(1, b'two')");
    }
  }

  @Test
  void handshakeOfTheAcceptorIsTakenOverBeforeTheFirstMessage(Shell shell) throws Exception {
    try (Peer peer = Peer.open(shell, "s.sendall(frame(TEXT, b'x')); say(closed())")) {
      shell.run("sent = wsadopt c, ws.head");
      assertThat(shell.run("wsrecv(sent, timeout: 60.s).text")).isEqualTo("x");
      shell.run("wsclose sent, 3000, 'enough', timeout: 60.s");
      assertThat(peer.lines()).containsExactly("(3000, 'enough')");
    }
  }
}
