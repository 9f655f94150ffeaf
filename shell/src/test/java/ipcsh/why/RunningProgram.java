package ipcsh.why;

import ipcsh.kit.Running;
import ipcsh.kit.Shell;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A program of these tests while it runs: it has said who is who, a line for each. */
final class RunningProgram implements AutoCloseable {
  private final Running running;

  private RunningProgram(Running running) {
    this.running = running;
  }

  static RunningProgram start(Path directory, Path program, String... arguments) {
    List<String> command = new java.util.ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    return new RunningProgram(Running.start(command, directory, Map.of()));
  }

  /** The same with a text on its standard input, which stays open. */
  RunningProgram told(String text) {
    running.type(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return this;
  }

  /** Lines {@code NAME NUMBER...} so far, the numbers by name. */
  Map<String, List<Integer>> said() {
    Map<String, List<Integer>> said = new LinkedHashMap<>();
    String text = running.output();
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      String[] words = line.split(" ");
      if (words.length > 1 && words[1].matches("\\d+")) {
        said.put(words[0], java.util.Arrays.stream(words).skip(1).map(Integer::valueOf).toList());
      }
    }
    return said;
  }

  long pid() {
    return running.pid();
  }

  String output() {
    return running.output();
  }

  /** What is found out about processes, without the command. */
  static Told look(Shell shell, List<Integer> pids) {
    WaitReport report =
        shell
            .context()
            .withOwnTable(
                () ->
                    WaitReport.of(
                        shell.context().kernel().home(), WaitNames.NONE, pids, any -> true));
    StringBuilder text = new StringBuilder();
    for (JudgedWait wait : report.waits()) {
      WaitCondition it = wait.condition();
      text.append(
          "%d/%d %s for %s: %s, %s %s; %s%n"
              .formatted(
                  it.pid(),
                  it.tid(),
                  it.call(),
                  it.purpose(),
                  it.wakers(),
                  wait.verdict(),
                  wait.reason(),
                  wait.ring().stream().map(WaitCondition::tid).toList()));
    }
    new WaitSentences(report)
        .chains().stream()
            .flatMap(chain -> chain.lines().stream())
            .forEach(line -> text.append(line).append('\n'));
    return new Told(report.waits().stream().map(RunningProgram::row).toList(), text.toString());
  }

  private static Row row(JudgedWait wait) {
    return new Row(
        wait.condition().pid(),
        wait.condition().tid(),
        wait.verdict().toString(),
        wait.ring().stream().map(WaitCondition::tid).toList(),
        wait.reason());
  }

  /** A wait. */
  record Row(int pid, int tid, String verdict, List<Integer> ring, String reason) {}

  /** All of them, and the text. */
  record Told(List<Row> rows, String text) {
    /** Whether advice is given although somebody can still end the wait. */
    boolean advises() {
      return text.lines()
          .anyMatch(one -> one.startsWith("waits: ") && !one.matches("waits: it [a-z ]+\\."));
    }

    /** Whether somebody is said to be stuck. */
    boolean saysStuck() {
      return rows.stream().anyMatch(one -> !one.verdict.matches("waits|unknown"));
    }
  }

  @Override
  public void close() {
    running.close();
  }
}
