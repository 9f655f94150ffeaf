package ipcsh.scenario;

import ipcsh.kit.OnShell;
import ipcsh.kit.Scripts;
import ipcsh.kit.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lessons, one after the other in one Java virtual machine: their assertions hold. For {@code
 * shell/aarch64/check}, where each start of another one takes 10 s; {@link LessonsIT} runs all of
 * them in the program itself.
 */
@OnShell
class EmulatedLessons {
  private static final Path LESSONS = Path.of("../scripts/lessons").toAbsolutePath().normalize();

  /**
   * Those with one process or a few threads and children, by number. Left out among the first 25:
   * 11, since the emulator knows no robust mutexes; 22, since it does not say that a control
   * message was cut off; 23 and 24, since it does not list the peers of sockets.
   */
  private static final Pattern CHOSEN = Pattern.compile("(0\\d|1[02-9]|2[015])-.*");

  static List<String> lessons() {
    return Scripts.ofTheShell(LESSONS).stream().filter(CHOSEN.asMatchPredicate()).toList();
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void holds(String lesson, Shell shell) throws IOException {
    shell.run(Files.readString(LESSONS.resolve(lesson)));
  }
}
