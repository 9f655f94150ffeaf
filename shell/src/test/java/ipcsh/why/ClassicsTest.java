package ipcsh.why;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import ipcsh.why.RunningProgram.Row;
import ipcsh.why.RunningProgram.Told;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The mistakes that textbooks name, as C programs: the verdict, who is in the ring, the sentences.
 * Each has a correct twin, of which nobody is ever said to be stuck.
 */
@OnShell
class ClassicsTest {
  /** So often a correct program is looked at. */
  private static final int LOOKS = 8;

  @TempDir static Path programs;
  @TempDir Path directory;

  @BeforeAll
  static void compile() {
    for (String source : List.of("streams", "locks", "students", "mistakes")) {
      Tools.compile(
          programs, Path.of("src/test/resources/c/why", source + ".c").toAbsolutePath(), source);
    }
  }

  /**
   * A classic.
   *
   * @param name the program and what it is to do
   * @param verdict the verdict on the first one that it names
   * @param ring who is in the ring, by the names that the program gives, in any order
   * @param says regular expressions that the text contains, one a line
   */
  record Classic(String name, String verdict, String ring, String says) {
    @Override
    public String toString() {
      return name;
    }

    String program() {
      return name.split(" ")[0];
    }

    String mode() {
      return name.split(" ")[1];
    }
  }

  static List<Classic> classics() {
    return Arrays.stream(Classics.TABLE.split("\n(?=\\S)"))
        .map(
            one -> {
              String[] parts = one.split("\n", 2);
              String[] fields = parts[0].split(" *\\| *", -1);
              return new Classic(fields[0], fields[1], fields[2], parts[1]);
            })
        .toList();
  }

  @ParameterizedTest
  @MethodSource("classics")
  void isJudged(Classic classic, Shell shell) {
    try (RunningProgram program =
        RunningProgram.start(directory, programs.resolve(classic.program()), classic.mode())) {
      List<String> names = awaitNames(program, classic);
      Map<String, List<Integer>> who = program.said();
      int asked = who.get(names.get(0)).get(0);
      Told[] told = new Told[1];
      Wait.until(
          Wait.LONG,
          () -> classic + ": " + (told[0] == null ? "" : told[0].text() + told[0].rows()),
          () -> {
            told[0] = RunningProgram.look(shell, List.of(asked));
            return isAsExpected(classic, told[0], who);
          });
      assertThat(told[0].text()).as(classic.toString()).satisfies(text -> says(classic, text));
      removeObjects(shell, who);
    }
  }

  /** Waits until it has told who all the expected ones are; returns the names, the first first. */
  private static List<String> awaitNames(RunningProgram program, Classic classic) {
    List<String> ring = classic.ring.isEmpty() ? List.of() : List.of(classic.ring.split(" "));
    Wait.until(
        Wait.LONG,
        () -> "the names of " + classic + ": " + program.output(),
        () -> !program.said().isEmpty() && program.said().keySet().containsAll(ring));
    return new ArrayList<>(program.said().keySet());
  }

  private static boolean isAsExpected(Classic classic, Told told, Map<String, List<Integer>> who) {
    List<Integer> first = who.values().iterator().next();
    Row row =
        told.rows().stream()
            .filter(one -> one.tid() == first.get(first.size() - 1))
            .findFirst()
            .orElse(null);
    if (row == null || !Set.of(classic.verdict.split("/")).contains(row.verdict())) {
      return false;
    }
    Set<Integer> ring = new HashSet<>();
    if (!classic.ring.isEmpty()) {
      for (String name : classic.ring.split(" ")) {
        List<Integer> numbers = who.get(name);
        ring.add(numbers.get(numbers.size() - 1));
      }
    }
    return (ring.isEmpty() || new HashSet<>(row.ring()).equals(ring))
        && classic.says.lines().allMatch(one -> contains(told.text(), one.strip()));
  }

  private static boolean contains(String text, String regex) {
    return java.util.regex.Pattern.compile(regex).matcher(text.replaceAll("\\s+", " ")).find();
  }

  private static void says(Classic classic, String text) {
    classic.says.lines().forEach(one -> assertThat(contains(text, one.strip())).as(one).isTrue());
  }

  private static void removeObjects(Shell shell, Map<String, List<Integer>> who) {
    if (who.containsKey("queue")) {
      shell.run("msgctl(%d, IPC_RMID)".formatted(who.get("queue").get(0)));
    }
    if (who.containsKey("set")) {
      shell.run("semctl(%d, 0, IPC_RMID)".formatted(who.get("set").get(0)));
    }
  }

  @ParameterizedTest
  @MethodSource("classics")
  void itsCorrectTwinIsNeverSaidToBeStuckAndGetsNoAdvice(Classic classic, Shell shell) {
    for (String way : List.of("right", "fast")) {
      try (RunningProgram program =
          RunningProgram.start(
              directory, programs.resolve(classic.program()), classic.mode(), way)) {
        awaitNames(program, new Classic(classic.name, "", "", ""));
        for (int i = 0; i < LOOKS; i++) {
          for (List<Integer> one : program.said().values()) {
            if (ProcessHandle.of(one.get(0)).isPresent()) {
              Told told = RunningProgram.look(shell, List.of(one.get(0)));
              assertThat(told.saysStuck()).as(classic + " " + told.text()).isFalse();
              assertThat(told.advises()).as(classic + " " + told.text()).isFalse();
            }
          }
        }
        removeObjects(shell, program.said());
      }
    }
  }
}
