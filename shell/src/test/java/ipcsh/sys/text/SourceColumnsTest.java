package ipcsh.sys.text;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conversion of the compiler's columns to indexes in a line. */
@OnShell
class SourceColumnsTest {
  private static final String FACE = "\ud83d\ude00";

  @ParameterizedTest
  @CsvSource({"abc,1,0", "abc,3,2", "abc,4,3", "abc,6,5", "abc,0,0", "abc,-1,0", "'',1,0"})
  void ofPlainCharacters(String line, int column, int index) {
    assertThat(SourceColumns.index(line, column)).isEqualTo(index);
  }

  @Test
  void twoHalvesAreOneColumn() {
    String line = "a" + FACE + "b" + FACE;
    assertThat(SourceColumns.index(line, 2)).isEqualTo(1);
    assertThat(SourceColumns.index(line, 3)).isEqualTo(3);
    assertThat(SourceColumns.index(line, 5)).isEqualTo(6);
    assertThat(SourceColumns.index("\ud83d" + "a", 2)).as("a half alone").isEqualTo(1);
  }

  @Test
  void theTextOfABlockIsWhole(Shell shell) {
    shell.run("t = thread('t')\nassert t {'" + FACE + FACE + "'.size()+100} == 104");
    assertThat(shell.run("c = fork(); c {['" + FACE.repeat(9) + "', 1000+111]}[1]"))
        .isEqualTo(1111);
  }
}
