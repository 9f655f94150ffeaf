package ipcsh.channels;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.PluginExamples;
import ipcsh.kit.Shell;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every example of a command of this plugin does what it says. */
@OnShell
class ExamplesTest {
  private static final Package PLUGIN = ExamplesTest.class.getPackage();
  private static final int COMMANDS = 2;

  @TestFactory
  Stream<DynamicTest> examplesPrintWhatTheySay(Shell shell) {
    return PluginExamples.of(shell, PLUGIN);
  }

  @Test
  void thereAreTwoCommands(Shell shell) {
    assertThat(PluginExamples.commands(shell, PLUGIN)).hasSize(COMMANDS);
  }
}
