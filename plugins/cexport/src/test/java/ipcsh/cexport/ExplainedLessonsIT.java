package ipcsh.cexport;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Checkout;
import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lessons that explain lines show the expected C. */
class ExplainedLessonsIT {
  @TempDir Path directory;

  static List<Path> explaining() throws IOException {
    try (Stream<Path> all = Files.walk(Checkout.file("scripts"))) {
      return all.filter(path -> path.toString().endsWith(".groovy"))
          .filter(Checkout::explains)
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("explaining")
  void isAsExpected(Path scenario) {
    Outcome outcome = Program.run(directory, "replay", scenario.toString(), "--verify");
    assertThat(outcome.out()).contains(": as expected (").hasLineCount(1);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
  }

  @Test
  void oneIsTheLessonThatLooks() throws IOException {
    assertThat(explaining()).anyMatch(path -> path.endsWith("27-looking.groovy"));
  }
}
