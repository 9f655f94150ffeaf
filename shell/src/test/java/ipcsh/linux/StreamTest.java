package ipcsh.linux;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;

@OnShell
class StreamTest {
  @Test
  void backlogOfTwoAdmitsThree(Shell shell) {
    shell.run(
        """
        l = socket()
        bind l, "$dir/l"
        listen l, 2
        3.times { connect socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK), "$dir/l" }
        fails(EAGAIN) { connect socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK), "$dir/l" }
        """);
  }

  @Test
  void fullBacklogBlocksUntilAConnectionIsAccepted(Shell shell) {
    shell.run(
        """
        l = socket()
        bind l, "$dir/l"
        listen l, 0
        connect socket(), "$dir/l"
        late = socket()
        p = bg { connect late, "$dir/l" }
        eventually(timeout: 60.s) { p.call }
        assert !p.done
        accept l
        assert p.get(60.s) == 0
        """);
  }

  @Test
  void connectSaysWhyNoneListens(Shell shell) {
    shell.run(
        """
        fails(ENOENT) { connect socket(), "$dir/nobody" }
        stale = socket()
        bind stale, "$dir/stale"
        fails(ECONNREFUSED) { connect socket(), "$dir/stale" }
        listen stale
        close stale
        fails(ECONNREFUSED) { connect socket(), "$dir/stale" }
        unlink "$dir/stale"
        fails(ENOENT) { connect socket(), "$dir/stale" }
        d = socket AF_UNIX, SOCK_DGRAM
        bind d, "$dir/dgram"
        fails(EPROTOTYPE) { connect socket(), "$dir/dgram" }
        """);
  }

  @Test
  void secondConnectIsConnectedAlready(Shell shell) {
    shell.run(
        """
        l = socket()
        bind l, "$dir/l"
        listen l
        c = socket()
        connect c, "$dir/l"
        fails(EISCONN) { connect c, "$dir/l" }
        """);
  }

  @Test
  void listeningNeedsAName(Shell shell) {
    shell.run(
        """
        fails(EINVAL) { listen socket() }
        fails(EINVAL) { accept socket() }
        l = socket()
        bind l, "$dir/l"
        fails(EINVAL) { accept l }
        listen l
        fails(EINVAL) { connect l, "$dir/l" }
        """);
  }

  @Test
  void unconnectedOneHasNobodyToTalkTo(Shell shell) {
    shell.run(
        """
        s = socket()
        fails(ENOTCONN) { send s, 'x' }
        fails(EINVAL) { recv s }
        fails(ENOTCONN) { getpeername s }
        assert shutdown(s, SHUT_WR) == 0 // TCP's says ENOTCONN
        fails(ENOTCONN) { shutdown socket(AF_INET), SHUT_WR }
        """);
  }

  @Test
  void acceptedOneKnowsItsPeer(Shell shell) {
    shell.run(
        """
        l = socket()
        bind l, "$dir/l"
        listen l
        c = socket()
        bind c, "$dir/c"
        connect c, "$dir/l"
        a = accept l
        assert a.peer == "$dir/c"
        assert getpeername(a) == "$dir/c"
        assert getsockname(a) == "$dir/l"
        assert getpeername(c) == "$dir/l"
        n = socket()
        connect n, "$dir/l"
        assert !accept(l).peer
        """);
  }

  @Test
  void acceptTakesFlagsAndInheritsNone(Shell shell) {
    shell.run(
        """
        l = socket AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK
        bind l, "$dir/l"
        listen l
        fails(EAGAIN) { accept l }
        connect socket(), "$dir/l"
        connect socket(), "$dir/l"
        assert !(fcntl(accept(l), F_GETFL) & O_NONBLOCK)
        b = accept l, SOCK_NONBLOCK | SOCK_CLOEXEC
        assert fcntl(b, F_GETFL) & O_NONBLOCK
        assert fcntl(b, F_GETFD) == FD_CLOEXEC
        fails(EINVAL) { accept l, 1 }
        """);
  }

  @Test
  void boundariesAreLost(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        send a, 'AB'
        send a, 'CD'
        assert recv(b).text == 'ABCD'
        send a, 'EFGH'
        assert recv(b, 3).text == 'EFG'
        assert recv(b).text == 'H'
        """);
  }

  @Test
  void shortReadTruncatesNothing(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        send a, 'ABCDE'
        m = recv b, 3
        assert !m.truncated && !(m.flags & MSG_TRUNC)
        assert !recvmsg(b, 1).truncated
        """);
  }

  @Test
  void waitallWaitsForAll(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        send a, 'AB'
        p = bg { recv b, 4, MSG_WAITALL }
        eventually(timeout: 60.s) { p.call && ioctl(b, FIONREAD) == 0 }
        assert !p.done
        send a, 'CD'
        assert p.get(60.s).text == 'ABCD'
        send a, 'E'
        close a
        assert recv(b, 4, MSG_WAITALL).text == 'E'
        """);
  }

  @Test
  void peekLeavesTheBytes(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        send a, 'ABC'
        assert recv(b, 2, MSG_PEEK).text == 'AB'
        assert recv(b, 9, MSG_PEEK).text == 'ABC'
        assert recv(b).text == 'ABC'
        """);
  }

  @Test
  void peerThatClosedIsTheEndOfTheFile(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        send a, 'last'
        close a
        assert recv(b).text == 'last'
        m = recv b
        assert m.eof && m.size == 0
        assert read(b).eof && recvfrom(b).eof && recvmsg(b).eof
        """);
  }

  @Test
  void peerThatClosedWithUnreadDataResets(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        send b, 'unread'
        close a
        fails(ECONNRESET) { recv b }
        assert recv(b).eof
        """);
  }

  @Test
  void writingToTheDeadIsABrokenPipeAndNoSignal(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        close b
        fails(EPIPE) { send a, 'x' }
        fails(EPIPE) { write a, 'x' }
        fails(EPIPE) { sendmsg a, 'x' }
        fails(EPIPE) { send a, 'x', MSG_NOSIGNAL }
        """);
  }

  @Test
  void shutdownOfWritingIsTheEndForTheOtherAlone(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        shutdown a, SHUT_WR
        assert recv(b).eof
        fails(EPIPE) { send a, 'x' }
        send b, 'still'
        assert recv(a).text == 'still'
        """);
  }

  @Test
  void shutdownOfReadingEndsBoth(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        shutdown a, SHUT_RD
        assert recv(a).eof
        fails(EPIPE) { send b, 'x' }
        send a, 'out'
        assert recv(b).text == 'out'
        fails(EINVAL) { shutdown a, 7 }
        """);
  }

  @Test
  void shutdownWakesWhoReads(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        p = bg { recv b }
        eventually(timeout: 60.s) { p.call }
        shutdown b, SHUT_RD
        assert p.get(60.s).eof
        """);
  }

  @Test
  void peersNameIsThereAfterItClosed(Shell shell) {
    shell.run(
        """
        l = socket()
        bind l, "$dir/l"
        listen l
        c = socket()
        connect c, "$dir/l"
        a = accept l
        close a
        assert getpeername(c) == "$dir/l"
        """);
  }

  @Test
  void closingTheListenerResetsWhoWaits(Shell shell) {
    shell.run(
        """
        l = socket()
        bind l, "$dir/l"
        listen l
        c = socket()
        connect c, "$dir/l"
        close l
        fails(ECONNRESET) { recv c }
        fails(EPIPE) { send c, 'x' }
        """);
  }

  @Test
  void fullBufferBlocksTheWriter(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        sent = 0
        fails(EAGAIN) { while (true) sent += send(a, new byte[4096], MSG_DONTWAIT) }
        assert sent > 4096
        p = bg { send a, 'last' }
        eventually(timeout: 60.s) { p.call }
        assert !p.done
        while (!p.done) if (poll([b], POLLIN, timeout: 10.ms)) recv(b, 1 << 20)
        assert p.get(60.s) == 4
        """);
  }

  @Test
  void sendtoOnAConnectionIgnoresNoAddress(Shell shell) {
    shell.run(
        """
        l = socket()
        bind l, "$dir/l"
        listen l
        c = socket()
        connect c, "$dir/l"
        fails(EISCONN) { sendto c, 'x', "$dir/l" }
        fails(EOPNOTSUPP) { sendto socket(), 'x', "$dir/l" }
        """);
  }

  @Test
  void outOfBandByteComesApart(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        send a, 'abc'
        try { send a, '!', MSG_OOB } catch (e) { assert e.errno == EOPNOTSUPP; return }
        assert recv(b, 10, MSG_OOB).text == '!'
        assert recv(b, 10).text == 'abc'
        """);
  }
}
