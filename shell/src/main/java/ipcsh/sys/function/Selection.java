package ipcsh.sys.function;

import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FdSets;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.StaleDescriptor;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;
import java.util.Arrays;
import java.util.StringJoiner;

/** {@code select(2)}. */
public final class Selection extends Functions {
  private static final int SETS = 3;
  private static final long MICROSECONDS = 1_000_000;
  private static final NativeFunction SELECT =
      NativeFunction.of("select", "int fdset fdset fdset selecttime")
          .blocking()
          .shownAs("pselect6")
          .as("select");

  public Selection(SyscallInvoker invoker) {
    super(invoker);
  }

  /**
   * Waits until one of the descriptors is ready.
   *
   * @param sets the descriptors to read from, to write to, and with exceptional conditions; null
   *     for no set. Numbers below {@link FdSets#FD_SETSIZE}, negative for a closed one
   * @param microseconds the timeout, -1 for none
   * @return whether each is ready, in the order of the sets; null for no set
   */
  public boolean[][] select(int[][] sets, long microseconds) {
    NativeMemory[] memory = new NativeMemory[SETS];
    long[] at = new long[SETS];
    int highest = -1;
    fresh();
    for (int i = 0; i < SETS; i++) {
      if (sets[i] != null) {
        memory[i] = set(sets[i]);
        at[i] = memory[i].address();
        highest = Math.max(highest, Arrays.stream(sets[i]).max().orElse(-1));
      }
    }
    NativeMemory time = microseconds < 0 ? null : time(microseconds);
    long until = time == null ? 0 : time.address();
    // a set has no bit for a closed one, so the kernel would not report it
    if (Arrays.stream(sets).anyMatch(Selection::hasClosed)) {
      throw found(Errno.EBADF, "select", arguments(sets, highest + 1));
    }
    if (invoker.call(SELECT, highest + 1, at[0], at[1], at[2], until, 0) == -1) {
      throw failure("select", arguments(sets, highest + 1));
    }
    boolean[][] ready = new boolean[SETS][];
    for (int i = 0; i < SETS; i++) {
      ready[i] = sets[i] == null ? null : ready(sets[i], memory[i]);
    }
    return ready;
  }

  private static boolean hasClosed(int[] fds) {
    return fds != null && Arrays.stream(fds).anyMatch(fd -> fd < 0);
  }

  /** A set followed by a copy, which the call does not change. */
  private NativeMemory set(int[] fds) {
    NativeMemory set = invoker.arena().take(2 * FdSets.SIZE).zero();
    byte[] bytes = new byte[FdSets.SIZE];
    for (int fd : fds) {
      if (fd >= 0) {
        bytes[fd / Byte.SIZE] |= (byte) (1 << fd % Byte.SIZE);
      }
    }
    return set.put(0, bytes).put(FdSets.SIZE, bytes);
  }

  private NativeMemory time(long microseconds) {
    long seconds = microseconds / MICROSECONDS;
    long rest = microseconds % MICROSECONDS;
    return invoker
        .arena()
        .take(2 * FdSets.TIME_SIZE)
        .putLong(0, seconds)
        .putLong(8, rest)
        .putLong(FdSets.TIME_SIZE, seconds)
        .putLong(FdSets.TIME_SIZE + 8, rest);
  }

  private static boolean[] ready(int[] fds, NativeMemory set) {
    byte[] bytes = set.get(0, FdSets.SIZE);
    boolean[] ready = new boolean[fds.length];
    for (int i = 0; i < fds.length; i++) {
      ready[i] = FdSets.has(bytes[fds[i] / Byte.SIZE], fds[i]);
    }
    return ready;
  }

  private static Object[] arguments(int[][] sets, int count) {
    Object[] arguments = new Object[SETS + 1];
    arguments[0] = word(Integer.toString(count));
    for (int i = 0; i < SETS; i++) {
      arguments[i + 1] = sets[i] == null ? null : new Fds(sets[i]);
    }
    return arguments;
  }

  /** The descriptors of a set, {@code [3 4]}; used to determine the cause of a failure. */
  public record Fds(int[] numbers) {
    @Override
    public String toString() {
      StringJoiner out = new StringJoiner(" ", "[", "]");
      for (int number : numbers) {
        out.add(Integer.toString(StaleDescriptor.shown(number)));
      }
      return out.toString();
    }
  }
}
