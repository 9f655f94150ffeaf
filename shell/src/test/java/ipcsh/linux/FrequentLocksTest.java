package ipcsh.linux;

import ipcsh.kit.ControlC;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Wait;
import ipcsh.sys.invoke.MachineCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Locks used often enough that the calls at a place take a shorter way: the same effects and the
 * same errors at that place.
 */
@OnShell
class FrequentLocksTest {
  @BeforeEach
  void theShorterWayIsThere(Shell shell) {
    shell.run(
        """
        lock = { pthread_mutex_lock it }
        unlock = { pthread_mutex_unlock it }
        post = { sem_post it }
        await = { sem_wait it }
        r = mmap 4096
        m = pthread_mutex_init r, 0
        s = sem_init r, 64
        """);
    Wait.until(
        Wait.LONG,
        "accesses without calls",
        () -> {
          shell.run("2000.times { lock m; unlock m; post s; await s }");
          return MachineCode.access() != null;
        });
    shell.run("2000.times { lock m; unlock m; post s; await s }");
  }

  @Test
  void eachTypeOfMutexIsWhatItIs(Shell shell) {
    shell.run(
        """
        for (type in [PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_ERRORCHECK, PTHREAD_MUTEX_RECURSIVE]) {
          m = pthread_mutex_init r, 0, type: type
          t = thread('t')
          for (i in 1..3) {
            assert lock(m) == 0 && m.owner == gettid()
            assert fails(EBUSY) { t { pthread_mutex_trylock m } }
            assert unlock(m) == 0 && m.owner == 0
            assert t { pthread_mutex_lock m } == 0
            fails(EBUSY) { pthread_mutex_trylock m }
            if (type != PTHREAD_MUTEX_NORMAL) fails(EPERM) { unlock m }
            assert t { pthread_mutex_unlock m } == 0
          }
          pthread_join t
        }
        lock m
        lock m
        unlock m
        assert m.owner == gettid()
        unlock m
        assert m.owner == 0
        e = pthread_mutex_init r, 0, type: PTHREAD_MUTEX_ERRORCHECK
        lock e
        fails(EDEADLK) { lock e }
        unlock e
        fails(EPERM) { unlock e }
        """);
  }

  @Test
  void aRobustOneIsInherited(Shell shell) {
    shell.run(
        """
        m = pthread_mutex_init r, 0, robust: true
        t = thread('t')
        t { pthread_mutex_lock m }
        pthread_join t
        fails(EOWNERDEAD) { lock m }
        pthread_mutex_consistent m
        unlock m
        lock m
        unlock m
        t = thread('t')
        t { pthread_mutex_lock m }
        pthread_join t
        fails(EOWNERDEAD) { lock m }
        unlock m
        fails(ENOTRECOVERABLE) { lock m }
        fails(ENOTRECOVERABLE) { lock m }
        """);
  }

  @Test
  void theWaitsAreInterrupted(Shell shell) {
    shell.run("t = thread('t'); t { pthread_mutex_lock m }");
    ControlC.during(shell, "fails(EINTR) { lock m }");
    ControlC.during(shell, "fails(EINTR) { await s }");
    shell.run("t { pthread_mutex_unlock m }; lock m; unlock m; post s; await s");
  }

  @Test
  void memoryThatIsGoneIsAnError(Shell shell) {
    shell.run(
        """
        f = open "$dir/shared", O_CREAT | O_RDWR, 0600
        ftruncate f, 4096
        g = mmap f, 4096
        m = pthread_mutex_init g, 0
        s = sem_init g, 64
        for (i in 1..3) { lock m; unlock m; post s; await s }
        ftruncate f, 0
        for (call in [{ lock m }, { unlock m }, { post s }, { await s }]) {
          e = fails(EFAULT) { call() }
          assert e.hint.startsWith('SIGBUS')
        }
        munmap g
        for (call in [{ lock m }, { unlock m }, { post s }, { await s }]) {
          try { call(); assert false } catch (ipcsh.handle.UsageException e) { assert e.message.contains('unmapped') }
        }
        """);
  }

  @Test
  void whatIsNeitherIsAnError(Shell shell) {
    shell.run(
        """
        poke r, 0, [0] * 40 as byte[]
        r.putInt 0, -1
        r.putInt 16, 0xffff
        fails(EINVAL) { lock m }
        fails(EINVAL) { unlock m }
        r.putInt 64, 0x7fffffff
        fails(EOVERFLOW) { post s }
        """);
  }
}
