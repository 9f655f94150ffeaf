package ipcsh.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of one side in one row, as they are taken; null where none was. */
final class Figures {
  private final List<Long> runs = new java.util.ArrayList<>();
  private final int rounds;
  private List<Double> percentiles = List.of();
  private Double throughput;

  /** No figures yet of runs with this many round trips. */
  Figures(int rounds) {
    this.rounds = rounds;
  }

  /** Adds the nanoseconds of a run. */
  void add(long nanoseconds) {
    runs.add(nanoseconds);
  }

  /** Keeps the nanoseconds that 50, 99 and 99.9 % of single round trips took at most. */
  void percentiles(List<Long> nanoseconds) {
    percentiles = nanoseconds.stream().map(each -> each / 1e3).toList();
  }

  /** Keeps how many bytes went one way, and the nanoseconds that it took. */
  void throughput(long bytes, long nanoseconds) {
    throughput = bytes * 1e3 / nanoseconds;
  }

  /** The median of the runs, microseconds a round trip; null if there is no run. */
  Double median() {
    return runs.isEmpty() ? null : median(runs) / rounds / 1e3;
  }

  static double median(List<Long> samples) {
    long[] sorted = samples.stream().mapToLong(Long::longValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : Arrays.stream(sorted, middle - 1, middle + 1).average().getAsDouble();
  }

  /** 50, 99 or 99.9 % (0, 1, 2) took at most so many microseconds; null if that is unknown. */
  Double percentile(int which) {
    return which < percentiles.size() ? percentiles.get(which) : null;
  }

  /** Megabytes a second one way, or null. */
  Double throughput() {
    return throughput;
  }

  /** All figures but the median, each with the name that it has behind that of the side. */
  Map<String, Double> others() {
    Map<String, Double> others = new LinkedHashMap<>();
    others.put("p50", percentile(0));
    others.put("p99", percentile(1));
    others.put("p99_9", percentile(2));
    others.put("mb_s", throughput);
    return others;
  }
}
