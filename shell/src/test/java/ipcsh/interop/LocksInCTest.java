package ipcsh.interop;

import ipcsh.kit.FirstFork;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks, condition variables and semaphores in a file that a C program has mapped too. */
@OnShell
class LocksInCTest {
  @TempDir static Path programs;
  private static Path locks;
  private static Path buffer;

  /** A shared file, the program with a pipe to control it, its objects as ours. */
  private static final String BOTH =
      """
      f = open "$dir/shared", O_CREAT | O_RDWR, 0600
      ftruncate f, 4096
      r = mmap f, 4096
      (it, tell) = pipe()
      p = spawn(program, "$dir/shared", fds: [0: it])
      close it
      c = { line -> write tell, line + '\\n'; def said = p.out.readLine(); said - (line + ': ') }
      begin = { line -> write tell, line + '\\n' }
      end = { line -> p.out.readLine() - (line + ': ') }
      (mutex, cond, rwlock, sem, flag) = [0, 64, 128, 192, 256]
      """;

  private static final String OVER = "\nclose tell\nassert p.wait(60.s).exit == 0\n";

  @BeforeAll
  static void compile() {
    FirstFork.prepare();
    locks = Tools.compile(programs, "locks.c");
    buffer = Tools.compile(programs, "bounded_buffer.c");
  }

  private static void both(Shell shell, String code) {
    shell.session().names().setVariable("program", locks.toString());
    shell.run(BOTH + code);
  }

  @Test
  void mutexThatCMadeIsOurs(Shell shell) {
    both(
        shell,
        """
        assert c('init') == '0' && c('lock') == '0'
        m = pthread_mutex_at r, mutex
        assert m.owner == p.pid
        fails(EBUSY) { pthread_mutex_trylock m }
        fails(ETIMEDOUT) { pthread_mutex_lock m, timeout: 20.ms }
        w = bg { pthread_mutex_lock m; m.owner == gettid() && pthread_mutex_unlock(m) == 0 }
        eventually(timeout: 60.s) { w.call }
        assert c('unlock') == '0'
        assert w.get(60.s)
        """
            + OVER);
  }

  @Test
  void mutexThatWeMadeIsCs(Shell shell) {
    both(
        shell,
        """
        m = pthread_mutex_init r, mutex
        pthread_mutex_lock m
        assert c('trylock') == 'EBUSY'
        begin 'lock'
        pthread_mutex_unlock m
        assert end('lock') == '0'
        fails(EBUSY) { pthread_mutex_trylock m }
        assert c('unlock') == '0'
        assert pthread_mutex_trylock(m) == 0
        """
            + OVER);
  }

  @Test
  void errorcheckMutexChecksBothWays(Shell shell) {
    both(
        shell,
        """
        assert c('init errorcheck') == '0'
        m = pthread_mutex_at r, mutex
        assert m.toString().contains('errorcheck')
        pthread_mutex_lock m
        fails(EDEADLK) { pthread_mutex_lock m }
        assert c('unlock') == 'EPERM'
        pthread_mutex_unlock m
        assert c('lock') == '0' && c('lock') == 'EDEADLK'
        fails(EPERM) { pthread_mutex_unlock m }
        assert c('unlock') == '0'
        pthread_mutex_init r, mutex, type: PTHREAD_MUTEX_RECURSIVE
        assert c('lock') == '0' && c('lock') == '0' && c('unlock') == '0'
        fails(EBUSY) { pthread_mutex_trylock m }
        assert c('unlock') == '0'
        assert pthread_mutex_trylock(m) == 0
        """
            + OVER);
  }

  @Test
  void cProgramKilledWhileItHoldsARobustMutex(Shell shell) {
    both(
        shell,
        """
        assert c('init robust') == '0' && c('lock') == '0'
        m = pthread_mutex_at r, mutex
        w = bg {
          fails(EOWNERDEAD) { pthread_mutex_lock m }
          pthread_mutex_consistent m
          pthread_mutex_unlock m
        }
        eventually(timeout: 60.s) { w.call }
        kill p, SIGKILL
        assert w.get(60.s) == 0
        assert pthread_mutex_lock(m) == 0 && pthread_mutex_unlock(m) == 0
        p.wait()
        close tell
        """);
  }

  @Test
  void ourChildKilledWhileItHoldsARobustMutex(Shell shell) {
    both(
        shell,
        """
        m = pthread_mutex_init r, mutex, robust: true
        child = fork()
        child { pthread_mutex_lock m }
        assert m.owner == child.pid
        begin 'lock'
        kill child, SIGKILL
        assert end('lock') == 'EOWNERDEAD'
        assert m.toString().contains('inconsistent')
        assert c('consistent') == '0' && c('unlock') == '0'
        assert pthread_mutex_trylock(m) == 0 && pthread_mutex_unlock(m) == 0
        waitpid child
        """
            + OVER);
  }

  @Test
  void notMadeConsistentNobodyEverLocksItAgain(Shell shell) {
    both(
        shell,
        """
        m = pthread_mutex_init r, mutex, robust: true
        child = fork()
        child { pthread_mutex_lock m; exit 0 }
        waitpid child
        assert m.toString().contains('its owner died')
        assert c('lock') == 'EOWNERDEAD' && c('unlock') == '0'
        fails(ENOTRECOVERABLE) { pthread_mutex_lock m }
        assert c('lock') == 'ENOTRECOVERABLE'
        assert m.toString().contains('not recoverable')
        """
            + OVER);
  }

  @Test
  void conditionIsSignalledBothWays(Shell shell) {
    both(
        shell,
        """
        assert c('init') == '0' && c('init cond') == '0'
        m = pthread_mutex_at r, mutex
        k = pthread_cond_at r, cond
        begin 'wait for flag'
        eventually(timeout: 60.s) { k.waiters == 1 }
        pthread_mutex_lock m
        r.putInt flag, 1
        pthread_cond_signal k
        pthread_mutex_unlock m
        assert end('wait for flag') == '0'
        w = bg {
          pthread_mutex_lock m
          while (r.getInt(flag) == 0) pthread_cond_wait k, m
          pthread_mutex_unlock m
        }
        eventually(timeout: 60.s) { k.waiters == 1 }
        assert c('set flag') == '0'
        assert w.get(60.s) == 0
        assert pthread_cond_destroy(k) == 0
        """
            + OVER);
  }

  @Test
  void timeRunsThoughTheConditionWasMadeForAnotherClock(Shell shell) {
    both(
        shell,
        """
        assert c('init') == '0' && c('init monotonic cond') == '0'
        m = pthread_mutex_at r, mutex
        k = pthread_cond_at r, cond
        pthread_mutex_lock m
        fails(ETIMEDOUT) { pthread_cond_timedwait k, m, 0.02 }
        fails(ETIMEDOUT) { pthread_cond_wait k, m, timeout: 20.ms }
        """
            + OVER);
  }

  @Test
  void rwlockBothWays(Shell shell) {
    both(
        shell,
        """
        assert c('init rwlock') == '0' && c('rdlock') == '0'
        l = pthread_rwlock_at r, rwlock
        assert l.readers == 1 && pthread_rwlock_rdlock(l) == 0 && l.readers == 2
        pthread_rwlock_unlock l
        fails(EBUSY) { pthread_rwlock_trywrlock l }
        fails(ETIMEDOUT) { pthread_rwlock_wrlock l, timeout: 20.ms }
        assert c('rwunlock') == '0'
        pthread_rwlock_wrlock l
        assert c('tryrdlock') == 'EBUSY' && c('trywrlock') == 'EBUSY'
        begin 'wrlock'
        pthread_rwlock_unlock l
        assert end('wrlock') == '0' && l.writer == p.pid
        fails(EBUSY) { pthread_rwlock_tryrdlock l }
        assert c('rwunlock') == '0'
        pthread_rwlock_init r, rwlock
        assert c('wrlock') == '0'
        fails(EBUSY) { pthread_rwlock_tryrdlock l }
        """
            + OVER);
  }

  @Test
  void semaphoreInTheFileBothWays(Shell shell) {
    both(
        shell,
        """
        assert c('init sem') == '0' && c('sem_trywait') == 'EAGAIN'
        s = sem_at r, sem
        begin 'sem_wait'
        eventually(timeout: 60.s) { s.waiters == 1 }
        sem_post s
        assert end('sem_wait') == '0'
        w = bg { sem_wait s }
        eventually(timeout: 60.s) { s.waiters == 1 }
        assert c('sem_post') == '0' && w.get(60.s) == 0
        sem_init r, sem, 1, 2
        assert c('sem_wait') == '0' && c('sem_trywait') == '0' && c('sem_trywait') == 'EAGAIN'
        """
            + OVER);
  }

  private static final String BUFFER =
      """
      n = 5000
      f = open "$dir/buffer", O_CREAT | O_RDWR, 0600
      ftruncate f, 4096
      r = mmap f, 4096
      expected = (1..n).sum { (it as long) * it }
      put = { m, empty, full, int item ->
        pthread_mutex_lock m
        while (r.getInt(192) == 8) pthread_cond_wait full, m
        r.putInt(256 + 4 * r.getInt(196), item)
        r.putInt(196, (r.getInt(196) + 1) % 8)
        r.addInt(192, 1)
        pthread_cond_signal empty
        pthread_mutex_unlock m
      }
      take = { m, empty, full ->
        pthread_mutex_lock m
        while (r.getInt(192) == 0) pthread_cond_wait empty, m
        def item = r.getInt(256 + 4 * r.getInt(200))
        r.putInt(200, (r.getInt(200) + 1) % 8)
        r.addInt(192, -1)
        pthread_cond_signal full
        pthread_mutex_unlock m
        item
      }
      """;

  @Test
  void cProducesAndWeConsumeThroughABoundedBuffer(Shell shell) {
    shell.session().names().setVariable("program", buffer.toString());
    shell.run(
        BUFFER
            + """
            assert spawn(program, "$dir/buffer", 'init', '0').wait().exit == 0
            (m, empty, full) = [pthread_mutex_at(r, 0), pthread_cond_at(r, 64), pthread_cond_at(r, 128)]
            p = spawn(program, "$dir/buffer", 'produce', "$n")
            long sum = 0
            for (i in 1..n) sum += (i as long) * take(m, empty, full)
            assert sum == expected
            assert p.wait(60.s).exit == 0
            """);
  }

  @Test
  void weProduceAndCConsumesThroughABoundedBuffer(Shell shell) {
    shell.session().names().setVariable("program", buffer.toString());
    shell.run(
        BUFFER
            + """
            (m, empty, full) = [pthread_mutex_init(r, 0), pthread_cond_init(r, 64), pthread_cond_init(r, 128)]
            p = spawn(program, "$dir/buffer", 'consume', "$n")
            for (i in 1..n) put(m, empty, full, i)
            assert p.out.text.trim() as long == expected
            assert p.wait(60.s).exit == 0
            """);
  }
}
