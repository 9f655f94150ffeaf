package ipcsh.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sending when there is no space, from several threads, and interrupted. */
@OnShell
class SendingTest {
  @BeforeEach
  void connect(Shell shell) {
    shell.run("(a, b) = socketpair(); job = bg { wsaccept b }; c = wsconnect a; s = job.get()");
  }

  @Test
  void halfSentMessageIsFinishedBeforeTheNext(Shell shell) throws Exception {
    // its timeout may expire before it has begun
    shell.run(
        """
        big = 'x' * 1000000
        eventually(timeout: 60.s) {
          fails(ETIMEDOUT) { wssend c, big, timeout: 50.ms }
          ioctl(b, FIONREAD) > 0
        }
        """);
    shell.run("job = bg { wssend c, 'next' }");
    assertThat(shell.run("wsrecv(s, timeout: 60.s).text == big")).isEqualTo(true);
    assertThat(shell.run("wsrecv(s, timeout: 60.s).text")).isEqualTo("next");
  }

  @Test
  void fullNonBlockingSocketTakesWholeMessagesOrNothing(Shell shell) throws Exception {
    shell.run("fcntl a, F_SETFL, O_NONBLOCK");
    Object sent =
        shell.run(
            """
            sent = 0
            failure = fails(EAGAIN) { while (true) { wssend c, 'x' * 100; sent++ } }
            sent
            """);
    assertThat((Integer) sent).isPositive();
    shell.run("job = bg { wssend s, 'done'; sent.times { assert wsrecv(s).size == 100 } }");
    shell.run("job.get(60.s); fails(EAGAIN) { wsrecv s, MSG_DONTWAIT }");
    assertThat(shell.run("wssend c, 'y'; wsrecv(s).text")).isEqualTo("y");
    assertThat(shell.run("wsrecv(c).text")).isEqualTo("done");
  }

  @Test
  void largeMessageOnANonBlockingSocketWaitsForRoom(Shell shell) throws Exception {
    shell.run("fcntl a, F_SETFL, O_NONBLOCK; job = bg { wssend c, 'x' * 3000000 }");
    assertThat(shell.run("wsrecv(s, timeout: 60.s).size")).isEqualTo(3000000);
    assertThat(shell.run("job.get(60.s)")).isEqualTo(3000000);
  }

  @Test
  void framesOfSeveralThreadsAreNotMixed(Shell shell) throws Exception {
    shell.run(
        """
        senders = ('p'..'s').collect { letter -> bg { 20.times { wssend c, letter * 300000 } } }
        seen = [:].withDefault { 0 }
        80.times {
          text = wsrecv(s, timeout: 60.s).text
          assert text == text[0] * 300000
          seen[text[0]]++
        }
        senders*.get(60.s)
        """);
    assertThat(shell.run("seen == [p: 20, q: 20, r: 20, s: 20]")).isEqualTo(true);
  }

  @Test
  void pingIsAnsweredEvenWhileAnotherSends(Shell shell) throws Exception {
    shell.run("big = 'x' * 2000000; job = bg { wssend s, big }");
    shell.run("eventually(timeout: 60.s) { job.call }; wsping c, 'there?'; wssend c, 'hello'");
    // the reader of s does not wait for its sender, which waits for the reader of c
    assertThat(shell.run("wsrecv(s, timeout: 60.s).text")).isEqualTo("hello");
    shell.run("reader = bg { wsrecv s }");
    assertThat(shell.run("wsrecv(c, timeout: 60.s).size")).isEqualTo(2000000);
    assertThat(shell.line("job.get(60.s); recv a")).isEqualTo("8 bytes 8a 06 74 68 65 72 65 3f");
    assertThat(shell.run("wssend c, 'end'; reader.get(60.s).text")).isEqualTo("end");
  }

  @Test
  void blockedCommandsAreInterrupted(Shell shell) throws Exception {
    for (String command : new String[] {"wsrecv s", "wssend s, 'x' * 9000000", "wsaccept x"}) {
      Object failure =
          shell.run(
              "(x, y) = socketpair(); job = bg { "
                  + command
                  + " }; eventually(timeout: 60.s) { job.call }; job.cancel(); eventually(timeout: 60.s) { job.done }; job.failure");
      assertThat(((SysException) failure).getErrno()).isEqualTo(Errno.EINTR);
    }
  }

  @Test
  void secondReaderWaitsForItsTurnAndCanBeTimed(Shell shell) throws Exception {
    shell.run("job = bg { wsrecv s }; eventually(timeout: 60.s) { job.call }");
    shell.run("fails(ETIMEDOUT) { wsrecv s, timeout: 50.ms }");
    shell.run("fails(EAGAIN) { wsrecv s, MSG_DONTWAIT }");
    assertThat(shell.run("wssend c, 'x'; job.get(60.s).text")).isEqualTo("x");
  }

  @Test
  void whatWasReceivedIsSentAsWhatItWas(Shell shell) throws Exception {
    shell.run("wssend c, 'text'; wssend c, hex('00 ff'); 2.times { wssend s, wsrecv(s) }");
    assertThat(shell.line("wsrecv c")).isEqualTo("4 bytes \"text\"");
    assertThat(shell.line("wsrecv c")).isEqualTo("2 bytes 00 ff  binary");
    assertThat(shell.run("wssend c, \"${'\\u20ac'}\"")).isEqualTo(3);
  }

  @Test
  void traceShowsEveryCall(Shell shell) throws Exception {
    shell.run("trace on; wssend s, 'hi'; wsrecv c; trace off");
    assertThat(shell.reported().get(0))
        .contains("sendto(")
        .contains("\"\\201\\2hi\", 4, MSG_NOSIGNAL");
    assertThat(shell.reported().get(1)).contains("recvfrom(").contains("\"\\201\\2\", 2, 0");
    assertThat(shell.reported().get(2)).contains("recvfrom(").contains("\"hi\", 2, 0");
  }
}
