package ipcsh.eventfd;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import java.util.List;
import org.junit.jupiter.api.Test;

@OnShell
class EventfdTest {
  @Test
  void readTakesTheWholeCounter(Shell shell) throws Exception {
    assertThat(shell.run("e = eventfd(); eventfd_write e, 3; e.eventfd_write 4; eventfd_read e"))
        .isEqualTo(7L);
  }

  @Test
  void semaphoreGivesOneAtATime(Shell shell) throws Exception {
    assertThat(shell.run("e = eventfd 2, EFD_SEMAPHORE; [eventfd_read(e), eventfd_read(e)]"))
        .isEqualTo(List.of(1L, 1L));
  }

  /** Causes in the shell's own table that its own commands cannot provoke. */
  @Test
  void whyACallFailedIsSaid(Shell shell) {
    shell.run("e = eventfd 0, EFD_NONBLOCK; t = timerfd_create CLOCK_MONOTONIC, TFD_NONBLOCK");
    shell.run("s = signalfd([SIGUSR1], SFD_NONBLOCK)");
    assertThat(shell.complaint("read e")).contains("the counter is 0, and the descriptor is non");
    assertThat(shell.complaint("read t")).contains("the timer has not expired, and the descri");
    assertThat(shell.complaint("read s")).contains("none of its signals is pending, and the");
    assertThat(shell.complaint("read e, 7"))
        .contains("reading an eventfd requires a size of at least 8 bytes");
    assertThat(shell.complaint("read t, 7"))
        .contains("reading a timerfd requires a size of at least 8 bytes");
    assertThat(shell.complaint("read s, 4")).contains("the next event of a signalfd does not fit");
    assertThat(shell.complaint("write e, 'x'")).contains("to be added; this is 1");
    assertThat(shell.complaint("write e, 'x' * 8; write e, hex('ff' * 8)"))
        .contains("0xffffffffffffffff cannot be added to an eventfd");
    assertThat(shell.complaint("write e, hex('fe' + 'ff' * 7)"))
        .contains("the counter would exceed 0xfffffffffffffffe");
    assertThat(shell.complaint("write t, 'x'")).contains("a timerfd cannot be written to");
    assertThat(shell.complaint("mmap 4096, fd: e")).contains("an eventfd cannot be mapped");
  }

  @Test
  void plainReadGivesTheEightBytes(Shell shell) throws Exception {
    assertThat(shell.run("unpack('<Q', read(eventfd(258), 8))")).isEqualTo(List.of(258L));
    assertThat(shell.run("fails(EINVAL) { read eventfd(1), 7 }")).isInstanceOf(SysException.class);
  }

  @Test
  void blockedReadReturnsWhenAnotherThreadWrites(Shell shell) throws Exception {
    assertThat(
            shell.run(
                """
                e = eventfd()
                p = bg { eventfd_read e }
                eventually(timeout: 60.s) { p.call?.startsWith('read(') }
                eventfd_write e, 9
                p.get(60.s)
                """))
        .isEqualTo(9L);
  }

  @Test
  void writeBlocksWhereTheCounterWouldOverflow(Shell shell) throws Exception {
    assertThat(
            shell.run(
                "e = eventfd 1; fails(ETIMEDOUT) { eventfd_write e, 0xfffffffffffffffe, timeout: 20.ms }"))
        .isInstanceOf(SysException.class);
  }

  @Test
  void blockedReadIsInterrupted(Shell shell) throws Exception {
    Object failure =
        shell.run(
            """
            e = eventfd()
            p = bg { eventfd_read e }
            eventually(timeout: 60.s) { p.call }
            p.cancel()
            eventually(timeout: 60.s) { p.done }
            p.failure
            """);
    assertThat(((SysException) failure).getErrno()).isEqualTo(Errno.EINTR);
  }

  @Test
  void wrongValuesAreErrorsOfUsage(Shell shell) {
    assertThat(shell.complaint("eventfd(-1)")).contains("expected 0 to 4294967295, given -1");
    assertThat(shell.complaint("eventfd_write eventfd(), 1.5")).contains("given 1.5");
    assertThat(shell.complaint("eventfd_write eventfd(), -1")).contains("given -1");
    assertThat(shell.complaint("eventfd_read 'x'")).contains("expected a descriptor, given 'x'");
  }

  @Test
  void descriptorOfAnotherKindIsAnErrorOfUsage(Shell shell) throws Exception {
    shell.run("(r, w) = pipe(); fill = { write w, 'x' * 7 }");
    for (String read : List.of("eventfd_read", "timerfd_read", "signalfd_read", "inotify_read")) {
      shell.run("fill()");
      assertThat(shell.complaint(read + " r"))
          .contains(read + ": descriptor")
          .contains("is of a different kind: 7 bytes");
    }
    shell.run("write w, 'x' * 64");
    assertThat(shell.complaint("inotify_read r")).contains("a different kind: 64 bytes");
  }

  @Test
  void failedCallSaysWhatItWas(Shell shell) {
    assertThat(shell.complaint("(r, w) = pipe(); eventfd 0, 0x4000"))
        .contains("eventfd(0, 0x4000) = -1 EINVAL");
    assertThat(shell.complaint("e = eventfd 0, EFD_NONBLOCK; eventfd_read e"))
        .contains("eventfd_read(")
        .contains("= -1 EAGAIN");
  }

  @Test
  void traceShowsConstants(Shell shell) throws Exception {
    shell.run("trace on; eventfd 3, EFD_SEMAPHORE | EFD_NONBLOCK; trace off");
    assertThat(shell.reported().get(0)).startsWith("eventfd(3, EFD_SEMAPHORE|EFD_NONBLOCK) = ");
  }

  @Test
  void descriptorPrintsItsCounter(Shell shell) throws Exception {
    assertThat(shell.line("eventfd 300")).matches("fd \\d+  eventfd  count 300");
    assertThat(shell.line("eventfd 2, EFD_SEMAPHORE")).contains("eventfd  count 2");
  }

  @Test
  void anotherProcessReadsWhatWasWrittenHere(Shell shell) throws Exception {
    Tools.need("python3");
    String peer =
        """
        import os, socket, sys
        s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1])
        data, fds, flags, address = socket.recv_fds(s, 1, 1)
        print(os.eventfd_read(fds[0]), flush=True)
        os.eventfd_write(fds[0], 43)
        """;
    shell.run(
        "l = socket(); bind l, '" + shell.directory().resolve("s") + "'; listen l; e = eventfd 42");
    Process python =
        new ProcessBuilder("python3", "-c", peer, shell.directory().resolve("s").toString())
            .redirectErrorStream(true)
            .start();
    try (var out = python.inputReader()) {
      shell.run("c = accept l, timeout: 60.s; sendfd c, e");
      assertThat(out.readLine()).isEqualTo("42");
      assertThat(shell.run("eventfd_read e, timeout: 60.s")).isEqualTo(43L);
      assertThat(python.waitFor()).isZero();
    } finally {
      python.destroyForcibly();
      python.getOutputStream().close();
      python.getErrorStream().close();
    }
  }
}
