package ipcsh.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the benchmark. For each mechanism, the programs of all sides are started and warmed up, then
 * run in turn; a figure is the median of a side's runs. The programs are ended and the files
 * removed in any case, also when this process is terminated.
 */
final class Bench {
  private final BenchSettings settings;
  private final ForeignJars foreign;
  private final ProgressLine progress;
  private final List<String> remarks = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();

  /** The programs that are running. */
  private final Map<Side, Peers> living = new EnumMap<>(Side.class);

  private BenchDirectory workshop;

  /**
   * A benchmark.
   *
   * @param foreign third-party libraries, each measured as one more side
   */
  Bench(BenchSettings settings, ForeignJars foreign, ProgressLine progress) {
    this.settings = settings;
    this.foreign = foreign;
    this.progress = progress;
  }

  /**
   * Measures these mechanisms.
   *
   * @return what was measured until an interruption
   * @throws InterruptedException if that is nothing
   */
  BenchReport measure(List<Mechanism> mechanisms) throws IOException, InterruptedException {
    Processors processors = Processors.here();
    Thread end = new Thread(this::tidy, "end of bench");
    Runtime.getRuntime().addShutdownHook(end);
    try {
      workshop = new BenchDirectory(remarks, foreign);
      for (int i = 0; i < mechanisms.size(); i++) {
        String which = ", " + (i + 1) + " of " + mechanisms.size();
        measure(mechanisms.get(i), processors, which);
      }
    } catch (InterruptedException e) {
      if (rows.isEmpty()) {
        throw e;
      }
      remarks.add("interrupted: these are the figures until then");
    } finally {
      progress.clear();
      tidy();
      unhook(end);
    }
    return new BenchReport(rows, sides(), remarks, settings, processors.toString());
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

  /** The numbers of processors on which a mechanism is measured; what is missing is remarked. */
  private List<Integer> placements(Mechanism mechanism, Processors processors) {
    Mechanism.Kind kind = mechanism.kind();
    boolean spins = kind == Mechanism.Kind.SPINNING;
    if (spins && !processors.areTwo()) {
      remarks.add(mechanism.word() + ": needs two processors, there is one");
      return List.of();
    }
    boolean areTwo = processors.areTwo() && processors.canPin();
    List<Integer> possible =
        settings.processors().stream()
            .filter(number -> kind.runsOn(number) && (number == 1 || areTwo))
            .toList();
    return !possible.isEmpty() ? possible : List.of(spins ? 2 : 1);
  }

  private List<Integer> sizes(Mechanism mechanism) {
    if (!mechanism.isSized()) {
      return List.of(0);
    }
    int largest = mechanism.largest();
    List<Integer> sizes = settings.sizes().stream().filter(size -> size <= largest).toList();
    if (sizes.size() < settings.sizes().size()) {
      remarks.add(mechanism.word() + ": a message has at most " + largest + " bytes here");
    }
    return sizes;
  }

  private void measure(Mechanism mechanism, Processors processors, String which)
      throws IOException, InterruptedException {
    List<Integer> placements = placements(mechanism, processors);
    List<Integer> sizes = sizes(mechanism);
    if (placements.isEmpty() || sizes.isEmpty()) {
      return;
    }
    try {
      progress.show("bench: " + mechanism.word() + which + ", warming up");
      for (Side side : sides()) {
        attempt(side, mechanism, () -> start(side, mechanism));
      }
      for (int number : placements) {
        for (Side side : List.copyOf(living.keySet())) {
          attempt(side, mechanism, () -> living.get(side).pin(processors, number));
        }
        for (int size : sizes) {
          Row row = new Row(mechanism, size, number);
          progress.show(
              "bench: "
                  + row.label()
                  + which
                  + (number == 2 ? ", on two processors" : ", on one processor"));
          fill(row);
          rows.add(row);
        }
      }
    } finally {
      endPeers();
    }
  }

  private void fill(Row row) throws IOException, InterruptedException {
    Mechanism mechanism = row.mechanism();
    int size = Math.max(1, row.size());
    int rounds = settings.rounds(mechanism, size);
    for (int run = -1; run < settings.runs(); run++) {
      // the first run with a size is not counted
      boolean counts = run >= 0;
      for (Side side : List.copyOf(living.keySet())) {
        attempt(
            side,
            mechanism,
            () -> {
              long time = living.get(side).nanoseconds(counts ? rounds : 1 + rounds / 10, size);
              if (counts) {
                figures(row, side, rounds).add(time);
              }
            });
      }
    }
    for (Side side : List.copyOf(living.keySet())) {
      attempt(side, mechanism, () -> others(row, side, rounds, size));
    }
  }

  private static Figures figures(Row row, Side side, int rounds) {
    if (row.figures(side) == null) {
      row.put(side, new Figures(rounds));
    }
    return row.figures(side);
  }

  private void others(Row row, Side side, int rounds, int size)
      throws InterruptedException, ProgramFailure {
    Peers peers = living.get(side);
    Figures figures = figures(row, side, rounds);
    if (row.mechanism().kind() != Mechanism.Kind.ALONE) {
      peers.percentiles(1 + rounds / 10, size);
      figures.percentiles(peers.percentiles(rounds, size));
    }
    if (row.mechanism().isFlowing() && side.flows()) {
      int messages = settings.messages(size);
      peers.flow(1 + messages / 10, size);
      figures.throughput((long) messages * size, peers.flow(messages, size));
    }
  }

  /** One step, executed with the programs of one side. */
  private interface Step {
    void take() throws IOException, InterruptedException, ProgramFailure;
  }

  /**
   * Executes a step; a side that fails is excluded from this mechanism, and a remark gives the
   * reason.
   */
  private void attempt(Side side, Mechanism mechanism, Step step)
      throws IOException, InterruptedException {
    try {
      step.take();
    } catch (ProgramFailure e) {
      String why = workshop.withoutDirectory(e.getMessage());
      remarks.add(mechanism.word() + ", " + side.title() + ": " + why);
      end(side);
    }
  }

  private synchronized void end(Side side) {
    Peers peers = living.remove(side);
    if (peers != null) {
      peers.close();
    }
  }

  private void start(Side side, Mechanism mechanism)
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
    peers.warmUp(mechanism.kind().rounds(settings.rounds()), settings.warmUp());
  }
}
