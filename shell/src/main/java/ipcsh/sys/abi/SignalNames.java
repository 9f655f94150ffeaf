package ipcsh.sys.abi;

import java.util.ArrayList;
import java.util.List;

/** Signals by the names of C: {@code SIGUSR1}, {@code SIGRTMIN+1}; sets of them, bit 0 is 1. */
public final class SignalNames {
  private SignalNames() {}

  /** Loaded when the first name is asked for. */
  private static final class Table {
    static final Constants CONSTANTS = new Constants(List.of());
  }

  /** The name of a signal; the number where it has none. */
  public static String of(int signal) {
    if (signal > SignalConstants.SIGRTMIN && signal < SignalConstants.SIGRTMAX) {
      return "SIGRTMIN+" + (signal - SignalConstants.SIGRTMIN);
    }
    return Table.CONSTANTS.render("SIG", signal);
  }

  /** The bit of a signal. */
  public static long bit(int signal) {
    return 1L << signal - 1;
  }

  /** The signals of a set. */
  public static List<Integer> in(long set) {
    List<Integer> signals = new ArrayList<>();
    for (int signal = 1; signal <= Long.SIZE; signal++) {
      if ((set & bit(signal)) != 0) {
        signals.add(signal);
      }
    }
    return signals;
  }

  /** The names of a set, {@code [SIGUSR1, SIGALRM]}. */
  public static String of(long set) {
    return in(set).stream().map(SignalNames::of).toList().toString();
  }
}
