package ipcsh.kit;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.command.model.CommandModel;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The examples of a plugin's commands as tests: each prints what it promises. */
public final class PluginExamples {
  private static final String MARK = "//=>";

  private PluginExamples() {}

  /** A test for each command whose topic is of this package. */
  public static Stream<DynamicTest> of(Shell shell, Package plugin) {
    return commands(shell, plugin).stream()
        .map(command -> DynamicTest.dynamicTest(command.name(), () -> run(command.examples())));
  }

  /** The commands whose topic is of this package. */
  public static List<CommandModel> commands(Shell shell, Package plugin) {
    return shell.context().registry().all().stream()
        .filter(command -> command.topic().getClass().getPackage().equals(plugin))
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
