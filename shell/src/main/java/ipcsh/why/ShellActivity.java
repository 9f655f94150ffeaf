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
 * @param until who has to act so that it goes on, although it is in no call; empty if nobody
 * @param awaits what it waits for then: {@code the next block}
 */
public record ShellActivity(
    boolean canGoOn, List<Integer> threads, List<String> calls, List<Waker> until, String awaits) {
  /** One that can go on. */
  public static final ShellActivity RUNS =
      new ShellActivity(true, List.of(), List.of(), List.of(), null);

  /** One that is blocked in these calls. */
  public static ShellActivity in(List<String> calls) {
    return new ShellActivity(false, List.of(), calls, List.of(), null);
  }

  /** One that is idle until another shell has it run something. */
  public static ShellActivity idle(int parent) {
    return new ShellActivity(
        false,
        List.of(),
        List.of(),
        List.of(new Waker(parent, "gives it a block")),
        "the next block");
  }
}
