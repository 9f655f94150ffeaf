package ipcsh.inspect;

import ipcsh.sys.abi.Errno;
import java.util.List;

/**
 * A process and its descriptor table.
 *
 * @param facts facts about the process
 * @param unreadable why its table could not be read, null if it could
 * @param descriptors by number; empty if they could not be read
 */
public record ProcessSnapshot(
    ProcessFacts facts, Errno unreadable, List<DescriptorSnapshot> descriptors) {
  /** Its process ID. */
  public int pid() {
    return facts.pid();
  }

  /** Whether its table could be read. */
  public boolean isReadable() {
    return unreadable == null;
  }
}
