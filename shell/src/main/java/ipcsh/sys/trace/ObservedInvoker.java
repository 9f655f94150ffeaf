package ipcsh.sys.trace;

import ipcsh.sys.abi.Constants;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FailedCall;
import ipcsh.sys.invoke.ArgumentKind;
import ipcsh.sys.invoke.InvokerDecorator;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;
import java.util.function.Consumer;

/** An invoker that reports each call to an observer, when it begins and when it has returned. */
public final class ObservedInvoker extends InvokerDecorator {
  /** An observer of calls. */
  public interface Observer {
    /**
     * Called when the calling thread begins a call, in the process with this ID (0: the shell's).
     *
     * @return an observer to be called when it has returned; null for none
     */
    Consumer<MadeCall> begins(MadeCall call, int process);
  }

  private final StraceArguments arguments;
  private final CallInC inC;
  private final Observer observer;

  /** Reports an invoker's calls to {@code observer}. */
  public ObservedInvoker(SyscallInvoker inner, Constants constants, Observer observer) {
    super(inner);
    this.arguments = new StraceArguments(constants);
    this.inC = new CallInC(constants);
    this.observer = observer;
  }

  @Override
  public long call(NativeFunction function, long a, long b, long c, long d, long e, long f) {
    if (function.isSilent()) {
      return super.call(function, a, b, c, d, e, f);
    }
    long[] words = {a, b, c, d, e, f};
    Consumer<MadeCall> ended = observer.begins(made(function, words, -1, false), process());
    long result = super.call(function, a, b, c, d, e, f);
    if (ended != null) {
      ended.accept(made(function, words, result, true));
    }
    return result;
  }

  private MadeCall made(NativeFunction function, long[] words, long result, boolean returned) {
    boolean failed = returned && result == -1;
    Errno errno = failed ? Errno.of(errno()) : null;
    boolean injected = returned && injected();
    return new MadeCall(
        function.called(),
        arguments.render(function, words, result, process()),
        inC.of(function, words),
        !returned ? null : failed ? "-1" : arguments.result(function, words, result),
        result,
        wanted(function, words),
        errno,
        injected,
        failed
            ? new FailedCall(
                function.called(), errno, process(), injected, CallWords.of(function, words))
            : null);
  }

  private static long wanted(NativeFunction function, long[] words) {
    int data =
        function.indexOf(
            ArgumentKind.IN, ArgumentKind.OUT, ArgumentKind.IN_PLACE, ArgumentKind.OUT_PLACE);
    return data < 0 ? -1 : words[data + 1];
  }
}
