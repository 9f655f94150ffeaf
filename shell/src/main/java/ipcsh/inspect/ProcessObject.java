package ipcsh.inspect;

import ipcsh.sys.abi.WaitStatus;

/**
 * A pidfd and its process.
 *
 * @param pid the process ID; -1 if it has ended and was reaped, 0 if it is not visible in this PID
 *     namespace
 * @param end how it ended, null if it has not, or if the kernel does not report it (before Linux
 *     6.15)
 */
public record ProcessObject(String id, int pid, WaitStatus end) implements KernelObject {
  @Override
  public String kind() {
    return "pidfd";
  }

  /** Whether it has ended, and its wait status is still to be queried. */
  public boolean isOver() {
    return pid < 0 && end == null;
  }

  /** The same with its wait status, null if unknown. */
  public ProcessObject ended(WaitStatus how) {
    return new ProcessObject(id, pid, how);
  }
}
