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
 * The programs of one side that measure one mechanism, the last of which takes the time: pong and
 * ping, or one alone. They live until they are closed and run when they are asked to, so that all
 * sides are warm and can take turns. Whatever they wait for, an answer comes within a bound or they
 * have failed.
 */
final class Peers implements AutoCloseable {
  private static final Duration BOUND = Duration.ofSeconds(60);

  /** For so long the compilers of a shell must have had nothing to do, for it to be warm. */
  private static final Duration QUIET = Duration.ofSeconds(1);

  private final Mechanism mechanism;
  private final BlockingQueue<Program.Line> lines = new LinkedBlockingQueue<>();
  private final List<Program> programs = new ArrayList<>();
  private boolean closed;

  /** Nobody yet. */
  Peers(Mechanism mechanism) {
    this.mechanism = mechanism;
  }

  /**
   * Starts them; {@code command} lacks the arguments that a program of the protocol takes.
   *
   * @param name what named objects of the system begin with
   */
  void start(List<String> command, Path folder, String name)
      throws IOException, InterruptedException, ProgramFailure {
    List<String> roles = mechanism.kind().roles();
    start(folder, command, roles.get(0), name);
    String where = line();
    for (String role : roles.subList(1, roles.size())) {
      start(folder, command, role, name, where);
    }
  }

  private synchronized void start(
      Path folder, List<String> command, String role, String... arguments) throws IOException {
    if (closed) {
      throw new IllegalStateException("bench was terminated");
    }
    List<String> all = new ArrayList<>(command);
    all.add(mechanism.word());
    all.add(role);
    all.addAll(List.of(arguments));
    programs.add(new Program(all, folder, role, lines));
  }

  /** Runs until nothing is compiled any more, once at least, and at most for so long. */
  void warmUp(int rounds, Duration most) throws InterruptedException, ProgramFailure {
    long end = System.nanoTime() + most.toNanos();
    long compiled = -1;
    long quietSince = 0;
    long now;
    do {
      nanoseconds(rounds);
      now = System.nanoTime();
      long sum = programs.stream().mapToLong(Program::compiling).sum();
      if (sum != compiled) {
        compiled = sum;
        quietSince = now;
      }
    } while (compiled > 0 && now - end < 0 && now - quietSince < QUIET.toNanos());
  }

  /** Puts them where they are to be measured. */
  void pin(Processors processors) throws IOException, InterruptedException, ProgramFailure {
    for (Program program : programs) {
      boolean apart = mechanism.kind() == Mechanism.Kind.SPINNING && program == programs.get(0);
      processors.pin(program.pid(), apart);
    }
  }

  /** Runs so many round trips and gives the nanoseconds they took. */
  long nanoseconds(int rounds) throws InterruptedException, ProgramFailure {
    for (Program program : programs) {
      program.ask(rounds);
    }
    String answer = line();
    try {
      return Long.parseLong(answer);
    } catch (NumberFormatException e) {
      throw new ProgramFailure("expected nanoseconds, given " + answer);
    }
  }

  private String line() throws InterruptedException, ProgramFailure {
    Program.Line line = lines.poll(BOUND.toSeconds(), TimeUnit.SECONDS);
    if (line == null) {
      throw new ProgramFailure("no answer within " + BOUND.toSeconds() + " s");
    }
    if (line.text() == null) {
      throw new ProgramFailure(line.program().complaint());
    }
    return line.text();
  }

  @Override
  public synchronized void close() {
    closed = true;
    programs.forEach(Program::close);
  }
}
