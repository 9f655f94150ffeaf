package ipcsh.sys.invoke;

import ipcsh.sys.abi.SignalConstants;
import ipcsh.sys.abi.SignalInfo;
import java.util.function.Consumer;

/**
 * What is done at a signal: a block that is run between calls, on the thread that the signal
 * reached.
 *
 * @param flags {@code SA_RESTART} and the like
 * @param mask the signals that are blocked meanwhile, beside the one itself
 * @param value what the user gave, and is given back
 */
public record SignalHandler(int flags, long mask, Consumer<SignalInfo> block, Object value) {
  boolean restarts() {
    return (flags & SignalConstants.SA_RESTART) != 0;
  }

  boolean defers() {
    return (flags & SignalConstants.SA_NODEFER) == 0;
  }

  boolean isForOne() {
    return (flags & SignalConstants.SA_RESETHAND) != 0;
  }
}
