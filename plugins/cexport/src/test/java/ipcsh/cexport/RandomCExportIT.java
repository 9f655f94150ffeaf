package ipcsh.cexport;

import static java.util.stream.Collectors.joining;

import ipcsh.kit.BuiltIn;
import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import ipcsh.kit.Running;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random scenarios as C programs: none is refused, two compilers report no warning for any, and a
 * sample prints what the shell prints. {@code -Dcexport.programs=200} tries this many.
 */
class RandomCExportIT {
  private static final int PROGRAMS = Integer.getInteger("cexport.programs", 12);

  /** One in this many is also run, as a program and in the shell. */
  private static final int SAMPLE = 8;

  private static final Duration BOUND = Wait.LONG;

  @TempDir Path directory;

  /** The programs, two at a time. */
  @Test
  void compileWithoutAWarningAndPrintWhatTheShellPrints() throws Exception {
    Tools.need("gcc");
    Tools.need("clang");
    ExecutorService two = Executors.newFixedThreadPool(2);
    Map<Integer, Future<String>> complaints = new LinkedHashMap<>();
    for (int i = 0; i < PROGRAMS; i++) {
      int number = i;
      complaints.put(i, two.submit(() -> complaint(number)));
    }
    SoftAssertions softly = new SoftAssertions();
    for (Map.Entry<Integer, Future<String>> each : complaints.entrySet()) {
      softly.assertThat(each.getValue().get()).as("scenario %d", each.getKey()).isEmpty();
    }
    two.shutdown();
    softly.assertAll();
  }

  private String complaint(int number) throws IOException {
    String name = "r" + number;
    String text = new RandomScenario(number).text();
    Files.writeString(directory.resolve(name + ".groovy"), text);
    Files.writeString(
        directory.resolve(name + ".c"),
        CProgram.of(BuiltIn.COMMANDS::find, name + ".groovy", name + ".c", text));
    StringBuilder complaints = new StringBuilder();
    for (String compiler : List.of("gcc", "clang")) {
      for (String optimization : List.of("-O0", "-O2")) {
        complaints.append(compiled(name, compiler, optimization));
      }
    }
    if (complaints.isEmpty() && number % SAMPLE == 0) {
      Outcome c =
          Running.start(List.of(directory.resolve(name).toString()), directory, Map.of())
              .outcome(BOUND);
      Outcome shell = Program.run(directory, name + ".groovy");
      complaints.append(difference(text, shell, c));
    }
    return complaints.toString();
  }

  /** The difference between the two runs; all others are tried as well. */
  private static String difference(String text, Outcome shell, Outcome c) {
    SoftAssertions softly = new SoftAssertions();
    softly.assertThat(shell.err()).as(text).isEmpty();
    softly.assertThat(c.err()).as(text).isEmpty();
    softly.assertThat(shell.lines()).as(text).containsSubsequence(c.lines());
    softly.assertThat(own(c)).as(text).isEqualTo(own(shell));
    return softly.errorsCollected().stream().map(Throwable::getMessage).collect(joining("\n"));
  }

  /** The scenario's own lines: those of roles have a prefix, and the shell prints more. */
  private static List<String> own(Outcome outcome) {
    return outcome.lines().stream().filter(line -> !line.matches("\\w+_\\d+[:>].*")).toList();
  }

  private String compiled(String name, String compiler, String optimization) {
    List<String> command = new ArrayList<>(List.of(compiler, optimization));
    command.addAll(List.of("-std=gnu17", "-fwrapv", "-Wall", "-Wextra", "-Werror", "-pthread"));
    command.addAll(List.of("-o", name, name + ".c"));
    Outcome outcome = Tools.run(directory, command.toArray(String[]::new));
    return outcome.status() == 0 ? "" : compiler + " " + optimization + ": " + outcome.err();
  }
}
