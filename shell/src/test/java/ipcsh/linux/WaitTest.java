package ipcsh.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Wait;
import ipcsh.language.Interrupter;
import ipcsh.sys.fork.DrivenProcess;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Waiting for children. */
@OnShell
class WaitTest {
  /** The first fork of a process opens a pipe permanently. */
  @BeforeAll
  static void forkOnce() {
    try (Shell shell = new Shell()) {
      forked(shell).release();
      shell.run("waitpid()");
    }
  }

  private static DrivenProcess forked(Shell shell) {
    DrivenProcess child = shell.context().kernel().fork(new int[0]);
    shell.context().children().add(child.pid(), end -> {});
    return child;
  }

  @Test
  void endIsReportedOnceHoweverLongAgo(Shell shell) {
    shell.run(
        """
        p = spawn('sh', '-c', 'exit 3')
        eventually(timeout: 60.s) { p.done }
        assert p.exit == 3 && p.signal == null
        assert waitpid(p.pid) == [pid: p.pid, exit: 3]
        e = fails(ECHILD) { waitpid p }
        assert e.call == "waitpid($p.pid)"
        assert p.wait() == [pid: p.pid, exit: 3]
        q = spawn('sh', '-c', 'read x', fds: [0: pipe()[0]])
        assert q.exit == null && !q.done
        """);
  }

  @Test
  void zombiesAreReapedThoughNoneWaits(Shell shell) {
    shell.run(
        """
        p = spawn('true')
        stat = new File("/proc/$p.pid/stat")
        eventually(timeout: 60.s) { !stat.exists() }
        assert waitpid(p).exit == 0
        """);
  }

  @Test
  void blocksUntilTheEnd(Shell shell) {
    shell.run(
        """
        p = spawn('sleep', '1000')
        w = bg { waitpid p }
        eventually(timeout: 60.s) { w.call == 'wait4(...)' }
        kill p, SIGUSR1
        assert w.get(60.s) == [pid: p.pid, signal: SIGUSR1]
        // two who wait: in C one gets it, the other ECHILD; both see it in the handle
        p = spawn('sleep', '1000')
        ws = [bg { p.wait() }, bg { p.wait() }]
        eventually(timeout: 60.s) { ws.every { it.call } }
        p.kill()
        assert ws*.get(60.s) == [[pid: p.pid, signal: SIGTERM]] * 2
        """);
  }

  @Test
  void anyChild(Shell shell) {
    shell.run(
        """
        fails(ECHILD) { waitpid() }
        fails(ECHILD) { waitpid(-1, WNOHANG) }
        other = ['sleep', '1000'].execute()
        fails(ECHILD) { waitpid other.pid() as int }
        ps = (1..3).collect { spawn('sleep', '1000') }
        w = bg { waitpid() }
        eventually(timeout: 60.s) { w.call }
        ps[1].kill()
        assert w.get(60.s) == [pid: ps[1].pid, signal: SIGTERM]
        assert waitpid(-1, WNOHANG) == [pid: 0]
        fails(ETIMEDOUT) { waitpid timeout: 10.ms }
        kill ps[0], SIGSTOP
        assert waitpid(-1, WUNTRACED) == [pid: ps[0].pid, stopped: SIGSTOP]
        ps[0].kill SIGKILL
        ps[2].kill SIGKILL
        assert [waitpid(-1).pid, waitpid(-1).pid].toSet() == [ps[0].pid, ps[2].pid].toSet()
        fails(ECHILD) { waitpid() }
        other.destroyForcibly().waitFor()
        """);
  }

  @Test
  void processGroup(Shell shell) {
    shell.run(
        """
        p = spawn('sleep', '1000')
        assert waitpid(-p.pid, WNOHANG) == [pid: 0]
        kill(-p.pid, SIGINT)
        assert waitpid(-p.pid) == [pid: p.pid, signal: SIGINT]
        fails(ECHILD) { waitpid(-p.pid) }
        fails(ECHILD) { waitpid 0 }
        """);
  }

  @Test
  void stopAndContinue(Shell shell) {
    shell.run(
        """
        p = spawn('sleep', '1000')
        assert waitpid(p, WNOHANG | WUNTRACED) == [pid: 0]
        kill p, SIGSTOP
        assert waitpid(p, WUNTRACED) == [pid: p.pid, stopped: SIGSTOP]
        assert !p.done
        kill p, SIGCONT
        assert waitpid(p, WCONTINUED) == [pid: p.pid, continued: true]
        fails(EINVAL) { waitpid p, 0x1000 }
        """);
  }

  @Test
  void timeIsUp(Shell shell) {
    shell.run(
        """
        p = spawn('sleep', '1000')
        fails(ETIMEDOUT) { waitpid p, timeout: 20.ms }
        fails(ETIMEDOUT) { p.wait 20.ms }
        fails(ETIMEDOUT) { p.wait 0.02 }
        fails(ETIMEDOUT) { p.wait timeout: 20.ms }
        p.kill()
        assert p.wait(60.s).signal == SIGTERM
        """);
  }

  @Test
  void interruptedByControlC(Shell shell) {
    shell.run("p = spawn('sleep', '1000')");
    for (String wait : new String[] {"waitpid p", "p.wait()", "waitpid()", "p.out.text"}) {
      interruptWhenBlocked(shell);
      shell.run("fails(EINTR) { " + wait + " }");
    }
    shell.run("p.kill(); assert waitpid(p).signal == SIGTERM");
  }

  private static void interruptWhenBlocked(Shell shell) {
    Thread main = Thread.currentThread();
    Interrupter interrupter = new Interrupter(shell.context().kernel(), main);
    Thread other =
        new Thread(
            () -> {
              Wait.until(Wait.LONG, "a blocked call", () -> isBlocked(shell, main));
              interrupter.interrupt();
            });
    other.start();
  }

  private static boolean isBlocked(Shell shell, Thread thread) {
    var call = shell.context().kernel().callOf(thread);
    Thread.State state = thread.getState();
    return call != null && call.description() != null
        || state == Thread.State.WAITING
        || state == Thread.State.TIMED_WAITING;
  }

  @Test
  void waitIsOneOfTheHandlesMethodsWhereverItStands(Shell shell) {
    shell.run(
        """
        assert [1, 2].collect { spawn('sh', '-c', "exit $it").wait().exit } == [1, 2]
        assert [spawn('true'), spawn('false')]*.wait()*.exit == [0, 1]
        def f(x) { x.wait() }
        assert f(spawn('true')).exit == 0
        class K { static g(x) { x?.wait() } }
        assert K.g(spawn('true')).exit == 0 && K.g(null) == null
        p = spawn('true')
        assert p.with { it.wait().exit } == 0
        o = new Object()
        synchronized (o) { o.wait 1 }
        synchronized (o) { o.wait 0, 5 }
        """);
    shell.entry("e = spawn('true')");
    assertThat(shell.entry("e.wait().exit")).isEqualTo(0);
    assertThat(shell.entry("{ -> e.wait().exit }()")).isEqualTo(0);
    assertThatThrownBy(() -> shell.entry("new Object().wait()"))
        .isInstanceOf(IllegalMonitorStateException.class);
    assertThat(shell.complaint("e.wait('soon')")).contains("has no method wait(a String)");
  }

  @Test
  void childrenOfTheShellAreNoChildrenOfItsForkedChild(Shell shell) throws Exception {
    shell.run("p = spawn('sh', '-c', 'exit 3'); q = spawn('sleep', '1000')");
    DrivenProcess child = forked(shell);
    try {
      shell.context().kernel().in(child, () -> inChild(shell));
    } finally {
      child.release();
    }
    assertThat(shell.run("waitpid(" + child.pid() + ").signal")).isEqualTo(9);
    shell.run("assert q.wait(60.s).signal == SIGKILL; fails(ECHILD) { waitpid q }");
  }

  private static Object inChild(Shell shell) {
    assertThat(shell.complaint("spawn 'true'")).contains("use exec in a forked child");
    return shell.run(
        """
        fails(ECHILD) { waitpid() }
        fails(ECHILD) { waitpid q }
        fails(ECHILD) { p.wait 60.s }
        assert kill(q, SIGKILL) == 0
        """);
  }

  @Test
  void flagsHaveTheirNames(Shell shell) {
    shell.run(
        """
        trace on
        p = spawn('sleep', '1000')
        waitpid p, WNOHANG | WUNTRACED
        kill p, SIGTERM
        trace off
        """);
    assertThat(shell.reported()).hasSize(3);
    assertThat(shell.reported().get(0))
        .matches(
            "posix_spawnp\\(\\[\\d+\\], \"sleep\", 0x.*, \\[\"sleep\", \"1000\"\\], 0x\\w+ /\\* \\d+ vars \\*/\\) = 0");
    assertThat(shell.reported().get(1))
        .matches("wait4\\(\\d+, 0x\\w+, WNOHANG\\|WSTOPPED, NULL\\) = 0");
    assertThat(shell.reported().get(2)).matches("kill\\(\\d+, SIGTERM\\) = 0");
  }
}
