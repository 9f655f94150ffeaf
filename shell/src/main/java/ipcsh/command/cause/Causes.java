package ipcsh.command.cause;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FailedCall;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Looks for the cause of a failure. */
public final class Causes {
  /** Who knows causes, the surer ones first. */
  private static final List<Function<FailureContext, Cause>> ALL =
      List.of(
          scene -> new LimitCauses(scene).find(),
          scene -> new WaitingCauses(scene).find(),
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
          scene -> new DescriptorCauses(scene).find());

  private Causes() {}

  /**
   * The cause, or null where it cannot be told, or not any more.
   *
   * @param sys of a thread whose table of descriptors nobody looks at
   * @param pid the process that made the call
   * @param names what processes are called
   */
  public static Cause of(FailedCall call, Sys sys, int pid, IntFunction<String> names) {
    // an interruption has no other cause, and what was injected has none at all
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
