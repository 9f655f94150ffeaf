package ipcsh.linux;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;

/** The meanings of 0 bytes: end of file, an empty message, nothing requested. */
@OnShell
class EndOfFileTest {
  @Test
  void emptyRecordOfALivingPeerIsNoEnd(Shell shell) {
    shell.run(
        """
        for (take in [{ read it }, { recv it }, { recvfrom it }, { recvmsg it }]) {
          (a, b) = socketpair AF_UNIX, SOCK_SEQPACKET
          send a, ''
          m = take b
          assert !m.eof && m.size == 0 && m.toString() == '0 bytes'
          close a
          m = take b
          assert m.eof
          close b
        }
        """);
  }

  @Test
  void emptyRecordBeforeTheEndIsReportedWhereItCanBe(Shell shell) {
    shell.run(
        """
        both = '0 bytes: the end of file, or an empty record before it'
        (a, b) = socketpair AF_UNIX, SOCK_SEQPACKET
        send a, ''; send a, 'more'; send a, ''
        close a
        assert !recv(b).eof // more follows
        assert recv(b).text == 'more'
        m = recv b
        assert m.eof && m.toString() == both
        m = recv b
        assert m.eof && m.toString() == both
        // one's own end is the end as well
        (a, b) = socketpair AF_UNIX, SOCK_SEQPACKET
        shutdown b, SHUT_RD
        assert recv(b).eof
        """);
  }

  @Test
  void credentialsAndASenderTellARecordFromTheEnd(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_SEQPACKET
        setsockopt b, SOL_SOCKET, SO_PASSCRED, 1
        send a, ''
        close a
        m = recvmsg b
        assert !m.eof && m.cred.pid == getpid()
        m = recvmsg b
        assert m.eof && m.toString() == 'end of file'
        l = socket AF_UNIX, SOCK_SEQPACKET; bind l, '@ends'; listen l
        c = socket AF_UNIX, SOCK_SEQPACKET; bind c, '@ends-client'; connect c, '@ends'
        s = accept l
        send c, ''; send c, ''
        close c
        assert !recvfrom(s).eof && !recvmsg(s).eof
        assert recvfrom(s).eof
        """);
  }

  @Test
  void peekedAndUnaskedAreNoEnd(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_SEQPACKET
        send a, ''
        assert !recv(b, 10, MSG_PEEK).eof && !recv(b, 10).eof
        (a, b) = socketpair()
        close a
        assert !read(b, 0).eof && !recv(b, 0).eof && !recvmsg(b, 0).eof
        assert recv(b, 1, MSG_PEEK).eof && read(b, 1).eof && recvmsg(b, 1).eof
        """);
  }

  @Test
  void datagramsHaveNoEnd(Shell shell) {
    shell.run(
        """
        for (take in [{ read it }, { recv it }, { recvfrom it }, { recvmsg it }]) {
          (a, b) = socketpair AF_UNIX, SOCK_DGRAM
          send a, ''
          m = take b
          assert !m.eof && m.size == 0 && m.toString() == '0 bytes'
          u = socket AF_INET, SOCK_DGRAM
          bind u, '127.0.0.1:0'
          v = socket AF_INET, SOCK_DGRAM
          sendto v, '', getsockname(u)
          m = take u
          assert !m.eof && m.toString().startsWith('0 bytes')
          [a, b, u, v].each { close it }
        }
        (a, b) = socketpair AF_UNIX, SOCK_DGRAM
        shutdown b, SHUT_RD
        assert !recv(b).eof && !read(b).eof
        """);
  }

  @Test
  void inAChildAsWell(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_SEQPACKET
        c = fork()
        send a, ''
        assert !(c { recv b }.eof)
        c { close a }
        close a
        assert c { recv b }.eof
        """);
  }
}
