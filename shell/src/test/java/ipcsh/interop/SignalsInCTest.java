package ipcsh.interop;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signals from and to a C program, and a Python one. */
@OnShell
class SignalsInCTest {
  private static final int MANY = Integer.getInteger("signals", 100_000);

  @TempDir static Path programs;
  private static Path signals;

  @BeforeAll
  static void compile() {
    signals = Tools.compile(programs, "signals.c");
  }

  private static void run(Shell shell, String code) {
    shell.session().names().setVariable("program", signals.toString());
    shell.session().names().setVariable("many", MANY);
    shell.run(code);
  }

  /** Real-time signals with values, during a loop of calls: all of them, in their order. */
  @Test
  void noRealTimeSignalIsLost(Shell shell) {
    run(
        shell,
        """
        (a, b) = socketpair()
        next = 0
        wrong = []
        sigaction(SIGRTMIN + 2, SA_RESTART) { info -> if (info.value != next++) wrong << info.value }
        // the other threads block it from now on: one that they take and pass on may be overtaken
        sigprocmask SIG_BLOCK, [SIGRTMIN + 2]
        p = spawn(program, 'flood', "${getpid()}", "${SIGRTMIN + 2}", "$many")
        sigprocmask SIG_UNBLOCK, [SIGRTMIN + 2]
        calls = 0
        while (!p.done) {
          assert send(a, 'x' * 64) == 64
          assert recv(b).size == 64
          calls++
        }
        assert p.wait().exit == 0
        eventually(timeout: 60.s) { next == many }
        assert wrong == [] && calls > 0
        """);
  }

  /** Standard signals may be merged; each that is handled is one that was sent. */
  @Test
  void stormOfStandardSignalsDoesNoHarm(Shell shell) {
    run(
        shell,
        """
        (a, b) = socketpair()
        n = 0
        last = null
        signal(SIGUSR1) { info -> n++; last = info }
        p = spawn(program, 'storm', "${getpid()}", "$SIGUSR1", "$many")
        while (!p.done) {
          try {
            send a, 'x'
            recv b
          } catch (SysException e) {
            assert e.errno == EINTR
          }
        }
        assert p.wait().exit == 0
        assert n > 0 && n <= many && last.pid == p.pid
        """);
  }

  @Test
  void statesOfAnotherProcessAreThoseOfTheKernel(Shell shell) {
    run(
        shell,
        """
        p = spawn(program, 'states')
        assert (p.out.readLine() as int) == p.pid
        s = signals(p.pid)
        assert [s.pending, s.blocked] == [[SIGUSR1], [SIGHUP, SIGUSR1, SIGRTMIN + 3]]
        assert s.caught == [SIGUSR2] && SIGTTIN in s.ignored && !(SIGUSR2 in s.ignored)
        assert "$s".contains('\\npending   [SIGUSR1]\\nblocked   [SIGHUP, SIGUSR1, SIGRTMIN+3]\\n')
        kill p.pid, SIGKILL
        p.wait()
        fails(ESRCH) { signals(p.pid) }
        """);
  }

  @Test
  void valuesGoToCAndComeBack(Shell shell) {
    run(
        shell,
        """
        p = spawn(program, 'take', "$SIGUSR2", '2')
        assert (p.out.readLine() as int) == p.pid
        sigqueue p, SIGUSR2, 42
        assert p.out.readLine() == "$SIGUSR2 $SI_QUEUE ${getpid()} ${getuid()} 42"
        kill p, SIGUSR2
        assert p.out.readLine() == "$SIGUSR2 $SI_USER ${getpid()} ${getuid()} 0"
        assert p.wait().exit == 0
        sigprocmask SIG_BLOCK, [SIGRTMIN + 3]
        e = spawn(program, 'echo', "${SIGRTMIN + 3}")
        e.out.readLine()
        for (i in 0..<100) {
          sigqueue e, SIGRTMIN + 3, i * 2
          info = sigwaitinfo([SIGRTMIN + 3], timeout: 30.s)
          assert info.value == i * 2 + 1 && info.pid == e.pid
        }
        sigqueue e, SIGRTMIN + 3, -1
        assert e.wait().exit == 0
        """);
  }

  @Test
  void pythonWaitsForOursAndSendsItsOwn(Shell shell) {
    Tools.need("python3");
    run(
        shell,
        """
        n = 0
        signal(SIGUSR1) { n++ }
        lines = [
          'import os, signal',
          'signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR2])',
          'print("ready", flush=True)',
          'info = signal.sigwaitinfo([signal.SIGUSR2])',
          'print(info.si_signo, info.si_code, info.si_pid, flush=True)',
          'os.kill(info.si_pid, signal.SIGUSR1)']
        p = spawn('python3', '-c', lines.join('\\n'))
        assert p.out.readLine() == 'ready'
        sigqueue p, SIGUSR2, 7
        assert p.out.readLine() == "$SIGUSR2 $SI_QUEUE ${getpid()}"
        eventually(timeout: 60.s) { n == 1 }
        assert p.wait().exit == 0
        """);
  }
}
