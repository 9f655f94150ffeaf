package ipcsh.linux;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes with the messages of UNIX sockets, and where messages end. */
@OnShell
class UnixMessageTest {
  /** Ends the test where the kernel is older than the option. */
  private static final String RIGHTS =
      """
      (a, b) = socketpair()
      try { getsockopt b, SOL_SOCKET, SO_PASSRIGHTS } catch (SysException e) { assert e.errno == ENOPROTOOPT; return }
      """;

  private static final String INQ =
      """
      (a, b) = socketpair()
      try { setsockopt b, SOL_SOCKET, SO_INQ, 1 } catch (SysException e) { assert e.errno == ENOPROTOOPT; return }
      """;

  @Test
  void rightsAreAcceptedByDefault(Shell shell) {
    shell.run(
        RIGHTS
            + """
            for (type in [SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET]) {
              assert getsockopt(socket(AF_UNIX, type), SOL_SOCKET, SO_PASSRIGHTS) == 1
            }
            for (name in [SO_PASSRIGHTS, SO_PASSCRED, SO_PASSPIDFD]) {
              i = socket AF_INET
              fails(EOPNOTSUPP) { getsockopt i, SOL_SOCKET, name }
              fails(EOPNOTSUPP) { setsockopt i, SOL_SOCKET, name, 1 }
            }
            """);
  }

  @Test
  void whoRefusesRightsGetsDataAloneAndWhatWasQueuedBefore(Shell shell) {
    shell.run(
        RIGHTS
            + """
            (r, w) = pipe()
            sendfd a, w, 'before'
            setsockopt b, SOL_SOCKET, SO_PASSRIGHTS, 0
            fails(EPERM) { sendfd a, w }
            send a, 'data alone'
            m = recvmsg b
            assert m.text == 'before' && m.fds.size() == 1
            assert recvmsg(b).text == 'data alone'
            setsockopt b, SOL_SOCKET, SO_PASSRIGHTS, 1
            sendfd a, w
            recvfd b
            """);
  }

  @Test
  void bytesThatAreLeftAreReported(Shell shell) {
    shell.run(
        INQ
            + """
            fails(ENOPROTOOPT) { getsockopt b, SOL_SOCKET, SO_INQ }
            send a, 'hello'
            send a, 'xy'
            assert recvmsg(b, 3).inq == 4
            m = recvmsg b
            assert m.size == 4 && m.inq == 0 && m.toString() == '4 bytes "loxy"  inq 0'
            for (type in [SOCK_DGRAM, SOCK_SEQPACKET]) {
              s = socket AF_UNIX, type
              fails(ENOPROTOOPT) { setsockopt s, SOL_SOCKET, SO_INQ, 1 }
            }
            i = socket AF_INET
            fails(ENOPROTOOPT) { setsockopt i, SOL_SOCKET, SO_INQ, 1 }
            (c, d) = socketpair()
            send c, 'x'
            assert recvmsg(d).inq == null
            """);
  }

  @Test
  void descriptorsWithoutDataAreGoneOnAStreamAlone(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        (a, b) = socketpair()
        assert sendmsg(a, '', fds: [r]) == 0
        fails(EAGAIN) { recvmsg b, 10, MSG_DONTWAIT }
        for (type in [SOCK_DGRAM, SOCK_SEQPACKET]) {
          (c, d) = socketpair AF_UNIX, type
          assert sendmsg(c, '', fds: [r]) == 0
          m = recvmsg d
          assert m.size == 0 && m.fds.size() == 1
        }
        sendfd a, w, 'data'
        m = recvmsg b, 0
        assert m.size == 0 && m.fds.size() == 1
        m = recvmsg b
        assert m.text == 'data' && m.fds.isEmpty()
        """);
  }

  @Test
  void receivingJoinsUpToAndWithTheFirstThatCarriesDescriptors(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        (r, w) = pipe()
        for (flags in [0, MSG_WAITALL]) {
          send a, 'one'
          sendfd a, w, 'two'
          send a, 'three'
          m = recvmsg b, 11, flags
          assert m.text == 'onetwo' && m.fds.size() == 1
          assert recvmsg(b, 5, flags).text == 'three'
        }
        sendfd a, w, 'lost'
        before = fds().size()
        assert read(b).text == 'lost'
        assert fds().size() == before
        """);
  }

  @Test
  void sendersAreNotJoinedWhereTheyAreReported(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        c = fork()
        send a, 'before'
        setsockopt b, SOL_SOCKET, SO_PASSCRED, 1
        c { send a, 'child' }
        send a, 'own'
        m = recvmsg b
        assert m.text == 'before' && m.cred == [pid: 0, uid: 65534, gid: 65534]
        assert recvmsg(b).cred.pid == c.pid
        assert recvmsg(b).cred.pid == getpid()
        """);
  }

  @Test
  void peerThatHasDiedIsAPidfdStill(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_SEQPACKET
        try { setsockopt b, SOL_SOCKET, SO_PASSPIDFD, 1 } catch (SysException e) { assert e.errno == ENOPROTOOPT; return }
        l = socket()
        bind l, '@' + System.nanoTime()
        listen l
        c = fork()
        c { send a, 'last words'; s = socket(); connect s, getsockname(l) }
        t = accept l
        c { exit 5 }
        waitpid c
        m = recvmsg b
        assert m.text == 'last words'
        if (m.pidfd == null) return // before Linux 6.16
        peer = getsockopt t, SOL_SOCKET, SO_PEERPIDFD
        for (fd in [m.pidfd, peer]) {
          assert poll([fd], POLLIN, timeout: 0).values()[0] == (POLLIN | POLLHUP)
          assert fd.toString().contains('terminated process')
          fails(ESRCH) { pidfd_send_signal fd, 0 }
        }
        """);
  }

  @Test
  void peekOffsetCountsOverBorders(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        setsockopt b, SOL_SOCKET, SO_PEEK_OFF, 0
        send a, 'abc'
        send a, 'def'
        assert recv(b, 2, MSG_PEEK).text == 'ab'
        assert recv(b, 3, MSG_PEEK).text == 'cde'
        assert getsockopt(b, SOL_SOCKET, SO_PEEK_OFF) == 5
        assert recv(b, 2).text == 'ab'
        assert getsockopt(b, SOL_SOCKET, SO_PEEK_OFF) == 3
        assert recv(b, 10, MSG_PEEK).text == 'f'
        fails(EAGAIN) { recv b, 10, MSG_PEEK | MSG_DONTWAIT }
        """);
  }

  @Test
  void urgentByteIsTheLastOne(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        send a, 'abc'
        send a, 'xy!', MSG_OOB
        assert poll([b], POLLIN | POLLPRI, timeout: 0).values()[0] == (POLLIN | POLLPRI)
        assert sockatmark(b) == 0 && ioctl(b, SIOCATMARK) == 0
        assert recv(b).text == 'abcxy'
        assert sockatmark(b) == 1 && ioctl(b, SIOCATMARK) == 1
        assert recv(b, 1, MSG_OOB).text == '!'
        assert (poll([b], POLLIN | POLLPRI, timeout: 0).values()[0] ?: 0) & POLLPRI ? false : true
        fails(EAGAIN) { recv b, 10, MSG_DONTWAIT }
        (r, w) = pipe()
        fails(ENOTTY) { sockatmark r }
        """);
  }

  @Test
  void descriptorsOfOneDescription(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        d = dup r
        try { fcntl r, F_DUPFD_QUERY, d } catch (SysException e) { assert e.errno == EINVAL; return }
        assert fcntl(r, F_DUPFD_QUERY, d) == 1
        assert fcntl(r, F_DUPFD_QUERY, r.number) == 1
        assert fcntl(r, F_DUPFD_QUERY, w) == 0
        fails(EBADF) { fcntl r, F_DUPFD_QUERY, 250 }
        """);
  }

  @Test
  void sealedAgainstExecution(Shell shell) {
    shell.run(
        """
        try { m = memfd_create 'x', MFD_NOEXEC_SEAL } catch (SysException e) { assert e.errno == EINVAL; return }
        assert fcntl(m, F_GET_SEALS) & F_SEAL_EXEC
        assert spawn('stat', '-Lc', '%a', "/proc/${getpid()}/fd/$m.number").out.trim() == '666'
        c = spawn('chmod', '+x', "/proc/${getpid()}/fd/$m.number")
        assert c.wait(60.s).exit == 1 && c.err.text.contains('Operation not permitted')
        e = memfd_create 'y', MFD_EXEC
        assert spawn('stat', '-Lc', '%a', "/proc/${getpid()}/fd/$e.number").out.trim() == '777'
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SO_TIMESTAMP", "SO_TIMESTAMPNS"})
  void whenAMessageArrived(String option, Shell shell) {
    shell.session().names().setVariable("option", shell.run(option));
    shell.run(
        """
        u = socket AF_INET, SOCK_DGRAM
        bind u, '127.0.0.1:0'
        setsockopt u, SOL_SOCKET, option, 1
        before = java.time.Instant.now().minusMillis(1)
        sendto u, 'x', getsockname(u)
        m = recvmsg u
        assert m.timestamp > before && m.timestamp < java.time.Instant.now().plusMillis(1)
        assert m.toString().contains('  at 2')
        setsockopt u, SOL_SOCKET, option, 0
        sendto u, 'x', getsockname(u)
        assert recvmsg(u).timestamp == null
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AF_INET", "AF_INET6"})
  void errorsOfTheNetworkAreQueued(String family, Shell shell) {
    shell.session().names().setVariable("family", shell.run(family));
    shell.run(
        """
        four = family == AF_INET
        any = four ? '127.0.0.1:0' : '[::1]:0'
        u = socket family, SOCK_DGRAM
        if (four) setsockopt u, SOL_IP, IP_RECVERR, 1 else setsockopt u, SOL_IPV6, IPV6_RECVERR, 1
        bind u, any
        t = socket family, SOCK_DGRAM
        bind t, any
        gone = getsockname t
        close t
        fails(EAGAIN) { recvmsg u, 10, MSG_ERRQUEUE }
        sendto u, 'ping', gone
        assert poll([u], 0, timeout: 60.s).values()[0] & POLLERR
        m = recvmsg u, 100, MSG_ERRQUEUE
        assert m.text == 'ping' && m.from == gone && !m.eof && m.flags & MSG_ERRQUEUE
        assert m.error == ECONNREFUSED && m.error.errno == ECONNREFUSED
        assert m.error.ee_origin == (four ? 2 : 3) && m.error.ee_info == 0
        assert m.error.offender == any
        assert getsockopt(u, SOL_SOCKET, SO_ERROR) == 0
        fails(EAGAIN) { recvmsg u, 10, MSG_ERRQUEUE }
        """);
  }
}
