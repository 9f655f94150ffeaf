package ipcsh.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;

/** The log of real calls, and the pairing of exchanges. */
@OnShell
class ExchangesTest {
  /** The chart of a block as text: participant, call, peer. */
  private static String told(Shell shell, String block) {
    return String.valueOf(
        shell.run(
            "chart = sequence {\n"
                + block
                + "\n}\nall = chart.sketch.model().exchanges\n"
                + "all.collect { \"${it.call} ${it.with}\" }.join(', ')"));
  }

  @Test
  void pipesAndPairs(Shell shell) {
    shell.run("(r, w) = pipe(); (a, b) = socketpair(AF_UNIX, SOCK_SEQPACKET)");
    assertThat(told(shell, "write w, 'one'; write w, 'two'; read r; send a, 'x'; recv b, 9"))
        .isEqualTo("write [2], write [2], read [0, 1], send [4], recv [3]");
  }

  @Test
  void aPeekTakesNothingAndAFailureIsNothing(Shell shell) {
    shell.run("(a, b) = socketpair()");
    assertThat(
            told(
                shell,
                """
                send a, 'x'
                recv b, 9, MSG_PEEK
                recv b, 9
                fails(EAGAIN) { recv b, 9, MSG_DONTWAIT }
                fails(EBADF) { write 99999, 'x' }"""))
        .isEqualTo("send [1], recv [0]");
  }

  @Test
  void systemVMessagesMeetByTheirQueueAndData(Shell shell) {
    shell.run("q = msgget(); other = msgget()");
    assertThat(
            told(
                shell,
                """
                msgsnd q, 1, 'one'
                msgsnd q, 2, 'two'
                msgsnd other, 2, 'two'
                msgrcv q, 9, 0, MSG_COPY | IPC_NOWAIT
                msgrcv q, 9, 2
                msgrcv q
                fails(ENOMSG) { msgrcv q, 9, 0, IPC_NOWAIT }"""))
        .isEqualTo("msgsnd [4], msgsnd [3], msgsnd [], msgrcv [1], msgrcv [0]");
  }

  @Test
  void namedDatagramsAndConnections(Shell shell) {
    shell.run(
        """
        s = socket AF_UNIX, SOCK_DGRAM
        bind s, "$dir/s"
        c = socket AF_UNIX, SOCK_DGRAM
        d = socket AF_UNIX, SOCK_DGRAM
        bind d, "$dir/d"
        l = socket AF_UNIX, SOCK_STREAM
        bind l, "$dir/l"
        listen l
        """);
    assertThat(
            told(
                shell,
                """
                sendto c, 'x', "$dir/s"
                sendto d, 'x', "$dir/s"
                recvfrom s
                recvfrom s
                k = socket AF_UNIX, SOCK_STREAM
                connect k, "$dir/l"
                write k, 'early'
                x = accept l
                recv x
                send x, 'back'
                recv k
                close x
                recv k"""))
        .isEqualTo(
            "sendto [2], sendto [3], recvfrom [0], recvfrom [1], connect [6], write [7], accept [4],"
                + " recv [5], send [9], recv [8], recv []");
  }

  @Test
  void internet(Shell shell) {
    shell.run(
        """
        u = socket AF_INET, SOCK_DGRAM
        bind u, '0.0.0.0:0'
        port = getsockname(u).split(':')[1]
        v = socket AF_INET, SOCK_DGRAM
        l = socket AF_INET6, SOCK_STREAM
        bind l, '[::1]:0'
        listen l
        """);
    assertThat(
            told(
                shell,
                """
                sendto v, 'x', "127.0.0.1:$port"
                recvfrom u
                k = socket AF_INET6, SOCK_STREAM
                connect k, getsockname(l)
                x = accept l
                send x, 'hello'
                recv k"""))
        .isEqualTo("sendto [1], recvfrom [0], connect [3], accept [2], send [5], recv [4]");
  }

  @Test
  void fifosThreadsAndChildren(Shell shell) {
    shell.run("mkfifo \"$dir/f\"; f = open \"$dir/f\", O_RDWR; t = thread 't1'; c = fork()");
    assertThat(told(shell, "t { write f, 'x' }; c { read f, 1 }")).isEqualTo("write [1], read [0]");
    assertThat(shell.run("all*.who").toString()).matches("\\[t1, child \\d+]");
  }

  @Test
  void whoWaitsIsKnownToHaveWaited(Shell shell) {
    shell.run("(a, b) = socketpair(); t = thread 'reader'");
    told(
        shell,
        "p = t.start { recv a }; eventually(timeout: 60.s) { t.current?.call }; send b, 'x'; p.get()");
    assertThat(shell.run("chart.text(60, false)").toString()).contains("┃ recv waits");
  }

  @Test
  void descriptorsAreCounted(Shell shell) {
    shell.run("(a, b) = socketpair(); (r, w) = pipe()");
    told(shell, "sendfd a, [r, w], 'two'; recvmsg b");
    assertThat(shell.run("chart.text(80, false)").toString()).contains("+ 2 descriptors");
  }

  @Test
  void filesAreNobody(Shell shell) {
    assertThat(
            told(
                shell,
                "f = open \"$dir/x\", O_CREAT | O_RDWR; write f, 'x'; (r, w) = pipe(); write w, 'y'"))
        .isEqualTo("write []");
  }

  @Test
  void afterwardsNothingIsNoted(Shell shell) {
    told(shell, "(r, w) = pipe(); write w, 'x'");
    shell.run("read r");
    assertThat(shell.run("sequence().sketch.model().exchanges.size()")).isEqualTo(1);
    shell.run("trace on; write w, 'y'; trace off; write w, 'z'");
    assertThat(shell.run("sequence().sketch.model().exchanges*.call")).hasToString("[write]");
  }
}
