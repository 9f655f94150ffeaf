package ipcsh.eventfd;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import ipcsh.sys.abi.SysException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnShell
class SignalfdTest {
  private static final String PID = Long.toString(ProcessHandle.current().pid());

  @BeforeEach
  void needsKill() {
    Tools.need("kill");
  }

  @Test
  void signalOfAnotherProcessIsReadAndEndsNoProcess(Shell shell) throws Exception {
    shell.run("s = signalfd([SIGUSR1])");
    Tools.run(shell.directory(), "kill", "-USR1", PID);
    assertThat(
            shell.run("m = signalfd_read s, timeout: 60.s; [m.signo == SIGUSR1, m.name, m.code]"))
        .isEqualTo(List.of(true, "SIGUSR1", 0));
    assertThat(shell.run("m.uid == getuid() && m.pid > 0 && m.pid != getpid()")).isEqualTo(true);
  }

  @Test
  void standardSignalWaitsOnceHoweverOftenItWasSent(Shell shell) throws Exception {
    shell.run("s = signalfd([SIGUSR1], SFD_NONBLOCK)");
    for (int i = 0; i < 5; i++) {
      Tools.run(shell.directory(), "kill", "-USR1", PID);
    }
    assertThat(shell.run("signalfd_read(s).name")).isEqualTo("SIGUSR1");
    assertThat(shell.run("fails(EAGAIN) { signalfd_read s }")).isInstanceOf(SysException.class);
  }

  @Test
  void realTimeSignalWaitsAsOftenAsItWasSentAndCarriesAValue(Shell shell) throws Exception {
    Tools.need("python3");
    shell.run("s = signalfd([50])");
    String send =
        "import ctypes, sys\nfor n in (7, 8): ctypes.CDLL(None).sigqueue(int(sys.argv[1]), 50,"
            + " ctypes.c_void_p(n))";
    Tools.run(shell.directory(), "python3", "-c", send, PID);
    assertThat(shell.run("[signalfd_read(s).int, signalfd_read(s).int]")).isEqualTo(List.of(7, 8));
  }

  @Test
  void threadsMadeLaterBlockItToo(Shell shell) throws Exception {
    shell.run("s = signalfd([SIGUSR1])");
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  Thread.sleep(60_000);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      threads.add(thread);
      thread.start();
    }
    Tools.run(shell.directory(), "kill", "-USR1", PID);
    assertThat(shell.run("signalfd_read(s, timeout: 60.s).name")).isEqualTo("SIGUSR1");
    for (Thread thread : threads) {
      thread.interrupt();
      thread.join();
    }
  }

  @Test
  void dataThatArrivesSendsASignalThatIsRead(Shell shell) throws Exception {
    assertThat(
            shell.run(
                """
                s = signalfd SIGIO
                (a, b) = socketpair AF_UNIX, SOCK_DGRAM
                fcntl b, F_SETOWN, getpid()
                fcntl b, F_SETFL, O_ASYNC
                send a, 'x'
                signalfd_read(s, timeout: 60.s).name
                """))
        .isEqualTo("SIGIO");
  }

  @Test
  void endOfAChildIsRead(Shell shell) throws Exception {
    shell.run("s = signalfd SIGCHLD");
    Tools.run(shell.directory(), "true");
    Object signal = shell.run("signalfd_read s, timeout: 60.s");
    assertThat(((Map<?, ?>) signal).get("name")).isEqualTo("SIGCHLD");
  }

  @Test
  void setOfADescriptorCanBeChanged(Shell shell) throws Exception {
    assertThat(shell.line("s = signalfd([SIGIO])")).matches("fd \\d+  signalfd  SIGIO");
    assertThat(shell.line("signalfd([SIGIO, SIGUSR1], fd: s)"))
        .matches("fd \\d+  signalfd  SIGUSR1 SIGIO");
    assertThat(shell.complaint("signalfd([SIGIO], fd: eventfd())")).contains("= -1 EINVAL");
  }

  @Test
  void readOfASignalfdHasATimeout(Shell shell) throws Exception {
    assertThat(
            shell.run(
                "s = signalfd([SIGALRM]); fails(ETIMEDOUT) { signalfd_read s, timeout: 10.ms }"))
        .isInstanceOf(SysException.class);
  }

  @Test
  void sigprocmaskShowsAndEndsTheBlocking(Shell shell) throws Exception {
    shell.run("s = signalfd([SIGUSR1, SIGIO])");
    assertThat(shell.run("sigprocmask().toList() as Set == [SIGUSR1, SIGIO] as Set"))
        .isEqualTo(true);
    shell.run("n = 0; signal(SIGUSR1) { n++ }");
    Tools.run(shell.directory(), "kill", "-USR1", PID);
    assertThat(shell.run("n")).isEqualTo(0);
    assertThat(shell.run("signalfd_read(s, timeout: 60.s).name")).isEqualTo("SIGUSR1");
    shell.run("sigprocmask SIG_UNBLOCK, [SIGUSR1]");
    assertThat(shell.run("kill getpid(), SIGUSR1; n")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SIGINT", "SIGSEGV", "SIGKILL", "SIGWINCH", "SIGTERM", "33", "44", "45"})
  void signalThatTheShellNeedsIsRefused(String signal, Shell shell) {
    assertThat(shell.complaint("signalfd([" + signal + "])")).contains("cannot be blocked here");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "65", "'SIGIO'"})
  void whatIsNoSignalIsRefused(String signal, Shell shell) {
    assertThat(shell.complaint("signalfd([" + signal + "])"))
        .contains("expected signals such as SIGUSR1");
  }

  @Test
  void traceShowsTheSet(Shell shell) throws Exception {
    shell.run("trace on; signalfd([SIGIO, SIGUSR1], SFD_NONBLOCK); trace off");
    assertThat(shell.reported()).hasSize(2);
    assertThat(shell.reported().get(0)).startsWith("rt_sigprocmask(SIG_BLOCK, [USR1 IO], ");
    assertThat(shell.reported().get(1)).startsWith("signalfd(-1, [USR1 IO], SFD_NONBLOCK) = ");
  }
}
