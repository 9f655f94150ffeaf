package ipcsh.bench;

import ipcsh.handle.HelperProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The processors on which the programs run, set by {@code taskset(1)}: one for all programs of a
 * side, or another one for the first of them. Only processors in this process's own affinity mask
 * are used.
 */
final class Processors {
  private static final String ALLOWED = "Cpus_allowed_list:";

  private final List<Integer> allowed;
  private final Path taskset;

  private Processors(List<Integer> allowed, Path taskset) {
    this.allowed = allowed;
    this.taskset = taskset;
  }

  /** The processors on which this process may run. */
  static Processors here() throws IOException {
    String list =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith(ALLOWED))
            .findFirst()
            .orElse(ALLOWED + "0");
    return new Processors(
        numbers(list.substring(ALLOWED.length()).strip()), SystemPrograms.find("taskset"));
  }

  /** The numbers of a list in the kernel's format, {@code 0-3,8}. */
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

  /** Whether two programs can run at the same time. */
  boolean areTwo() {
    return allowed.size() > 1;
  }

  /** Whether programs can be bound to processors. */
  boolean canPin() {
    return taskset != null;
  }

  /** Binds all threads of a running process to the first of them, or to the second. */
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

  /** A description of where the programs run. */
  @Override
  public String toString() {
    if (taskset == null) {
      return "not pinned to processors: there is no taskset";
    }
    return "one processor: " + first() + (areTwo() ? "; two: " + second() + " and " + first() : "");
  }
}
