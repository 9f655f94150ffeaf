package ipcsh.sys.text;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;

/** One of something is not several. */
@OnShell
class CountedTest {
  @Test
  void oneIsSingular() {
    assertThat(Counted.of(1, "file")).isEqualTo("1 file");
    assertThat(Counted.of(0, "file")).isEqualTo("0 files");
    assertThat(Counted.of(2, "entry", "entries")).isEqualTo("2 entries");
    assertThat(Counted.of(1, "entry", "entries")).isEqualTo("1 entry");
  }

  @Test
  void valuesAndErrorsSayOneThing(Shell shell) {
    assertThat(shell.line("mmap 1")).startsWith("region of 1 byte  ");
    assertThat(shell.complaint("pack 'b'")).contains("expected 1 value for");
    assertThat(shell.complaint("unpack 'b', ''")).contains("expected 1 byte for");
    assertThat(shell.complaint("semop semget(), 9, -1")).contains("the set has 1 semaphore,");
    shell.run("(r, w) = pipe(); s = fdstore(1); s.put 'r', r");
    assertThat(shell.complaint("s.put 'w', w")).contains("it has 1 descriptor\n");
    shell.run("s.close(); f = open \"$dir/f\", O_CREAT | O_WRONLY; write f, 'x'");
    assertThat(shell.line("fstat f")).contains("  1 byte  ino ");
  }
}
