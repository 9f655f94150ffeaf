package ipcsh.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directory of control sockets, and the names in it. */
class ShellDirectoryTest {
  private static final long ME = ProcessHandle.current().pid();

  @TempDir Path run;

  private ShellDirectory directory() {
    return ShellDirectory.of(Map.of("XDG_RUNTIME_DIR", run.toString()));
  }

  @Test
  void itLiesInTheRuntimeDirectoryWhereThatIsOurs() {
    assertThat(directory()).hasToString(run + "/ipcsh");
    assertThat(ShellDirectory.of(Map.of("XDG_RUNTIME_DIR", run + "/none")))
        .hasToString("/tmp/ipcsh-" + ShellDirectory.user());
    assertThat(ShellDirectory.of(Map.of())).hasToString("/tmp/ipcsh-" + ShellDirectory.user());
  }

  @Test
  void itIsMadeForItsUserAlone() throws Exception {
    directory().prepare();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run.resolve("ipcsh"))))
        .isEqualTo("rwx------");
  }

  @Test
  void oneThatOthersCanEnterIsRefused() throws IOException {
    Path path = Files.createDirectory(run.resolve("ipcsh"));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThatThrownBy(() -> directory().claim("A"))
        .isInstanceOf(IOException.class)
        .hasMessage(path + " has mode rwxr-xr-x, expected rwx------");
  }

  @Test
  void aLinkOrAFileInItsPlaceIsRefused() throws IOException {
    Path elsewhere = Files.createDirectory(run.resolve("elsewhere"));
    Path path = Files.createSymbolicLink(run.resolve("ipcsh"), elsewhere);
    assertThatThrownBy(() -> directory().claim("A")).hasMessageContaining("is not a directory");
    Files.delete(path);
    Files.createFile(path);
    assertThatThrownBy(() -> directory().claim("A")).hasMessageContaining("is not a directory");
  }

  @Test
  void theFirstShortNameThatIsFreeIsTaken() throws Exception {
    assertThat(directory().claim(null)).isEqualTo("A");
    assertThat(directory().claim(null)).isEqualTo("B");
    directory().release("A");
    assertThat(directory().claim(null)).isEqualTo("A");
    for (char letter = 'C'; letter <= 'Z'; letter++) {
      assertThat(directory().claim(null)).isEqualTo("" + letter);
    }
    assertThat(directory().claim(null)).isEqualTo("A2");
  }

  @Test
  void aNameThatALivingShellHasIsRefused() throws Exception {
    directory().claim("web");
    assertThatThrownBy(() -> directory().claim("web"))
        .isInstanceOf(ShellDirectory.Taken.class)
        .hasMessage("the shell of process " + ME + " is called web already");
  }

  @Test
  void aNameOfADeadProcessIsFree() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    directory().prepare();
    Files.createFile(run.resolve("ipcsh/web." + dead.pid()));
    assertThat(directory().claim("web")).isEqualTo("web");
  }

  @Test
  void namesAreOfLettersDigitsAndAFewSigns() {
    assertThat(ShellDirectory.isName("web-1_a.b")).isTrue();
    assertThat(ShellDirectory.isName("")).isFalse();
    assertThat(ShellDirectory.isName("a b")).isFalse();
    assertThat(ShellDirectory.isName("../x")).isFalse();
    assertThat(ShellDirectory.isName(".hidden")).isFalse();
    assertThat(ShellDirectory.isName("-n")).isFalse();
    assertThat(ShellDirectory.isName("x".repeat(65))).isFalse();
    assertThat(ShellDirectory.nameOf("lost update!")).isEqualTo("lost_update_");
    assertThat(ShellDirectory.isName(ShellDirectory.nameOf("..."))).isTrue();
  }
}
