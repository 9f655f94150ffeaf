package ipcsh.app;

import groovy.json.JsonException;
import groovy.json.JsonSlurper;
import ipcsh.command.Context;
import ipcsh.command.Leftovers;
import ipcsh.command.course.CheckedPoint;
import ipcsh.handle.Leftover;
import ipcsh.sys.abi.SysException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The process in which a student's script runs, {@link GradeWorker}, as seen by the one that
 * grades. It gets a directory of its own, and a PID namespace if this user may create one; it is
 * ended at the latest some time after the limit, with all its descendants, which are found by a
 * variable of their environment. What it has created by name it reports when it creates it, so that
 * the names can be removed even if it is killed.
 */
final class GradedProcess {
  /** The variable with the mark of the process and its descendants, and the limit in seconds. */
  static final String VARIABLE = "IPCSH_GRADE";

  /** How long it may take to start and to check, in seconds, in addition to the limit. */
  private static final int BESIDES = 40;

  private static final int MOST_LINES = 20_000;
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);
  private static final long PAUSE = 10;

  /**
   * Not the graded process itself, so that it has another parent than the grading one, and is not
   * the first process of the namespace.
   */
  private static final List<String> APART = List.of("sh", "-c", "\"$@\" & wait $!", "grade");

  private static final List<String> NAMESPACE =
      List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc");

  /**
   * What came of it.
   *
   * @param points the points; empty if it ended before the check
   * @param problem what went wrong, or null
   */
  record Outcome(List<CheckedPoint> points, String problem) {}

  private final String mark = UUID.randomUUID().toString();
  private final Context context;
  private final Path directory;
  private final List<Map<?, ?>> reported = Collections.synchronizedList(new ArrayList<>());
  private Process process;

  private GradedProcess(Context context, Path directory) {
    this.context = context;
    this.directory = directory;
  }

  /** Runs the script and the check to their end, or to the limit. */
  static Outcome run(Options options, Context context, Path file, int exercise, Duration limit)
      throws IOException {
    GradedProcess graded =
        new GradedProcess(context, Files.createTempDirectory("ipcsh-grade-").toRealPath());
    Thread last = new Thread(graded::clear, "graded");
    Runtime.getRuntime().addShutdownHook(last);
    try {
      return graded.run(options, file, exercise, limit);
    } finally {
      graded.clear();
      Runtime.getRuntime().removeShutdownHook(last);
    }
  }

  private Outcome run(Options options, Path file, int exercise, Duration limit) throws IOException {
    List<String> command = new ArrayList<>(mayHaveNamespace() ? NAMESPACE : List.of());
    command.addAll(APART);
    command.add(System.getProperty("ipcsh.launcher"));
    command.addAll(options.forRoles());
    command.addAll(List.of(GradeMode.WORD, file.toString(), "" + exercise));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    Map<String, String> environment = builder.environment();
    environment.put(VARIABLE, mark + " " + limit.toSeconds());
    environment.put("XDG_RUNTIME_DIR", directory.toString());
    environment.put("XDG_STATE_HOME", directory.toString());
    environment.merge(
        "IPCSH_JAVA_OPTS", "-Dipcsh.scratch=" + directory, (one, other) -> one + " " + other);
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    process = builder.start();
    Thread reading = new Thread(this::read, "report");
    reading.setDaemon(true);
    reading.start();
    try {
      boolean ended = process.waitFor(limit.toSeconds() + BESIDES, TimeUnit.SECONDS);
      kill();
      reading.join(TimeUnit.NANOSECONDS.toMillis(PATIENCE));
      return outcome(ended ? process.exitValue() : null);
    } catch (InterruptedException ctrlC) {
      return new Outcome(List.of(), "interrupted");
    }
  }

  private static boolean mayHaveNamespace() {
    List<String> command = new ArrayList<>(NAMESPACE);
    command.add("true");
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException | InterruptedException notInstalled) {
      return false;
    }
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      int lines = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        // others are not the worker's
        if (line.startsWith(mark) && lines++ < MOST_LINES) {
          reported.add((Map<?, ?>) new JsonSlurper().parseText(line.substring(mark.length())));
        }
      }
    } catch (IOException | JsonException | ClassCastException broken) {
      // what was read counts
    }
  }

  private Outcome outcome(Integer status) {
    String problem = null;
    List<CheckedPoint> points = new ArrayList<>();
    boolean complete = false;
    for (Map<?, ?> each : List.copyOf(reported)) {
      switch (String.valueOf(each.get("is"))) {
        case "problem" -> problem = String.valueOf(each.get("text"));
        case "point" ->
            points.add(
                new CheckedPoint(
                    String.valueOf(each.get("requires")),
                    Boolean.TRUE.equals(each.get("passed")),
                    each.get("reason") == null ? null : String.valueOf(each.get("reason"))));
        case "complete" -> complete = true;
        default -> {}
      }
    }
    if (complete) {
      return new Outcome(points, problem);
    }
    if (problem == null) {
      problem =
          status == null
              ? "it did not end, not even when it was interrupted, and was killed"
              : "its shell ended with status " + status + " before anything could be checked";
    }
    return new Outcome(List.of(), problem);
  }

  /** Ends it and all its descendants. */
  private void kill() {
    process.destroyForcibly();
    long end = System.nanoTime() + PATIENCE;
    while (System.nanoTime() < end) {
      List<ProcessHandle> left = descendants();
      if (left.isEmpty()) {
        return;
      }
      left.forEach(ProcessHandle::destroyForcibly);
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException again) {
        // to the end
      }
    }
  }

  private List<ProcessHandle> descendants() {
    return ProcessHandle.allProcesses().filter(this::isMarked).toList();
  }

  private boolean isMarked(ProcessHandle other) {
    try {
      byte[] environment = Files.readAllBytes(Path.of("/proc/" + other.pid() + "/environ"));
      return new String(environment, StandardCharsets.ISO_8859_1).contains(VARIABLE + "=" + mark);
    } catch (IOException anotherUsersOrGone) {
      return false;
    }
  }

  /** Removes everything that is left of it. */
  private synchronized void clear() {
    if (process != null) {
      kill();
    }
    for (Map<?, ?> each : List.copyOf(reported)) {
      if ("made".equals(each.get("is"))) {
        note(String.valueOf(each.get("kind")), String.valueOf(each.get("name")));
      }
    }
    for (Leftover each : Leftovers.inOrderOfRemoval(context.createdNames().left())) {
      try {
        context.createdNames().remove(each);
      } catch (SysException notAllowed) {
        // it stays
      }
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | java.io.UncheckedIOException gone) {
      // a second time, or not removable
    }
  }

  private void note(String kind, String name) {
    try {
      context.createdNames().note(Leftover.Kind.valueOf(kind), name, "graded", null);
    } catch (IllegalArgumentException | SysException notOne) {
      // a line that is not the worker's
    }
  }
}
