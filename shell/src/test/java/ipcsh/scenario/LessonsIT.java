package ipcsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import ipcsh.kit.Running;
import ipcsh.kit.Scripts;
import ipcsh.kit.Wait;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every lesson runs without an audience, its assertions hold, and it leaves nothing behind. */
class LessonsIT {
  private static final Path LESSONS = Path.of("../scripts/lessons").toAbsolutePath().normalize();
  private static final Duration BOUND = Wait.LONG;

  @TempDir Path directory;

  static List<String> lessons() {
    return Scripts.ofTheShell(LESSONS);
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void holds(String lesson) {
    Scripts.needNetworkOf(LESSONS.resolve(lesson));
    // the argument identifies processes that it forked
    Running running =
        Program.start(directory, LESSONS.resolve(lesson).toString(), directory.toString());
    Outcome outcome = running.outcome(BOUND);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out()).startsWith("== ").contains("\n-- ");
    String pid = String.valueOf(running.pid());
    assertThat(names("/tmp", "ipcsh-" + pid + "-")).isEmpty();
    assertThat(names("/dev/shm", "." + pid)).isEmpty();
    // what it forked notices its end
    Wait.until(BOUND, "the end of all", () -> processesWith(directory.toString()).isEmpty());
    assertThat(directory).isEmptyDirectory();
  }

  private static List<String> names(String directory, String part) {
    return List.of(new File(directory).list((dir, name) -> name.contains(part)));
  }

  private static List<Path> processesWith(String argument) {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.filter(process -> hasArgument(process, argument)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean hasArgument(Path process, String argument) {
    try {
      String line = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
      return List.of(line.split("\0")).contains(argument);
    } catch (IOException notAProcessOrGone) {
      return false;
    }
  }

  @Test
  void theCourseIsWhole() throws IOException {
    List<String> numbers;
    try (Stream<Path> files = Files.list(LESSONS)) {
      numbers =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".groovy"))
              .map(name -> name.substring(0, 2).replaceFirst("^0", ""))
              .sorted(Comparator.comparingInt(Integer::parseInt))
              .toList();
    }
    assertThat(numbers).hasSizeGreaterThan(27);
    assertThat(Program.run(directory, "-e", "lessons*.number == " + numbers).lines())
        .containsExactly("true");
    assertThat(Program.run(directory, "-e", "lessons").lines())
        .hasSize(numbers.size())
        .allMatch(line -> line.matches(" ?\\d+  \\S.* \\d\\d-[a-z-]+\\.groovy"));
  }

  @Test
  void aScriptPlaysALessonWithoutAStop() {
    Outcome played = Program.feed(directory, "s = 'mine'\nlesson 'udp'\nprintln s\n");
    assertThat(played.err()).isEmpty();
    assertThat(played.lines())
        .startsWith("== UDP: messages, but no guarantee ==")
        .endsWith("mine")
        .noneMatch(line -> line.contains("socket AF_INET"));
  }

  @Test
  void anUnknownLessonIsSaid() {
    Outcome unknown = Program.run(directory, "-e", "lesson 99");
    assertThat(unknown.status()).isEqualTo(1);
    assertThat(unknown.err())
        .contains("expected the number or the name of a lesson, given 99; lessons lists them");
    assertThat(Program.run(directory, "-e", "lesson upd").err()).contains("did you mean udp?");
  }

  @Test
  void namesAndDirectoriesOfAScriptThatFailsAreGone() {
    Outcome failed =
        Program.run(
            directory,
            "-e",
            """
            dir = scratch(); mkfifo "$dir/fifo"; println dir
            mkfifo 'kept'; atexit { unlink 'kept' }; atexit { unlink 'none' }
            assert false
            """);
    assertThat(failed.status()).isEqualTo(1);
    assertThat(Path.of(failed.lines().get(0))).doesNotExist();
    assertThat(directory).isEmptyDirectory();
  }
}
