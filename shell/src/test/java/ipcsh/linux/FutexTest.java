package ipcsh.linux;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ipcsh.handle.UsageException;
import ipcsh.kit.ControlC;
import ipcsh.kit.FirstFork;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Futexes on the word at offset 0 of {@code r}. */
@OnShell
class FutexTest {
  @BeforeAll
  static void fork() {
    FirstFork.prepare();
  }

  @BeforeEach
  void region(Shell shell) {
    shell.run("r = mmap 4096; t = thread('t1'); sleeps = { futex r, 0, FUTEX_WAIT, 0 }");
  }

  @Test
  void waitsOnlyWhileTheWordIsAsExpected(Shell shell) {
    shell.run(
        """
        fails(EAGAIN) { futex r, 0, FUTEX_WAIT, 1 }
        r.putInt 0, 7
        fails(EAGAIN) { futex r, 0, FUTEX_WAIT, 0 }
        fails(ETIMEDOUT) { futex r, 0, FUTEX_WAIT, 7, timeout: 20.ms }
        """);
  }

  /** Waiters are in no visible list: wake-ups are counted instead. */
  @Test
  void wakesAsManyAsAreWanted(Shell shell) {
    shell.run(
        """
        assert futex(r, 0, FUTEX_WAKE, 1) == 0
        ws = (1..3).collect { bg sleeps }
        woken = 0
        eventually(timeout: 60.s) { (woken += futex(r, 0, FUTEX_WAKE, 1)) == 3 }
        assert ws*.get(60.s) == [0, 0, 0]
        ws = (1..3).collect { bg sleeps }
        woken = 0
        eventually(timeout: 60.s) { (woken += futex(r, 0, FUTEX_WAKE, 100)) == 3 }
        ws*.get(60.s)
        """);
  }

  @Test
  void privateWakesReachNoSharedWaitOfAnotherProcess(Shell shell) {
    shell.run(
        """
        c = fork()
        w = c.start sleeps
        eventually(timeout: 60.s) { new File("/proc/$c.pid/syscall").text.startsWith('202 ') }
        assert futex(r, 0, FUTEX_WAKE_PRIVATE, 1) == 0
        assert futex(r, 0, FUTEX_WAKE, 1) == 1
        assert w.get(60.s) == 0
        """);
  }

  @Test
  void wordHasFourAlignedBytes(Shell shell) {
    shell.run(
        """
        fails(EINVAL) { futex r, 2, FUTEX_WAIT, 0 }
        fails(EINVAL) { futex r, 2, FUTEX_WAKE, 1 }
        fails(ENOSYS) { futex r, 0, 99, 0 }
        mprotect r, PROT_NONE
        fails(EFAULT) { futex r, 0, FUTEX_WAIT, 0 }
        """);
    assertThatThrownBy(() -> shell.run("futex r, 4093, FUTEX_WAKE, 1"))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void controlCEndsTheWait(Shell shell) {
    shell.run("c = fork()");
    ControlC.during(shell, "fails(EINTR) { sleeps() }");
    ControlC.during(shell, "fails(EINTR) { t sleeps }");
    ControlC.during(shell, "fails(EINTR) { c sleeps }");
    shell.run("fails(ETIMEDOUT) { c { futex r, 0, FUTEX_WAIT, 0, timeout: 20.ms } }");
  }

  @Test
  void regionIsNotUnmappedUnderAWait(Shell shell) {
    shell.run("w = bg sleeps; eventually(timeout: 60.s) { w.call }");
    assertThatThrownBy(() -> shell.run("munmap r"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("a thread is waiting");
    shell.run(
        "eventually(timeout: 60.s) { futex(r, 0, FUTEX_WAKE, 1) == 1 }; w.get 60.s; munmap r");
  }

  /** A lock of three states, as in Drepper's "Futexes Are Tricky". */
  @Test
  void mutexMadeOfNothingElse(Shell shell) {
    shell.run(
        """
        lock = {
          if (r.casInt(0, 0, 1)) return
          while (true) {
            if (r.casInt(0, 1, 2) || r.getInt(0) == 2) {
              try { futex r, 0, FUTEX_WAIT, 2 } catch (e) { assert e.errno == EAGAIN }
            }
            if (r.casInt(0, 0, 2)) return
          }
        }
        unlock = { if (r.addInt(0, -1) != 1) { r.putInt 0, 0; futex r, 0, FUTEX_WAKE, 1 } }
        ws = (1..3).collect { bg { 300.times { lock(); r.putInt 64, r.getInt(64) + 1; unlock() } } }
        ws*.get 60.s
        assert r.getInt(64) == 900
        """);
  }
}
