package ipcsh.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals to processes; none that the test did not start. */
@OnShell
class KillTest {
  @Test
  void signalEndsOrAsks(Shell shell) {
    shell.run(
        """
        p = spawn('sleep', '1000')
        assert kill(p, 0) == 0
        assert kill(p.pid, SIGHUP) == 0
        assert p.wait().signal == SIGHUP
        fails(ESRCH) { p.kill() }
        e = fails(ESRCH) { kill p, 0 }
        assert e.call == "kill($p.pid, 0)"
        q = spawn('sleep', '1000')
        fails(EINVAL) { kill q, 65 }
        q.kill()
        assert q.wait().signal == SIGTERM
        kill getpid(), 0
        """);
  }

  @Test
  void groupHasWhatTheProgramStarted(Shell shell) {
    shell.run(
        """
        p = spawn('sh', '-c', 'sleep 1000 & sleep 1000 & echo $!; wait')
        p.out.readLine()
        kill(-p.pid, SIGKILL)
        assert p.wait().signal == SIGKILL
        p.out.text
        """);
  }

  /** As in a C program: the shell's own handler for faults does not prevent it. */
  @ParameterizedTest
  @ValueSource(strings = {"SIGSEGV", "SIGBUS", "SIGABRT", "SIGFPE", "SIGILL", "SIGQUIT", "SIGHUP"})
  void forkedChildDiesOfASignalThatIsSentToIt(String signal, Shell shell) {
    shell.run(
        """
        idle = fork()
        kill idle, %1$s
        assert waitpid(idle).signal == %1$s
        (r, w) = pipe()
        blocked = fork()
        p = blocked.start { read r }
        eventually(timeout: 60.s) { p.call }
        kill blocked, %1$s
        assert waitpid(blocked).signal == %1$s
        itself = fork()
        fails(ESRCH) { itself { kill getpid(), %1$s } }
        assert waitpid(itself).signal == %1$s
        """
            .formatted(signal));
  }

  @Test
  void faultOfAForkedChildsCallStaysAnError(Shell shell) {
    shell.run(
        """
        f = open "$dir/shrinks", O_CREAT | O_RDWR
        ftruncate f, 4096
        m = mmap 4096, fd: f
        c = fork()
        ftruncate f, 0
        fails(EFAULT) { c { m.getInt 0 } }
        assert c { getpid() } == c.pid
        """);
  }

  @Test
  void shellItselfIsRefused(Shell shell) {
    // a signal that is ignored by default, in case it is delivered
    for (String pid : new String[] {"0", "-1", "1", "getpid()"}) {
      assertThat(shell.complaint("kill(" + pid + ", SIGURG)"))
          .contains(" is ", "force: true overrides");
    }
    assertThat(shell.complaint("kill(open('/etc/passwd'))")).contains("pid: expected a process");
    // signal 0 is harmless, forced or not
    shell.run("kill 1, 0; kill 0, 0; kill(getpid(), 0, force: true)");
  }
}
