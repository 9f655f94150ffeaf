package ipcsh.inspect;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.FileId;
import ipcsh.sys.abi.FileStatus;
import ipcsh.sys.abi.SysException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Finds which processes have something open, and as which number: of those that may be looked at.
 * Opens descriptors: to be used where that disturbs nobody.
 */
public final class HolderSearch {
  private final Sys sys;
  private final ProcFiles proc;

  /** For one thread. */
  public HolderSearch(Sys sys) {
    this.sys = sys;
    this.proc = new ProcFiles(sys);
  }

  /** Who has the socket of this number. */
  public List<Holder> ofSocket(long inode) {
    String link = SocketObject.id(inode);
    return all((holder, its) -> its.equals(link));
  }

  /**
   * Who has this file open, by whichever name, itself or through a descriptor of a queue, a FIFO.
   */
  public List<Holder> ofFile(FileId file) {
    return all((holder, link) -> link.startsWith("/") && isOpenAt(holder, file));
  }

  /** Who has open what /proc shows as this: {@code pipe:[4711]}. */
  public List<Holder> ofLink(Predicate<String> wanted) {
    return all((holder, link) -> wanted.test(link));
  }

  /** What /proc shows of a descriptor; null where it is not open, or may not be looked at. */
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
        // then nothing is known of it
      }
    }
    return found;
  }
}
