package ipcsh.linux;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;

@OnShell
class DatagramTest {
  @Test
  void shortBufferTruncatesAndDiscardsTheRest(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_DGRAM
        send a, '0123456789'
        send a, 'next'
        m = recv b, 4
        assert m.text == '0123' && m.truncated && m.size == 4
        n = recv b
        assert n.text == 'next' && !n.truncated
        """);
  }

  @Test
  void exactBufferTruncatesNothing(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_DGRAM
        send a, 'four'
        assert !recv(b, 4).truncated
        """);
  }

  @Test
  void recvmsgAndRecvfromTruncateAlike(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_DGRAM
        3.times { send a, '0123456789' }
        assert recvfrom(b, 4).truncated
        m = recvmsg b, 4
        assert m.truncated && (m.flags & MSG_TRUNC) && m.text == '0123'
        assert recv(b, 4).flags & MSG_TRUNC
        """);
  }

  @Test
  void peekLeavesTheMessageQueued(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_DGRAM
        send a, 'once'
        assert recv(b, 100, MSG_PEEK).text == 'once'
        assert recv(b, 2, MSG_PEEK).truncated
        assert recv(b).text == 'once'
        fails(EAGAIN) { recv b, 100, MSG_DONTWAIT }
        """);
  }

  @Test
  void emptyDatagramIsNoEndOfFile(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_DGRAM
        assert send(a, '') == 0
        send a, 'after'
        m = recv b
        assert m.size == 0 && !m.eof && !m.truncated
        assert recv(b).text == 'after'
        """);
  }

  @Test
  void sendtoSaysWhyNoneListens(Shell shell) {
    shell.run(
        """
        s = socket AF_UNIX, SOCK_DGRAM
        fails(ENOENT) { sendto s, 'x', "$dir/nobody" }

        stale = socket AF_UNIX, SOCK_DGRAM
        bind stale, "$dir/stale"
        close stale
        fails(ECONNREFUSED) { sendto s, 'x', "$dir/stale" }

        close open("$dir/regular", O_CREAT | O_WRONLY, 0600)
        fails(ECONNREFUSED) { sendto s, 'x', "$dir/regular" }

        stream = socket AF_UNIX, SOCK_STREAM
        bind stream, "$dir/stream"
        fails(EPROTOTYPE) { sendto s, 'x', "$dir/stream" }
        fails(ECONNREFUSED) { sendto s, 'x', '@ipcsh nobody has this name' }
        """);
  }

  @Test
  void sendWithoutPeerWantsOne(Shell shell) {
    shell.run(
        """
        s = socket AF_UNIX, SOCK_DGRAM
        fails(ENOTCONN) { send s, 'x' }
        u = socket AF_INET, SOCK_DGRAM
        fails(EDESTADDRREQ) { send u, 'x' }
        """);
  }

  @Test
  void pairWhosePeerClosedRefuses(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_DGRAM
        close b
        fails(EAGAIN) { recv a, 10, MSG_DONTWAIT }
        fails(ECONNREFUSED) { send a, 'x' }
        """);
  }

  @Test
  void fullQueueBlocksTheSender(Shell shell) {
    shell.run(
        """
        s = socket AF_UNIX, SOCK_DGRAM
        bind s, "$dir/s"
        c = socket AF_UNIX, SOCK_DGRAM
        connect c, "$dir/s"
        most = new File('/proc/sys/net/unix/max_dgram_qlen').text.trim() as int
        sent = 0
        fails(EAGAIN) { while (true) { send c, 'x', MSG_DONTWAIT; sent++ } }
        assert sent == most + 1
        fails(ETIMEDOUT) { send c, 'x', timeout: 20.ms }
        p = bg { send c, 'last' }
        eventually(timeout: 60.s) { p.call }
        assert !p.done
        recv s
        assert p.get(60.s) == 4
        """);
  }

  @Test
  void pairIsLimitedByItsSendBufferInstead(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_DGRAM
        sent = 0
        fails(EAGAIN) { while (true) { send a, 'x', MSG_DONTWAIT; sent++ } }
        most = new File('/proc/sys/net/unix/max_dgram_qlen').text.trim() as int
        assert sent > most + 1
        p = bg { send a, 'last' }
        eventually(timeout: 60.s) { p.call }
        sent.times { recv b, 10, MSG_DONTWAIT }
        assert p.get(60.s) == 4
        """);
  }

  @Test
  void twoThatOnlySendBlockEachOtherForGood(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_DGRAM
        there = bg { while (true) send a, 'x' }
        back = bg { while (true) send b, 'x' }
        full = { try { send it, 'x', MSG_DONTWAIT; false } catch (e) { e.errno == EAGAIN } }
        eventually(timeout: 60.s) { full(a) && full(b) && there.call?.startsWith('send') && back.call?.startsWith('send') }
        fails(ETIMEDOUT) { there.get(50.ms) }
        assert there.call.startsWith('send') && back.call.startsWith('send')
        there.cancel()
        back.cancel()
        fails(EINTR) { there.get(60.s) }
        fails(EINTR) { back.get(60.s) }
        """);
  }

  @Test
  void largerThanTheSendBufferIsTooLong(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_DGRAM
        room = getsockopt a, SOL_SOCKET, SO_SNDBUF
        fails(EMSGSIZE) { send a, new byte[room + 1] }
        """);
  }

  @Test
  void senderIsNamedOnlyWhereItHasAName(Shell shell) {
    shell.run(
        """
        s = socket AF_UNIX, SOCK_DGRAM
        bind s, "$dir/server"
        c = socket AF_UNIX, SOCK_DGRAM
        sendto c, 'nameless', "$dir/server"
        assert !recvfrom(s).from
        bind c, "$dir/client"
        sendto c, 'named', "$dir/server"
        m = recvfrom s
        assert m.from == "$dir/client"
        assert sendto(s, 'reply', m.from) == 5
        assert recv(c).text == 'reply'
        """);
  }

  @Test
  void connectedOneHearsItsPeerAlone(Shell shell) {
    shell.run(
        """
        s = socket AF_UNIX, SOCK_DGRAM
        bind s, "$dir/s"
        other = socket AF_UNIX, SOCK_DGRAM
        bind other, "$dir/other"
        connect s, "$dir/other"
        stranger = socket AF_UNIX, SOCK_DGRAM
        fails(EPERM) { sendto stranger, 'x', "$dir/s" }
        sendto other, 'x', "$dir/s"
        assert recv(s).text == 'x'
        """);
  }

  @Test
  void connectingAgainChangesThePeerAndNullDissolvesIt(Shell shell) {
    shell.run(
        """
        one = socket AF_UNIX, SOCK_DGRAM
        bind one, "$dir/one"
        two = socket AF_UNIX, SOCK_DGRAM
        bind two, "$dir/two"
        s = socket AF_UNIX, SOCK_DGRAM
        connect s, "$dir/one"
        send s, 'to one'
        connect s, "$dir/two"
        send s, 'to two'
        assert recv(one).text == 'to one'
        assert recv(two).text == 'to two'
        connect s, null
        fails(ENOTCONN) { send s, 'to nobody' }
        """);
  }

  @Test
  void addressOverridesTheConnection(Shell shell) {
    shell.run(
        """
        one = socket AF_UNIX, SOCK_DGRAM
        bind one, "$dir/one"
        two = socket AF_UNIX, SOCK_DGRAM
        bind two, "$dir/two"
        s = socket AF_UNIX, SOCK_DGRAM
        connect s, "$dir/one"
        sendto s, 'x', "$dir/two"
        assert recv(two, 10, MSG_DONTWAIT).text == 'x'
        """);
  }

  @Test
  void hasNoConnectionsToListenFor(Shell shell) {
    shell.run(
        """
        s = socket AF_UNIX, SOCK_DGRAM
        bind s, "$dir/s"
        fails(EOPNOTSUPP) { listen s }
        fails(EOPNOTSUPP) { accept s }
        """);
  }
}
