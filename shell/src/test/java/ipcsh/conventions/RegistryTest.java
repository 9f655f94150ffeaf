package ipcsh.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.command.model.CommandModel;
import ipcsh.command.model.Parameter;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;

/** The properties of every command. */
@OnShell
class RegistryTest {
  @Test
  void everyCommandSaysWhatItDoes(Shell shell) {
    assertThat(shell.context().registry().all()).hasSizeGreaterThan(40);
    for (CommandModel command : shell.context().registry().all()) {
      assertThat(command.summary()).as(command.name()).isNotBlank().doesNotEndWith(".");
      assertThat(command.summary().lines()).as(command.name()).hasSize(1);
      assertThat(command.man()).as(command.name()).matches("[\\w.-]+\\([1-8]\\w*\\)");
    }
  }

  @Test
  void everyCommandHasAnExampleThatUsesIt(Shell shell) {
    for (CommandModel command : shell.context().registry().all()) {
      assertThat(command.examples())
          .as(command.name())
          .anyMatch(line -> line.matches(".*\\b" + command.name() + "\\b.*"));
    }
  }

  @Test
  void parametersHaveTheirRealNames(Shell shell) {
    for (CommandModel command : shell.context().registry().all()) {
      for (Parameter parameter : command.positional()) {
        assertThat(parameter.name()).as(command.usage()).doesNotMatch("arg\\d+");
      }
    }
  }

  @Test
  void flagsNameFamiliesThatThereAre(Shell shell) {
    for (CommandModel command : shell.context().registry().all()) {
      for (Parameter parameter : command.positional()) {
        for (String family : parameter.families()) {
          assertThat(shell.context().constants().family(family)).as(command.usage()).isNotEmpty();
        }
      }
    }
  }

  @Test
  void helpShowsEveryCommand(Shell shell) {
    String overview = shell.run("help 'all'").toString();
    for (CommandModel command : shell.context().registry().all()) {
      assertThat(overview).contains("  " + command.name() + " ");
      assertThat(shell.run("help '" + command.name() + "'").toString())
          .startsWith(command.name() + "(")
          .contains(command.summary(), command.man());
    }
  }

  @Test
  void noCommandHasTheNameOfAConstant(Shell shell) {
    for (CommandModel command : shell.context().registry().all()) {
      assertThat(shell.context().constants().get(command.name())).isNull();
    }
  }
}
