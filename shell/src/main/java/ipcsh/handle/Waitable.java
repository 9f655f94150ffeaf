package ipcsh.handle;

import java.time.Duration;
import java.util.Map;

/**
 * A handle whose end one can wait for. The language makes {@code p.wait()} of it, which Java keeps
 * for itself.
 */
public interface Waitable {
  /** Waits for the end, and says how it was. */
  Map<String, Object> waitFor();

  /**
   * The same for at most so long.
   *
   * @throws ipcsh.sys.abi.SysException ETIMEDOUT when the time is up
   */
  Map<String, Object> waitFor(Duration time);

  /** The same for at most so many seconds. */
  default Map<String, Object> waitFor(Number seconds) {
    return waitFor(Timeouts.seconds(seconds));
  }
}
