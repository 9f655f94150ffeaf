package ipcsh.bench;

import java.time.Duration;
import java.util.List;

/**
 * What is to be measured, and how often.
 *
 * @param rounds the number of round trips in a run
 * @param runs the number of runs
 * @param warmUp the longest time for which programs run before they are measured
 * @param sizes the sizes of messages in bytes, ascending
 * @param processors the numbers of processors, 1 or 2, ascending
 */
record BenchSettings(
    int rounds, int runs, Duration warmUp, List<Integer> sizes, List<Integer> processors) {
  /** With larger messages a run has fewer round trips, in proportion. */
  private static final int FULL = 8192;

  /** The most bytes of one run of messages in one direction. */
  private static final long MOST_BYTES = 1L << 28;

  /** The number of round trips in a run of messages of this size. */
  int rounds(Mechanism mechanism, int size) {
    int all = mechanism.kind().rounds(rounds);
    return size <= FULL ? all : Math.max(1, (int) (all * (long) FULL / size));
  }

  /** The number of messages in one direction. */
  int messages(int size) {
    return (int) Math.max(1, Math.min(rounds, MOST_BYTES / size));
  }
}
