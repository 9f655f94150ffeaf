package ipcsh.language;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The printed form of a handle contains no control characters. */
@OnShell
class HostileNamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "x = sem(\"e${h}\"); sem_unlink \"e${h}\"; x",
        "thread(h)",
        "x = spawn('true', h); x.wait(); x",
        "f = open(\"$dir/$h\", O_CREAT | O_RDWR); ls(dir)",
        "memfd_create(h)",
        "x = socket(AF_UNIX, SOCK_DGRAM); bind x, '@' + h; x",
      })
  void isEscaped(String value, Shell shell) {
    shell.entry("h = 'e\\u001b]0;HACK\\u0007\\u009b31m\\u202eX'");
    shell.entry(
        value.substring(0, value.lastIndexOf(';') + 1)
            + "y = "
            + value.substring(value.lastIndexOf(';') + 1));
    String said =
        (String)
            shell.entry("(\"${y}\" + ([y] as String) + String.valueOf((Object) y)).toString()");
    assertThat(said).contains("\\u001b]0;HACK\\u0007\\u009b31m\\u202eX");
    assertThat(said).doesNotContainPattern("[\u001b\u0007\u009b\u202e]");
  }
}
