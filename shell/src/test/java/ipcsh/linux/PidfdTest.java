package ipcsh.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;

/** Processes by descriptor: what pidfds and waitid tell, in which state of a child. */
@OnShell
class PidfdTest {
  /** A child whose child has ended and was not waited for. */
  private static final String ZOMBIE =
      """
      c = fork()
      c { d = fork(); fd = pidfd_open d; d { exit 7 } }
      c { poll([fd], POLLIN, timeout: 60.s) }
      """;

  @Test
  void isReadableWhenTheProcessHasEnded(Shell shell) {
    shell.run(
        """
        p = spawn('sleep', '1000')
        fd = pidfd_open p
        assert poll([fd], POLLIN, timeout: 0).isEmpty()
        pidfd_send_signal fd, SIGKILL
        ready = poll([fd], POLLIN, timeout: 60.s)
        assert ready.keySet()*.number == [fd.number]
        assert waitid(P_PIDFD, fd) == [pid: p.pid, signal: SIGKILL]
        """);
  }

  @Test
  void ofAZombieItIsReadableAndNothingCanBeTaken(Shell shell) {
    shell.run(
        ZOMBIE
            + """
            assert c { poll([fd], POLLIN, timeout: 0).values()[0] } == POLLIN
            c { fails(ESRCH) { pidfd_getfd fd, 0 } }
            c { pidfd_send_signal fd, 0 }
            """);
  }

  @Test
  void onceReapedItHangsUpAndNoSignalArrives(Shell shell) {
    shell.run(
        ZOMBIE
            + """
            assert c { waitid(P_PIDFD, fd) }.exit == 7
            assert c { poll([fd], POLLIN, timeout: 0).values()[0] } == (POLLIN | POLLHUP)
            c { fails(ESRCH) { pidfd_send_signal fd, 0 } }
            c { fails(ESRCH) { pidfd_getfd fd, 0 } }
            c { fails(ECHILD) { waitid P_PIDFD, fd } }
            c { fails(ESRCH) { pidfd_open d } }
            """);
  }

  @Test
  void whatBecameOfItIsShown(Shell shell) {
    shell.run("p = spawn('sleep', '1000'); fd = pidfd_open p");
    assertThat(shell.rendered("fd")).endsWith("  pidfd  process " + shell.run("p.pid"));
    shell.run("kill p, SIGKILL; p.wait()");
    // the status is told since Linux 6.15
    assertThat(shell.rendered("fd")).contains("  pidfd  terminated process");
    if (shell.run("spawn('uname', '-r').out.trim()").toString().matches("6\\.1[5-9].*|[789].*")) {
      assertThat(shell.rendered("fd")).endsWith("terminated process  killed by SIGKILL");
      assertThat(shell.rendered("inspect fd")).contains("killed by SIGKILL");
      assertThat(shell.rendered("fds")).contains("killed by SIGKILL");
    }
  }

  @Test
  void theShellKeepsOneForAChildThatItHasReaped(Shell shell) {
    shell.run(
        """
        p = spawn('sh', '-c', 'exit 3')
        eventually(timeout: 60.s) { p.done }
        fd = pidfd_open p
        assert poll([fd], POLLIN, timeout: 60.s).size() == 1
        assert waitid(P_PIDFD, fd) == [pid: p.pid, exit: 3]
        fails(ECHILD) { waitid P_PIDFD, fd }
        fails(ESRCH) { pidfd_open p }
        """);
  }

  @Test
  void descriptorsAreTakenWithoutTheProcessTakingPart(Shell shell) {
    shell.run(
        """
        p = spawn('sh', '-c', 'exec 5</etc/passwd; echo ready; exec sleep 1000')
        p.out.readLine(60.s)
        fd = pidfd_open p
        f = pidfd_getfd fd, 5
        assert read(f, 5).text == 'root:'
        assert sameFile(f, 5, pid: p)
        assert fcntl(f, F_GETFD) == FD_CLOEXEC
        fails(EBADF) { pidfd_getfd fd, 77 }
        fails(EBADF) { pidfd_getfd f, 0 }
        """);
  }

  @Test
  void waitidLeavesWhatItWasToldToLeave(Shell shell) {
    shell.run(
        """
        p = spawn('sh', '-c', 'exit 3')
        assert waitid(P_PID, p, WEXITED | WNOWAIT) == [pid: p.pid, exit: 3]
        assert waitid(P_ALL, 0, WEXITED | WNOWAIT).pid == p.pid
        assert waitid(P_PID, p).exit == 3
        fails(ECHILD) { waitid P_PID, p }
        fails(ECHILD) { waitid P_ALL, 0 }
        """);
  }

  @Test
  void waitidReportsTheChangesThatItIsAskedFor(Shell shell) {
    shell.run(
        """
        p = spawn('sleep', '1000')
        assert waitid(P_PID, p, WEXITED | WNOHANG) == [pid: 0]
        kill p, SIGSTOP
        assert waitid(P_PID, p, WSTOPPED) == [pid: p.pid, stopped: SIGSTOP]
        kill p, SIGCONT
        assert waitid(P_ALL, 0, WCONTINUED | WSTOPPED) == [pid: p.pid, continued: true]
        assert waitid(P_PGID, p.pid, WEXITED | WNOHANG) == [pid: 0]
        kill p
        assert waitid(P_PGID, p.pid) == [pid: p.pid, signal: SIGTERM]
        """);
  }

  @Test
  void waitidOnOneThatDoesNotBlock(Shell shell) {
    shell.run(
        """
        p = spawn('sleep', '1000')
        fd = pidfd_open p, PIDFD_NONBLOCK
        fails(EAGAIN) { waitid P_PIDFD, fd }
        fails(ETIMEDOUT) { waitid P_PID, p, timeout: 20.ms }
        (r, w) = pipe()
        fails(EBADF) { waitid P_PIDFD, r }
        fails(EINVAL) { waitid P_PID, p, WNOHANG }
        fails(EINVAL) { waitid 17, p }
        """);
  }

  @Test
  void waitidOfAPlainNumberOfAPidfd(Shell shell) {
    shell.run(
        """
        c = fork()
        int fd = pidfd_open(c)
        c { exit 4 }
        assert waitid(P_PIDFD, fd).exit == 4
        """);
  }

  @Test
  void theShellItselfIsRefused(Shell shell) {
    assertThat(shell.complaint("pidfd_send_signal pidfd_open(getpid()), SIGTERM"))
        .contains("the shell itself");
    shell.run("pidfd_send_signal pidfd_open(getpid()), 0");
  }

  @Test
  void fromAThreadAndFromARole(Shell shell) {
    shell.run(
        """
        t = thread('t')
        p = spawn('sleep', '1000')
        t { fd = pidfd_open p; pidfd_send_signal fd, SIGTERM; assert waitid(P_PIDFD, fd).signal == SIGTERM }
        """);
  }

  @Test
  void groupsAndSessions(Shell shell) {
    shell.run(
        """
        assert getpgrp() == getpgid() && getsid() == getsid(getpid())
        p = spawn('sleep', '1000')
        assert getpgid(p) == p.pid && getsid(p) == getsid()
        fails(EACCES) { setpgid p, getpgrp() }
        c = fork()
        c { d = fork(); setpgid d, getpgrp(); assert getpgid(d) == getpgrp() }
        c { d { assert setsid() == getpid(); assert getsid() == getpid() && getpgrp() == getpid() } }
        assert c { setsid() } == c.pid && getsid(c) == c.pid
        c { fails(EPERM) { setsid() } }
        e = fork()
        e { setpgid 0, 0; fails(EPERM) { setsid() } }
        c { fails(EPERM) { setpgid d, 0 } }
        """);
  }
}
