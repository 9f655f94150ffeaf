package ipcsh.docs;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.command.Reference;
import ipcsh.command.model.Registry;
import ipcsh.kit.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The reference page agrees with the commands' definitions; {@code -Dreference.update} writes it.
 */
class ReferenceTest {
  private static final Path PAGE = Path.of("docs/reference.md");

  @Test
  void thePageSaysWhatTheCommandsSay() throws IOException {
    try (Shell shell = new Shell()) {
      Registry registry = shell.context().registry();
      String page = Reference.page("The commands", registry, registry.topics());
      if (System.getProperty("reference.update") != null) {
        Files.writeString(PAGE, page);
      }
      assertThat(Files.readString(PAGE)).isEqualTo(page);
    }
  }
}
