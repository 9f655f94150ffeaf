package ipcsh.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A NUL ends a string in C: a text that contains one is refused, and not truncated. */
@OnShell
class NulTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "unlink n",
        "open n, O_CREAT | O_RDWR",
        "mkfifo n",
        "draw n + '.svg'",
        "bind socket(), n",
        "connect socket(), n",
        "sem_open '/x\\0y', O_CREAT",
        "sem '/x\\0y'",
        "sem_unlink '/x\\0y'",
        "shm_open '/x\\0y', O_CREAT | O_RDWR",
        "shm_unlink '/x\\0y'",
        "memfd_create 'x\\0y'",
        "spawn 'echo\\0', 'x'",
        "spawn 'echo', 'x\\0y'",
        "spawn 'echo', 'x', user: 'root\\0'",
      })
  void everyCommandRefusesIt(String line, Shell shell) {
    shell.run("n = \"$dir/victim\\0.tmp\"");
    Throwable failure = shell.failure(line);
    assertThat(failure).isInstanceOf(ipcsh.handle.UsageException.class);
    assertThat(failure.getMessage()).doesNotContain("does not exist");
  }

  @Test
  void whatItWouldHaveBeenCutToStays(Shell shell) {
    Path victim = Path.of(shell.run("\"$dir/victim\"").toString());
    shell.run("close open(\"$dir/victim\", O_CREAT | O_RDWR)");
    shell.failure("unlink \"$dir/victim\\0.tmp\"");
    assertThat(Files.exists(victim)).isTrue();
  }

  @Test
  void anAbstractNameMayHaveOne(Shell shell) {
    shell.run("s = socket(); bind s, '@ipcsh\\0nul'");
    assertThat(shell.rendered("getsockname s")).isEqualTo("@ipcsh\\0nul");
  }
}
