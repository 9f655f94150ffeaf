package ipcsh.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ipcsh.handle.Child;
import ipcsh.handle.Pending;
import ipcsh.handle.ShellThread;
import ipcsh.inspect.Inspector;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Wait;
import ipcsh.sys.Kernel;
import ipcsh.sys.abi.CallNotMade;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Ctrl-C while the script is in no call: the next call that would block fails. */
@OnShell
class InterrupterTest {
  private static final Duration BOUND = Wait.LONG;

  /** A call that would block forever. */
  private static void block(Kernel kernel) {
    kernel.sys().polling().poll(new int[0], new int[0], -1);
  }

  private static void interrupted(ThrowingCallable call) {
    assertThatThrownBy(call)
        .satisfies(e -> assertThat(failure(e).getErrno()).isEqualTo(Errno.EINTR));
  }

  /** A call that the child has not made is not an answer of the child. */
  private static SysException failure(Throwable error) {
    return error instanceof CallNotMade call ? call.failure() : (SysException) error;
  }

  /** Interrupts this thread, and returns when the interrupting thread is done. */
  private static void press(Interrupter interrupter) {
    Thread other = new Thread(interrupter::interrupt);
    other.start();
    Wait.until(BOUND, "the end of Ctrl-C", () -> !other.isAlive());
  }

  @Test
  void theNextCallFailsHoweverLateItIs(Shell shell) {
    Kernel kernel = shell.context().kernel();
    Interrupter interrupter = new Interrupter(kernel, Thread.currentThread());
    press(interrupter);
    interrupted(() -> block(kernel));
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    // and no other call is interrupted
    assertThat(shell.run("(r, w) = pipe(); write w, 'x'; read(r, 1).text")).isEqualTo("x");
  }

  @Test
  void aCallOfAChildToo(Shell shell) throws Exception {
    Kernel kernel = shell.context().kernel();
    Child child = (Child) shell.run("fork()");
    child.call(
        () -> {
          press(new Interrupter(kernel, Thread.currentThread()));
          interrupted(() -> block(kernel));
          assertThat(kernel.sys().processes().getpid()).isEqualTo(child.getPid());
          return null;
        });
  }

  @Test
  void whatTheLanguageHasEndedIsForNoCall(Shell shell) {
    Kernel kernel = shell.context().kernel();
    press(new Interrupter(kernel, Thread.currentThread()));
    assertThatThrownBy(Interruption::check).isInstanceOf(Interruption.class);
    assertThat(shell.run("(r, w) = pipe(); write w, 'x'; read(r, 1).text")).isEqualTo("x");
  }

  @Test
  void aSecondTimeEachCallFailsUntilTheEvaluationEnds(Shell shell) {
    Kernel kernel = shell.context().kernel();
    Interrupter interrupter = new Interrupter(kernel, Thread.currentThread());
    press(interrupter);
    press(interrupter);
    interrupted(() -> block(kernel));
    interrupted(() -> block(kernel));
    assertThatThrownBy(Interruption::check).isInstanceOf(Interruption.class);
    interrupter.reset();
    assertThat(shell.run("(r, w) = pipe(); write w, 'x'; read(r, 1).text")).isEqualTo("x");
  }

  @Test
  void aCallOfTheShellsOwnIsNotShownAndIsInterrupted(Shell shell) throws Exception {
    Kernel kernel = shell.context().kernel();
    ShellThread thread = (ShellThread) shell.run("thread('t1')");
    int[] pipe = kernel.home().pipes().pipe(0);
    Pending own = thread.start(() -> kernel.own().files().read(pipe[0], 1));
    Wait.until(BOUND, "it is in the call", () -> isRead(kernel, pipe[0]));
    assertThat(own.getCall()).isNull();
    assertThat(own.toString()).contains("running").doesNotContain("blocked");
    own.cancel();
    interrupted(() -> own.get(BOUND));
    // a call of the session is
    shell.run("t1 = thread('t1'); (a, b) = socketpair(); p = t1.start { recv(b).text }");
    shell.run("eventually(timeout: 60.s) { p.call }; send a, 'x'; assert p.get(60.s) == 'x'");
    kernel.home().files().close(pipe[0]);
    kernel.home().files().close(pipe[1]);
  }

  @Test
  void whatTheShellSaysItselfTakesNoInterruption(Shell shell) {
    Kernel kernel = shell.context().kernel();
    int[] pipe = kernel.home().pipes().pipe(0);
    press(new Interrupter(kernel, Thread.currentThread()));
    assertThat(kernel.own().files().write(pipe[1], new byte[] {1})).isEqualTo(1);
    interrupted(() -> block(kernel));
    kernel.home().files().close(pipe[0]);
    kernel.home().files().close(pipe[1]);
  }

  /** Whether a thread of this process is blocked reading from it. */
  private static boolean isRead(Kernel kernel, Integer number) {
    return new Inspector(kernel.home())
        .waiting(kernel.shell().pid()).stream()
            .anyMatch(one -> one.call().equals("read") && number.equals(one.descriptor()));
  }

  @Test
  void whatIsCancelledBetweenTwoCallsFailsInTheNextOne(Shell shell) throws Exception {
    Kernel kernel = shell.context().kernel();
    ShellThread thread = (ShellThread) shell.run("thread('t1')");
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    var work =
        thread.start(
            () -> {
              kernel.thread();
              begun.countDown();
              while (cancelled.getCount() > 0) {
                Thread.onSpinWait();
              }
              block(kernel);
              return null;
            });
    assertThat(begun.await(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
    work.cancel();
    cancelled.countDown();
    interrupted(() -> work.get(BOUND));
    // the next block of the same thread is not affected
    shell.run("t1 = thread('t1'); (a, b) = socketpair(); p = t1.start { recv(b).text }");
    shell.run("eventually(timeout: 60.s) { p.call }; send a, 'x'; assert p.get(60.s) == 'x'");
  }
}
