package ipcsh.inspect;

import ipcsh.sys.abi.WaitStatus;

/**
 * A pidfd and its process.
 *
 * @param pid its number; -1 where it has ended and was reaped, 0 where it is not to be seen from
 *     here
 * @param end how it ended, null where it has not, or where the kernel does not say (before 6.15)
 */
public record ProcessObject(String id, int pid, WaitStatus end) implements KernelObject {
  @Override
  public String kind() {
    return "pidfd";
  }

  /** Whether it has ended and how is still to be asked for. */
  public boolean isOver() {
    return pid < 0 && end == null;
  }

  /** The same, of which it is known how it ended, null where it is not. */
  public ProcessObject ended(WaitStatus how) {
    return new ProcessObject(id, pid, how);
  }
}
