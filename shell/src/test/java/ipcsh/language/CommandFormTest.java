package ipcsh.language;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;

/** Different ways to write a command. */
@OnShell
class CommandFormTest {
  /** The left side is a variable of the session, and the right side too. */
  @Test
  void everyAssignmentIsKept(Shell shell) {
    shell.run(
        """
        y = 3
        x = 7; x %= y; assert x == 1
        x = 7; x += y; assert x == 10
        x = 7; x -= y; assert x == 4
        x = 7; x *= y; assert x == 21
        x = 7; x **= y; assert x == 343
        x = 8; x /= y - 1; assert x == 4
        x = 7; x <<= y; assert x == 56
        x = 7; x >>= y; assert x == 0
        x = -7; x >>>= y; assert x == 536870911
        x = 7; x &= y; assert x == 3
        x = 4; x |= y; assert x == 7
        x = 7; x ^= y; assert x == 4
        x = null; x ?= y; assert x == 3
        def z = 7; z %= y; assert z == 1
        3.times { x = 7; x %= y; assert x == 1 }
        def f(n) { n %= 4; n }
        assert f(7) == y
        """);
    shell.entry("x = 7");
    shell.entry("x %= y");
    shell.run("assert x == 1");
  }

  @Test
  void commandMethodAndParenthesesAreOneThing(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        send a, '1'
        send(a, '2')
        a.send('3')
        a.send '4', MSG_DONTWAIT
        assert b.recv(3).text == '123'
        assert b.recv().text == '4'
        s = socket()
        s.bind '@ipcsh-form'
        assert s.getsockname() == '@ipcsh-form'
        fails(ETIMEDOUT) { b.recv 10, timeout: 10.ms }
        fails(ETIMEDOUT) { b.recv(timeout: 10.ms) }
        assert s.listen(3) == 0 && s.dup().number > s.number
        """);
  }

  @Test
  void bareNameRunsACommandWithoutArguments(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair
        s = socket
        assert fds.size() == 3
        assert getpid == getpid()
        assert jobs.isEmpty()
        """);
  }

  @Test
  void constantsAreIntsToBeOred(Shell shell) {
    shell.run(
        """
        assert (SOCK_SEQPACKET | SOCK_CLOEXEC) == 0x80005
        assert AF_UNIX == 1 && AF_UNIX instanceof Integer
        assert [O_RDONLY, O_WRONLY, O_RDWR] == [0, 1, 2]
        def inFunction() { MSG_DONTWAIT }
        assert inFunction() == 0x40
        assert { -> SIGTERM }() == 15
        class Inside { int value() { POLLIN } }
        assert new Inside().value() == 1
        assert "${SOL_SOCKET}" == '1'
        """);
  }

  @Test
  void errnoNamesAreErrnos(Shell shell) {
    shell.run(
        """
        assert EAGAIN.number == 11 && EAGAIN.message == 'Resource temporarily unavailable'
        assert EWOULDBLOCK == EAGAIN && ENOTSUP == EOPNOTSUPP
        assert "$ENOENT" == 'ENOENT'
        """);
  }

  @Test
  void plainNumberIsTakenForAHandle(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        send a.number, 'x'
        assert recv(b.number).text == 'x'
        assert poll([b.number], POLLIN, timeout: 0) == [:]
        sendmsg a.number, 'y', fds: [a.number]
        assert recvmsg(b.number).fds.size() == 1
        close b.number
        assert !b.open
        """);
  }

  @Test
  void namedArgumentsMayStandAnywhere(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        fails(ETIMEDOUT) { recv b, timeout: 10.ms, 5 }
        fails(ETIMEDOUT) { recv(timeout: 10.ms, b) }
        opts = [timeout: 10.ms]
        fails(ETIMEDOUT) { recv(opts, b) }
        """);
  }

  @Test
  void argumentsMayBeSpread(Shell shell) {
    shell.run(
        """
        kind = [AF_UNIX, SOCK_DGRAM]
        (a, b) = socketpair(*kind)
        assert getsockopt(a, SOL_SOCKET, SO_TYPE) == SOCK_DGRAM
        send(*[a, 'x'])
        assert recv(b).text == 'x'
        """);
  }

  @Test
  void commandByAComputedName(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        verb = 'send'
        "$verb"(a, 'x')
        assert b."recv"().text == 'x'
        """);
  }

  @Test
  void closuresLoopsAndWithUseCommands(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_DGRAM
        3.times { send a, "m$it" }
        for (i in 0..1) send a, "f$i"
        ['x', 'y'].each { send a, it }
        assert (1..7).collect { recv(b).text } == ['m0', 'm1', 'm2', 'f0', 'f1', 'x', 'y']
        a.with { send 'inside'; setsockopt SOL_SOCKET, SO_SNDBUF, 9000 }
        assert recv(b).text == 'inside'
        say = { send a, it }
        say 'called'
        assert recv(b).text == 'called'
        """);
  }

  @Test
  void commandsInsideClassesAndFunctions(Shell shell) {
    shell.run(
        """
        class Echo {
          def socket
          String turn(peer) { def m = recv(socket); send socket, m.text.reverse(); m.text }
        }
        def ask(s, text) { send s, text; recv(s) }
        (a, b) = socketpair AF_UNIX, SOCK_DGRAM
        e = new Echo(socket: b)
        p = bg { e.turn(a) }
        assert ask(a, 'abc').text == 'cba'
        assert p.get(60.s) == 'abc'
        """);
  }

  @Test
  void functionOfOnesOwnShadowsACommand(Shell shell) {
    shell.run(
        """
        def send(a, b) { "mine $a $b" }
        assert send(1, 2) == 'mine 1 2'
        """);
    shell.entry("def recv(x) { 'mine' }");
    assertThat(shell.entry("recv 5")).isEqualTo("mine");
  }

  @Test
  void localVariableShadowsANameAndNotTheCommand(Shell shell) {
    shell.run(
        """
        def read = 5
        assert read == 5
        def EAGAIN = 'mine'
        assert EAGAIN == 'mine'
        (r, w) = pipe()
        write w, 'x'
        assert r.read().text == 'x'
        """);
    shell.entry("fds = 3");
    assertThat(shell.entry("fds")).isEqualTo(3);
    shell.entry("socket = socket()");
    assertThat(shell.rendered("socket")).contains("unix stream");
  }

  @Test
  void interpolatedTextIsText(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        n = 7
        send a, "n is $n"
        assert recv(b).text == 'n is 7'
        f = open "$dir/${n}", O_CREAT | O_RDWR
        unlink "$dir/$n"
        """);
  }

  @Test
  void wordsOfHelpAreNotRun(Shell shell) {
    assertThat(shell.run("help recvfrom").toString()).startsWith("recvfrom(fd, n = 65536");
    assertThat(shell.run("help socket").toString()).startsWith("socket(");
    assertThat(shell.run("help 'send'").toString()).startsWith("send(");
    assertThat(shell.run("help EAGAIN").toString()).contains("EAGAIN");
    assertThat(shell.run("help O_CREAT").toString()).contains("64");
    assertThat(shell.run("fds").toString()).isEqualTo("no descriptor is open");
  }

  @Test
  void errnoByNameNumberAndValue(Shell shell) {
    assertThat(shell.rendered("errno 11"))
        .startsWith("EAGAIN (11): Resource temporarily unavailable\n  for accept, ")
        .endsWith("what it means for one call: errno EAGAIN, 'accept'");
    assertThat(shell.rendered("errno EAGAIN")).isEqualTo(shell.rendered("errno 11"));
    assertThat(shell.rendered("errno 'eagain'")).isEqualTo(shell.rendered("errno 11"));
  }
}
