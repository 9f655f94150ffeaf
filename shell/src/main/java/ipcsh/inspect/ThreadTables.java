package ipcsh.inspect;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.SysException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the threads of processes, each with the call in which it is. */
public final class ThreadTables {
  private final Sys sys;
  private final ProcFiles proc;

  /** Opens descriptors: to be used on a thread with its own descriptor table. */
  public ThreadTables(Sys sys) {
    this.sys = sys;
    this.proc = new ProcFiles(sys);
  }

  /**
   * The threads of a process, without the one that reads; empty if it has ended. Those of a process
   * that may not be inspected have no calls.
   */
  public List<ThreadSnapshot> of(int pid) {
    List<ThreadSnapshot> found = new ArrayList<>();
    String tasks = "/proc/" + pid + "/task";
    try {
      String self = sys.files().readlink("/proc/thread-self");
      for (int tid : proc.numbers(tasks)) {
        if (!self.equals(pid + "/task/" + tid)) {
          ThreadSnapshot one = one(pid, tid);
          if (one != null) {
            found.add(one);
          }
        }
      }
    } catch (SysException ended) {
      // no threads
    }
    return found;
  }

  /** The IDs of the threads of a process; empty if it has ended. */
  public List<Integer> ids(int pid) {
    try {
      return Arrays.stream(proc.numbers("/proc/" + pid + "/task")).boxed().toList();
    } catch (SysException ended) {
      return List.of();
    }
  }

  /** One thread, null if it has ended. */
  private ThreadSnapshot one(int pid, int tid) {
    String directory = "/proc/" + pid + "/task/" + tid;
    String stat = text(directory + "/stat");
    return stat == null
        ? null
        : ThreadSnapshot.of(
            pid, tid, stat, text(directory + "/syscall"), text(directory + "/wchan"));
  }

  /** The text of a long file, which is read in pieces; null if it cannot be read. */
  public String longText(String path) {
    try {
      return proc.text(path);
    } catch (SysException notReadable) {
      return null;
    }
  }

  /** The text of a file that the kernel writes in one piece, null if it cannot be read. */
  public String text(String path) {
    try {
      return proc.record(path);
    } catch (SysException notReadable) {
      return null;
    }
  }
}
