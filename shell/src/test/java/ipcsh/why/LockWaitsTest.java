package ipcsh.why;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Running;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import ipcsh.sys.Kernel;
import ipcsh.sys.Sys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Waits for objects in memory, locks on files, queues, children and signals: what a program is said
 * to wait for, and whether that can still end.
 */
class LockWaitsTest {
  /** What the first thread that the program names waits for, as a regular expression. */
  private static final String TABLE =
      """
      rwlock-ended       | for ever | rdlock.* the rwlock rwlock, which thread \\d+ has locked for writing and not unlocked: it has ended
      rwlock-upgrade     | for ever | wrlock.* the rwlock .*, which is locked by 1 reader
      rwlock-order       | deadlock | wrlock.*, which thread \\d+ has locked for writing
      mutex-ended        | for ever | pthread_mutex_lock.mutex.* the mutex mutex, which thread \\d+ has locked and not unlocked: it has ended
      mutex-held         | waits    | the mutex .*, which thread \\d+ has locked
      mutex-timed        | waits    | pthread_mutex_timedlock.*, which it itself has locked
      mutex-order        | deadlock | the mutex mutex2, which thread \\d+ has locked
      mutex-not-shared   | unknown  | the mutex at .*, which waits \\d+ has locked .*PTHREAD_PROCESS_SHARED
      robust-order       | deadlock | the mutex at 0x\\w+ in shared memory, which waits \\d+ has locked
      join-holder        | deadlock | pthread_join\\(\\d+\\).* the end of thread \\d+
      join-sleeper       | waits    | pthread_join\\(\\d+\\).* the end of thread \\d+
      barrier-short      | deadlock | the others at the barrier barrier, where 2 of 3 have arrived
      condition-alone    | for ever | pthread_cond_wait.* a signal of the condition variable
      condition-other    | waits    | a signal of the condition variable
      semaphore-alone    | for ever | sem_wait.* a post of the semaphore .*, whose value is 0
      semaphore-other    | waits    | a post of the semaphore
      semaphore-all      | deadlock | a post of the semaphore
      semaphore-handler  | unknown  | a post of the semaphore
      semaphore-named    | waits    | a post of the semaphore /why-waits-\\d+,
      semaphore-unlinked | for ever | a post of the semaphore at 0x\\w+ in shared memory,
      semaphore-shared   | waits    | a post of the semaphore at 0x\\w+ in shared memory,
      plain-futex        | unknown  | a change of the futex
      flock-twice        | for ever | flock\\(\\d+\\) .*an exclusive flock on .*/file, which it itself has locked
      flock-shared       | for ever | an exclusive flock on .*/file, which waits \\d+ has locked
      record-held        | waits    | fcntl.*an exclusive POSIX lock on bytes 10 to 19 on .*/file
      record-stuck       | for ever | an exclusive POSIX lock .*, which waits \\d+ has locked
      ofd-stuck          | for ever | an exclusive OFD lock .*, which waits \\d+ has locked
      semop              | unknown  | semop.*semaphore 2 to become at least 1, which is 0, of the System V semaphores
      msgrcv             | unknown  | msgrcv.*a message of type 7 in the System V queue \\d+, which is empty
      queue-named        | waits    | mq_receive.*a message in the queue /why-waits-\\d+, which is empty
      queue-removed      | for ever | mq_receive.*a message in the queue /why-waits-\\d+, which is empty
      queue-read-only    | for ever | mq_receive
      child-stopped      | waits    | waitpid\\(\\d+\\).* the end of waits \\d+
      children-stuck     | for ever | waitpid\\(-1\\).* the end of a child: waits \\d+, waits \\d+
      group-of-children  | waits    | waitid\\(P_PGID, \\d+\\).* the end of a child in process group \\d+: waits \\d+
      pause-handled      | waits    | pause.* a signal that it handles: SIGUSR1
      pause              | waits    | pause.* a signal, but it handles none
      sigwait            | waits    | sigwait.* a signal: SIGUSR2
      mutex-forked       | for ever | the mutex mutex, which waits \\d+ \\(thread \\d+\\) had locked when fork copied
      semaphore-cloned   | waits    | a post of the semaphore semaphore
      semaphore-open     | waits    | a post of the semaphore
      sleep              | waits    | time to pass
      stopped            | waits    | SIGCONT
      """;

  @TempDir static Path programs;
  @TempDir Path directory;
  private static Path program;
  private final Sys sys = new Kernel().home();
  private int pid;
  private int asked;

  record Expected(String mode, String verdict, String text) {}

  static List<Expected> all() {
    return TABLE
        .lines()
        .map(line -> line.split(" *\\| *", 3))
        .map(parts -> new Expected(parts[0], parts[1], parts[2]))
        .toList();
  }

  @BeforeAll
  static void compile() {
    program =
        Tools.compile(
            programs, Path.of("src/test/resources/c/why/waits.c").toAbsolutePath(), "waits");
  }

  @AfterEach
  void remove() throws Exception {
    Files.deleteIfExists(Path.of("/dev/shm/sem.why-waits-" + pid));
    try {
      sys.queues().unlink("/why-waits-" + pid);
    } catch (ipcsh.sys.abi.SysException none) {
      // most programs have none
    }
  }

  private JudgedWait first() {
    return WaitReport.of(sys, WaitNames.NONE, List.of(asked), actor -> true).chains().stream()
        .flatMap(List::stream)
        .filter(wait -> wait.condition().tid() == asked)
        .findFirst()
        .orElse(null);
  }

  private static String text(JudgedWait wait) {
    return wait == null
        ? "runs"
        : wait.verdict()
            + " | "
            + wait.condition().call()
            + " for "
            + wait.condition().purpose()
            + " | "
            + wait.reason()
            + " "
            + wait.condition().wakers();
  }

  @ParameterizedTest
  @MethodSource("all")
  void isJudged(Expected expected) {
    try (RunningProgram running = RunningProgram.start(directory, program, expected.mode)) {
      Pattern regex = Pattern.compile("^" + expected.verdict + " \\| .*" + expected.text);
      pid = (int) running.pid();
      Wait.until(Wait.LONG, running::output, () -> running.said().containsKey("main"));
      asked = running.said().get("main").get(0);
      String[] last = new String[1];
      Wait.until(
          Wait.LONG,
          () -> expected + ": " + last[0],
          () -> regex.matcher(last[0] = text(first())).find());
      running.said().getOrDefault("queue", List.of()).forEach(id -> remove("-q", id));
      running.said().getOrDefault("set", List.of()).forEach(id -> remove("-s", id));
    }
  }

  private void remove(String kind, int id) {
    Tools.run(directory, "ipcrm", kind, "" + id);
  }

  private void judged(String python, String verdict, String text) {
    try (Running running = Tools.python(directory, python)) {
      pid = (int) running.pid();
      asked = pid;
      running.awaitOutput("ready");
      Pattern regex = Pattern.compile("^" + verdict + " \\| .*" + text);
      Wait.until(Wait.LONG, () -> text(first()), () -> regex.matcher(text(first())).find());
      assertThat(running.output()).contains("ready");
    }
  }

  @Test
  void pythonLockTwice() {
    judged(
        """
        import threading
        lock = threading.Lock()
        lock.acquire()
        print('ready', flush=True)
        lock.acquire()
        """,
        "for ever",
        "sem_wait.*the semaphore");
  }

  @Test
  void pythonThreadsInOppositeOrder() {
    judged(
        """
        import threading
        a, b, both = threading.Lock(), threading.Lock(), threading.Barrier(2)
        def run(first, second):
            with first:
                both.wait()
                with second:
                    pass
        threads = [threading.Thread(target=run, args=x) for x in ((a, b), (b, a))]
        for thread in threads: thread.start()
        print('ready', flush=True)
        for thread in threads: thread.join()
        """,
        "deadlock",
        "sem_wait");
  }

  @Test
  void pythonProcessesInOppositeOrder() {
    judged(
        """
        import multiprocessing
        a, b = multiprocessing.Lock(), multiprocessing.Lock()
        both = multiprocessing.Barrier(2)
        def run(first, second):
            with first:
                both.wait()
                with second:
                    pass
        children = [multiprocessing.Process(target=run, args=x) for x in ((a, b), (b, a))]
        for child in children: child.start()
        print('ready', flush=True)
        for child in children: child.join()
        """,
        "deadlock",
        "waitpid.*the end of");
  }

  @Test
  void pythonFileLock() {
    judged(
        """
        import fcntl, os, sys
        first = open('x', 'w')
        fcntl.flock(first, fcntl.LOCK_EX)
        second = open('x', 'w')
        print('ready', flush=True)
        fcntl.flock(second, fcntl.LOCK_EX)
        """,
        "for ever",
        "an exclusive flock on .*/x");
  }
}
