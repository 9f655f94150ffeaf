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

/** The folder of control sockets, and the names in it. */
class FolderTest {
  private static final long ME = ProcessHandle.current().pid();

  @TempDir Path run;

  private Folder folder() {
    return Folder.of(Map.of("XDG_RUNTIME_DIR", run.toString()));
  }

  @Test
  void itLiesInTheRuntimeFolderWhereThatIsOurs() {
    assertThat(folder()).hasToString(run + "/ipcsh");
    assertThat(Folder.of(Map.of("XDG_RUNTIME_DIR", run + "/none")))
        .hasToString("/tmp/ipcsh-" + Folder.user());
    assertThat(Folder.of(Map.of())).hasToString("/tmp/ipcsh-" + Folder.user());
  }

  @Test
  void itIsMadeForItsUserAlone() throws Exception {
    folder().prepare();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run.resolve("ipcsh"))))
        .isEqualTo("rwx------");
  }

  @Test
  void oneThatOthersCanEnterIsRefused() throws IOException {
    Path path = Files.createDirectory(run.resolve("ipcsh"));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThatThrownBy(() -> folder().claim("A"))
        .isInstanceOf(IOException.class)
        .hasMessage(path + " has mode rwxr-xr-x, expected rwx------");
  }

  @Test
  void aLinkOrAFileInItsPlaceIsRefused() throws IOException {
    Path elsewhere = Files.createDirectory(run.resolve("elsewhere"));
    Path path = Files.createSymbolicLink(run.resolve("ipcsh"), elsewhere);
    assertThatThrownBy(() -> folder().claim("A")).hasMessageContaining("and is none");
    Files.delete(path);
    Files.createFile(path);
    assertThatThrownBy(() -> folder().claim("A")).hasMessageContaining("and is none");
  }

  @Test
  void theFirstShortNameThatIsFreeIsTaken() throws Exception {
    assertThat(folder().claim(null)).isEqualTo("A");
    assertThat(folder().claim(null)).isEqualTo("B");
    folder().release("A");
    assertThat(folder().claim(null)).isEqualTo("A");
    for (char letter = 'C'; letter <= 'Z'; letter++) {
      assertThat(folder().claim(null)).isEqualTo("" + letter);
    }
    assertThat(folder().claim(null)).isEqualTo("A2");
  }

  @Test
  void aNameThatALivingShellHasIsRefused() throws Exception {
    folder().claim("web");
    assertThatThrownBy(() -> folder().claim("web"))
        .isInstanceOf(Folder.Taken.class)
        .hasMessage("the shell of process " + ME + " is called web already");
  }

  @Test
  void aNameOfADeadProcessIsFree() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    folder().prepare();
    Files.createFile(run.resolve("ipcsh/web." + dead.pid()));
    assertThat(folder().claim("web")).isEqualTo("web");
  }

  @Test
  void namesAreOfLettersDigitsAndAFewSigns() {
    assertThat(Folder.isName("web-1_a.b")).isTrue();
    assertThat(Folder.isName("")).isFalse();
    assertThat(Folder.isName("a b")).isFalse();
    assertThat(Folder.isName("../x")).isFalse();
    assertThat(Folder.isName(".hidden")).isFalse();
    assertThat(Folder.isName("-n")).isFalse();
    assertThat(Folder.isName("x".repeat(65))).isFalse();
    assertThat(Folder.nameOf("lost update!")).isEqualTo("lost_update_");
    assertThat(Folder.isName(Folder.nameOf("..."))).isTrue();
  }
}
