package ipcsh.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Wait;
import ipcsh.language.Interrupter;
import ipcsh.sys.invoke.BlockedCall;
import org.junit.jupiter.api.Test;

/** Long-lived threads of the shell. */
@OnShell
class ThreadTest {
  @Test
  void blocksRunOnOneNativeThread(Shell shell) {
    shell.run(
        """
        t = thread('t1')
        id = t { gettid() }
        assert id != gettid() && t { getpid() } == getpid()
        20.times { assert t { gettid() } == id }
        assert t.start { gettid() }.get(60.s) == id
        assert new File("/proc/self/task/$id").exists()
        u = thread('t2')
        assert u { gettid() } != id
        """);
  }

  @Test
  void sameNameIsTheSameThread(Shell shell) {
    shell.run(
        """
        assert thread('t1').is(thread('t1')) && !thread('t1').is(thread('t2'))
        t = thread('t1')
        id = t { gettid() }
        assert thread('t1') { gettid() } == id
        pthread_join t
        assert !thread('t1').is(t)
        assert thread('t1') { gettid() } != id
        """);
    assertThat(shell.complaint("thread ''")).contains("expected a name");
  }

  @Test
  void errorsComeBack(Shell shell) {
    shell.run("t = thread('t1'); fails(ENOENT) { t { open '/no/such' } }; assert t { 1 } == 1");
    assertThat(shell.complaint("t {\n  x = 1\n  open '/no/such'\n}")).contains("test:3: open(");
    assertThatThrownBy(() -> shell.run("t { assert 1 == 2 }")).isInstanceOf(AssertionError.class);
  }

  @Test
  void blockInsideABlockRunsOnTheSameThread(Shell shell) {
    shell.run(
        """
        t = thread('t1')
        u = thread('t2')
        assert t { t { gettid() } == gettid() }
        assert t { [gettid(), u { gettid() }, gettid()] }.toSet().size() == 2
        """);
  }

  @Test
  void controlCInterruptsTheCall(Shell shell) {
    shell.run("(a, b) = socketpair(); t = thread('t1'); id = t { gettid() }");
    Thread main = Thread.currentThread();
    Interrupter interrupter = new Interrupter(shell.context().kernel(), main);
    Thread other =
        new Thread(
            () -> {
              Wait.until(Wait.LONG, "t1 in recv", () -> isBlocked(shell, "t1"));
              interrupter.interrupt();
            });
    other.start();
    shell.run("fails(EINTR) { t { recv b } }; assert t { gettid() } == id");
  }

  private static boolean isBlocked(Shell shell, String name) {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      BlockedCall call = shell.context().kernel().callOf(thread);
      if (thread.getName().equals(name) && call != null && call.description() != null) {
        return true;
      }
    }
    return false;
  }

  @Test
  void jobsTellWhatItDoes(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        t = thread('t1')
        assert "$t" == 'thread t1  idle'
        p = t.start { recv b }
        q = t.start { 2 }
        eventually(timeout: 60.s) { p.call }
        assert "$t".startsWith("thread t1  blocked in recvfrom($b.number b, ...)  for ")
        assert jobs*.toString()[0].startsWith("t1  blocked in recvfrom($b.number b, ...)  for ")
        assert jobs*.toString()[1].startsWith('t1  waits for its turn  for ')
        send a, 'x'
        assert p.get(60.s).text == 'x' && q.get(60.s) == 2
        assert "$t" == 'thread t1  idle' && jobs.isEmpty()
        """);
  }

  @Test
  void joinWaitsForAllBlocks(Shell shell) {
    shell.run(
        """
        n = 0
        t = thread('t1')
        ps = (1..20).collect { t.start { sleep 1.ms; n++ } }
        assert pthread_join(t) == 0
        assert n == 20 && ps.every { it.done } && t.done
        assert "$t" == 'thread t1  ended'
        assert pthread_join(t) == 0
        fails(EDEADLK) { thread('t2') { pthread_join thread('t2') } }
        pthread_join thread('never used')
        """);
    assertThat(shell.complaint("t { 1 }")).contains("thread t1 has ended");
  }

  @Test
  void threadsThatWaitForEachOtherAreInterrupted(Shell shell) {
    shell.run("t = thread('t1'); u = thread('t2'); inside = false");
    Thread main = Thread.currentThread();
    Interrupter interrupter = new Interrupter(shell.context().kernel(), main);
    Thread other =
        new Thread(
            () -> {
              Wait.until(
                  Wait.LONG,
                  "both at work",
                  () -> shell.session().names().getVariable("inside").equals(true));
              interrupter.interrupt();
            });
    other.start();
    shell.run("fails(EINTR) { t { u { inside = true; t { 1 } } } }");
    shell.run("assert t { 1 } == 1 && u { 2 } == 2");
  }

  @Test
  void exitInsideEndsTheShell(Shell shell) {
    assertThat(shell.failure("thread('t1') { exit 3 }"))
        .isInstanceOfSatisfying(
            ipcsh.command.ExitRequest.class, exit -> assertThat(exit.status()).isEqualTo(3));
    shell.run(
        "t = thread('t1'); p = t.start { exit 4 }; eventually(timeout: 60.s) { p.done }; assert t { 1 } == 1");
    assertThat(shell.failure("p.get()")).isInstanceOf(ipcsh.command.ExitRequest.class);
  }

  @Test
  void timesAreLimited(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair()
        t = thread('t1')
        fails(ETIMEDOUT) { t { recv b, timeout: 10.ms } }
        p = t.start { recv b }
        fails(ETIMEDOUT) { p.get 10.ms }
        p.cancel()
        fails(EINTR) { p.get 60.s }
        """);
  }
}
