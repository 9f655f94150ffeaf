package ipcsh.linux;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;

@OnShell
class UdpTest {
  @Test
  void boundariesAreKept(Shell shell) {
    shell.run(
        """
        s = socket AF_INET, SOCK_DGRAM
        bind s, '127.0.0.1:0'
        c = socket AF_INET, SOCK_DGRAM
        sendto c, 'one', getsockname(s)
        sendto c, 'three', getsockname(s)
        m = recvfrom s
        assert m.text == 'one' && m.from.endsWith(getsockname(c).tokenize(':')[1])
        m = recvfrom s, 2
        assert m.text == 'th' && m.truncated && m.length == 5
        sendto s, 'back', m.from
        assert recv(c).text == 'back'
        """);
  }

  @Test
  void unconnectedSendToAClosedPortGivesNoError(Shell shell) {
    shell.run(
        """
        s = socket AF_INET, SOCK_DGRAM
        bind s, '127.0.0.1:0'
        gone = getsockname s
        close s
        c = socket AF_INET, SOCK_DGRAM
        3.times { assert sendto(c, 'x', gone) == 1 }
        """);
  }

  @Test
  void connectedSendToAClosedPortIsRefusedTheNextTime(Shell shell) {
    shell.run(
        """
        s = socket AF_INET, SOCK_DGRAM
        bind s, '127.0.0.1:0'
        gone = getsockname s
        close s
        c = socket AF_INET, SOCK_DGRAM
        connect c, gone
        assert send(c, 'x') == 1
        // the answer that nobody is there is on its way
        assert poll([c], 0, timeout: 60.s)[c] == POLLERR
        fails(ECONNREFUSED) { send c, 'y' }
        """);
  }

  @Test
  void largestDatagram(Shell shell) {
    shell.run(
        """
        s = socket AF_INET, SOCK_DGRAM
        bind s, '127.0.0.1:0'
        setsockopt s, SOL_SOCKET, SO_RCVBUF, 200000
        c = socket AF_INET, SOCK_DGRAM
        assert sendto(c, new byte[65507], getsockname(s)) == 65507
        assert recv(s).size == 65507
        fails(EMSGSIZE) { sendto c, new byte[65508], getsockname(s) }
        """);
  }

  @Test
  void emptyDatagram(Shell shell) {
    shell.run(
        """
        s = socket AF_INET, SOCK_DGRAM
        bind s, '127.0.0.1:0'
        c = socket AF_INET, SOCK_DGRAM
        assert sendto(c, '', getsockname(s)) == 0
        m = recvfrom s
        assert m.size == 0 && !m.eof && m.from
        """);
  }

  @Test
  void firstSendGivesAPort(Shell shell) {
    shell.run(
        """
        c = socket AF_INET, SOCK_DGRAM
        assert getsockname(c) == '0.0.0.0:0'
        s = socket AF_INET, SOCK_DGRAM
        bind s
        assert !getsockname(s).endsWith(':0')
        """);
  }

  @Test
  void broadcastNeedsPermission(Shell shell) {
    shell.run(
        """
        c = socket AF_INET, SOCK_DGRAM
        fails(EACCES) { sendto c, 'x', '255.255.255.255:9' }
        """);
  }

  @Test
  void connectNullDissolves(Shell shell) {
    shell.run(
        """
        s = socket AF_INET, SOCK_DGRAM
        bind s, '127.0.0.1:0'
        c = socket AF_INET, SOCK_DGRAM
        connect c, getsockname(s)
        assert getpeername(c) == getsockname(s)
        assert sendto(c, 'ignored address is none', getsockname(s)) > 0
        connect c, null
        fails(ENOTCONN) { getpeername c }
        """);
  }
}
