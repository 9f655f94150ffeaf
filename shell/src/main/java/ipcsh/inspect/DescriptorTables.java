package ipcsh.inspect;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FileStatus;
import ipcsh.sys.abi.SysException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads descriptor tables in /proc. Descriptors that are closed meanwhile are left out. */
final class DescriptorTables {
  private final Sys sys;
  private final ProcFiles files;

  DescriptorTables(Sys sys, ProcFiles files) {
    this.sys = sys;
    this.files = files;
  }

  /**
   * The selected descriptors of a process.
   *
   * @param leftOut receives those that the filter leaves out by more than their numbers, with the
   *     targets of their links
   * @throws SysException if its table cannot be read: EACCES; ENOENT if there is no such process
   */
  List<RawDescriptor> of(int pid, DescriptorFilter wanted, Map<Holder, String> leftOut) {
    List<RawDescriptor> found = new ArrayList<>();
    for (int number : files.numbers("/proc/" + pid + "/fd")) {
      if (wanted.mayTake(number)) {
        Holder holder = new Holder(pid, number);
        try {
          String link = link(holder);
          if (wanted.takes(number, link, () -> info(holder).closesOnExec())) {
            found.add(read(holder, link));
          } else {
            leftOut.put(holder, link);
          }
        } catch (SysException closed) {
          expectGone(closed);
        }
      }
    }
    return found;
  }

  /** One descriptor; null if it is not open, or may not be inspected. */
  RawDescriptor one(Holder holder) {
    try {
      return read(holder, link(holder));
    } catch (SysException closedOrNotReadable) {
      return null;
    }
  }

  /**
   * The descriptors of a process whose links have one of these targets; empty if it may not be
   * inspected.
   */
  List<RawDescriptor> pointing(int pid, Set<String> links) {
    List<RawDescriptor> found = new ArrayList<>();
    try {
      for (int number : files.numbers("/proc/" + pid + "/fd")) {
        Holder holder = new Holder(pid, number);
        try {
          String link = link(holder);
          if (links.contains(link)) {
            found.add(read(holder, link));
          }
        } catch (SysException closed) {
          expectGone(closed);
        }
      }
    } catch (SysException notReadable) {
      // not accessible
    }
    return found;
  }

  /** Those of these descriptors whose links have one of these targets. */
  List<RawDescriptor> pointing(Map<Holder, String> some, Set<String> links) {
    List<RawDescriptor> found = new ArrayList<>();
    some.forEach(
        (holder, link) -> {
          RawDescriptor raw = links.contains(link) ? one(holder) : null;
          if (raw != null) {
            found.add(raw);
          }
        });
    return found;
  }

  /**
   * The descriptors of a process that refer to one of these files, by device number and inode;
   * empty if it may not be inspected.
   */
  List<RawDescriptor> standingFor(int pid, Set<String> wanted) {
    List<RawDescriptor> found = new ArrayList<>();
    try {
      for (int number : files.numbers("/proc/" + pid + "/fd")) {
        Holder holder = new Holder(pid, number);
        try {
          FileStatus its = sys.files().stat(RawDescriptor.path(holder));
          if (wanted.contains(its.device() + ":" + its.inode())) {
            found.add(new RawDescriptor(holder, link(holder), its, info(holder)));
          }
        } catch (SysException closed) {
          expectGone(closed);
        }
      }
    } catch (SysException notReadable) {
      // not accessible
    }
    return found;
  }

  private FdInfo info(Holder holder) {
    return new FdInfo(files.record("/proc/" + holder.pid() + "/fdinfo/" + holder.number()));
  }

  private String link(Holder holder) {
    return sys.files().readlink(RawDescriptor.path(holder));
  }

  private RawDescriptor read(Holder holder, String link) {
    return new RawDescriptor(
        holder,
        link,
        RawDescriptor.tellsAll(link) ? null : sys.files().stat(RawDescriptor.path(holder)),
        info(holder));
  }

  private static void expectGone(SysException failed) {
    if (failed.getErrno() != Errno.ENOENT && failed.getErrno() != Errno.ESRCH) {
      throw failed;
    }
  }
}
