package ipcsh.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The programs of one side that measure one mechanism: ping, which takes the time, and pong, or one
 * alone. They live until they are closed and run when they are asked to, so that all sides are warm
 * and can take turns. Whatever they wait for, an answer comes within a bound or they have failed.
 */
final class Peers implements AutoCloseable {
  private static final Duration BOUND = Duration.ofSeconds(60);

  private final BlockingQueue<Program.Line> lines = new LinkedBlockingQueue<>();
  private final List<Program> programs = new ArrayList<>();

  /**
   * Starts them; {@code command} lacks the arguments that a program of the protocol takes.
   *
   * @param name what named objects of the system begin with
   */
  Peers(Mechanism mechanism, List<String> command, Path folder, String name, Processors processors)
      throws IOException, InterruptedException, Failure {
    boolean alone = mechanism.kind() == Mechanism.Kind.ALONE;
    boolean apart = mechanism.kind() == Mechanism.Kind.SPINNING;
    String first = alone ? "alone" : "pong";
    try {
      start(processors.pinned(with(command, mechanism.word(), first, name), apart), folder, first);
      String where = line();
      if (!alone) {
        List<String> second = with(command, mechanism.word(), "ping", name, where);
        start(processors.pinned(second, false), folder, "ping");
      }
    } catch (IOException | InterruptedException | Failure e) {
      close();
      throw e;
    }
  }

  private static List<String> with(List<String> command, String... arguments) {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(arguments));
    return all;
  }

  private void start(List<String> command, Path folder, String role) throws IOException {
    programs.add(new Program(command, folder, role, lines));
  }

  /** Runs so many round trips and gives the nanoseconds they took. */
  long nanoseconds(int rounds) throws InterruptedException, Failure {
    for (Program program : programs) {
      program.ask(rounds);
    }
    String answer = line();
    try {
      return Long.parseLong(answer);
    } catch (NumberFormatException e) {
      throw new Failure("expected nanoseconds, given " + answer);
    }
  }

  private String line() throws InterruptedException, Failure {
    Program.Line line = lines.poll(BOUND.toSeconds(), TimeUnit.SECONDS);
    if (line == null) {
      throw new Failure("no answer within " + BOUND.toSeconds() + " s");
    }
    if (line.text() == null) {
      throw new Failure(line.program().complaint());
    }
    return line.text();
  }

  @Override
  public void close() {
    programs.forEach(Program::close);
  }
}
