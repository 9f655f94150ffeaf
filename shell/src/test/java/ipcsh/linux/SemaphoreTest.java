package ipcsh.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ipcsh.handle.UsageException;
import ipcsh.kit.ControlC;
import ipcsh.kit.FirstFork;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Semaphores by name and in memory. The names of one run begin with the script's {@code name}. */
@OnShell
class SemaphoreTest {
  @BeforeAll
  static void fork() {
    FirstFork.prepare();
  }

  @BeforeEach
  void name(Shell shell) {
    String name = "/ipcsh-test-" + ProcessHandle.current().pid();
    shell.session().names().setVariable("name", name);
    shell.session().names().setVariable("file", "/dev/shm/sem." + name.substring(1));
  }

  @AfterEach
  void nothingIsLeft(Shell shell) {
    shell.run("assert !sems().any { it.name.startsWith(name) }");
  }

  @Test
  void nameIsAFileOf32Bytes(Shell shell) {
    shell.run(
        """
        s = sem_open name, O_CREAT | O_EXCL, 0600, 7
        f = new File(file)
        assert f.length() == 32
        words = unpack('<II', f.bytes[0..7] as byte[])
        assert words == [7, 0]
        sem_unlink name
        assert !f.exists()
        """);
  }

  @Test
  void nameHas251CharactersAtMostAndNoOtherSlash(Shell shell) {
    shell.run(
        """
        longest = name.padRight(252, 'x')
        assert longest.size() == 252
        sem_open longest, O_CREAT, 0600, 1
        sem_unlink longest
        fails(ENAMETOOLONG) { sem_open longest + 'x', O_CREAT, 0600, 1 }
        fails(ENAMETOOLONG) { sem_unlink longest + 'x' }
        for (wrong in ['/a/b', '/', '', '//']) {
          fails(EINVAL) { sem_open wrong, O_CREAT, 0600, 1 }
          fails(ENOENT) { sem_unlink wrong }
        }
        // the slash in front may be left out
        sem_open name.substring(1), O_CREAT, 0600, 3
        assert sem_open(name).value == 3
        sem_unlink name
        """);
  }

  @Test
  void openSaysWhyNot(Shell shell) {
    shell.run(
        """
        fails(ENOENT) { sem_open name }
        fails(ENOENT) { sem_unlink name }
        fails(EINVAL) { sem_open name, O_CREAT, 0600, -1 }
        s = sem_open name, O_CREAT | O_EXCL, 0600, SEM_VALUE_MAX
        fails(EEXIST) { sem_open name, O_CREAT | O_EXCL, 0600, 1 }
        fails(EOVERFLOW) { sem_post s }
        // one that is there keeps its value
        assert sem_open(name, O_CREAT, 0600, 1).value == SEM_VALUE_MAX
        sem_unlink name
        """);
  }

  @Test
  void modeIsCutByTheUmask(Shell shell) {
    shell.run(
        """
        sem_open name, O_CREAT, 0666, 0
        umask = Integer.parseInt(new File('/proc/self/status').readLines().find { it.startsWith('Umask') }.split()[1], 8)
        rights = java.nio.file.attribute.PosixFilePermissions
        mode = java.nio.file.Files.readAttributes(new File(file).toPath(), 'unix:mode').mode & 0777
        assert mode == (0666 & ~umask)
        sem_unlink name
        """);
  }

  @Test
  void tryAndTimedWait(Shell shell) {
    shell.run(
        """
        s = sem_init mmap(4096), 64, 1, 1
        assert sem_trywait(s) == 0
        fails(EAGAIN) { sem_trywait s }
        fails(ETIMEDOUT) { sem_timedwait s, 0.02 }
        fails(ETIMEDOUT) { sem_timedwait s, 0 }
        fails(ETIMEDOUT) { sem_wait s, timeout: 20.ms }
        sem_post s
        // past the deadline a semaphore that is free is taken all the same
        assert sem_timedwait(s, 0) == 0
        assert sem_getvalue(s) == 0
        """);
  }

  @Test
  void valueIsAtMostSEM_VALUE_MAX(Shell shell) {
    shell.run(
        """
        r = mmap 4096
        fails(EINVAL) { sem_init r, 0, 1, -1 }
        s = sem_init r, 0, 1, SEM_VALUE_MAX
        fails(EOVERFLOW) { sem_post s }
        assert s.value == SEM_VALUE_MAX
        """);
  }

  @Test
  void semaphoreTakes32Bytes(Shell shell) {
    shell.run(
        """
        r = mmap 4096
        poke r, 0, [0x5a] * 128 as byte[]
        s = sem_init r, 32, 1, 5
        w = bg { 6.times { sem_wait s } }
        eventually(timeout: 60.s) { s.waiters == 1 }
        sem_post s
        w.get 60.s
        assert peek(r, 0, 32).bytes.every { it == 0x5a } && peek(r, 64, 64).bytes.every { it == 0x5a }
        """);
  }

  @Test
  void whoWaitsIsWokenByAPost(Shell shell) {
    shell.run(
        """
        s = sem_init mmap(4096), 0
        ws = (1..3).collect { bg { sem_wait s } }
        eventually(timeout: 60.s) { s.waiters == 3 }
        assert s.toString() == 'semaphore at 0  value 0  3 waiting'
        sem_post s
        eventually(timeout: 60.s) { ws.count { it.done } == 1 && s.waiters == 2 }
        2.times { sem_post s }
        ws*.get(60.s)
        assert s.value == 0 && s.waiters == 0
        """);
  }

  @Test
  void unlinkingLeavesWaitersWorking(Shell shell) {
    shell.run(
        """
        s = sem name
        other = sem name
        w = bg { sem_wait s }
        eventually(timeout: 60.s) { s.waiters == 1 }
        sem_unlink name
        fresh = sem name, 9
        assert fresh.value == 9 && s.value == 0
        sem_post other
        assert w.get(60.s) == 0
        sem_unlink name
        """);
  }

  @Test
  void openedTwiceItIsCountedAndStays(Shell shell) {
    shell.run(
        """
        a = sem name, 2
        b = sem name
        assert a.address() == b.address()
        sem_close a
        assert sem_wait(b) == 0 && b.value == 1
        assert a.toString() == "semaphore $name  closed"
        e = fails(EINVAL) { sem_close a }
        assert e.call == "sem_close($name)"
        assert b.value == 1
        sem_close b
        fails(EINVAL) { sem_close b }
        assert sem_open(name).value == 1
        sem_unlink name
        """);
    assertThatThrownBy(() -> shell.run("sem_wait a"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("expected an open semaphore, given one that was closed");
    assertThatThrownBy(() -> shell.run("sem_close sem_init(mmap(4096), 0)"))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void memoryOfOneByNameIsNotForMunmap(Shell shell) {
    shell.run("s = sem name; sem_unlink name");
    assertThatThrownBy(() -> shell.run("munmap s.region"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("sem_close");
    shell.run("sem_post s; sem_close s");
  }

  @Test
  void childClosesItsOwn(Shell shell) {
    shell.run(
        """
        s = sem name
        c = fork()
        c { assert sem_post(s) == 0 && sem_close(s) == 0; fails(EINVAL) { sem_close s } }
        assert s.value == 1
        inner = c { sem name }
        c { sem_post inner }
        assert s.value == 2
        sem_unlink name
        """);
    assertThatThrownBy(() -> shell.run("sem_post inner")).isInstanceOf(UsageException.class);
  }

  @Test
  void neitherClosedNorUnmappedWhileAThreadWaits(Shell shell) {
    shell.run(
        """
        s = sem name
        r = mmap 4096
        u = sem_init r, 0
        ws = [bg { sem_wait s }, bg { sem_wait u }]
        eventually(timeout: 60.s) { s.waiters == 1 && u.waiters == 1 }
        """);
    assertThatThrownBy(() -> shell.run("sem_close s"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("a thread is waiting in the semaphore");
    assertThatThrownBy(() -> shell.run("munmap r"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("a thread is waiting in the region");
    shell.run(
        """
        sem_post s
        sem_post u
        ws*.get(60.s)
        sem_close s
        munmap r
        sem_unlink name
        """);
  }

  @Test
  void controlCEndsTheWait(Shell shell) {
    shell.run("s = sem_init mmap(4096), 0; t = thread('t1'); c = fork()");
    ControlC.during(shell, "fails(EINTR) { sem_wait s }");
    ControlC.during(shell, "fails(EINTR) { sem_timedwait s, 100 }");
    ControlC.during(shell, "fails(EINTR) { t { sem_wait s } }");
    ControlC.during(shell, "fails(EINTR) { c { sem_wait s } }");
    shell.run(
        """
        fails(ETIMEDOUT) { c { sem_wait s, timeout: 20.ms } }
        fails(ETIMEDOUT) { t { sem_wait s, timeout: 20.ms } }
        eventually(timeout: 60.s) { s.waiters == 0 }
        sem_post s
        assert c { sem_wait s } == 0
        """);
  }

  @Test
  void childrenAndParentShareWhatLiesInSharedMemory(Shell shell) {
    shell.run(
        """
        s = sem_init mmap(4096), 0
        p = sem_init mmap(4096, flags: MAP_PRIVATE | MAP_ANONYMOUS), 0, 0, 5
        c = fork()
        w = c.start { sem_wait s }
        eventually(timeout: 60.s) { s.waiters == 1 }
        sem_post s
        assert w.get(60.s) == 0
        c { sem_post p }
        assert p.value == 5 && c { p.value } == 6
        """);
  }

  @Test
  void fileThatShrinksUnderAWaitIsAnError(Shell shell) {
    shell.run(
        """
        f = open "$dir/shared", O_CREAT | O_RDWR, 0600
        ftruncate f, 4096
        r = mmap f, 4096
        s = sem_init r, 0
        w = bg { sem_wait s }
        eventually(timeout: 60.s) { s.waiters == 1 }
        spawn('truncate', '-s', '0', "$dir/shared").wait()
        w.cancel()
        e = fails(EFAULT) { w.get 60.s }
        // a wait that a signal has restarted meanwhile: the C library meets EFAULT and aborts
        assert e.hint.startsWith('SIGBUS') || e.hint.startsWith('abort()')
        fails(EFAULT) { sem_post s }
        ftruncate f, 4096
        sem_init r, 0, 1, 1
        assert sem_wait(s) == 0
        """);
  }

  @Test
  void fileThatIsNoSemaphoreIsAnErrorToo(Shell shell) {
    shell.run(
        """
        new File(file).createNewFile()
        s = sem_open name
        e = fails(EFAULT) { sem_getvalue s }
        assert e.hint.startsWith('SIGBUS')
        assert !sems().any { it.name == name }
        sem_close s
        sem_unlink name
        """);
  }

  @Test
  void listedWithValueAndWaiters(Shell shell) {
    shell.run(
        """
        s = sem name, 3
        listed = { sems().find { it.name == name } }
        assert listed().value == 3 && listed().waiters == 0 && listed().mode == 'rw-------'
        3.times { sem_wait s }
        w = bg { sem_wait s }
        eventually(timeout: 60.s) { listed().waiters == 1 }
        assert listed().value == 0
        sem_post s
        w.get 60.s
        x = listed()
        """);
    assertThat(shell.rendered("x")).contains("value 0  0 waiting  rw-------");
    assertThat(ipcsh.language.JsonRendering.of(shell.run("[x]")))
        .contains("\"value\":0,\"waiters\":0,\"mode\":\"rw-------\"");
    shell.run("sem_unlink name; assert listed() == null");
  }

  @Test
  void failuresCarryAdvice(Shell shell) {
    assertThat(shell.complaint("sem_open name"))
        .contains("sem_open(\"", "ENOENT", "O_CREAT creates it");
    assertThat(shell.complaint("sem_post sem_init(mmap(4096), 0, 1, SEM_VALUE_MAX)"))
        .contains("SEM_VALUE_MAX");
    assertThat(shell.complaint("sem_trywait sem_init(mmap(4096), 0)")).contains("the value is 0");
  }
}
