package ipcsh.command;

import ipcsh.inspect.FdInfo;
import ipcsh.sys.abi.Arena;
import ipcsh.sys.abi.ProcessConstants;
import ipcsh.sys.abi.SignalNames;
import ipcsh.sys.invoke.SignalTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes the threads of Java block signals, so that the kernel gives those of the process to the
 * program's. A mask can be changed by its thread alone: each is sent a signal whose handler does.
 *
 * <p>Threads that are made later inherit the mask of those that make them; one that was made just
 * before is found in the next list. As a list may lack some while others end, two without anything
 * new are needed. While the C library makes a thread, both block everything, and then what they did
 * before; the signal waits until then.
 */
final class OtherThreads {
  private static final Path THREADS = Path.of("/proc/self/task");
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);
  private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(200);

  /** A thread that blocks everything for longer than this does so for itself. */
  private static final long BEING_MADE = TimeUnit.MILLISECONDS.toNanos(100);

  /** What nobody can block, and what the C library may leave out. */
  private static final long EXCEPT =
      SignalNames.bit(ProcessConstants.SIGKILL)
          | SignalNames.bit(ProcessConstants.SIGSTOP)
          | SignalNames.bit(32)
          | SignalNames.bit(33);

  private static final long EVERYTHING = -1;

  private final SignalTable table;
  private final long signals;
  private final Set<Integer> blocking = new HashSet<>();

  /** When a thread was first seen to block everything. */
  private final Map<Integer, Long> blockingAll = new HashMap<>();

  private OtherThreads(SignalTable table, long signals) {
    this.table = table;
    this.signals = signals;
  }

  /**
   * Returns when all threads without an inbox block these, or after some seconds.
   *
   * @param signals one bit each
   */
  static void block(SignalTable table, long signals) {
    OtherThreads others = new OtherThreads(table, signals);
    long end = System.nanoTime() + PATIENCE;
    Arena arena = new Arena();
    try {
      int complete = 0;
      while (complete < 2 && System.nanoTime() < end) {
        List<Integer> unknown = others.unknown();
        complete = unknown.isEmpty() ? complete + 1 : 0;
        boolean isLeft = false;
        for (int thread : unknown) {
          isLeft |= !others.blocks(arena, thread);
        }
        if (isLeft) {
          LockSupport.parkNanos(PAUSE);
        }
      }
    } finally {
      arena.close();
    }
  }

  private List<Integer> unknown() {
    List<Integer> own = table.threads();
    String[] threads = THREADS.toFile().list();
    return threads == null
        ? List.of()
        : Arrays.stream(threads)
            .map(Integer::valueOf)
            .filter(thread -> !own.contains(thread) && !blocking.contains(thread))
            .toList();
  }

  /** Whether a thread blocks them by itself, or has ended; else it is made to. */
  private boolean blocks(Arena arena, int thread) {
    long mask = mask(thread);
    if (mask == EVERYTHING) {
      return true;
    }
    long now = System.nanoTime();
    boolean blocksAll = (mask | EXCEPT) == EVERYTHING;
    Long since = blocksAll ? blockingAll.putIfAbsent(thread, now) : null;
    if (since != null && now - since < BEING_MADE) {
      return false;
    }
    if ((mask & signals) == signals && (!blocksAll || since != null)) {
      blocking.add(thread);
      return true;
    }
    table.addToMask(arena, thread, signals);
    return false;
  }

  /** What a thread blocks; everything, which none can, where it has ended. */
  private static long mask(int thread) {
    try {
      return new FdInfo(Files.readString(THREADS.resolve(thread + "/status"))).hex("SigBlk");
    } catch (IOException ended) {
      return EVERYTHING;
    }
  }
}
