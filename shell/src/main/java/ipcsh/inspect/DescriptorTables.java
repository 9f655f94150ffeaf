package ipcsh.inspect;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FileStatus;
import ipcsh.sys.abi.SysException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/** Reads tables of descriptors in /proc. What is closed meanwhile is left out. */
final class DescriptorTables {
  private final Sys sys;
  private final ProcFiles files;

  DescriptorTables(Sys sys, ProcFiles files) {
    this.sys = sys;
    this.files = files;
  }

  /**
   * Those descriptors of a process whose numbers are wanted.
   *
   * @throws SysException where its table cannot be read: EACCES; ENOENT where there is no process
   */
  List<RawDescriptor> of(int pid, IntPredicate wanted) {
    List<RawDescriptor> found = new ArrayList<>();
    for (int number : files.numbers("/proc/" + pid + "/fd")) {
      if (wanted.test(number)) {
        Holder holder = new Holder(pid, number);
        try {
          found.add(read(holder, link(holder)));
        } catch (SysException closed) {
          expectGone(closed);
        }
      }
    }
    return found;
  }

  /** One descriptor; null where it is not open, or may not be looked at. */
  RawDescriptor one(Holder holder) {
    try {
      return read(holder, link(holder));
    } catch (SysException closedOrNotReadable) {
      return null;
    }
  }

  /** Those of a process that point where one of these does; none where it cannot be looked at. */
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
      // then nothing is known of it
    }
    return found;
  }

  /**
   * Those of a process that stand for one of these files, by file system and inode, whatever they
   * are; none where it cannot be looked at.
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
      // then nothing is known of it
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
