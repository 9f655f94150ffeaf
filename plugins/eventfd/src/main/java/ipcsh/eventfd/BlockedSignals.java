package ipcsh.eventfd;

import static ipcsh.sys.abi.ProcessConstants.SIGABRT;
import static ipcsh.sys.abi.ProcessConstants.SIGBUS;
import static ipcsh.sys.abi.ProcessConstants.SIGCONT;
import static ipcsh.sys.abi.ProcessConstants.SIGFPE;
import static ipcsh.sys.abi.ProcessConstants.SIGHUP;
import static ipcsh.sys.abi.ProcessConstants.SIGILL;
import static ipcsh.sys.abi.ProcessConstants.SIGINT;
import static ipcsh.sys.abi.ProcessConstants.SIGKILL;
import static ipcsh.sys.abi.ProcessConstants.SIGPIPE;
import static ipcsh.sys.abi.ProcessConstants.SIGQUIT;
import static ipcsh.sys.abi.ProcessConstants.SIGSEGV;
import static ipcsh.sys.abi.ProcessConstants.SIGSTOP;
import static ipcsh.sys.abi.ProcessConstants.SIGSYS;
import static ipcsh.sys.abi.ProcessConstants.SIGTERM;
import static ipcsh.sys.abi.ProcessConstants.SIGTRAP;
import static ipcsh.sys.abi.ProcessConstants.SIGTSTP;
import static ipcsh.sys.abi.ProcessConstants.SIGTTIN;
import static ipcsh.sys.abi.ProcessConstants.SIGTTOU;
import static ipcsh.sys.abi.ProcessConstants.SIGUSR2;
import static ipcsh.sys.abi.ProcessConstants.SIGWINCH;
import static ipcsh.sys.abi.ProcessConstants.SIGXFSZ;

import ipcsh.sys.Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Blocks signals in every thread of this process, including those of the Java virtual machine.
 * Otherwise a signal sent to the process would be delivered to one of them and, by default,
 * terminate the shell. Only the thread itself can change its mask, so each thread is sent a signal
 * whose handler changes it ({@link MaskSignal}); threads created later inherit the mask of their
 * creator.
 */
final class BlockedSignals {
  private static final List<Integer> JAVA =
      List.of(
          SIGHUP, SIGINT, SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGUSR2,
          SIGPIPE, SIGTERM, SIGXFSZ, SIGSYS);
  private static final List<Integer> TERMINAL =
      List.of(SIGCONT, SIGTSTP, SIGTTIN, SIGTTOU, SIGWINCH);
  private static final List<Integer> C_LIBRARY = List.of(32, 33);
  private static final List<Integer> SHELL = List.of(44, MaskSignal.SIGNAL);

  private static final Path THREADS = Path.of("/proc/self/task");
  private static final Pattern MASK = Pattern.compile("SigBlk:\\s*([0-9a-f]+)");
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

  private final Kernel kernel;
  private MaskSignal carrier;

  BlockedSignals(Kernel kernel) {
    this.kernel = kernel;
  }

  /**
   * Signals as a set, bit 0 for signal 1.
   *
   * @throws IllegalArgumentException if one is not a signal, or is needed by this process
   */
  static long set(Collection<?> signals) {
    long set = 0;
    for (Object signal : signals) {
      if (!(signal instanceof Integer number) || number < 1 || number > Long.SIZE) {
        throw new IllegalArgumentException(
            "signals: expected signals such as SIGUSR1, given " + signal);
      }
      String owner = owner(number);
      if (owner != null) {
        throw new IllegalArgumentException(
            EventFunctions.names("SIG", number) + " cannot be blocked here: " + owner);
      }
      set |= 1L << number - 1;
    }
    return set;
  }

  private static String owner(int signal) {
    if (signal == SIGKILL || signal == SIGSTOP) {
      return "the kernel does not allow it";
    }
    return JAVA.contains(signal)
        ? "the Java virtual machine needs it"
        : TERMINAL.contains(signal)
            ? "the terminal needs it"
            : C_LIBRARY.contains(signal)
                ? "the C library needs it"
                : SHELL.contains(signal) ? "the shell interrupts calls with it" : null;
  }

  /** Blocks the signals of a set in every thread. */
  synchronized void block(long set) {
    if (threadsWithout(set).isEmpty()) {
      return;
    }
    if (carrier == null) {
      carrier = new MaskSignal(kernel.quiet().invoker());
    }
    carrier.makeHarmless(set);
    long end = System.nanoTime() + PATIENCE;
    List<Integer> left = threadsWithout(set);
    while (!left.isEmpty()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("threads " + left + " do not block the signals");
      }
      for (int thread : left) {
        carrier.send(kernel.quiet().invoker(), thread, set);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      left = threadsWithout(set);
    }
  }

  private static List<Integer> threadsWithout(long set) {
    String[] threads = THREADS.toFile().list();
    return Arrays.stream(threads)
        .filter(thread -> (mask(thread) & set) != set)
        .map(Integer::valueOf)
        .toList();
  }

  /** A thread's signal mask; all signals if it has ended. */
  private static long mask(String thread) {
    try {
      Matcher found = MASK.matcher(Files.readString(THREADS.resolve(thread).resolve("status")));
      return found.find() ? Long.parseUnsignedLong(found.group(1), 16) : -1;
    } catch (IOException ended) {
      return -1;
    }
  }
}
