package ipcsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ipcsh replay --record}: the same scenario gives the same bytes each time. */
class RecordedIT {
  private static final Path SCRIPTS = Path.of("../scripts").toAbsolutePath().normalize();
  private static final Path IN_DOCS = Path.of("docs/pass-descriptor.cast");

  @TempDir Path directory;

  private Path record(String scenario, String... options) {
    Path cast = directory.resolve("x.cast");
    List<String> words = new ArrayList<>(List.of("replay", SCRIPTS.resolve(scenario).toString()));
    words.addAll(List.of("--record", cast.toString()));
    words.addAll(List.of(options));
    Outcome outcome = Program.run(directory, words.toArray(String[]::new));
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    return cast;
  }

  /** The picture of the README is made from it; {@code -Dpictures.update} records it. */
  @Test
  void theDemoOfTheReadmeIsRecordedAsItIsKept() throws IOException {
    Path cast = record("demos/pass-descriptor.groovy", "--size", "100x26", "--speed", "1.5");
    if (System.getProperty("pictures.update") != null) {
      Files.copy(cast, IN_DOCS, StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(cast).hasSameBinaryContentAs(IN_DOCS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demos/datagram-echo.groovy",
        "demos/bounded-buffer.groovy",
        "demos/lost-update.groovy",
        "lessons/05-shm-open.groovy"
      })
  void aSecondRecordingHasTheSameBytes(String scenario) throws IOException {
    byte[] first = Files.readAllBytes(record(scenario));
    assertThat(Files.readAllBytes(record(scenario))).isEqualTo(first);
    assertThat(new String(first, StandardCharsets.UTF_8))
        .startsWith("{\"version\": 3, \"term\": {\"cols\": 100, \"rows\": 30")
        .contains(", \"m\", \"");
  }

  @Test
  void version2OnRequest() throws IOException {
    Path cast = record("lessons/21-abstract-names.groovy", "--v2", "--size", "80x24");
    assertThat(Files.readAllLines(cast).get(0))
        .startsWith("{\"version\": 2, \"width\": 80, \"height\": 24");
  }

  @Test
  void anotherFileIsNotWrittenOver() throws IOException {
    Path file = directory.resolve("precious.txt");
    Files.writeString(file, "precious");
    String lesson = SCRIPTS.resolve("lessons/12-pipe.groovy").toString();
    Outcome outcome = Program.run(directory, "replay", lesson, "--record", file.toString());
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains("precious.txt");
    assertThat(file).hasContent("precious");
  }

  @Test
  void optionsThatDoNotFitAreWrongUsage() {
    String lesson = SCRIPTS.resolve("lessons/12-pipe.groovy").toString();
    for (List<String> wrong :
        List.of(
            List.of("--size", "100x30"),
            List.of("--record", "x.cast", "--verify"),
            List.of("--record", "x.cast", "--size", "big"),
            List.of("--speed", "fast"),
            List.of("--step", "--type"),
            List.of("--step"))) {
      List<String> words = new ArrayList<>(List.of("replay", lesson));
      words.addAll(wrong);
      Outcome outcome = Program.run(directory, words.toArray(String[]::new));
      assertThat(outcome.status()).as(wrong + " " + outcome.out()).isEqualTo(2);
      assertThat(outcome.err()).as(wrong.toString()).startsWith("ipcsh: ").hasLineCount(1);
    }
  }
}
