package ipcsh.why;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Wait;
import org.junit.jupiter.api.Test;

/** Why threads, children, jobs and programs of a shell wait, by their names. */
@OnShell
class RoleWaitsTest {
  private static String await(Shell shell, String asked, String verdict) {
    String[] told = {""};
    Wait.until(
        Wait.LONG,
        () -> asked + ": " + told[0],
        () -> {
          told[0] = String.valueOf(shell.run("found = " + asked + "; found*.verdict"));
          return told[0].contains(verdict);
        });
    return shell.rendered("found");
  }

  @Test
  void aThreadCanBeHelpedByTheShell(Shell shell) {
    shell.run("(r, w) = pipe(); t = thread 't'; j = t.start { read r }");
    assertThat(await(shell, "why(t)", "waits"))
        .contains("thread t waits in read(")
        .contains("writes to it")
        .contains("runs or waits for a line");
    shell.run("write w, 'x'; j.get()");
  }

  @Test
  void twoThreadsTakeTwoMutexesInOppositeOrder(Shell shell) {
    shell.run(
        """
        m = mmap 4096
        a = pthread_mutex_init(m, 0); b = pthread_mutex_init(m, 64); t = thread 't1'; u = thread 't2'
        t { pthread_mutex_lock a }; u { pthread_mutex_lock b }
        j = t.start { pthread_mutex_lock b }; k = u.start { pthread_mutex_lock a }
        """);
    String told = await(shell, "why(t)", "deadlock");
    assertThat(told)
        .contains("thread t1 waits in pthread_mutex_lock(b) for the mutex b, which thread t2")
        .contains("thread t2 waits in pthread_mutex_lock(a) for the mutex a, which thread t1")
        .contains("deadlock:");
    assertThat(shell.run("found[0].ring.size()")).isEqualTo(2);
    shell.run("j.cancel(); k.cancel()");
  }

  @Test
  void aChildWaitsForASemaphoreThatAVariableHolds(Shell shell) {
    shell.run(
        """
        m = mmap 4096
        full = sem_init(m, 0, 1, 0); c = fork(); j = c.start { sem_wait full }
        """);
    assertThat(await(shell, "why(c)", "waits"))
        .contains("waits in sem_wait(full) for a post of the semaphore full, whose value is 0");
    shell.run("sem_post full; j.get(); kill c, SIGKILL");
  }

  @Test
  void aChildThatHasJustBeenGivenABlockDoesNotWaitForOne(Shell shell) {
    shell.run("m = mmap 4096; full = sem_init(m, 0, 1, 0); c = fork()");
    for (int i = 0; i < 30; i++) {
      shell.run("j = c.start { sem_wait full }; found = why(c)");
      assertThat(shell.rendered("found")).doesNotContain("the next block");
      shell.run("sem_post full; j.get()");
    }
    // which it does as soon as its thread is back
    Wait.until(
        Wait.LONG,
        () -> shell.rendered("why(c)"),
        () -> shell.rendered("why(c)").contains("waits for the next block"));
    shell.run("kill c, SIGKILL");
  }

  @Test
  void aJob(Shell shell) {
    shell.run("s = socket AF_UNIX, SOCK_DGRAM; bind s, '@why-' + getpid(); j = bg { recv s, 10 }");
    assertThat(await(shell, "why(j)", "waits")).contains("a message to @why-");
    shell.run("j.cancel()");
  }

  @Test
  void aChildThatReadsWhatTheShellKeepsOpen(Shell shell) {
    shell.run("(r, w) = pipe(); c = fork(); c { close w }; j = c.start { read r }");
    assertThat(await(shell, "why(c)", "waits")).contains("data in pipe:").contains("this shell");
    assertThat(shell.run("found[0].wakers*.action.unique()").toString())
        .isEqualTo("[writes to it]");
    shell.run("close w; j.get(); kill c, SIGKILL");
  }

  @Test
  void aProgram(Shell shell) {
    shell.run("p = spawn 'sleep', '1000'");
    assertThat(await(shell, "why(p)", "waits")).contains("sleep ").contains("for at most 1000 s");
    shell.run("p.kill()");
  }

  @Test
  void nothingWaits(Shell shell) {
    assertThat(shell.rendered("why")).contains("nothing is blocked in a call");
    assertThat(shell.run("why.size()")).isEqualTo(0);
  }

  @Test
  void theRingIsMarkedInThePicture(Shell shell) {
    shell.run(
        """
        p = spawn 'python3', '-c', '''
        import os
        r, w = os.pipe(); r2, w2 = os.pipe()
        if os.fork() == 0:
            os.close(w); os.close(r2); os.read(r, 1); os._exit(0)
        os.close(r); os.close(w2); os.read(r2, 1)
        '''
        """);
    await(shell, "why(p)", "deadlock");
    assertThat(shell.rendered("draw(why(p))"))
        .contains("◆ read")
        .contains("deadlock: each waits for the other.");
    shell.run("draw why(p), dir + '/x.svg'");
    assertThat(shell.run("new File(dir, 'x.svg').text").toString()).contains("ring-line");
    shell.run("kill why(p)[1].pid, SIGKILL");
  }
}
