package ipcsh.language;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.handle.UsageException;
import ipcsh.kit.Leftovers;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Descriptors of the Java virtual machine are refused by number. */
@OnShell
class OwnershipTest {
  private FileInputStream file;

  /** A descriptor that the shell has not opened. */
  private int own(Shell shell) throws IOException {
    Path path = Files.createFile(shell.directory().resolve("own"));
    file = new FileInputStream(path.toFile());
    for (Map.Entry<Integer, String> one : Leftovers.descriptors().entrySet()) {
      if (one.getValue().equals(path.toString())) {
        return one.getKey();
      }
    }
    throw new AssertionError("no descriptor for " + path);
  }

  @AfterEach
  void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "close N",
        "dup2 s, N",
        "dup2 N, 200",
        "write N, 'x'",
        "dup N",
        "fcntl N, F_GETFD",
        "poll([N], POLLIN)",
        "sendfd s, N",
        "sendmsg s, 'x', fds: [N]",
        "sendmsg N, 'x'",
      })
  void ownDescriptorIsRefusedAndSaysWhose(String code, Shell shell) throws IOException {
    int own = own(shell);
    shell.run("s = socketpair()[0]");
    String line = code.replaceAll("\\bN\\b", "" + own);
    assertThat(shell.failure(line))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("descriptor " + own + " is the shell's own (")
        .hasMessageContaining("force: true");
  }

  @Test
  void forceOverrides(Shell shell) throws IOException {
    int own = own(shell);
    shell.run("d = dup(" + own + ", force: true)\nassert d.open");
    assertThat(shell.run("fcntl(" + own + ", F_GETFD, force: true)")).isInstanceOf(Integer.class);
    shell.context().descriptors().closed(own); // it is not the shell's descriptor
  }

  @Test
  void forceIsForDescriptorsAlone(Shell shell) {
    shell.run(
        """
        s = socket()
        fcntl(s, F_GETFD, force: true)
        fcntl(s, F_SETFD, 1, force: true)
        assert fds*.number == [s.number]
        """);
  }

  @Test
  void numberThatIsNotOpenIsBad(Shell shell) {
    shell.run(
        """
        fails(EBADF) { close 12345 }
        fails(EBADF) { send 12345, 'x' }
        fails(EBADF) { recv(-1) }
        fails(EBADF) { close(-100) }
        """);
  }

  @Test
  void listShowsWhatTheShellOpenedAlone(Shell shell) {
    shell.run(
        """
        assert fds.isEmpty()
        (r, w) = pipe()
        assert fds*.number == [r, w]*.number
        close r
        assert fds*.number == [w.number]
        """);
  }
}
