package ipcsh.bench;

import ipcsh.handle.HelperProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the programs run: all that go through the kernel on one processor, those that spin on two,
 * by {@code taskset(1)}. Only processors are used on which this process itself may run.
 */
final class Processors {
  private static final String ALLOWED = "Cpus_allowed_list:";

  private final List<Integer> allowed;
  private final Path taskset;

  private Processors(List<Integer> allowed, Path taskset) {
    this.allowed = allowed;
    this.taskset = taskset;
  }

  /** Those of this process. */
  static Processors here() throws IOException {
    String list =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith(ALLOWED))
            .findFirst()
            .orElse(ALLOWED + "0");
    return new Processors(
        numbers(list.substring(ALLOWED.length()).strip()), SystemPrograms.find("taskset"));
  }

  /** The numbers of a list as the kernel writes it, {@code 0-3,8}. */
  static List<Integer> numbers(String list) {
    List<Integer> numbers = new ArrayList<>();
    for (String range : list.split(",")) {
      String[] ends = range.split("-");
      int last = Integer.parseInt(ends[ends.length - 1]);
      for (int number = Integer.parseInt(ends[0]); number <= last; number++) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  /** Whether two programs can run at once. */
  boolean areTwo() {
    return allowed.size() > 1;
  }

  /** Puts a process that runs, all its threads, on the first of them, or on the second. */
  void pin(long process, boolean second) throws IOException, InterruptedException, ProgramFailure {
    if (taskset == null) {
      return;
    }
    String number = String.valueOf(second ? second() : first());
    Process pinning =
        HelperProgram.start(
            new ProcessBuilder(
                    taskset.toString(), "-a", "-c", "-p", number, String.valueOf(process))
                .redirectErrorStream(true));
    pinning.getOutputStream().close();
    String said = new String(pinning.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (pinning.waitFor() != 0) {
      throw new ProgramFailure(said.strip());
    }
  }

  private int first() {
    return allowed.get(allowed.size() - 1);
  }

  private int second() {
    return allowed.get(Math.max(0, allowed.size() - 2));
  }

  /** Where the programs run, in words. */
  @Override
  public String toString() {
    if (taskset == null) {
      return "not pinned to processors: there is no taskset";
    }
    return "all on processor "
        + first()
        + (areTwo() ? ", spin on " + second() + " and " + first() : "");
  }
}
