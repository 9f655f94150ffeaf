package ipcsh.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;

/**
 * Frames written by another implementation, byte by byte, in pieces, several at once, and invalid
 * ones.
 */
@OnShell
class FramesTest {
  private static WebSocketMessage receive(Shell shell) {
    return (WebSocketMessage) shell.run("wsrecv ws, timeout: 60.s");
  }

  @Test
  void framesOfAllLengthsArriveByteByByte(Shell shell) throws Exception {
    String program =
        """
        for n in (0, 1, 125, 126, 300):
            for b in frame(TEXT, b'x' * n):
                s.sendall(bytes([b]))
        wait()
        """;
    try (Peer peer = Peer.open(shell, program)) {
      for (int n : new int[] {0, 1, 125, 126, 300}) {
        assertThat(receive(shell).getText()).isEqualTo("x".repeat(n));
      }
      peer.goOn();
      assertThat(peer.lines()).isEmpty();
    }
  }

  @Test
  void fragmentsAreJoinedAndPingsBetweenThemAnswered(Shell shell) throws Exception {
    String program =
        """
        euro = '\\u20ac'.encode()
        s.sendall(frame(TEXT, b'a' + euro[:1], fin=False) + frame(PING, b'one')
            + frame(MORE, euro[1:2], fin=False) + frame(MORE, b'', fin=False) + frame(PONG)
            + frame(PING, b'') + frame(MORE, euro[2:] + b'z')
            + frame(BINARY, b'\\0', fin=False) + frame(MORE, b'\\1'))
        say(take(), take())
        """;
    try (Peer peer = Peer.open(shell, program)) {
      assertThat(receive(shell).getText()).isEqualTo("a\u20acz");
      WebSocketMessage second = receive(shell);
      assertThat(second.isBinary()).isTrue();
      assertThat(second.getBytes()).containsExactly(0, 1);
      assertThat(peer.lines()).containsExactly("(10, b'one') (10, b'')");
    }
  }

  @Test
  void severalFramesInOneWriteAreTakenOneByOne(Shell shell) throws Exception {
    String program =
        "s.sendall(b''.join(frame(TEXT, b'%d' % i) for i in range(5))); say('written'); wait()";
    try (Peer peer = Peer.open(shell, program)) {
      peer.awaitOutput("written");
      for (int i = 0; i < 5; i++) {
        int left = (5 - i) * 7;
        shell.run("eventually(timeout: 60.s) { ioctl(c, FIONREAD) == " + left + " }");
        assertThat(receive(shell).getText()).isEqualTo("" + i);
      }
      assertThat(shell.run("ioctl(c, FIONREAD)")).isEqualTo(0);
      peer.goOn();
    }
  }

  @Test
  void partialFrameIsKeptAndPollReportsMore(Shell shell) throws Exception {
    String program =
        """
        whole = frame(TEXT, b'hello' * 100)
        for part in (whole[:1], whole[1:7], whole[7:200], whole[200:]):
            wait()
            s.sendall(part)
        wait()
        """;
    try (Peer peer = Peer.open(shell, program)) {
      for (int part = 0; part < 4; part++) {
        shell.run("fails(EAGAIN) { wsrecv ws, MSG_DONTWAIT }");
        assertThat(shell.run("poll([ws.fd], timeout: 0)").toString()).isEqualTo("[:]");
        peer.goOn();
        assertThat(shell.run("poll([ws.fd], timeout: 60.s).size()")).isEqualTo(1);
      }
      assertThat(receive(shell).getText()).isEqualTo("hello".repeat(100));
      peer.goOn();
    }
  }

  private static void expectClose(Shell shell, String frames, int code) throws Exception {
    String program = "s.sendall(" + frames + "); say(closed()[0]); assert not s.recv(9)";
    try (Peer peer = Peer.open(shell, program)) {
      WebSocketMessage end = receive(shell);
      assertThat(end.isEof()).isTrue();
      assertThat(end.getCode()).isEqualTo(code);
      assertThat(shell.run("ws.open")).isEqualTo(false);
      assertThat(receive(shell)).isSameAs(end);
      shell.run("fails(EPIPE) { wssend ws, 'x' }; wsclose ws");
      assertThat(peer.lines()).containsExactly("" + code);
    }
  }

  @Test
  void unmaskedFrameIsABreachOfTheProtocol(Shell shell) throws Exception {
    expectClose(shell, "frame(TEXT, b'x', mask=b'')", 1002);
    expectClose(shell, "frame(PING, mask=b'')", 1002);
  }

  @Test
  void otherBreachesOfTheProtocolToo(Shell shell) throws Exception {
    for (String wrong :
        new String[] {
          "frame(3, b'x')",
          "frame(0x40 | TEXT, b'x')",
          "frame(MORE, b'x')",
          "frame(TEXT, b'x', fin=False) + frame(TEXT, b'y')",
          "frame(PING, b'x' * 126)",
          "frame(PING, b'x', fin=False)",
          "frame(CLOSE, b'x')",
          "frame(CLOSE, struct.pack('>H', 1005))",
        }) {
      expectClose(shell, wrong, 1002);
    }
  }

  @Test
  void textThatIsNoUtf8IsRefused(Shell shell) throws Exception {
    expectClose(shell, "frame(TEXT, b'ok\\xff')", 1007);
    expectClose(shell, "frame(TEXT, b'\\xe2\\x82')", 1007);
    expectClose(shell, "frame(TEXT, b'\\xe2', fin=False) + frame(MORE, b'x')", 1007);
    expectClose(shell, "frame(CLOSE, struct.pack('>H', 1000) + b'\\xff')", 1007);
  }

  @Test
  void messageThatIsTooLargeIsRefusedByItsHeader(Shell shell) throws Exception {
    expectClose(shell, "frame(BINARY)[:1] + struct.pack('>BQ', 0xff, (16 << 20) + 1)", 1009);
  }

  @Test
  void fragmentsThatGrowTooLargeAreRefused(Shell shell) throws Exception {
    String program =
        """
        s.sendall(frame(TEXT, b'x' * 60, fin=False) + frame(MORE, b'x' * 40))
        s.sendall(frame(TEXT, b'x' * 60, fin=False) + frame(MORE, b'x' * 41, fin=False))
        say(closed())
        """;
    try (Peer peer = Peer.start(shell, "opened()\n" + program)) {
      shell.run("ws = wsaccept c, max: 100");
      assertThat(receive(shell).getSize()).isEqualTo(100);
      assertThat(receive(shell).getCode()).isEqualTo(1009);
      assertThat(peer.lines()).containsExactly("(1009, 'a message of more than 100 bytes')");
    }
  }

  @Test
  void endWithinAFrameIsNoClose(Shell shell) throws Exception {
    try (Peer peer = Peer.open(shell, "s.sendall(frame(TEXT, b'hello')[:8])")) {
      assertThat(shell.line("wsrecv ws, timeout: 60.s")).isEqualTo("end of file  1006");
      assertThat(peer.lines()).isEmpty();
    }
  }
}
