package ipcsh.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.ControlC;
import ipcsh.kit.FirstFork;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Read-write locks: {@code l} is one, {@code t} another thread. */
@OnShell
class RwLockTest {
  @BeforeAll
  static void fork() {
    FirstFork.prepare();
  }

  @BeforeEach
  void objects(Shell shell) {
    shell.run("r = mmap 4096; l = pthread_rwlock_init r, 0; t = thread('t1')");
  }

  @Test
  void manyReadersOrOneWriter(Shell shell) {
    shell.run(
        """
        pthread_rwlock_rdlock l
        assert pthread_rwlock_tryrdlock(l) == 0 && t { pthread_rwlock_tryrdlock(l) } == 0
        assert l.toString() == 'rwlock at 0  locked by 3 readers'
        fails(EBUSY) { pthread_rwlock_trywrlock l }
        fails(EBUSY) { t { pthread_rwlock_trywrlock l } }
        2.times { pthread_rwlock_unlock l }
        t { pthread_rwlock_unlock l }
        assert l.toString() == 'rwlock at 0  unlocked'
        pthread_rwlock_wrlock l
        assert l.toString() == "rwlock at 0  locked for writing by thread ${gettid()}"
        fails(EBUSY) { t { pthread_rwlock_tryrdlock l } }
        fails(EBUSY) { t { pthread_rwlock_trywrlock l } }
        pthread_rwlock_unlock l
        """);
  }

  @Test
  void writerThatLocksAgainGetsAnError(Shell shell) {
    shell.run(
        """
        pthread_rwlock_wrlock l
        fails(EDEADLK) { pthread_rwlock_rdlock l }
        fails(EDEADLK) { pthread_rwlock_wrlock l }
        fails(EDEADLK) { pthread_rwlock_timedrdlock l, 1 }
        fails(EDEADLK) { pthread_rwlock_timedwrlock l, 1 }
        fails(EBUSY) { pthread_rwlock_tryrdlock l }
        """);
  }

  @Test
  void readerWhoWantsToWriteWaitsForHimself(Shell shell) {
    shell.run(
        """
        pthread_rwlock_rdlock l
        fails(ETIMEDOUT) { pthread_rwlock_wrlock l, timeout: 20.ms }
        fails(ETIMEDOUT) { pthread_rwlock_timedwrlock l, 0.02 }
        // the wait has left nothing behind
        assert pthread_rwlock_tryrdlock(l) == 0
        """);
  }

  @Test
  void readersPassAWriterWhoWaits(Shell shell) {
    shell.run(
        """
        pthread_rwlock_rdlock l
        w = bg { pthread_rwlock_wrlock l; pthread_rwlock_unlock l }
        eventually(timeout: 60.s) { r.getInt(0) & 2 }
        assert t { pthread_rwlock_rdlock l } == 0
        t { pthread_rwlock_unlock l }
        assert !w.done
        pthread_rwlock_unlock l
        assert w.get(60.s) == 0
        """);
  }

  @Test
  void timesUnderAWriter(Shell shell) {
    shell.run(
        """
        t { pthread_rwlock_wrlock l }
        fails(ETIMEDOUT) { pthread_rwlock_timedrdlock l, 0.02 }
        fails(ETIMEDOUT) { pthread_rwlock_timedwrlock l, 0.02 }
        fails(ETIMEDOUT) { pthread_rwlock_rdlock l, timeout: 20.ms }
        w = bg { pthread_rwlock_rdlock l; pthread_rwlock_unlock l }
        eventually(timeout: 60.s) { w.call }
        t { pthread_rwlock_unlock l }
        assert w.get(60.s) == 0
        """);
  }

  @Test
  void childAndParent(Shell shell) {
    shell.run(
        """
        c = fork()
        c { pthread_rwlock_wrlock l }
        assert l.writer == c.pid
        fails(EBUSY) { pthread_rwlock_tryrdlock l }
        w = bg { pthread_rwlock_rdlock l }
        eventually(timeout: 60.s) { w.call }
        c { pthread_rwlock_unlock l }
        assert w.get(60.s) == 0
        fails(EBUSY) { c { pthread_rwlock_trywrlock l } }
        """);
  }

  /** There are no robust read-write locks. */
  @Test
  void writerWhoDiedHasItForEver(Shell shell) {
    shell.run(
        """
        c = fork()
        c { pthread_rwlock_wrlock l; exit 0 }
        waitpid c
        fails(EBUSY) { pthread_rwlock_tryrdlock l }
        fails(ETIMEDOUT) { pthread_rwlock_rdlock l, timeout: 20.ms }
        """);
  }

  @Test
  void controlCEndsTheWait(Shell shell) {
    shell.run("holder = thread('holder'); holder { pthread_rwlock_wrlock l }; c = fork()");
    for (String wait : new String[] {"pthread_rwlock_rdlock l", "pthread_rwlock_wrlock l"}) {
      ControlC.during(shell, "fails(EINTR) { " + wait + " }");
      ControlC.during(shell, "fails(EINTR) { t { " + wait + " } }");
      ControlC.during(shell, "fails(EINTR) { c { " + wait + " } }");
      shell.run("fails(ETIMEDOUT) { c { " + wait + ", timeout: 20.ms } }");
    }
    shell.run(
        """
        holder { pthread_rwlock_unlock l }
        assert c { pthread_rwlock_wrlock l } == 0
        c { pthread_rwlock_unlock l }
        assert pthread_rwlock_trywrlock(l) == 0
        """);
  }

  /** The C library would loop forever, without checking the timeout or signals. */
  @Test
  void bytesThatContradictEachOtherAreNoLock(Shell shell) {
    shell.run(
        """
        c = fork()
        bytes = { readers, phase, writers ->
          poke r, 0, [0] * 56 as byte[]
          r.putInt 0, readers; r.putInt 8, phase; r.putInt 12, writers
        }
        for (one in [[2, 0, 0], [3, 0, 1], [0xd18a669a as int, 2, 0], [8, 3, 3], [3, 1, 0]]) {
          bytes(*one)
          fails(ETIMEDOUT) { pthread_rwlock_timedwrlock l, 0.02 }
          fails(ETIMEDOUT) { pthread_rwlock_wrlock l, timeout: 20.ms }
          fails(ETIMEDOUT) { pthread_rwlock_rdlock l, timeout: 20.ms }
          fails(ETIMEDOUT) { c { pthread_rwlock_wrlock l, timeout: 20.ms } }
        }
        """);
    ControlC.during(shell, "fails(EINTR) { pthread_rwlock_wrlock l }");
    ControlC.during(shell, "fails(EINTR) { c { pthread_rwlock_wrlock l } }");
    shell.run("pthread_rwlock_init r, 0; assert c { pthread_rwlock_wrlock l } == 0");
  }

  @Test
  void lockTakes56Bytes(Shell shell) {
    shell.run(
        """
        poke r, 128, [0x5a] * 128 as byte[]
        l = pthread_rwlock_init r, 136
        pthread_rwlock_wrlock l
        w = bg { pthread_rwlock_rdlock l; pthread_rwlock_unlock l }
        eventually(timeout: 60.s) { w.call }
        pthread_rwlock_unlock l
        w.get 60.s
        assert peek(r, 128, 8).bytes.every { it == 0x5a } && peek(r, 192, 64).bytes.every { it == 0x5a }
        """);
  }

  @Test
  void failuresCarryAdvice(Shell shell) {
    shell.run("pthread_rwlock_wrlock l");
    assertThat(shell.complaint("pthread_rwlock_rdlock l"))
        .contains("this thread holds it for writing");
    assertThat(shell.complaint("pthread_rwlock_tryrdlock l"))
        .contains("a thread holds it for writing");
    assertThat(shell.complaint("pthread_rwlock_trywrlock l"))
        .contains("it is locked for reading or writing");
  }
}
