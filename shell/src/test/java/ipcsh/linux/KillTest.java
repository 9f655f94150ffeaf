package ipcsh.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;

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

  @Test
  void shellItselfIsRefused(Shell shell) {
    // a signal that by default does nothing, should it get through
    for (String pid : new String[] {"0", "-1", "1", "getpid()"}) {
      assertThat(shell.complaint("kill(" + pid + ", SIGURG)"))
          .contains(" is ", "force: true overrides");
    }
    assertThat(shell.complaint("kill(open('/etc/passwd'))")).contains("pid: expected a process");
    // signal 0 harms nobody, forced or not
    shell.run("kill 1, 0; kill 0, 0; kill(getpid(), 0, force: true)");
  }
}
