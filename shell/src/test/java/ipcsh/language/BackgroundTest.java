package ipcsh.language;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Wait;
import org.junit.jupiter.api.Test;

/** Background jobs, waits and interrupts. */
@OnShell
class BackgroundTest {
  @Test
  void backgroundGivesItsValue(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        p = bg { recv b }
        assert !p.done
        send a, 'x'
        assert p.get().text == 'x'
        assert p.done
        assert bg { 1 + 1 }.get(60.s) == 2
        """);
  }

  @Test
  void backgroundThrowsWhatItsBlockThrew(Shell shell) {
    shell.run("fails(ENOENT) { bg { open '/no/such' }.get() }");
    assertThatThrownBy(() -> shell.run("bg { throw new IOException('mine') }.get()"))
        .hasMessage("mine");
    assertThatThrownBy(() -> shell.run("bg { assert 1 == 2 }.get()"))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void cancelledCallIsInterrupted(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        p = bg { recv b }
        eventually { p.call }
        assert p.toString().contains('blocked in recvfrom(' + b.number + ' b, ...)')
        assert jobs.size() == 1
        assert p.cancel()
        fails(EINTR) { p.get 60.s }
        assert !p.cancel()
        assert jobs.isEmpty()
        send a, 'not lost'
        assert recv(b).text == 'not lost'
        """);
  }

  @Test
  void cancelledLoopEnds(Shell shell) {
    shell.run(
        """
        n = 0
        p = bg { while (true) n++ }
        eventually { n > 1000 }
        p.cancel()
        """);
    assertThatThrownBy(() -> shell.run("p.get 60.s")).isInstanceOf(Interruption.class);
  }

  @Test
  void waitingForAResultTimesOut(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        p = bg { recv b }
        fails(ETIMEDOUT) { p.get 20.ms }
        assert !p.done
        """);
  }

  @Test
  void timeoutOfOneCallLeavesTheNext(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        20.times { fails(ETIMEDOUT) { recv b, timeout: 2.ms } }
        p = bg { recv b }
        fails(ETIMEDOUT) { recv a, timeout: 5.ms }
        send a, 'x'
        assert p.get(60.s).text == 'x'
        """);
  }

  @Test
  void eventuallyWaitsForTheCondition(Shell shell) {
    shell.run(
        """
        n = 0
        assert eventually { ++n == 5 }
        assert n == 5
        assert eventually { n++ < 8 ? null : 'value' } == 'value'
        assert eventually { if (n++ < 12) open('/no/such'); true }
        """);
    assertThatThrownBy(() -> shell.run("eventually(timeout: 20.ms) { false }"))
        .isInstanceOf(AssertionError.class)
        .hasMessage("not within 20 ms: the value was false");
    assertThatThrownBy(() -> shell.run("eventually(timeout: 20.ms) { open '/no/such' }"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("ENOENT");
  }

  @Test
  void sleepingTakesItsTimeAndCanBeLimited(Shell shell) {
    shell.run(
        """
        t = System.nanoTime()
        sleep 20.ms
        sleep 0.02
        assert System.nanoTime() - t >= 39_000_000
        fails(ETIMEDOUT) { sleep 1.min, timeout: 10.ms }
        """);
  }

  @Test
  void interruptedCallFailsWithEintr(Shell shell) {
    Thread main = Thread.currentThread();
    Thread other =
        new Thread(
            () -> {
              Wait.until(
                  Wait.LONG,
                  "a blocked call",
                  () -> {
                    var call = shell.context().kernel().callOf(main);
                    return call != null && call.description() != null;
                  });
              new Interrupter(shell.context().kernel(), main).interrupt();
            });
    shell.run("(a, b) = socketpair()");
    other.start();
    shell.run("e = fails(EINTR) { recv b, 10 }\nassert e.call == \"recv($b.number, 10)\"");
    shell.run("send a, 'x'; assert recv(b).text == 'x'");
  }

  @Test
  void manyAtOnce(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_DGRAM
        waiting = (1..30).collect { bg { recv b } }
        30.times { send a, "m$it" }
        assert waiting.collect { it.get(60.s).text }.toSet() == (0..<30).collect { "m$it".toString() }.toSet()
        """);
  }
}
