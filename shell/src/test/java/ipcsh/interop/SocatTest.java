package ipcsh.interop;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** socat with our descriptors, and as the peer of descriptors that we pass on. */
@OnShell
class SocatTest {
  @BeforeEach
  void there() {
    Tools.need("socat");
  }

  @Test
  void carriesBytesBetweenInheritedDescriptors(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        (c, d) = socketpair()
        p = spawn('socat', '-t0', 'FD:3', 'FD:4', fds: [3: b, 4: c])
        close b
        close c
        send a, 'there'
        assert recv(d).text == 'there'
        send d, 'and back'
        assert recv(a).text == 'and back'
        close a
        assert recv(d).eof
        assert p.wait(60.s).exit == 0 : p.err.text
        """);
  }

  @Test
  void echoesOnATcpConnectionThatItInherits(Shell shell) {
    shell.run(
        """
        l = socket AF_INET
        bind l, '127.0.0.1:0'
        listen l
        c = socket AF_INET
        connect c, getsockname(l)
        p = spawn('socat', '-t0', 'FD:3', 'PIPE', fds: [3: accept(l)])
        send c, 'echo'
        assert recv(c).text == 'echo'
        close c
        assert p.wait(60.s).exit == 0 : p.err.text
        """);
  }

  @Test
  void itsConnectionIsPassedToAChildThatAnswers(Shell shell) {
    shell.run(
        """
        l = socket()
        bind l, "$dir/l"
        listen l
        (mine, theirs) = socketpair()
        child = fork()
        answered = child.start {
          def its = recvfd theirs
          send its, "you said ${recv(its).text}"
          close its
        }
        (r, w) = pipe()
        p = spawn('socat', '-t0', '-', "UNIX-CONNECT:$dir/l", fds: [0: r])
        s = accept l
        sendfd mine, s
        close s
        write w, 'hello'
        assert p.out.text == 'you said hello'
        close w
        assert p.wait(60.s).exit == 0 : p.err.text
        answered.get 60.s
        """);
  }

  @Test
  void whatItWritesIsReadWhereThePipeWasPassed(Shell shell) {
    shell.run(
        """
        new File("$dir/f").text = 'much ' * 50_000
        (r, w) = pipe()
        (a, b) = socketpair AF_UNIX, SOCK_SEQPACKET
        p = spawn('socat', '-u', "OPEN:$dir/f", 'FD:5', fds: [5: w])
        close w
        sendfd a, r
        close r
        child = fork()
        assert child {
          g = recvfd b
          n = 0
          while (!(m = read g).eof) n += m.size
          n
        } == 250_000
        assert p.wait(60.s).exit == 0 : p.err.text
        """);
  }

  @Test
  void itPassesOnNoDescriptors(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        (c, d) = socketpair()
        p = spawn('socat', 'FD:3', 'FD:4', fds: [3: b, 4: c])
        (r, w) = pipe()
        sendfd a, w, 'bytes alone'
        close w
        assert read(r).eof
        """);
    assertThat(shell.complaint("recvfd d"))
        .contains("a message arrived without one: 11 bytes \"bytes alone\"");
  }
}
