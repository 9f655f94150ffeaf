package ipcsh.linux;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;

@OnShell
class CredentialsTest {
  @Test
  void askedForTheyComeWithEachMessage(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_DGRAM
        send a, 'before'
        setsockopt b, SOL_SOCKET, SO_PASSCRED, 1
        send a, 'after'
        assert recvmsg(b).text == 'before'
        m = recvmsg b
        assert m.cred == [pid: getpid(), uid: getuid(), gid: getgid()]
        """);
  }

  @Test
  void notAskedForTheyDoNotCome(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        sendmsg a, 'x', cred: [pid: getpid()]
        assert recvmsg(b).cred == null
        """);
  }

  @Test
  void onesOwnMayBeSaid(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        setsockopt b, SOL_SOCKET, SO_PASSCRED, 1
        sendmsg a, 'x', cred: [:]
        assert recvmsg(b).cred.pid == getpid()
        """);
  }

  @Test
  void rootMaySayWhatItLikes(Shell shell) {
    shell.run(
        """
        if (geteuid() != 0) { fails(EPERM) { sendmsg socketpair()[0], 'x', cred: [uid: 0] }; return }
        (a, b) = socketpair()
        setsockopt b, SOL_SOCKET, SO_PASSCRED, 1
        sendmsg a, 'x', cred: [pid: getppid(), uid: 65534, gid: 65534]
        assert recvmsg(b).cred == [pid: getppid(), uid: 65534, gid: 65534]
        fails(ESRCH) { sendmsg a, 'x', cred: [pid: 0x7ffffff0] }
        """);
  }

  @Test
  void roomForLessTruncatesThem(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        setsockopt b, SOL_SOCKET, SO_PASSCRED, 1
        send a, 'x'
        m = recvmsg b, 10, 0, control: 16
        assert m.cred == null && m.controlTruncated
        send a, 'x'
        assert recvmsg(b, 10, 0, control: 28).cred.uid == getuid()
        """);
  }

  @Test
  void descriptorsAndCredentialsComeTogether(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        setsockopt b, SOL_SOCKET, SO_PASSCRED, 1
        sendmsg a, 'x', fds: [a], cred: [:]
        m = recvmsg b
        assert m.fds.size() == 1 && m.cred.pid == getpid()
        assert m.control.size() == 2
        """);
  }

  @Test
  void senderComesAsADescriptorThatKnowsWhenItEnds(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_DGRAM
        try { setsockopt b, SOL_SOCKET, SO_PASSPIDFD, 1 } catch (e) { assert e.errno == ENOPROTOOPT; return }
        c = fork()
        c { send a, 'I am' }
        m = recvmsg b
        assert m.text == 'I am' && m.fds.isEmpty() && m.cred == null
        assert "$m.pidfd" == "fd $m.pidfd.number  pidfd  process $c.pid"
        assert "$m" == "4 bytes \\"I am\\"  from [$m.pidfd]"
        assert poll([m.pidfd], POLLIN, timeout: 20.ms).isEmpty()
        c.start { exit 3 }
        assert poll([m.pidfd], POLLIN, timeout: 60.s)[m.pidfd] & POLLIN
        waitpid c
        eventually(timeout: 60.s) { "$m.pidfd".contains('terminated process') }
        """);
  }

  @Test
  void peerOfASocketAsADescriptor(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        try { p = getsockopt a, SOL_SOCKET, SO_PEERPIDFD } catch (e) { assert e.errno == ENOPROTOOPT; return }
        assert "$p" == "fd $p.number  pidfd  process ${getpid()}"
        assert fcntl(p, F_GETFD) == FD_CLOEXEC
        """);
  }

  @Test
  void endOfAStreamBringsThoseOfNobody(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        setsockopt b, SOL_SOCKET, SO_PASSCRED, 1
        send a, 'last'
        close a
        assert recvmsg(b).cred.pid == getpid()
        m = recvmsg b
        assert m.eof && m.cred.pid == 0
        (a, b) = socketpair AF_UNIX, SOCK_SEQPACKET
        setsockopt b, SOL_SOCKET, SO_PASSCRED, 1
        send a, ''
        close a
        m = recvmsg b
        assert !m.eof && m.cred.pid == getpid()
        assert recvmsg(b).eof
        """);
  }
}
