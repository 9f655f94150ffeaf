package ipcsh.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How a WebSocket ends: by a Close of either side, by a peer that is killed or does not answer. */
@OnShell
class ClosingTest {
  @Test
  void closeOfTheOtherSideIsAnsweredWithItsCode(Shell shell) throws Exception {
    String program =
        "s.sendall(frame(CLOSE, struct.pack('>H', 1001) + b'going')); say(closed()); wait()";
    try (Peer peer = Peer.open(shell, program)) {
      assertThat(shell.line("wsrecv ws, timeout: 60.s")).isEqualTo("end of file  1001 \"going\"");
      assertThat(shell.line("ws")).startsWith("websocket  server  closed 1001  fd ");
      assertThat(shell.line("wsclose ws")).isEqualTo("end of file  1001 \"going\"");
      assertThat(shell.run("ws.fd.open")).isEqualTo(false);
      peer.goOn();
      assertThat(peer.lines()).containsExactly("(1001, '')");
    }
  }

  @Test
  void closeWithoutACodeIs1005AndAnsweredWithoutOne(Shell shell) throws Exception {
    try (Peer peer = Peer.open(shell, "s.sendall(frame(CLOSE)); say(take())")) {
      assertThat(shell.run("wsrecv(ws, timeout: 60.s).code")).isEqualTo(1005);
      assertThat(peer.lines()).containsExactly("(8, b'')");
    }
  }

  @Test
  void ourCloseWaitsForTheOtherAndPassesOverMessages(Shell shell) throws Exception {
    String program =
        """
        s.sendall(frame(TEXT, b'on the way'))
        say(closed())
        s.sendall(frame(BINARY, b'late') + frame(CLOSE, struct.pack('>H', 1000)))
        assert not s.recv(1)
        """;
    try (Peer peer = Peer.open(shell, program)) {
      assertThat(shell.line("wsclose ws, 1000, 'bye', timeout: 60.s"))
          .isEqualTo("end of file  1000");
      assertThat(peer.lines()).containsExactly("(1000, 'bye')");
    }
  }

  @Test
  void otherSideThatDoesNotAnswerIsWaitedForASecond(Shell shell) throws Exception {
    try (Peer peer = Peer.open(shell, "wait()")) {
      long start = System.nanoTime();
      assertThat(shell.line("wsclose ws")).isEqualTo("end of file  1006");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(900));
      assertThat(shell.run("ws.fd.open")).isEqualTo(false);
      peer.goOn();
      assertThat(peer.lines()).isEmpty();
    }
  }

  @Test
  void otherSideThatDoesNotReadIsNotWaitedForLonger(Shell shell) throws Exception {
    shell.run("(a, b) = socketpair(); job = bg { wsaccept b }; c = wsconnect a; s = job.get()");
    shell.run("fails(ETIMEDOUT) { wssend s, 'x' * 10000000, timeout: 50.ms }");
    assertThat(shell.line("wsclose s, timeout: 50.ms")).isEqualTo("end of file  1006");
    assertThat(shell.run("s.fd.open")).isEqualTo(false);
  }

  @Test
  void deadPeerIsTheTrueErrno(Shell shell) throws Exception {
    String program =
        """
        s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        s.close()
        """;
    try (Peer peer = Peer.open(shell, program)) {
      assertThat(peer.lines()).isEmpty();
      shell.run("fails(ECONNRESET) { wsrecv ws, timeout: 60.s }");
      shell.run("fails(EPIPE) { wssend ws, 'x' }");
      assertThat(shell.line("wsrecv ws")).isEqualTo("end of file  1006");
      assertThat(shell.line("wsclose ws")).isEqualTo("end of file  1006");
    }
  }

  @Test
  void whatADeadPeerSentIsReceivedAllTheSame(Shell shell) throws Exception {
    shell.run("(a, b) = socketpair(); job = bg { wsaccept b }; c = wsconnect a; s = job.get()");
    shell.run("wsping c; wssend c, 'last words'; close a");
    assertThat(shell.run("wsrecv(s).text")).isEqualTo("last words");
    assertThat(shell.line("wsrecv s")).isEqualTo("end of file  1006");
  }

  @Test
  void closeOfWhatIsClosedFails(Shell shell) throws Exception {
    shell.run("(a, b) = socketpair(); job = bg { wsaccept b }; c = wsconnect a; s = job.get()");
    shell.run("close a");
    shell.run(
        "fails(EBADF) { wsclose c }; fails(EBADF) { wssend c, 'x' }; fails(EBADF) { wsrecv c }");
    assertThat(shell.line("c")).matches("websocket  client  closed  fd \\d+  closed");
  }
}
