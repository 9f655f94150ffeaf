package ipcsh.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs the benchmark. For each mechanism, the programs of all sides are started and warmed up, then
 * run in turn; a figure is the median of a side's runs. The programs are ended and the files
 * removed in any case, also when this process is terminated.
 */
final class Bench {
  private final int rounds;
  private final int runs;
  private final Duration warmUp;
  private final ForeignJars foreign;
  private final Consumer<String> progress;
  private final List<String> remarks = new ArrayList<>();

  /** The programs that are running. */
  private final Map<Side, Peers> living = new EnumMap<>(Side.class);

  private BenchDirectory workshop;

  /**
   * A benchmark.
   *
   * @param foreign third-party libraries, each measured as one more side
   */
  Bench(int rounds, int runs, Duration warmUp, ForeignJars foreign, Consumer<String> progress) {
    this.rounds = rounds;
    this.runs = runs;
    this.warmUp = warmUp;
    this.foreign = foreign;
    this.progress = progress;
  }

  /** Measures these mechanisms. */
  BenchReport measure(List<Mechanism> mechanisms) throws IOException, InterruptedException {
    Processors processors = Processors.here();
    Thread end = new Thread(this::tidy, "end of bench");
    Runtime.getRuntime().addShutdownHook(end);
    try {
      workshop = new BenchDirectory(remarks, foreign);
      List<Row> rows = new ArrayList<>();
      for (Mechanism mechanism : mechanisms) {
        progress.accept(
            "bench: " + mechanism.word() + ", " + (rows.size() + 1) + " of " + mechanisms.size());
        rows.add(measure(mechanism, processors));
      }
      return new BenchReport(rows, sides(), remarks, runs, processors.toString());
    } finally {
      tidy();
      unhook(end);
    }
  }

  private List<Side> sides() {
    return Arrays.stream(Side.values())
        .filter(side -> !ForeignJars.isForeign(side) || foreign.has(side))
        .toList();
  }

  private static void unhook(Thread end) {
    try {
      Runtime.getRuntime().removeShutdownHook(end);
    } catch (IllegalStateException ending) {
      // a second run is harmless
    }
  }

  private synchronized void tidy() {
    endPeers();
    if (workshop != null) {
      workshop.close();
    }
  }

  private synchronized void endPeers() {
    living.values().forEach(Peers::close);
    living.clear();
  }

  private Row measure(Mechanism mechanism, Processors processors)
      throws IOException, InterruptedException {
    Row row = new Row(mechanism);
    if (mechanism.kind() == Mechanism.Kind.SPINNING && !processors.areTwo()) {
      remarks.add(mechanism.word() + ": needs two processors, there is one");
      return row;
    }
    try {
      for (Side side : sides()) {
        attempt(side, row, () -> start(side, mechanism, processors));
      }
      int rounds = mechanism.kind().rounds(this.rounds);
      Map<Side, List<Long>> samples = new EnumMap<>(Side.class);
      for (int run = 0; run < runs; run++) {
        for (Side side : List.copyOf(living.keySet())) {
          attempt(side, row, () -> run(side, rounds, samples));
        }
      }
      living.keySet().forEach(side -> row.put(side, median(samples.get(side)) / rounds / 1e3));
      return row;
    } finally {
      endPeers();
    }
  }

  private void run(Side side, int rounds, Map<Side, List<Long>> samples)
      throws InterruptedException, ProgramFailure {
    long time = living.get(side).nanoseconds(rounds);
    samples.computeIfAbsent(side, s -> new ArrayList<>()).add(time);
  }

  /** One step, executed with the programs of one side. */
  private interface Step {
    void take() throws IOException, InterruptedException, ProgramFailure;
  }

  /**
   * Executes a step; a side that fails is excluded from this mechanism, and a remark gives the
   * reason.
   */
  private void attempt(Side side, Row row, Step step) throws IOException, InterruptedException {
    try {
      step.take();
    } catch (ProgramFailure e) {
      String why = workshop.withoutDirectory(e.getMessage());
      remarks.add(row.mechanism().word() + ", " + side.title() + ": " + why);
      end(side);
    }
  }

  private synchronized void end(Side side) {
    Peers peers = living.remove(side);
    if (peers != null) {
      peers.close();
    }
  }

  private void start(Side side, Mechanism mechanism, Processors processors)
      throws IOException, InterruptedException, ProgramFailure {
    List<String> command = workshop.command(side, mechanism);
    if (command == null) {
      return;
    }
    Peers peers = new Peers(mechanism);
    synchronized (this) {
      living.put(side, peers);
    }
    peers.start(command, workshop.room(side, mechanism), workshop.name(side, mechanism));
    peers.warmUp(mechanism.kind().rounds(rounds), warmUp);
    peers.pin(processors);
  }

  static double median(List<Long> samples) {
    long[] sorted = samples.stream().mapToLong(Long::longValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : Arrays.stream(sorted, middle - 1, middle + 1).average().getAsDouble();
  }
}
