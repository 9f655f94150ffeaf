package ipcsh.eventfd;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.sys.abi.SysException;
import org.junit.jupiter.api.Test;

@OnShell
class TimerfdTest {
  @Test
  void readCountsTheExpirationsSinceTheLastOne(Shell shell) throws Exception {
    assertThat(
            (Long)
                shell.run(
                    """
                    t = timerfd_create()
                    timerfd_settime t, 1.ms, interval: 1.ms
                    sleep 30.ms
                    timerfd_read t
                    """))
        .isGreaterThanOrEqualTo(20L);
  }

  @Test
  void readWaitsForTheFirstExpiration(Shell shell) throws Exception {
    assertThat(
            shell.run(
                """
                t = timerfd_create()
                began = System.nanoTime()
                timerfd_settime t, 30.ms
                assert timerfd_read(t) == 1
                System.nanoTime() - began >= 30_000_000
                """))
        .isEqualTo(true);
  }

  @Test
  void pollSeesATimerThatHasExpired(Shell shell) throws Exception {
    assertThat(
            shell.run(
                """
                t = timerfd_create()
                assert poll([t], timeout: 0).isEmpty()
                timerfd_settime t, 5.ms
                poll([t], timeout: 60.s)[t] == POLLIN
                """))
        .isEqualTo(true);
  }

  @Test
  void absoluteTimeInThePastExpiresAtOnce(Shell shell) throws Exception {
    assertThat(
            shell.run(
                "t = timerfd_create CLOCK_REALTIME; timerfd_settime t, 1.s, TFD_TIMER_ABSTIME;"
                    + " timerfd_read t, timeout: 60.s"))
        .isEqualTo(1L);
  }

  @Test
  void settingATimerGivesWhatWasSetBefore(Shell shell) throws Exception {
    shell.run("t = timerfd_create(); timerfd_settime t, 10000.s, interval: 7.s");
    assertThat(shell.line("before = timerfd_settime t, 0; before.interval")).isEqualTo("7 s");
    assertThat(shell.run("before.value > 9000.s && before.value <= 10000.s")).isEqualTo(true);
    assertThat(shell.line("timerfd_gettime t")).isEqualTo("[value:0 s, interval:0 s]");
  }

  @Test
  void timerThatDoesNotBlockHasNothingToRead(Shell shell) throws Exception {
    assertThat(
            shell.run(
                "fails(EAGAIN) { timerfd_read timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK) }"))
        .isInstanceOf(SysException.class);
  }

  @Test
  void descriptorPrintsItsTime(Shell shell) throws Exception {
    assertThat(shell.line("t = timerfd_create()"))
        .matches("fd \\d+  timerfd  CLOCK_MONOTONIC  disarmed");
    shell.run("timerfd_settime t, 100.s, interval: 0.25.s");
    assertThat(shell.line("t"))
        .matches("fd \\d+  timerfd  CLOCK_MONOTONIC  in 9\\d\\.\\d+ s  every 250 ms");
    shell.run("timerfd_settime t, 1.ms; poll([t])");
    assertThat(shell.line("t")).endsWith("expired 1 time");
  }

  @Test
  void failedCallSaysWhatItWas(Shell shell) {
    assertThat(shell.complaint("timerfd_create 99")).contains("timerfd_create(99) = -1 EINVAL");
    assertThat(shell.complaint("timerfd_settime eventfd(), 1.s")).contains("1000 ms) = -1 EINVAL");
    assertThat(shell.complaint("timerfd_settime timerfd_create(), 'soon'"))
        .contains("value: expected a time");
  }

  @Test
  void traceShowsTheStructure(Shell shell) throws Exception {
    shell.run(
        "t = timerfd_create(); trace on; timerfd_settime t, 1500.ms, interval: 2.s; trace off");
    assertThat(shell.reported().get(0))
        .contains(
            ", 0, {it_interval={tv_sec=2, tv_nsec=0}, it_value={tv_sec=1, tv_nsec=500000000}}, ");
  }
}
