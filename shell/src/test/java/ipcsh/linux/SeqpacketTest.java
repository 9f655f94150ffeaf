package ipcsh.linux;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;

@OnShell
class SeqpacketTest {
  @Test
  void recordsKeepTheirBoundaries(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_SEQPACKET
        send a, 'one'
        send a, 'three'
        assert recv(b).text == 'one'
        assert recv(b).text == 'three'
        """);
  }

  @Test
  void shortBufferTruncatesARecord(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_SEQPACKET
        send a, '0123456789'
        send a, 'next'
        m = recv b, 4
        assert m.text == '0123' && m.truncated
        assert recvmsg(b, 2).truncated
        """);
  }

  @Test
  void connectsAcceptsAndEnds(Shell shell) {
    shell.run(
        """
        l = socket AF_UNIX, SOCK_SEQPACKET
        bind l, "$dir/l"
        listen l
        c = socket AF_UNIX, SOCK_SEQPACKET
        connect c, "$dir/l"
        a = accept l
        send c, 'record'
        close c
        assert recv(a).text == 'record'
        assert recv(a).eof
        fails(EPIPE) { send a, 'x' }
        """);
  }

  @Test
  void unreadRecordResets(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_SEQPACKET
        send b, 'unread'
        close a
        fails(ECONNRESET) { recv b }
        assert recv(b).eof
        """);
  }

  @Test
  void unconnectedOneIsNotConnected(Shell shell) {
    shell.run(
        """
        s = socket AF_UNIX, SOCK_SEQPACKET
        fails(ENOTCONN) { send s, 'x' }
        fails(ENOTCONN) { recv s }
        """);
  }

  @Test
  void streamIsOfAnotherType(Shell shell) {
    shell.run(
        """
        l = socket()
        bind l, "$dir/l"
        listen l
        fails(EPROTOTYPE) { connect socket(AF_UNIX, SOCK_SEQPACKET), "$dir/l" }
        """);
  }
}
