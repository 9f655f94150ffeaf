package ipcsh.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ipcsh.handle.UsageException;
import ipcsh.kit.ControlC;
import ipcsh.kit.FirstFork;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@OnShell
class MutexTest {
  @BeforeAll
  static void fork() {
    FirstFork.prepare();
  }

  @Test
  void normalOneLockedTwiceByItsOwnerWaitsForItself(Shell shell) {
    shell.run(
        """
        m = pthread_mutex_init mmap(4096), 0
        pthread_mutex_lock m
        assert m.owner == gettid()
        fails(EBUSY) { pthread_mutex_trylock m }
        fails(ETIMEDOUT) { pthread_mutex_lock m, timeout: 20.ms }
        fails(ETIMEDOUT) { pthread_mutex_timedlock m, 0.02 }
        pthread_mutex_unlock m
        assert pthread_mutex_timedlock(m, 0) == 0
        """);
  }

  @Test
  void errorcheckingOneSaysSo(Shell shell) {
    shell.run(
        """
        m = pthread_mutex_init mmap(4096), 0, type: PTHREAD_MUTEX_ERRORCHECK
        t = thread('t1')
        fails(EPERM) { pthread_mutex_unlock m }
        pthread_mutex_lock m
        fails(EDEADLK) { pthread_mutex_lock m }
        fails(EDEADLK) { pthread_mutex_timedlock m, 1 }
        fails(EBUSY) { pthread_mutex_trylock m }
        fails(EPERM) { t { pthread_mutex_unlock m } }
        fails(EBUSY) { t { pthread_mutex_trylock m } }
        pthread_mutex_unlock m
        fails(EPERM) { pthread_mutex_unlock m }
        """);
  }

  @Test
  void normalOneIsUnlockedByAnybody(Shell shell) {
    shell.run(
        """
        m = pthread_mutex_init mmap(4096), 0
        t = thread('t1')
        pthread_mutex_lock m
        t { pthread_mutex_unlock m }
        assert pthread_mutex_trylock(m) == 0
        """);
  }

  @Test
  void recursiveOneCounts(Shell shell) {
    shell.run(
        """
        m = pthread_mutex_init mmap(4096), 0, type: PTHREAD_MUTEX_RECURSIVE
        t = thread('t1')
        3.times { pthread_mutex_lock m }
        2.times { pthread_mutex_unlock m }
        fails(EBUSY) { t { pthread_mutex_trylock m } }
        pthread_mutex_unlock m
        assert t { pthread_mutex_trylock(m) } == 0
        fails(EPERM) { pthread_mutex_unlock m }
        t { pthread_mutex_unlock m }
        """);
  }

  @Test
  void robustOneWhoseThreadHasEndedIsTheNextOnes(Shell shell) {
    shell.run(
        """
        m = pthread_mutex_init mmap(4096), 0, robust: true
        for (how in ['pthread_mutex_lock', 'pthread_mutex_trylock']) {
          t = thread('t1')
          t { pthread_mutex_lock m }
          assert t { m.owner == gettid() }
          fails(EBUSY) { pthread_mutex_trylock m }
          pthread_join t
          assert m.toString() == 'mutex at 0  its owner died  robust  shared'
          fails(EOWNERDEAD) { m."$how"() }
          assert m.owner == gettid()
          pthread_mutex_consistent m
          fails(EINVAL) { pthread_mutex_consistent m }
          pthread_mutex_unlock m
        }
        assert m.toString() == 'mutex at 0  unlocked  robust  shared'
        """);
  }

  @Test
  void robustOneNotMadeConsistentIsLostUntilItIsMadeAnew(Shell shell) {
    shell.run(
        """
        r = mmap 4096
        m = pthread_mutex_init r, 0, robust: true
        t = thread('t1')
        t { pthread_mutex_lock m }
        pthread_join t
        fails(EOWNERDEAD) { pthread_mutex_lock m }
        pthread_mutex_unlock m
        2.times { fails(ENOTRECOVERABLE) { pthread_mutex_lock m } }
        assert m.toString().contains('not recoverable')
        pthread_mutex_destroy m
        pthread_mutex_init r, 0, robust: true
        assert pthread_mutex_lock(m) == 0
        pthread_mutex_unlock m
        """);
  }

  @Test
  void otherOneWhoseThreadHasEndedStaysLocked(Shell shell) {
    shell.run(
        """
        m = pthread_mutex_init mmap(4096), 0
        t = thread('t1')
        t { pthread_mutex_lock m }
        pthread_join t
        fails(EBUSY) { pthread_mutex_trylock m }
        fails(ETIMEDOUT) { pthread_mutex_lock m, timeout: 20.ms }
        """);
  }

  @Test
  void childHasItToItself(Shell shell) {
    shell.run(
        """
        r = mmap 4096
        m = pthread_mutex_init r, 0, robust: true
        n = pthread_mutex_init mmap(4096, flags: MAP_PRIVATE | MAP_ANONYMOUS), 0
        c = fork()
        c { pthread_mutex_lock m; pthread_mutex_lock n }
        assert m.owner == c.pid && pthread_mutex_trylock(n) == 0
        w = bg { fails(EOWNERDEAD) { pthread_mutex_lock m }; pthread_mutex_consistent m; pthread_mutex_unlock m }
        eventually(timeout: 60.s) { w.call == 'pthread_mutex_lock(...)' }
        kill c, SIGKILL
        assert w.get(60.s) == 0
        waitpid c
        fails(ESRCH) { c { pthread_mutex_lock m } }
        """);
  }

  @Test
  void childThatIsKilledInItsWaitIsNoMore(Shell shell) {
    shell.run(
        """
        m = pthread_mutex_init mmap(4096), 0
        pthread_mutex_lock m
        c = fork()
        w = c.start { pthread_mutex_lock m }
        eventually(timeout: 60.s) { w.call }
        kill c, SIGKILL
        fails(ESRCH) { w.get 60.s }
        waitpid c
        """);
  }

  @Test
  void destroyWantsItUnlocked(Shell shell) {
    shell.run(
        """
        m = pthread_mutex_init mmap(4096), 0
        pthread_mutex_lock m
        fails(EBUSY) { pthread_mutex_destroy m }
        pthread_mutex_unlock m
        assert pthread_mutex_destroy(m) == 0
        fails(EINVAL) { pthread_mutex_lock m }
        fails(EINVAL) { pthread_mutex_init mmap(4096), 0, type: 7 }
        """);
  }

  @Test
  void mutexTakes40Bytes(Shell shell) {
    shell.run(
        """
        r = mmap 4096
        poke r, 0, [0x5a] * 128 as byte[]
        m = pthread_mutex_init r, 24, robust: true
        pthread_mutex_lock m
        w = bg { pthread_mutex_lock m; pthread_mutex_unlock m }
        eventually(timeout: 60.s) { w.call }
        pthread_mutex_unlock m
        w.get 60.s
        assert peek(r, 0, 24).bytes.every { it == 0x5a } && peek(r, 64, 64).bytes.every { it == 0x5a }
        """);
  }

  @Test
  void controlCEndsTheWait(Shell shell) {
    shell.run(
        """
        m = pthread_mutex_init mmap(4096), 0
        holder = thread('holder')
        holder { pthread_mutex_lock m }
        t = thread('t1')
        c = fork()
        """);
    ControlC.during(shell, "fails(EINTR) { pthread_mutex_lock m }");
    ControlC.during(shell, "fails(EINTR) { pthread_mutex_timedlock m, 100 }");
    ControlC.during(shell, "fails(EINTR) { t { pthread_mutex_lock m } }");
    ControlC.during(shell, "fails(EINTR) { c { pthread_mutex_lock m } }");
    shell.run(
        """
        fails(ETIMEDOUT) { t { pthread_mutex_lock m, timeout: 20.ms } }
        fails(ETIMEDOUT) { c { pthread_mutex_lock m, timeout: 20.ms } }
        holder { pthread_mutex_unlock m }
        assert c { pthread_mutex_lock m } == 0
        """);
  }

  @Test
  void regionIsNotUnmappedUnderAWait(Shell shell) {
    shell.run(
        """
        r = mmap 4096
        m = pthread_mutex_init r, 0
        pthread_mutex_lock m
        w = bg { pthread_mutex_lock m; pthread_mutex_unlock m }
        eventually(timeout: 60.s) { w.call }
        """);
    assertThatThrownBy(() -> shell.run("munmap r"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("a thread is waiting");
    shell.run("pthread_mutex_unlock m; w.get 60.s; munmap r");
    assertThatThrownBy(() -> shell.run("pthread_mutex_lock m")).isInstanceOf(UsageException.class);
    assertThat(shell.run("m.toString()")).isEqualTo("mutex at 0  unmapped");
  }

  @Test
  void regionIsNotUnmappedWhileARobustOneInItIsHeld(Shell shell) {
    shell.run(
        """
        r = mmap 8192
        other = mmap 4096
        ms = [0, 4096, 64].collect { pthread_mutex_init r, it, robust: true }
        t = thread('t1')
        k = fork()
        pthread_mutex_lock ms[1]
        pthread_mutex_lock ms[2]
        pthread_mutex_lock pthread_mutex_init(r, 128)
        munmap other
        """);
    assertThat(shell.complaint("munmap r")).contains("holds the robust mutex at 64 of the region");
    shell.run("pthread_mutex_unlock ms[2]");
    assertThat(shell.complaint("munmap r")).contains("holds the robust mutex at 4096");
    shell.run("assert r.mapped; pthread_mutex_unlock ms[1]; t { pthread_mutex_lock ms[0] }");
    assertThat(shell.complaint("t { munmap r }")).contains("holds the robust mutex at 0");
    shell.run("t { pthread_mutex_unlock ms[0] }; k { pthread_mutex_lock ms[0] }");
    assertThat(shell.complaint("k { munmap r }")).contains("holds the robust mutex at 0");
    shell.run("munmap r; k { pthread_mutex_unlock ms[0] }; k { munmap r }");
  }

  @Test
  void fileThatShrinksUnderAWaitIsAnError(Shell shell) {
    shell.run(
        """
        f = open "$dir/shared", O_CREAT | O_RDWR, 0600
        ftruncate f, 4096
        r = mmap f, 4096
        m = pthread_mutex_init r, 0
        pthread_mutex_lock m
        w = bg { pthread_mutex_lock m }
        eventually(timeout: 60.s) { w.call }
        spawn('truncate', '-s', '0', "$dir/shared").wait()
        w.cancel()
        e = [EFAULT, EINTR].find { errno -> try { fails(errno) { w.get 60.s } } catch (AssertionError no) { null } }
        assert e
        e = fails(EFAULT) { pthread_mutex_unlock m }
        assert e.hint.startsWith('SIGBUS')
        fails(EFAULT) { pthread_mutex_lock m }
        """);
  }

  /** What terminates a C program: an assertion of glibc, an invalid futex. */
  @Test
  void bytesThatAreNoMutexAreAnError(Shell shell) {
    shell.run(
        """
        r = mmap 4096
        m = pthread_mutex_at r, 0
        garbage = { kind, lock -> poke r, 0, [0] * 40 as byte[]; r.putInt 0, lock; r.putInt 16, kind }
        garbage 0xffff, -1
        fails(EINVAL) { pthread_mutex_lock m }
        fails(EINVAL) { pthread_mutex_unlock m }
        // PTHREAD_PRIO_INHERIT of a thread that nobody knows, PTHREAD_PRIO_PROTECT with no priority
        garbage 32, 0x40000001
        e = fails(EFAULT) { pthread_mutex_trylock m }
        assert e.hint.startsWith('abort() in C')
        garbage 64, 1
        fails(EFAULT) { pthread_mutex_lock m }
        // and all goes on
        pthread_mutex_init r, 0
        assert pthread_mutex_lock(m) == 0
        """);
  }

  @Test
  void failuresCarryAdvice(Shell shell) {
    shell.run("r = mmap 4096; m = pthread_mutex_init r, 0, type: PTHREAD_MUTEX_ERRORCHECK");
    assertThat(shell.complaint("pthread_mutex_unlock m")).contains("this thread does not hold it");
    shell.run("pthread_mutex_lock m");
    assertThat(shell.complaint("pthread_mutex_lock m")).contains("this thread already holds it");
    assertThat(shell.complaint("pthread_mutex_trylock m"))
        .contains("it is locked, by another thread or by this one");
    assertThat(shell.complaint("pthread_mutex_destroy m")).contains("unlock it first");
    shell.run(
        "n = pthread_mutex_init r, 64, robust: true; t = thread('t1'); t { pthread_mutex_lock n };"
            + " pthread_join t");
    assertThat(shell.complaint("pthread_mutex_lock n")).contains("pthread_mutex_consistent");
    shell.run("pthread_mutex_unlock n");
    assertThat(shell.complaint("pthread_mutex_lock n")).contains("pthread_mutex_init");
  }
}
