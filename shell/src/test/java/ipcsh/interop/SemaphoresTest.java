package ipcsh.interop;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Semaphores and locks shared with C and Python. */
@OnShell
class SemaphoresTest {
  @TempDir static Path programs;
  private static Path inC;

  @BeforeAll
  static void compile() {
    inC = Tools.compile(programs, "named_semaphore.c");
  }

  @BeforeEach
  void names(Shell shell) {
    var names = shell.session().names();
    names.setVariable("name", "/ipcsh-test-" + ProcessHandle.current().pid());
    names.setVariable("program", inC.toString());
    shell.run("listed = { sems().find { it.name == name } }");
  }

  @Test
  void cWaitsForOursAndIsListed(Shell shell) {
    shell.run(
        """
        s = sem_open name, O_CREAT | O_EXCL, 0600, 1
        p = spawn(program, name, 'wait', '3')
        eventually(timeout: 60.s) { listed().waiters == 1 && listed().value == 0 }
        assert s.waiters == 1
        2.times { sem_post s }
        assert p.wait(60.s).exit == 0 && s.value == 0
        sem_unlink name
        """);
  }

  @Test
  void weWaitForTheOneThatCMade(Shell shell) {
    shell.run(
        """
        p = spawn(program, name, 'post', '1000')
        assert p.out.readLine() == 'open'
        s = sem_open name
        1000.times { sem_wait s, timeout: 60.s }
        assert p.wait(60.s).exit == 0
        fails(EAGAIN) { sem_trywait s }
        sem_unlink name
        """);
  }

  /** multiprocessing unlinks its semaphores at once; the class below it does so only on request. */
  @Test
  void pythonsSemLockIsANamedSemaphore(Shell shell) {
    Tools.need("python3");
    shell
        .session()
        .names()
        .setVariable(
            "python",
            """
            import sys
            from _multiprocessing import SemLock
            made = SemLock(1, 0, 100, sys.argv[1], False)   # a counting semaphore, not unlinked
            print('made', flush=True)
            assert made.acquire(True, 10)                   # ours
            for i in range(5): made.release()
            """);
    shell.run(
        """
        p = spawn('python3', '-c', python, name)
        assert p.out.readLine() == 'made'
        s = sem_open name
        eventually(timeout: 60.s) { s.waiters == 1 }
        sem_post s
        eventually(timeout: 60.s) { s.waiters == 0 } // else this wait could be the one that gets it
        5.times { sem_wait s, timeout: 60.s }
        assert p.wait(60.s).exit == 0
        sem_unlink name
        """);
  }

  @Test
  void pythonUsesAMutexAndASemaphoreInAFile(Shell shell) {
    Tools.need("python3");
    shell
        .session()
        .names()
        .setVariable(
            "python",
            """
            import ctypes, mmap, sys
            c = ctypes.CDLL(None, use_errno=True)
            file = open(sys.argv[1], 'r+b')
            m = mmap.mmap(file.fileno(), 4096)
            base = ctypes.addressof(ctypes.c_char.from_buffer(m))
            mutex, sem, count = ctypes.c_void_p(base), ctypes.c_void_p(base + 64), ctypes.c_int.from_address(base + 128)
            for i in range(2000):
                assert c.pthread_mutex_lock(mutex) == 0
                count.value += 1
                assert c.pthread_mutex_unlock(mutex) == 0
            assert c.sem_post(sem) == 0
            theirs = ctypes.c_void_p(base + 192)
            assert c.sem_init(theirs, 1, 4) == 0
            assert c.sem_post(sem) == 0
            """);
    shell.run(
        """
        f = open "$dir/shared", O_CREAT | O_RDWR, 0600
        ftruncate f, 4096
        r = mmap f, 4096
        m = pthread_mutex_init r, 0
        s = sem_init r, 64
        p = spawn('python3', '-c', python, "$dir/shared")
        for (i in 1..2000) { pthread_mutex_lock m; r.putInt 128, r.getInt(128) + 1; pthread_mutex_unlock m }
        2.times { sem_wait s, timeout: 60.s }
        assert r.getInt(128) == 4000
        assert sem_at(r, 192).value == 4
        assert p.wait(60.s).exit == 0 : p.err.text
        """);
  }
}
