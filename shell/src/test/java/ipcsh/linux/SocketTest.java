package ipcsh.linux;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;

@OnShell
class SocketTest {
  @Test
  void familiesTypesAndProtocolsThatAreNot(Shell shell) {
    shell.run(
        """
        fails(EAFNOSUPPORT) { socket 99 }
        fails(EINVAL) { socket AF_UNIX, 99 }
        fails(ESOCKTNOSUPPORT) { socket AF_UNIX, SOCK_RDM }
        fails(EPROTONOSUPPORT) { socket AF_UNIX, SOCK_STREAM, 5 }
        fails(EOPNOTSUPP) { socketpair AF_INET }
        """);
  }

  @Test
  void flagsOfTheTypeAreFlagsOfTheDescriptor(Shell shell) {
    shell.run(
        """
        s = socket AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK
        assert fcntl(s, F_GETFD) == FD_CLOEXEC
        assert fcntl(s, F_GETFL) & O_NONBLOCK
        fails(EAGAIN) { recv s }
        (a, b) = socketpair AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK
        fails(EAGAIN) { recv a }
        fails(EAGAIN) { recv b }
        assert fcntl(socket(), F_GETFD) == 0
        """);
  }

  @Test
  void socketCommandsWantSockets(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        fails(ENOTSOCK) { send w, 'x' }
        fails(ENOTSOCK) { recv r }
        fails(ENOTSOCK) { bind r, "$dir/x" }
        fails(ENOTSOCK) { connect r, "$dir/x" }
        fails(ENOTSOCK) { listen r }
        fails(ENOTSOCK) { accept r }
        fails(ENOTSOCK) { getsockname r }
        fails(ENOTSOCK) { getsockopt r, SOL_SOCKET, SO_TYPE }
        fails(ENOTSOCK) { sendmsg w, 'x' }
        fails(ENOTSOCK) { recvmsg r }
        fails(ENOTSOCK) { shutdown r, SHUT_RD }
        """);
  }

  @Test
  void noOffset(Shell shell) {
    shell.run(
        """
        fails(ESPIPE) { lseek socket(), 0 }
        (r, w) = pipe()
        fails(ESPIPE) { lseek r, 0, SEEK_CUR }
        fails(ESPIPE) { pread r, 1, 0 }
        """);
  }

  @Test
  void closedOneIsBad(Shell shell) {
    shell.run(
        """
        s = socket()
        close s
        fails(EBADF) { close s }
        fails(EBADF) { send s, 'x' }
        fails(EBADF) { dup s }
        fails(EBADF) { fcntl s, F_GETFD }
        fails(EBADF) { bind s, '@x' }
        """);
  }

  @Test
  void closedHandleStaysClosedWhenItsNumberIsUsedAgain(Shell shell) {
    shell.run(
        """
        t = null
        eventually(timeout: 60.s) {
          if (t) close t
          s = socket()
          n = s.number
          close s
          t = socket()
          t.number == n
        }
        fails(EBADF) { listen s }
        assert getsockopt(t, SOL_SOCKET, SO_TYPE) == SOCK_STREAM
        assert s.toString() == "fd $n  closed"
        """);
  }

  @Test
  void peercredSaysWhoConnected(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        c = getsockopt a, SOL_SOCKET, SO_PEERCRED
        assert c.pid == getpid() && c.uid == getuid() && c.gid == getgid()
        s = socket()
        u = getsockopt s, SOL_SOCKET, SO_PEERCRED
        assert u.pid == 0 && u.uid == -1 && u.gid == -1
        """);
  }

  @Test
  void optionsOfASocketSayWhatItIs(Shell shell) {
    shell.run(
        """
        s = socket AF_UNIX, SOCK_DGRAM
        assert getsockopt(s, SOL_SOCKET, SO_TYPE) == SOCK_DGRAM
        assert getsockopt(s, SOL_SOCKET, SO_DOMAIN) == AF_UNIX
        assert getsockopt(s, SOL_SOCKET, SO_PROTOCOL) == 0
        assert getsockopt(s, SOL_SOCKET, SO_ERROR) == 0
        fails(ENOPROTOOPT) { getsockopt s, SOL_SOCKET, 9999 }
        fails(ENOPROTOOPT) { setsockopt s, SOL_SOCKET, SO_TYPE, 1 }
        l = socket()
        bind l, "$dir/l"
        assert getsockopt(l, SOL_SOCKET, SO_ACCEPTCONN) == 0
        listen l
        assert getsockopt(l, SOL_SOCKET, SO_ACCEPTCONN) == 1
        """);
  }

  @Test
  void kernelDoublesABuffersSize(Shell shell) {
    shell.run(
        """
        s = socket()
        setsockopt s, SOL_SOCKET, SO_SNDBUF, 8192
        assert getsockopt(s, SOL_SOCKET, SO_SNDBUF) == 16384
        most = new File('/proc/sys/net/core/rmem_max').text.trim() as int
        setsockopt s, SOL_SOCKET, SO_RCVBUF, 2 * most
        assert getsockopt(s, SOL_SOCKET, SO_RCVBUF) == 2 * most
        """);
  }

  @Test
  void receiveTimeoutIsEagain(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        setsockopt b, SOL_SOCKET, SO_RCVTIMEO, 30.ms
        before = System.nanoTime()
        fails(EAGAIN) { recv b }
        assert System.nanoTime() - before >= 20_000_000
        t = getsockopt b, SOL_SOCKET, SO_RCVTIMEO
        assert t.sec == 0 && t.usec > 0
        setsockopt b, SOL_SOCKET, SO_RCVTIMEO, [tv_sec: 3000000000L]
        assert getsockopt(b, SOL_SOCKET, SO_RCVTIMEO).tv_sec == 3000000000L
        setsockopt b, SOL_SOCKET, SO_RCVTIMEO, [sec: 2, usec: 500000]
        assert getsockopt(b, SOL_SOCKET, SO_RCVTIMEO) == [tv_sec: 2, tv_usec: 500000]
        setsockopt b, SOL_SOCKET, SO_RCVTIMEO, 1.5
        assert getsockopt(b, SOL_SOCKET, SO_RCVTIMEO).tv_sec == 1
        """);
  }

  @Test
  void sendTimeoutIsEagain(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        setsockopt a, SOL_SOCKET, SO_SNDTIMEO, 20.ms
        fails(EAGAIN) { while (true) send a, new byte[65536] }
        """);
  }

  @Test
  void lingerIsAStructure(Shell shell) {
    shell.run(
        """
        s = socket AF_INET
        assert getsockopt(s, SOL_SOCKET, SO_LINGER) == [l_onoff: 0, l_linger: 0]
        setsockopt s, SOL_SOCKET, SO_LINGER, [onoff: 1, linger: 5]
        v = getsockopt s, SOL_SOCKET, SO_LINGER
        assert v.onoff == 1 && v.linger == 5 && v.l_onoff == 1 && v.l_linger == 5
        setsockopt s, SOL_SOCKET, SO_LINGER, [l_onoff: 1, l_linger: 9]
        assert getsockopt(s, SOL_SOCKET, SO_LINGER) == [l_onoff: 1, l_linger: 9]
        setsockopt s, SOL_SOCKET, SO_LINGER, 7
        assert getsockopt(s, SOL_SOCKET, SO_LINGER).linger == 7
        """);
  }

  @Test
  void peerAsADescriptorIsADescriptor(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        try { p = getsockopt a, SOL_SOCKET, SO_PEERPIDFD } catch (e) { return }
        assert p.open && p.toString().contains('pidfd')
        setsockopt b, SOL_SOCKET, SO_PASSPIDFD, 1
        send a, 'x'
        assert recvmsg(b).pidfd.open
        """);
  }
}
