package ipcsh.inspect;

import ipcsh.sys.abi.Errno;
import java.util.List;

/**
 * A process and its table of descriptors.
 *
 * @param facts who it is
 * @param unreadable why its table could not be read, null where it could
 * @param descriptors by number; none where they could not be read
 */
public record ProcessSnapshot(
    ProcessFacts facts, Errno unreadable, List<DescriptorSnapshot> descriptors) {
  /** Its number. */
  public int pid() {
    return facts.pid();
  }

  /** Whether its table could be read. */
  public boolean isReadable() {
    return unreadable == null;
  }
}
