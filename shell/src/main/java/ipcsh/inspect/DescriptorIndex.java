package ipcsh.inspect;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.FileStatus;
import ipcsh.sys.abi.SysException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which descriptors of all processes have which target in /proc, read once. Opens descriptors: to
 * be used on a thread with its own descriptor table.
 */
public final class DescriptorIndex {
  private final Sys sys;
  private final ProcFiles proc;
  private final Map<String, List<Holder>> holders = new HashMap<>();
  private final Map<Holder, String> links = new HashMap<>();
  private final Set<Integer> unreadable = new LinkedHashSet<>();
  private final Map<Holder, FdInfo> infos = new HashMap<>();
  private Map<String, List<Holder>> files;

  /** Reads the tables of these processes. */
  public DescriptorIndex(Sys sys, int... pids) {
    this.sys = sys;
    this.proc = new ProcFiles(sys);
    for (int pid : pids) {
      read(pid);
    }
  }

  private void read(int pid) {
    try {
      for (int number : proc.numbers("/proc/" + pid + "/fd")) {
        Holder holder = new Holder(pid, number);
        try {
          String link = sys.files().readlink(RawDescriptor.path(holder));
          links.put(holder, link);
          holders.computeIfAbsent(link, its -> new ArrayList<>(2)).add(holder);
        } catch (SysException closed) {
          // it is gone
        }
      }
    } catch (SysException endedOrNotReadable) {
      unreadable.add(pid);
    }
  }

  /** The target of a descriptor, {@code pipe:[123]}; null if it is not open. */
  public String link(Holder holder) {
    return links.get(holder);
  }

  /** The descriptors with this target. */
  public List<Holder> holders(String link) {
    return holders.getOrDefault(link, List.of());
  }

  /** The descriptors that refer to this file, by whatever name it was opened. */
  public List<Holder> holders(FileStatus file) {
    if (files == null) {
      files = new HashMap<>();
      holders.forEach(
          (link, its) -> {
            if (link.startsWith("/")) {
              its.forEach(this::addFile);
            }
          });
    }
    return files.getOrDefault(id(file), List.of());
  }

  private void addFile(Holder holder) {
    FileStatus its = status(holder);
    if (its != null) {
      files.computeIfAbsent(id(its), file -> new ArrayList<>(2)).add(holder);
    }
  }

  private static String id(FileStatus file) {
    return file.device() + ":" + file.inode();
  }

  /** All targets. */
  public Set<String> links() {
    return holders.keySet();
  }

  /** The processes whose tables could not be read. */
  public Set<Integer> unreadable() {
    return unreadable;
  }

  /** The fdinfo of a descriptor; empty if it was closed meanwhile. */
  public FdInfo info(Holder holder) {
    return infos.computeIfAbsent(
        holder,
        its -> {
          try {
            return new FdInfo(proc.record("/proc/" + its.pid() + "/fdinfo/" + its.number()));
          } catch (SysException closed) {
            return new FdInfo("");
          }
        });
  }

  /** Whether a descriptor is open for reading. */
  public boolean reads(Holder holder) {
    return (info(holder).flags() & OpenFileDescription.ACCESS) != FileConstants.O_WRONLY;
  }

  /** Whether a descriptor is open for writing. */
  public boolean writes(Holder holder) {
    return (info(holder).flags() & OpenFileDescription.ACCESS) != FileConstants.O_RDONLY;
  }

  /** The file of a descriptor; null if it was closed meanwhile. */
  public FileStatus status(Holder holder) {
    try {
      return sys.files().stat(RawDescriptor.path(holder));
    } catch (SysException closed) {
      return null;
    }
  }
}
