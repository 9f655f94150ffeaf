package ipcsh.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The programs of one side that measure one mechanism: pong and ping, or one alone. The last one
 * takes the time. They run until closed, and measure only on request, so that all sides are warm
 * and take turns. Every wait is bounded: a program that does not answer in time has failed.
 */
final class Peers implements AutoCloseable {
  private static final Duration BOUND = Duration.ofSeconds(60);

  /** A shell is warm when its compilers have been idle for this long. */
  private static final Duration QUIET = Duration.ofSeconds(1);

  private final Mechanism mechanism;
  private final BlockingQueue<Program.Line> lines = new LinkedBlockingQueue<>();
  private final List<Program> programs = new ArrayList<>();
  private boolean closed;

  /** No programs yet. */
  Peers(Mechanism mechanism) {
    this.mechanism = mechanism;
  }

  /**
   * Starts them; {@code command} lacks the arguments of the protocol.
   *
   * @param name the prefix of the names of system objects
   */
  void start(List<String> command, Path directory, String name)
      throws IOException, InterruptedException, ProgramFailure {
    List<String> roles = mechanism.kind().roles();
    start(directory, command, roles.get(0), name);
    String where = line();
    for (String role : roles.subList(1, roles.size())) {
      start(directory, command, role, name, where);
    }
  }

  private synchronized void start(
      Path directory, List<String> command, String role, String... arguments) throws IOException {
    if (closed) {
      throw new IllegalStateException("bench was terminated");
    }
    List<String> all = new ArrayList<>(command);
    all.add(mechanism.word());
    all.add(role);
    all.addAll(List.of(arguments));
    programs.add(new Program(all, directory, role, lines));
  }

  /** Runs until nothing is compiled any more, at least once, and at most for this long. */
  void warmUp(int rounds, Duration most) throws InterruptedException, ProgramFailure {
    long end = System.nanoTime() + most.toNanos();
    long compiled = -1;
    long quietSince = 0;
    long now;
    do {
      nanoseconds(rounds, 1);
      now = System.nanoTime();
      long sum = programs.stream().mapToLong(Program::compiling).sum();
      if (sum != compiled) {
        compiled = sum;
        quietSince = now;
      }
    } while (compiled > 0 && now - end < 0 && now - quietSince < QUIET.toNanos());
  }

  /** Binds them to one processor, or the first of them to another one. */
  void pin(Processors processors, int number)
      throws IOException, InterruptedException, ProgramFailure {
    for (Program program : programs) {
      processors.pin(program.pid(), number == 2 && program == programs.get(0));
    }
  }

  /** Runs this many round trips and returns the time in nanoseconds. */
  long nanoseconds(int rounds, int size) throws InterruptedException, ProgramFailure {
    return asked(rounds, size, "total", 1).get(0);
  }

  /** The times in nanoseconds that 50, 99 and 99.9 % of the round trips take at most. */
  List<Long> percentiles(int rounds, int size) throws InterruptedException, ProgramFailure {
    return asked(rounds, size, "each", 3);
  }

  /** The time in nanoseconds of this many messages one way. */
  long flow(int messages, int size) throws InterruptedException, ProgramFailure {
    return asked(messages, size, "flow", 1).get(0);
  }

  private List<Long> asked(int rounds, int size, String figure, int numbers)
      throws InterruptedException, ProgramFailure {
    for (Program program : programs) {
      program.ask(rounds + " " + size + " " + figure);
    }
    String answer = line();
    try {
      List<Long> given = Arrays.stream(answer.split(" ")).map(Long::valueOf).toList();
      if (given.size() == numbers) {
        return given;
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw new ProgramFailure("expected nanoseconds, given " + answer);
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
