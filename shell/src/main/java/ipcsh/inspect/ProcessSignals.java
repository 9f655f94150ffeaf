package ipcsh.inspect;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;

/**
 * The signals of a process as the kernel has them, each a set with bit 0 for signal 1.
 *
 * @param pid the process
 * @param name the name of its program, 15 characters at most
 * @param pending those that wait for one thread
 * @param shared those that wait for any thread of the process
 * @param blocked the mask of that thread
 * @param ignored those that the process ignores
 * @param caught those that it has a handler for
 * @param queued how many signals are queued for its user, and how many may be
 */
public record ProcessSignals(
    int pid,
    String name,
    long pending,
    long shared,
    long blocked,
    long ignored,
    long caught,
    String queued) {

  /**
   * Those of a process.
   *
   * @param sys the calls of a thread with its own descriptor table
   * @param thread the thread whose mask is read
   * @throws SysException ESRCH if there is no such process
   */
  public static ProcessSignals of(Sys sys, int pid, int thread) {
    ProcFiles files = new ProcFiles(sys);
    String status;
    String name;
    try {
      name = files.record("/proc/" + pid + "/comm").strip();
      status = files.record("/proc/" + pid + "/task/" + thread + "/status");
    } catch (SysException e) {
      throw e.getErrno() == Errno.ENOENT
          ? new SysException(Errno.ESRCH, "signals(" + pid + ")")
          : e;
    }
    FdInfo fields = new FdInfo(status);
    return new ProcessSignals(
        pid,
        name,
        fields.hex("SigPnd"),
        fields.hex("ShdPnd"),
        fields.hex("SigBlk"),
        fields.hex("SigIgn"),
        fields.hex("SigCgt"),
        fields.field("SigQ"));
  }
}
