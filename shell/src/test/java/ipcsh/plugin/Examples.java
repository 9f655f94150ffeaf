package ipcsh.plugin;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the examples of a command and compares what they print. */
final class Examples {
  private static final String MARK = "//=>";

  private Examples() {}

  static void hold(PluginShell shell, String command) throws Exception {
    for (String line : shell.context().registry().find(command).examples()) {
      int mark = line.indexOf(MARK);
      String printed = shell.line(mark < 0 ? line : line.substring(0, mark));
      if (mark >= 0) {
        assertThat(printed).as(line).isEqualTo(line.substring(mark + MARK.length()).strip());
      }
    }
  }
}
