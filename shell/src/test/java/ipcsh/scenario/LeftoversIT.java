package ipcsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import ipcsh.kit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What shells that are roles leave behind, and what a script reports at its end. */
class LeftoversIT {
  @TempDir Path folder;

  @Test
  void namesOfRolesAreKnownWhenTheRolesHaveEnded() {
    Outcome outcome =
        Program.run(
            folder,
            "-e",
            """
            dir = '%s'
            role = shell 'role'
            role.dir = dir
            role { mkfifo "$dir/fifo"; mkfifo 'in the scenario'; inject 'mkfifo', EIO }
            role { fails(EIO) { mkfifo "$dir/injected" } }
            role { exit 0 }
            assert leftovers()*.name == ["$dir/fifo".toString()]
            assert leftovers()[0].by == 'role'
            assert cleanup().size() == 1
            mkfifo "$dir/stays"
            """
                .formatted(folder));
    assertThat(outcome.err()).as("not on a terminal").isEmpty();
    assertThat(outcome.status()).isZero();
    assertThat(folder.toFile().list()).containsExactly("stays");
  }

  @Test
  void aScriptSaysOnATerminalWhatStays() throws IOException {
    Tools.need("script");
    Files.writeString(
        folder.resolve("x.groovy"), "mkfifo 'a b'; mkfifo 'gone'; atexit { unlink 'gone' }");
    String command = Program.launcher() + " x.groovy";
    Program.run(folder, "--version");
    Outcome outcome = Tools.run(folder, "script", "-qec", command, "/dev/null");
    String left = folder.toRealPath() + "/a b";
    assertThat(outcome.out().strip())
        .isEqualTo("ipcsh: left behind: FIFO " + left + "; remove with: rm '" + left + "'");
  }

  @Test
  void aRoleThatRunsIsListedAndEnded() {
    Outcome outcome =
        Program.run(
            folder,
            "-e",
            """
            role = shell 'role'
            assert leftovers()*.name == ['shell role']
            assert cleanup(role)*.pid == [role.pid]
            waitpid role
            """);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
  }
}
