package ipcsh.app;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import ipcsh.kit.Running;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * In a container without privileges, by a seccomp filter like its own: what is refused is named
 * once, everything else works.
 */
class LockedDownIT {
  private static final String SCRIPT =
      """
      a = socketpair()
      p = pipe()
      write p[1], 'hello'
      assert fds().toString() =~ /unix stream/
      assert fds().toString() =~ /p\\[0\\] +pipe/
      assert draw().toString().contains('unix stream')
      m = mmap 4096
      m.putInt 0, 5
      c = fork()
      c { m.putInt 0, m.getInt(0) + 37 }
      assert m.getInt(0) == 42
      assert draw().toString().contains('child c')
      shell('other') { assert socketpair().size() == 2 }
      s = sem_init m, 64, 0
      t = thread('t')
      waiting = t.start { sem_wait s }
      while (!(why().toString() =~ /thread t waits in sem_wait\\(s\\)/)) { pause 10.ms }
      sem_post s
      waiting.get 10.s
      c { assert read(p[0], 10).text == 'hello' }
      assert explain { write p[1], 'traced' }.toString().contains('"traced"')
      fails(%s) { process_vm_readv c, m, 4 }
      println 'all else works'
      """;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"1, EPERM, refused here", "38, ENOSYS, unknown here"})
  void eachLossIsNamedOnceAndAllElseWorks(String number, String errno, String how) {
    String lockedDown = Tools.compile(directory, "locked-down.c").toString();
    List<String> command =
        List.of(lockedDown, number, Program.launcher(), "-e", SCRIPT.formatted(errno));
    Outcome outcome = Running.start(command, directory, Map.of()).outcome(Wait.LONG);

    assertThat(outcome.out()).as(outcome.err()).endsWith("all else works\n");
    assertThat(outcome.status()).isZero();
    assertThat(outcome.err().lines().filter(line -> line.startsWith("ipcsh: ")))
        .hasSize(2)
        .anyMatch(line -> line.startsWith("ipcsh: kcmp is " + how + " (" + errno))
        .anyMatch(line -> line.startsWith("ipcsh: pidfd_getfd is " + how + " (" + errno));
  }
}
