package ipcsh.why;

import ipcsh.inspect.FdInfo;
import ipcsh.sys.abi.SignalNames;
import java.util.List;
import java.util.stream.Collectors;

/** The signals for which a process has a handler, which may do what the process itself would do. */
final class CaughtSignals {

  /**
   * Faults, broken pipes, and the two that the C library uses itself: no process waits for those.
   */
  private static final List<Integer> OTHERS = List.of(4, 5, 6, 7, 8, 11, 13, 31, 32, 33);

  private static final int SHOWN = 4;
  private static final int INTERRUPT = 2;
  private static final String PYTHON = "python";

  private CaughtSignals() {}

  /** Their names, {@code SIGTERM}, of those that may end a wait; null if there are none. */
  static String named(WaitContext context, int pid) {
    FdInfo status = context.status(pid);
    long caught = status.hex("SigCgt");
    for (int signal : OTHERS) {
      caught &= ~SignalNames.bit(signal);
    }
    String program = status.field("Name");
    if (program != null && program.startsWith(PYTHON)) {
      // every Python program has this handler, which raises KeyboardInterrupt
      caught &= ~SignalNames.bit(INTERRUPT);
    }
    return caught == 0 ? null : names(caught);
  }

  /** The names of signals, {@code SIGTERM, SIGUSR1}. */
  static String names(long set) {
    List<Integer> all = SignalNames.in(set);
    String shown = all.stream().limit(SHOWN).map(SignalNames::of).collect(Collectors.joining(", "));
    return all.size() > SHOWN ? shown + " and " + (all.size() - SHOWN) + " more" : shown;
  }

  /** Whether a process ignores a signal. */
  static boolean isIgnored(WaitContext context, int pid, int signal) {
    return (context.status(pid).hex("SigIgn") & SignalNames.bit(signal)) != 0;
  }
}
