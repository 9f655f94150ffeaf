package ipcsh.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.command.CommandModel;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every example of a command of this plugin does what it says. */
@OnShell
class ExamplesTest {
  private static final String MARK = "//=>";
  private static final int COMMANDS = 7;

  @TestFactory
  List<DynamicTest> examplesPrintWhatTheySay(Shell shell) {
    return ours(shell).stream()
        .map(command -> DynamicTest.dynamicTest(command.name(), () -> run(command.examples())))
        .toList();
  }

  @Test
  void thereAreSevenCommands(Shell shell) {
    assertThat(ours(shell)).hasSize(COMMANDS);
  }

  private static List<CommandModel> ours(Shell shell) {
    return shell.context().registry().all().stream()
        .filter(command -> command.topic().getClass().getName().startsWith("ipcsh.websocket."))
        .toList();
  }

  private static void run(List<String> lines) throws Exception {
    try (Shell shell = new Shell()) {
      for (String line : lines) {
        int mark = line.indexOf(MARK);
        String code = mark < 0 ? line : line.substring(0, mark);
        String printed = shell.line(code);
        if (mark >= 0) {
          assertThat(numberless(printed)).as(line).matches(pattern(line.substring(mark)));
        }
      }
    }
  }

  /** Descriptors have other numbers in a test than in a shell. */
  private static String numberless(String text) {
    return text.replaceAll("fd \\d+", "fd N");
  }

  private static Pattern pattern(String expected) {
    String text = numberless(expected.substring(MARK.length()).strip());
    return Pattern.compile(
        Pattern.compile("\\.\\.\\.")
            .splitAsStream(text)
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")));
  }
}
