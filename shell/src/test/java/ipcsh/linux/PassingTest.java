package ipcsh.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Descriptors in messages. */
@OnShell
class PassingTest {
  @Test
  void passedOneIsTheSameOpenFileDescription(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        f = open "$dir/f", O_CREAT | O_RDWR | O_CLOEXEC
        write f, 'abcdef'
        assert sendmsg(a, 'x', fds: [f]) == 1
        m = recvmsg b
        (g) = m.fds
        assert m.text == 'x' && m.fds.size() == 1 && g.number != f.number
        lseek g, 2
        assert lseek(f, 0, SEEK_CUR) == 2
        fcntl g, F_SETFL, O_APPEND
        assert fcntl(f, F_GETFL) & O_APPEND
        assert fcntl(f, F_GETFD) == FD_CLOEXEC && fcntl(g, F_GETFD) == 0
        """);
  }

  @Test
  void closeOnExecIsForTheReceiverToChoose(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        sendfd a, a
        m = recvmsg b, 10, MSG_CMSG_CLOEXEC
        assert fcntl(m.fds[0], F_GETFD) == FD_CLOEXEC
        """);
  }

  @Test
  void passedOneLivesWhenTheSenderClosesIts(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        (r, w) = pipe()
        sendfd a, w
        close w
        w2 = recvfd b
        write w2, 'x'
        close w2
        assert read(r).text == 'x'
        assert read(r).eof
        """);
  }

  @Test
  void oneInFlightKeepsThePipeOpen(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        (r, w) = pipe()
        sendfd a, w
        close w
        fails(ETIMEDOUT) { read r, timeout: 20.ms }
        close b
        close a
        assert read(r).eof
        """);
  }

  @Test
  void severalKeepTheirOrder(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_DGRAM
        (r, w) = pipe()
        f = open '/dev/null'
        sendmsg a, 'three', fds: [w, f, r]
        (w2, f2, r2) = recvmsg(b).fds
        write w2, 'x'
        assert read(r2).text == 'x'
        assert f2.toString().contains('/dev/null')
        """);
  }

  @Test
  void twoHundredAndFiftyThreeArePassedAndNoMore(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        assert sendmsg(a, 'x', fds: [a] * 253) == 1
        m = recvmsg b
        assert m.fds.size() == 253
        fails(EINVAL) { sendmsg a, 'x', fds: [a] * 254 }
        """);
  }

  @Test
  void closedOneIsBad(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        c = dup a
        close c
        fails(EBADF) { sendmsg a, 'x', fds: [c] }
        fails(EBADF) { sendfd a, c }
        fails(EAGAIN) { recv b, 1, MSG_DONTWAIT }
        """);
  }

  @Test
  void messageWithoutDataDropsOnAStreamAndArrivesAsADatagram(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_DGRAM
        sendmsg a, '', fds: [a]
        m = recvmsg b
        assert m.size == 0 && m.fds.size() == 1 && !m.eof
        """);
  }

  @Test
  void roomForFewerDropsTheRest(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        got = { control ->
          sendmsg a, 'x', fds: [a, a, a]
          m = recvmsg b, 10, 0, control: control
          m.fds.each { close it }
          [m.fds.size(), m.controlTruncated]
        }
        assert got(0) == [0, true]
        assert got(15) == [0, true]
        assert got(16) == [0, true]
        assert got(19) == [0, true]
        assert got(20) == [1, true]
        assert got(23) == [1, true]
        assert got(24) == [2, true]
        assert got(28) == [3, false]
        assert got(32) == [3, false]
        """);
  }

  @Test
  void plainReceiveThrowsThemAway(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        (r, w) = pipe()
        sendfd a, w
        close w
        assert recv(b).size == 1
        assert read(r).eof
        """);
  }

  @Test
  void fullTableDeliversTheDataAlone(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        (r, w) = pipe()
        // what Java loads at the first use it reads from files
        sendmsg a, 'first', fds: [r]
        first = recvmsg b
        assert first.text == 'first' && first.fds.size() == 1 && !first.controlTruncated
        fails(EINVAL) { pipe 0x1 }
        fails(EBADF) { dup 9999999 }
        fails(EAFNOSUPPORT) { socket 9999, SOCK_STREAM }
        sendmsg a, 'data', fds: [r, w]
        held = [first.fds[0]]
        fails(EMFILE) { while (true) held << dup(r) }
        m = recvmsg b
        assert m.text == 'data' && m.fds.isEmpty() && m.controlTruncated
        fails(EMFILE) { socket() }
        fails(EMFILE) { pipe() }
        held.each { close it }
        """);
  }

  @Test
  void peekingInstallsANewOneEachTime(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        sendfd a, a
        one = recvmsg(b, 10, MSG_PEEK).fds[0]
        two = recvmsg(b, 10, MSG_PEEK).fds[0]
        three = recvfd b
        assert [one, two, three]*.number.toSet().size() == 3
        """);
  }

  @Test
  void boundariesWithDescriptorsAreKeptOnAStream(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        send a, 'AB'
        sendmsg a, 'CD', fds: [a]
        send a, 'EF'
        assert recvmsg(b).text == 'ABCD'
        assert recv(b).text == 'EF'
        """);
  }

  @Test
  void messageToAnAddress(Shell shell) {
    shell.run(
        """
        s = socket AF_UNIX, SOCK_DGRAM
        bind s, "$dir/s"
        c = socket AF_UNIX, SOCK_DGRAM
        bind c, "$dir/c"
        assert sendmsg(c, 'hi', to: "$dir/s", fds: [c]) == 2
        m = recvmsg s
        assert m.from == "$dir/c" && m.text == 'hi' && m.fds.size() == 1
        fails(ENOENT) { sendmsg c, 'x', to: "$dir/nobody" }
        fails(ENOTCONN) { sendmsg c, 'x' }
        """);
  }

  @Test
  void pathOnlyDescriptorIsNotPassedOn(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        p = open dir, O_PATH
        assert sendfd(a, p) == 1
        fails(EBADF) { read recvfd(b) }
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SOCK_STREAM", "SOCK_DGRAM", "SOCK_SEQPACKET"})
  void severalGoInOneMessage(String type, Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, %s
        (r, w) = pipe()
        assert sendfd(a, [w, r.number], 'both') == 4
        m = recvmsg b
        assert m.text == 'both' && m.fds.size() == 2
        write m.fds[0], 'x'
        assert read(m.fds[1]).text == 'x'
        """
            .formatted(type));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SOCK_STREAM", "SOCK_DGRAM", "SOCK_SEQPACKET"})
  void whoTakesOneOfSeveralLosesTheOthers(String type, Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, %s
        (r, w) = pipe()
        f = open '/dev/null'
        setsockopt b, SOL_SOCKET, SO_PASSCRED, 1
        try { setsockopt b, SOL_SOCKET, SO_PASSPIDFD, 1 } catch (e) { assert e.errno == ENOPROTOOPT }
        before = fds.size()
        sendfd a, [f, w, w]
        g = recvfd b
        assert g.toString().contains('/dev/null') && fds.size() == before + 1
        close w
        assert read(r).eof
        """
            .formatted(type));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SOCK_STREAM", "SOCK_DGRAM", "SOCK_SEQPACKET"})
  void flagsAndATimeAreTaken(String type, Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, %s
        f = open '/dev/null'
        fails(EAGAIN) { while (true) sendfd a, f, 'much ' * 1000, flags: MSG_DONTWAIT }
        fails(ETIMEDOUT) { sendfd a, [f, f], 'much ' * 1000, timeout: 20.ms }
        """
            .formatted(type));
  }

  @Test
  void unconnectedDatagramSocketNamesTheReceiver(Shell shell) {
    shell.run(
        """
        s = socket AF_UNIX, SOCK_DGRAM
        bind s, "$dir/s"
        c = socket AF_UNIX, SOCK_DGRAM
        (r, w) = pipe()
        sendfd c, w, to: "$dir/s"
        c.sendfd([w, r], 'two', to: "$dir/s", flags: MSG_DONTWAIT)
        write recvfd(s), 'x'
        assert read(recvmsg(s).fds[1]).text == 'x'
        fails(ENOTCONN) { sendfd c, w }
        fails(ENOENT) { sendfd c, w, to: "$dir/nobody" }
        """);
  }

  @Test
  void wrongOnesAreRefusedInWords(Shell shell) {
    shell.run("(a, b) = socketpair()");
    assertThat(shell.complaint("sendfd a, []"))
        .contains("sendfd: fd: expected a descriptor or several, given []");
    assertThat(shell.complaint("sendfd a, [b, 'x']"))
        .contains("sendfd: fd: expected a descriptor, given 'x'");
    assertThat(shell.complaint("sendfd a, null"))
        .contains("sendfd: fd: expected a descriptor, given null");
    shell.run("send a, 'no more'");
    assertThat(shell.complaint("recvfd b"))
        .contains("expected a descriptor, but a message arrived without one: 7 bytes \"no more\"");
    shell.run("close a");
    assertThat(shell.complaint("recvfd b")).contains("the peer has closed the connection");
  }
}
