package ipcsh.command.cause;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FailedCall;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Determines the cause of a failure. */
public final class Causes {
  /** The functions that determine causes, the most reliable first. */
  private static final List<Function<FailureContext, Cause>> ALL =
      List.of(
          scene -> new LimitCauses(scene).find(),
          scene -> new WaitingCauses(scene).find(),
          scene -> new TerminalCauses(scene).find(),
          scene -> new AddressCauses(scene).find(),
          scene -> new TransferCauses(scene).find(),
          scene -> new PathCauses(scene).find(),
          scene -> new PidfdCauses(scene).find(),
          scene -> new NameCauses(scene).find(),
          scene -> new PipeTransferCauses(scene).find(),
          scene -> new ProcessCauses(scene).find(),
          scene -> new MemoryCauses(scene).find(),
          scene -> new LockCauses(scene).find(),
          scene -> new QueueCauses(scene).find(),
          scene -> new SysVCauses(scene).find(),
          scene -> new DescriptorCauses(scene).find());

  private Causes() {}

  /**
   * The cause, or null if it cannot be determined, or not any more.
   *
   * @param sys of a thread with its own descriptor table
   * @param pid the process that made the call
   * @param names the names of processes
   */
  public static Cause of(FailedCall call, Sys sys, int pid, IntFunction<String> names) {
    // EINTR has no other cause, and an injected error has none at all
    if (call.injected() || call.errno() == Errno.EINTR) {
      return null;
    }
    try (FailureContext scene = new FailureContext(call, sys, pid, names)) {
      for (Function<FailureContext, Cause> one : ALL) {
        Cause cause = one.apply(scene);
        if (cause != null) {
          return cause;
        }
      }
      return null;
    }
  }
}
