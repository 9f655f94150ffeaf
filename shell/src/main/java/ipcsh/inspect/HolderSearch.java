package ipcsh.inspect;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.FileId;
import ipcsh.sys.abi.FileStatus;
import ipcsh.sys.abi.SysException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Finds the processes that have something open, and the descriptors' numbers, among the processes
 * that may be inspected. Opens descriptors: to be used on a thread with its own descriptor table.
 */
public final class HolderSearch {
  private final Sys sys;
  private final ProcFiles proc;

  /** Not thread-safe. */
  public HolderSearch(Sys sys) {
    this.sys = sys;
    this.proc = new ProcFiles(sys);
  }

  /** The holders of the socket with this inode. */
  public List<Holder> ofSocket(long inode) {
    String link = SocketObject.id(inode);
    return all((holder, its) -> its.equals(link));
  }

  /** The holders of this file, opened by any name; also of a message queue or FIFO. */
  public List<Holder> ofFile(FileId file) {
    return all((holder, link) -> link.startsWith("/") && isOpenAt(holder, file));
  }

  /** The holders of files whose link in /proc satisfies the predicate: {@code pipe:[4711]}. */
  public List<Holder> ofLink(Predicate<String> wanted) {
    return all((holder, link) -> wanted.test(link));
  }

  /** The link of a descriptor in /proc; null if it is not open, or may not be inspected. */
  public String link(Holder holder) {
    try {
      return sys.files().readlink(RawDescriptor.path(holder));
    } catch (SysException closedOrNotReadable) {
      return null;
    }
  }

  private boolean isOpenAt(Holder holder, FileId file) {
    try {
      FileStatus its = sys.files().stat(RawDescriptor.path(holder));
      return its.inode() == file.inode() && its.device() == file.device();
    } catch (SysException closed) {
      return false;
    }
  }

  private interface Wanted {
    boolean test(Holder holder, String link);
  }

  private List<Holder> all(Wanted wanted) {
    List<Holder> found = new ArrayList<>();
    for (int pid : proc.numbers("/proc")) {
      try {
        for (int number : proc.numbers("/proc/" + pid + "/fd")) {
          Holder holder = new Holder(pid, number);
          String link = link(holder);
          if (link != null && wanted.test(holder, link)) {
            found.add(holder);
          }
        }
      } catch (SysException endedOrNotReadable) {
        // not accessible
      }
    }
    return found;
  }
}
