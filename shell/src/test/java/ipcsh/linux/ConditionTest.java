package ipcsh.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ipcsh.handle.UsageException;
import ipcsh.kit.ControlC;
import ipcsh.kit.FirstFork;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Condition variables: {@code m} is a mutex, {@code c} a condition variable; {@code waits} waits
 * once.
 */
@OnShell
class ConditionTest {
  @BeforeAll
  static void fork() {
    FirstFork.prepare();
  }

  @BeforeEach
  void objects(Shell shell) {
    shell.run(
        """
        r = mmap 4096
        m = pthread_mutex_init r, 0, type: PTHREAD_MUTEX_ERRORCHECK
        c = pthread_cond_init r, 64
        waits = { pthread_mutex_lock m; pthread_cond_wait c, m; pthread_mutex_unlock m }
        """);
  }

  @Test
  void signalWakesOneBroadcastAll(Shell shell) {
    shell.run(
        """
        ws = (1..4).collect { bg waits }
        eventually(timeout: 60.s) { c.waiters == 4 }
        assert c.toString() == 'condition at 64  4 waiting'
        pthread_cond_signal c
        eventually(timeout: 60.s) { ws.count { it.done } == 1 && c.waiters == 3 }
        pthread_cond_broadcast c
        assert ws*.get(60.s) == [0] * 4
        assert c.waiters == 0
        """);
  }

  @Test
  void signalForNobodyIsLost(Shell shell) {
    shell.run(
        """
        pthread_cond_signal c
        pthread_cond_broadcast c
        pthread_mutex_lock m
        fails(ETIMEDOUT) { pthread_cond_timedwait c, m, 0.02 }
        pthread_mutex_unlock m
        """);
  }

  @Test
  void waitGivesTheMutexAndTakesItAgain(Shell shell) {
    shell.run(
        """
        w = bg waits
        eventually(timeout: 60.s) { c.waiters == 1 }
        assert pthread_mutex_trylock(m) == 0
        pthread_cond_signal c
        eventually(timeout: 60.s) { c.waiters == 0 }
        assert !w.done
        pthread_mutex_unlock m
        assert w.get(60.s) == 0
        """);
  }

  @Test
  void waitWantsTheMutexLocked(Shell shell) {
    shell.run(
        """
        fails(EPERM) { pthread_cond_wait c, m }
        fails(EPERM) { pthread_cond_timedwait c, m, 1 }
        """);
  }

  @Test
  void whenTheTimeIsUpItHasTheMutexAgain(Shell shell) {
    shell.run(
        """
        pthread_mutex_lock m
        fails(ETIMEDOUT) { pthread_cond_timedwait c, m, 0.02 }
        assert m.owner == gettid()
        fails(ETIMEDOUT) { pthread_cond_wait c, m, timeout: 20.ms }
        assert m.owner == gettid()
        fails(ETIMEDOUT) { pthread_cond_timedwait c, m, 100, timeout: 20.ms }
        pthread_mutex_unlock m
        k = fork()
        k { pthread_mutex_lock m }
        fails(ETIMEDOUT) { k { pthread_cond_wait c, m, timeout: 20.ms } }
        assert m.owner == k.pid && c.waiters == 0
        """);
  }

  @Test
  void interruptedItHasTheMutexAgain(Shell shell) {
    shell.run("t = thread('t1'); k = fork(); pthread_mutex_lock m");
    ControlC.during(shell, "fails(EINTR) { pthread_cond_wait c, m }");
    shell.run("assert m.owner == gettid()");
    ControlC.during(shell, "fails(EINTR) { pthread_cond_timedwait c, m, 100 }");
    shell.run("pthread_mutex_unlock m; t { pthread_mutex_lock m }");
    ControlC.during(shell, "fails(EINTR) { t { pthread_cond_wait c, m } }");
    shell.run("assert t { m.owner == gettid() }; t { pthread_mutex_unlock m }");
    shell.run("k { pthread_mutex_lock m }");
    ControlC.during(shell, "fails(EINTR) { k { pthread_cond_wait c, m } }");
    shell.run("assert m.owner == k.pid; k { pthread_mutex_unlock m }; assert c.waiters == 0");
  }

  @Test
  void interruptionWakesOneThread(Shell shell) {
    shell.run(
        """
        first = bg waits
        eventually(timeout: 60.s) { c.waiters == 1 }
        second = bg waits
        eventually(timeout: 60.s) { c.waiters == 2 }
        second.cancel()
        fails(EINTR) { second.get 60.s }
        assert c.waiters == 1 && !first.done
        // the thread of the second has ended with the mutex locked
        pthread_mutex_init r, 0
        pthread_cond_signal c
        assert first.get(60.s) == 0
        """);
  }

  /** The signal that ends it comes before the kernel waits, in the midst, or when it is over. */
  @Test
  void whateverTheMomentItIsInterruptedAndHasTheMutexAgain(Shell shell) {
    shell.run(
        """
        pthread_mutex_lock m
        for (i in 1..100) {
          fails(ETIMEDOUT) { pthread_cond_wait c, m, timeout: (i % 10) * 0.0003 }
          assert m.owner == gettid() && c.waiters == 0
        }
        pthread_mutex_unlock m
        t = thread('t1')
        t { pthread_mutex_lock m }
        """);
    for (int i = 0; i < 20; i++) {
      ControlC.during(shell, "fails(EINTR) { t { pthread_cond_wait c, m } }");
      shell.run("assert t { m.owner == gettid() } && c.waiters == 0");
    }
    shell.run("t { pthread_mutex_unlock m }");
  }

  /** A semaphore's wait is interrupted in the same system call. */
  @Test
  void theSignalThatEndsItInterruptsOtherWaitsAsBefore(Shell shell) {
    shell.run(
        """
        s = sem_init r, 256
        pthread_mutex_lock m
        fails(ETIMEDOUT) { pthread_cond_wait c, m, timeout: 1.ms }
        pthread_mutex_unlock m
        holder = thread('holder')
        holder { pthread_mutex_lock m }
        """);
    ControlC.during(shell, "fails(EINTR) { sem_wait s }");
    ControlC.during(shell, "fails(EINTR) { pthread_mutex_lock m }");
    shell.run("holder { pthread_mutex_unlock m }");
  }

  /** Not even an interrupt: a waiter returns with the mutex or not at all. */
  @Test
  void waitThatCannotHaveItsMutexAgainGoesOn(Shell shell) {
    shell.run(
        """
        w = bg waits
        eventually(timeout: 60.s) { c.waiters == 1 }
        pthread_mutex_lock m
        w.cancel()
        assert !w.done
        (a, b) = socketpair()
        fails(ETIMEDOUT) { recv a, timeout: 20.ms }
        t = thread('t1')
        x = t.start { pthread_mutex_lock m, timeout: 20.ms }
        fails(ETIMEDOUT) { x.get 60.s }
        pthread_mutex_unlock m
        fails(EINTR) { w.get 60.s }
        """);
  }

  @Test
  void childWaitsAndIsSignalled(Shell shell) {
    shell.run(
        """
        k = fork()
        w = k.start waits
        eventually(timeout: 60.s) { c.waiters == 1 }
        pthread_cond_signal c
        assert w.get(60.s) == 0
        w = bg waits
        eventually(timeout: 60.s) { c.waiters == 1 }
        k { pthread_cond_signal c }
        assert w.get(60.s) == 0
        """);
  }

  @Test
  void mutexWhoseOwnerDiedIsReportedByTheWait(Shell shell) {
    shell.run(
        """
        m = pthread_mutex_init r, 0, robust: true
        w = bg {
          pthread_mutex_lock m
          def e = fails(EOWNERDEAD) { pthread_cond_wait c, m }
          pthread_mutex_consistent m
          pthread_mutex_unlock m
        }
        eventually(timeout: 60.s) { c.waiters == 1 }
        k = fork()
        k { pthread_mutex_lock m; pthread_cond_signal c; exit 0 }
        assert w.get(60.s) == 0
        waitpid k
        """);
  }

  /** A waiter that was killed is still counted: in C these calls cannot be interrupted. */
  @Test
  void conditionOfOneWhoWasKilledBlocksAndIsInterrupted(Shell shell) {
    shell.run(
        """
        k = fork()
        w = k.start waits
        eventually(timeout: 60.s) { c.waiters == 1 }
        kill k, SIGKILL
        waitpid k
        fails(ESRCH) { w.get 60.s }
        pthread_cond_signal c
        assert c.waiters == 1
        fails(ETIMEDOUT) { pthread_cond_destroy c, timeout: 20.ms }
        """);
    ControlC.during(shell, "fails(EINTR) { pthread_cond_destroy c }");
    shell.run("pthread_cond_init r, 64; assert pthread_cond_destroy(c) == 0");
  }

  /** The C library would wait forever for waiters that do not exist. */
  @Test
  void bytesThatAreNoConditionAreAnError(Shell shell) {
    shell.run(
        """
        poke r, 64, [0x5c] * 48 as byte[]
        pthread_mutex_lock m
        fails(EINVAL) { pthread_cond_wait c, m }
        fails(EINVAL) { pthread_cond_timedwait c, m, 0.02 }
        fails(EINVAL) { pthread_cond_signal c }
        fails(EINVAL) { pthread_cond_broadcast c }
        // somebody was killed while he changed it
        poke r, 64, [0] * 48 as byte[]
        r.putInt 64 + 32, 1
        fails(ETIMEDOUT) { pthread_cond_timedwait c, m, 0.02 }
        pthread_mutex_unlock m
        """);
  }

  @Test
  void conditionTakes48Bytes(Shell shell) {
    shell.run(
        """
        poke r, 128, [0x5a] * 128 as byte[]
        c = pthread_cond_init r, 144
        ws = (1..2).collect { bg waits }
        eventually(timeout: 60.s) { c.waiters == 2 }
        pthread_cond_broadcast c
        ws*.get 60.s
        assert peek(r, 128, 16).bytes.every { it == 0x5a } && peek(r, 192, 64).bytes.every { it == 0x5a }
        """);
  }

  @Test
  void regionIsNotUnmappedUnderAWait(Shell shell) {
    shell.run("w = bg waits; eventually(timeout: 60.s) { c.waiters == 1 }");
    assertThatThrownBy(() -> shell.run("munmap r"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("a thread is waiting");
    shell.run("pthread_cond_signal c; w.get 60.s; munmap r");
    assertThat(shell.run("c.toString()")).isEqualTo("condition at 64  unmapped");
  }
}
