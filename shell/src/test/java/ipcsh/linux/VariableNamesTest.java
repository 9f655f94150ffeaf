package ipcsh.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.command.Drawing;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;

/** Descriptors have the names of the variables that hold them, wherever they are shown. */
@OnShell
class VariableNamesTest {
  private static Object variable(Shell shell, String handle) {
    return shell.run("fds().find { it.number == " + handle + ".number }.variable");
  }

  private static String drawn(Shell shell, String code) {
    return ((Drawing) shell.run(code)).text(100, false);
  }

  @Test
  void theFirstVariableToWhichItWasAssignedNamesIt(Shell shell) {
    shell.run("a = socket(); b = a; c = dup b");
    assertThat(variable(shell, "b")).isEqualTo("a");
    assertThat(variable(shell, "c")).isEqualTo("c");
    shell.run("a = 5");
    assertThat(variable(shell, "b")).isEqualTo("b");
    shell.run("a = b");
    assertThat(variable(shell, "b")).isEqualTo("b");
  }

  @Test
  void noNameOutlivesItsVariableOrTheDescriptor(Shell shell) {
    shell.run("f = open '/dev/null'; n = f.number; close f; g = open '/dev/zero'");
    assertThat(shell.run("g.number == n")).isEqualTo(true);
    assertThat(variable(shell, "g")).isEqualTo("g");
    shell.run("keep = [x: g]; g = null");
    assertThat(shell.run("fds().find { it.number == n }.variable")).isEqualTo("keep.x");
    shell.run("keep = null");
    assertThat(shell.run("fds().find { it.number == n }.variable")).isNull();
  }

  @Test
  void elementsOfCollectionsHaveNamesUnlessAVariableHoldsThem(Shell shell) {
    shell.run("p = pipe(); w = p[1]; all = [pipe(), pipe()]; m = [srv: socket(), 'a b': socket()]");
    assertThat(variable(shell, "p[0]")).isEqualTo("p[0]");
    assertThat(variable(shell, "p[1]")).isEqualTo("w");
    assertThat(variable(shell, "all[1][0]")).isEqualTo("all[1][0]");
    assertThat(variable(shell, "m.srv")).isEqualTo("m.srv");
    assertThat(variable(shell, "m['a b']")).isEqualTo("m['a b']");
  }

  @Test
  void aChildHasItsOwn(Shell shell) {
    shell.run(
        """
        (r, w) = pipe(); c = fork(); c { close w; x = open '/dev/null' }
        assert fds(c).find { it.number == r.number }.variable == 'r'
        assert fds(c)*.variable.contains('x') && !fds(c)*.variable.contains('w')
        assert fds().find { it.number == w.number }.variable == 'w'
        """);
    assertThat(drawn(shell, "draw c"))
        .containsPattern("│ \\d+ x +├")
        .doesNotContainPattern("│ \\d+ w ");
  }

  @Test
  void blockedCallsAndTracesNameThem(Shell shell) {
    shell.run("(r, w) = pipe(); j = bg { read r }; eventually(timeout: 60.s) { j.call }");
    assertThat(shell.run("jobs().toString()").toString()).containsPattern("read\\(\\d+ r, ...\\)");
    shell.run("write w, 'x'; j.get(); trace on; write w, 'abc'; close w; trace off");
    assertThat(shell.reported())
        .anyMatch(line -> line.matches("write\\(\\d+ w, \"abc\", 3\\) = 3"))
        .anyMatch(line -> line.matches("close\\(\\d+ w\\) = 0"));
  }

  @Test
  void aPictureOfSomeDescriptorsHasWhatTheyReach(Shell shell) {
    shell.run("(a, b) = socketpair(); (r, w) = pipe(); f = open '/dev/null'; c = fork()");
    assertThat(drawn(shell, "draw r"))
        .containsPattern("\\d r +├")
        .containsPattern("\\d w +├")
        .contains("╭─ pipe ", "╭─ child ")
        .doesNotContain("unix stream", "/dev/null");
    assertThat(drawn(shell, "draw a, f"))
        .containsPattern("\\d b +├")
        .contains("/dev/null")
        .doesNotContain("╭─ pipe ");
    assertThat(drawn(shell, "c { close r }; draw c, r")).containsPattern("\\d a +├");
    assertThat(shell.complaint("close f; draw f")).contains("EBADF");
    assertThat(shell.complaint("draw 1.5")).contains("or a descriptor");
  }

  @Test
  void thisShellByItsProcessIdIsItself(Shell shell) {
    shell.run("(r, w) = pipe()");
    assertThat(drawn(shell, "draw getpid()")).isEqualTo(drawn(shell, "draw()"));
  }

  @Test
  void aLockIsDrawnWithWhoHoldsItAndWhoWaits(Shell shell) {
    shell.run(
        """
        m = mmap 4096
        lock = pthread_mutex_init m, 64, pshared: true
        pthread_mutex_lock lock
        c = fork()
        p = c.start { pthread_mutex_lock lock }
        eventually(timeout: 60.s) { draw(lock).toString().contains('■ pthread_mutex_lock') }
        """);
    assertThat(drawn(shell, "draw()"))
        .containsPattern("lock  ■ pthread_mutex_lock +├")
        .contains(
            "╭─ mutex ", "waits: child ", "╭─ memory ", "anonymous", "4096 bytes", "mapped rw-")
        .containsPattern("held by .*this shell");
    shell.run("pthread_mutex_unlock lock; p.get(); c { pthread_mutex_unlock lock }");
    assertThat(drawn(shell, "draw lock")).contains("unlocked").doesNotContain("■", "memory");
    shell.run("munmap m");
    assertThat(drawn(shell, "draw()").replaceAll("(?s)╭─ child.*", "")).doesNotContain("lock");
  }

  @Test
  void aNamedSemaphoreHasItsNameAndItsValue(Shell shell) {
    shell.run("s = sem_open '/ipcsh-drawn', O_CREAT, 0600, 2; sem_wait s");
    try {
      assertThat(drawn(shell, "draw s")).contains("╭─ semaphore ", "/ipcsh-drawn", "value 1");
    } finally {
      shell.run("sem_close s; sem_unlink '/ipcsh-drawn'");
    }
  }

  @Test
  void datagramsThatWaitAreShownAndStay(Shell shell) {
    shell.run(
        """
        (a, b) = socketpair AF_UNIX, SOCK_DGRAM
        send a, 'one'; send a, 'second'; send a, hex('00 ff'); 4.times { send a, 'x' * 100 }
        """);
    assertThat(drawn(shell, "draw a"))
        .contains("1: \"one\"", "2: \"second\"", "3: 2 bytes 00 ff", "4: \"xxxx", "and 3 more");
    assertThat(shell.run("(1..7).collect { recv(b, 200).length }"))
        .hasToString("[3, 6, 2, 100, 100, 100, 100]");
    assertThat(shell.run("getsockopt b, SOL_SOCKET, SO_PEEK_OFF")).isEqualTo(-1);
  }

  @Test
  void theLegendExplainsWhatIsThere(Shell shell) {
    shell.run("(a, b) = socketpair()");
    assertThat(drawn(shell, "draw a, legend: true"))
        .contains("refers to", "the two ends of a connection")
        .doesNotContain("at a pipe", "blocked");
    assertThat(drawn(shell, "draw a")).doesNotContain("refers to");
  }
}
