package ipcsh.linux;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;

@OnShell
class TcpTest {
  @Test
  void writesAreJoinedAndSplit(Shell shell) {
    shell.run(
        """
        l = socket AF_INET
        bind l, '127.0.0.1:0'
        listen l
        c = socket AF_INET
        connect c, getsockname(l)
        a = accept l
        send c, 'AB'
        send c, 'CD'
        eventually(timeout: 60.s) { ioctl(a, FIONREAD) == 4 }
        assert recv(a, 3).text == 'ABC'
        assert recv(a).text == 'D'
        """);
  }

  @Test
  void bothSidesKnowBothNames(Shell shell) {
    shell.run(
        """
        l = socket AF_INET
        bind l, '127.0.0.1:0'
        assert getsockname(l) ==~ /127\\.0\\.0\\.1:\\d+/
        listen l
        c = socket AF_INET
        connect c, getsockname(l)
        a = accept l
        assert a.peer == getsockname(c)
        assert getpeername(c) == getsockname(l) && getsockname(a) == getsockname(l)
        assert getpeername(a) == getsockname(c)
        """);
  }

  @Test
  void noListenerRefuses(Shell shell) {
    shell.run(
        """
        s = socket AF_INET
        bind s, '127.0.0.1:0'
        // the port is nobody else's, and nobody listens
        fails(ECONNREFUSED) { connect socket(AF_INET), getsockname(s) }
        """);
  }

  @Test
  void portInUseIsInUse(Shell shell) {
    shell.run(
        """
        s = socket AF_INET
        bind s, '127.0.0.1:0'
        fails(EADDRINUSE) { bind socket(AF_INET), getsockname(s) }
        fails(EINVAL) { bind s, '127.0.0.1:0' }
        fails(EADDRNOTAVAIL) { bind socket(AF_INET), '192.0.2.1:0' }
        """);
  }

  @Test
  void reuseaddrIsAnOption(Shell shell) {
    shell.run(
        """
        s = socket AF_INET
        assert getsockopt(s, SOL_SOCKET, SO_REUSEADDR) == 0
        setsockopt s, SOL_SOCKET, SO_REUSEADDR, 1
        assert getsockopt(s, SOL_SOCKET, SO_REUSEADDR) == 1
        t = socket AF_INET
        setsockopt t, SOL_SOCKET, SO_REUSEADDR, true
        bind s, '127.0.0.1:0'
        bind t, getsockname(s) // both may be bound,
        listen s
        fails(EADDRINUSE) { listen t } // but one listens
        """);
  }

  @Test
  void closeEndsAndUnreadDataResets(Shell shell) {
    shell.run(
        """
        l = socket AF_INET
        bind l, '127.0.0.1:0'
        listen l
        c = socket AF_INET
        connect c, getsockname(l)
        a = accept l
        close c
        assert recv(a).eof
        d = socket AF_INET
        connect d, getsockname(l)
        e = accept l
        send d, 'unread'
        eventually(timeout: 60.s) { ioctl(e, FIONREAD) == 6 }
        close e
        fails(ECONNRESET) { recv d }
        """);
  }

  @Test
  void lingerOfZeroResets(Shell shell) {
    shell.run(
        """
        l = socket AF_INET
        bind l, '127.0.0.1:0'
        listen l
        c = socket AF_INET
        connect c, getsockname(l)
        a = accept l
        setsockopt c, SOL_SOCKET, SO_LINGER, [onoff: 1, linger: 0]
        close c
        fails(ECONNRESET) { recv a }
        """);
  }

  @Test
  void halfCloseLeavesTheOtherDirection(Shell shell) {
    shell.run(
        """
        l = socket AF_INET
        bind l, '127.0.0.1:0'
        listen l
        c = socket AF_INET
        connect c, getsockname(l)
        a = accept l
        shutdown c, SHUT_WR
        assert recv(a).eof
        send a, 'answer'
        assert recv(c).text == 'answer'
        fails(EPIPE) { send c, 'x' }
        """);
  }

  @Test
  void nonBlockingConnectIsInProgress(Shell shell) {
    shell.run(
        """
        l = socket AF_INET
        bind l, '127.0.0.1:0'
        listen l
        c = socket AF_INET, SOCK_STREAM | SOCK_NONBLOCK
        fails(EINPROGRESS) { connect c, getsockname(l) }
        assert poll([c], POLLOUT, timeout: 60.s)[c] == POLLOUT
        assert getsockopt(c, SOL_SOCKET, SO_ERROR) == 0
        """);
  }

  @Test
  void urgentByte(Shell shell) {
    shell.run(
        """
        l = socket AF_INET
        bind l, '127.0.0.1:0'
        listen l
        c = socket AF_INET
        connect c, getsockname(l)
        a = accept l
        send c, 'abc'
        send c, '!', MSG_OOB
        eventually(timeout: 60.s) { poll([a], POLLPRI, timeout: 0)[a] }
        assert recv(a, 1, MSG_OOB).text == '!'
        assert recv(a).text == 'abc'
        """);
  }

  @Test
  void optionsOfTheProtocol(Shell shell) {
    shell.run(
        """
        s = socket AF_INET
        assert getsockopt(s, IPPROTO_TCP, TCP_NODELAY) == 0
        setsockopt s, IPPROTO_TCP, TCP_NODELAY, 1
        assert getsockopt(s, SOL_TCP, TCP_NODELAY) != 0
        assert getsockopt(s, SOL_TCP, TCP_CONGESTION) instanceof String
        assert getsockopt(s, SOL_SOCKET, SO_PROTOCOL) == IPPROTO_TCP
        l = socket AF_INET
        bind l, '127.0.0.1:0'
        listen l, 2
        c = socket AF_INET
        connect c, getsockname(l)
        // LISTEN, 1 of 2 wait, once the listener has the last packet of the handshake
        eventually(timeout: 60.s) { getsockopt(l, IPPROTO_TCP, TCP_INFO).tcpi_unacked == 1 }
        i = getsockopt l, IPPROTO_TCP, TCP_INFO
        assert i.tcpi_state == 10 && i.tcpi_sacked == 2
        a = accept l
        send c, 'x' * 1000
        send a, 'y'
        recv c
        i = getsockopt c, SOL_TCP, TCP_INFO
        assert i.tcpi_state == 1 && i.tcpi_rtt > 0 && i.rtt == i.tcpi_rtt && i.tcpi_bytes_sent == 1000
        assert i.tcpi_bytes_received == 1 && i.tcpi_pmtu > 1000
        m = getsockopt c, SOL_SOCKET, SO_MEMINFO
        assert m.rcvbuf == getsockopt(c, SOL_SOCKET, SO_RCVBUF) && m.SK_MEMINFO_SNDBUF == m.sndbuf
        assert m.size() == 9 && m.drops == 0 && m.keySet()[8] == 'SK_MEMINFO_DROPS'
        assert getsockopt(c, SOL_SOCKET, SO_LINGER).l_onoff == 0
        """);
  }

  @Test
  void unconnectedOneIsNotConnected(Shell shell) {
    shell.run(
        """
        s = socket AF_INET
        fails(ENOTCONN) { recv s }
        fails(EPIPE) { send s, 'x' }
        fails(ENOTCONN) { getpeername s }
        assert getsockname(s) == '0.0.0.0:0'
        """);
  }
}
