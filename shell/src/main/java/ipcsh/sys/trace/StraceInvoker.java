package ipcsh.sys.trace;

import ipcsh.sys.abi.Constants;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SignalInfo;
import ipcsh.sys.invoke.ArgumentKind;
import ipcsh.sys.invoke.InvokerDecorator;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An invoker that traces each call in the format of strace(1): {@code bind(3, {sa_family=AF_UNIX,
 * sun_path="/tmp/x"}, 110) = 0}. Arguments are decoded by their {@link ArgumentKind}; if the call
 * fails, a buffer for results is shown by its address.
 *
 * <p>An injected result is followed by {@code (INJECTED)}, as in strace. A prefix names the caller
 * if it is not the evaluating thread, as with {@code strace -f -Y}: {@code [pid 4711]} for a forked
 * child, {@code [pid 4712<t1>]} for a thread.
 *
 * <p>It differs from strace where that shows more than a program sees: a library function ({@code
 * sem_open}, {@code shm_open}, {@code posix_spawnp}, those of pthreads) is one line and not the
 * system calls that it makes, nanosleep and F_GETOWN are shown as the program calls them; an
 * interrupted call shows the error that the program gets (EINTR, ETIMEDOUT with {@code timeout:})
 * and not the kernel's ERESTARTSYS; a call is shown when it returns, so there is no {@code
 * <unfinished ...>}; an option has its C name (SO_RCVTIMEO, which strace calls SO_RCVTIMEO_OLD).
 */
public final class StraceInvoker extends InvokerDecorator {
  private final StraceArguments arguments;
  private final Consumer<String> sink;
  private final Supplier<String> thread;

  /**
   * Traces an invoker's calls.
   *
   * @param sink receives the lines
   * @param thread the prefix for lines of the calling thread; empty for the main one
   */
  public StraceInvoker(
      SyscallInvoker inner, Constants constants, Consumer<String> sink, Supplier<String> thread) {
    super(inner);
    this.thread = thread;
    this.arguments = new StraceArguments(constants);
    this.sink = sink;
  }

  @Override
  public long call(NativeFunction function, long a, long b, long c, long d, long e, long f) {
    long result = super.call(function, a, b, c, d, e, f);
    if (function.isSilent()) {
      return result;
    }
    long[] words = {a, b, c, d, e, f};
    sink.accept(line(function, words, result));
    return result;
  }

  /** A line for a signal that a block of the session handles now. */
  public static String delivered(Constants constants, SignalInfo info) {
    StraceNames names = new StraceNames(constants);
    String said = new StraceStructs(names).signalInfo(info);
    return "--- " + names.of("SIG", info.signo()) + " " + said + " ---";
  }

  private String line(NativeFunction function, long[] words, long result) {
    String who = process() == 0 ? thread.get() : "[pid " + process() + "] ";
    String call = who + arguments.render(function, words, room(result)) + " = ";
    String injected = injected() ? " (INJECTED)" : "";
    if (result == -1) {
      Errno errno = Errno.of(errno());
      return call + "-1 " + errno + " (" + errno.getMessage() + ")" + injected;
    }
    return call + arguments.result(function, words, result) + injected;
  }
}
