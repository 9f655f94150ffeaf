package ipcsh.handle;

import java.time.Duration;
import java.util.Map;

/**
 * A handle whose end can be waited for. In the language it is {@code p.wait()}, a name that Java
 * reserves.
 */
public interface Waitable {
  /** Waits for the end, and returns how it ended. */
  Map<String, Object> waitFor();

  /**
   * The same with a timeout.
   *
   * @throws ipcsh.sys.abi.SysException ETIMEDOUT if it expires
   */
  Map<String, Object> waitFor(Duration time);

  /** The same with a timeout in seconds. */
  default Map<String, Object> waitFor(Number seconds) {
    return waitFor(Timeouts.seconds(seconds));
  }
}
