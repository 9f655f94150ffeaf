package ipcsh.why;

import java.util.List;

/**
 * What a shell of ours, or a child that it drives, does. Its Java virtual machine has many threads;
 * only those that execute commands act.
 *
 * @param canGoOn whether it does something of its own: it evaluates a line, or its user can type
 *     one
 * @param threads the IDs of its threads that are in a call, as far as they are known
 * @param calls the calls in which it reports to be blocked, {@code recvfrom(3, ...)}, of threads
 *     whose IDs are not known
 * @param limited the IDs of those whose call the shell interrupts after a time; {@link #ALL} if it
 *     does so to all; null if it is not known
 * @param until who has to act so that it goes on, although it is in no call; empty if no process
 *     has to
 * @param awaits what it waits for then: {@code the next block}
 */
public record ShellActivity(
    boolean canGoOn,
    List<Integer> threads,
    List<String> calls,
    List<Integer> limited,
    List<Waker> until,
    String awaits) {
  /** Stands for all threads. */
  public static final int ALL = 0;

  /** One that can go on. */
  public static final ShellActivity RUNS =
      new ShellActivity(true, List.of(), List.of(), null, List.of(), null);

  /** One that is blocked in these calls. */
  public static ShellActivity in(List<String> calls, List<Integer> limited) {
    return new ShellActivity(false, List.of(), calls, limited, List.of(), null);
  }

  /** One whose thread with this ID is blocked. */
  public static ShellActivity in(int thread, List<Integer> limited) {
    return new ShellActivity(false, List.of(thread), List.of(), limited, List.of(), null);
  }

  /** Whether the call of a thread ends after a time; null if it is not known. */
  Boolean isLimited(int thread) {
    return limited == null ? null : (Boolean) (limited.contains(ALL) || limited.contains(thread));
  }

  /** One that is idle until another shell has it run something. */
  public static ShellActivity idle(int parent) {
    return new ShellActivity(
        false,
        List.of(),
        List.of(),
        List.of(),
        List.of(new Waker(parent, "gives it a block")),
        "the next block");
  }
}
