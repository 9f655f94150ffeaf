package ipcsh.sys.function;

import ipcsh.sys.abi.Arena;
import ipcsh.sys.abi.CallNotMade;
import ipcsh.sys.abi.CallText;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FailedCall;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.StaleDescriptor;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.invoke.SyscallInvoker;
import java.util.Arrays;

/** The base class of all topics of functions: the invoker, and the creation of failures. */
public abstract class Functions {
  /** An absent argument in the text of a call. */
  protected static final Object NOTHING = CallText.NOTHING;

  protected final SyscallInvoker invoker;

  protected Functions(SyscallInvoker invoker) {
    this.invoker = invoker;
  }

  /** The arena, cleared for a new call. */
  protected final Arena fresh() {
    return invoker.arena().clear();
  }

  /**
   * The failure of the last call, with the arguments in C order: descriptors as ints, paths as
   * Strings, data as byte[], {@link #flags}, addresses.
   *
   * @throws CallNotMade if the call itself did not fail
   */
  protected final SysException failure(String function, Object... arguments) {
    Errno errno = Errno.of(invoker.errno());
    String hint =
        switch (errno) {
          case EFAULT -> Faults.say(invoker.fault());
          case EBADF -> StaleDescriptor.hint(arguments);
          default -> null;
        };
    FailedCall failed =
        new FailedCall(
            function, errno, invoker.process(), invoker.injected(), Arrays.asList(arguments));
    SysException failure = new SysException(failed, () -> CallText.of(function, arguments), hint);
    if (invoker.unanswered()) {
      throw new CallNotMade(failure);
    }
    return failure;
  }

  /** A failure detected by the shell itself instead of the kernel. */
  static SysException found(Errno errno, String function, Object... arguments) {
    FailedCall failed = new FailedCall(function, errno, 0, false, Arrays.asList(arguments));
    return new SysException(failed, () -> CallText.of(function, arguments), null);
  }

  /** An argument that is a set of flags or a constant of a family, always shown. */
  protected static Object constant(String family, long value) {
    return CallText.constant(family, value);
  }

  /** The same, omitted if it is 0. */
  protected static Object flags(String family, long value) {
    return CallText.flags(family, value);
  }

  /** Flags of open in a context without an access mode: 0 is not shown as O_RDONLY. */
  protected static Object openFlags(int flags) {
    String words = flags("O_", flags).toString();
    boolean access = (flags & FileConstants.O_ACCMODE) != 0;
    return flags == 0 ? NOTHING : word(access ? words : words.replaceFirst("^O_RDONLY\\|", ""));
  }

  /** An argument that is formatted already. */
  protected static Object word(String text) {
    return CallText.word(text);
  }

  /** The result as an int; throws the failure. */
  protected final int check(long result, String function, Object first, Object second) {
    if (result == -1) {
      throw failure(function, first, second);
    }
    return (int) result;
  }
}
