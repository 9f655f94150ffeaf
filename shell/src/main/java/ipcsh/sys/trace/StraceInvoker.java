package ipcsh.sys.trace;

import ipcsh.sys.abi.Constants;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SignalInfo;
import ipcsh.sys.invoke.ArgumentKind;
import ipcsh.sys.invoke.InvokerDecorator;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An invoker that prints each call as strace(1) does: {@code bind(3, {sa_family=AF_UNIX,
 * sun_path="/tmp/x"}, 110) = 0}. What each argument is says its {@link ArgumentKind}; where the
 * call fails, a place for a result is shown by its address.
 *
 * <p>Behind a result that the kernel did not give stands {@code (INJECTED)}, as strace has it. In
 * front stands who calls where that is not the thread that evaluates, as {@code strace -f -Y} has
 * it: {@code [pid 4711]} of a forked child, {@code [pid 4712<t1>]} of a thread.
 *
 * <p>Behind a descriptor stands the variable that holds it, {@code read(3 r, ...}, as it is when
 * the call returns.
 *
 * <p>Of a message of msgrcv it shows what was received, strace all the room. It differs from strace
 * where that looks deeper than a program does: a function of the library ({@code sem_open}, {@code
 * shm_open}, {@code posix_spawnp}, those of pthreads) is one line and not the system calls that it
 * makes, nanosleep and F_GETOWN are what a program asks for; a call that was interrupted shows what
 * the program sees (EINTR, ETIMEDOUT with {@code timeout:}) and not the kernel's ERESTARTSYS; a
 * call is shown when it returns, so none is {@code <unfinished ...>}; an option has its C name
 * (SO_RCVTIMEO, which strace knows as SO_RCVTIMEO_OLD).
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
   * @param variables the names of the descriptors of the calling thread's process
   */
  public StraceInvoker(
      SyscallInvoker inner,
      Constants constants,
      Consumer<String> sink,
      Supplier<String> thread,
      Supplier<Map<Integer, String>> variables) {
    super(inner);
    this.thread = thread;
    this.arguments = new StraceArguments(new StraceNames(constants, variables));
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
    String call = who + arguments.render(function, words, room(result), process()) + " = ";
    String injected = injected() ? " (INJECTED)" : "";
    if (result == -1) {
      Errno errno = Errno.of(errno());
      return call + "-1 " + errno + " (" + errno.getMessage() + ")" + injected;
    }
    return call + arguments.result(function, words, result) + injected;
  }
}
