package ipcsh.app;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.command.model.CommandModel;
import ipcsh.command.model.Registry;
import ipcsh.kit.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What is installed besides the program agrees with the options and the commands; {@code
 * -Dreference.update} writes it.
 */
class ShareTest {
  static final Path SHARE = Path.of("share").toAbsolutePath();
  static final Path MANUAL = SHARE.resolve("man/man1/ipcsh.1");
  static final Path LANGUAGE = SHARE.resolve("man/man7/ipcsh-language.7");
  static final Path LANGUAGE_TEMPLATE = Path.of("src/man/ipcsh-language.7.in");
  static final Path BASH = SHARE.resolve("bash-completion/completions/ipcsh");
  static final Path ZSH = SHARE.resolve("zsh/site-functions/_ipcsh");
  static final Path FISH = SHARE.resolve("fish/vendor_completions.d/ipcsh.fish");

  private static void agrees(Path file, String text) throws IOException {
    if (System.getProperty("reference.update") != null) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
    assertThat(Files.readString(file)).isEqualTo(text);
  }

  @Test
  void theManualSaysWhatTheOptionsAndCommandsSay() throws IOException {
    try (Shell shell = new Shell()) {
      Registry registry = shell.context().registry();
      String template = Files.readString(Path.of("src/man/ipcsh.1.in"));
      agrees(MANUAL, new ManualPage().of(template, registry));
      agrees(LANGUAGE, ManualPage.ofLanguage(Files.readString(LANGUAGE_TEMPLATE)));
    }
  }

  @Test
  void theCompletionsKnowTheOptionsAndCommands() throws IOException {
    try (Shell shell = new Shell()) {
      List<String> commands =
          shell.context().registry().all().stream().map(CommandModel::name).sorted().toList();
      agrees(BASH, new BashCompletion().of(commands));
      agrees(ZSH, new ZshCompletion().of(commands));
      agrees(FISH, new FishCompletion().of(commands));
    }
  }
}
