package ipcsh.inspect;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.SysException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The memory of processes: what is in it, and which processes share it. Each process's mappings are
 * read once. Opens descriptors: to be used on a thread with its own descriptor table.
 */
public final class ProcessMemory {
  private static final Pattern GLIBC =
      Pattern.compile("/(libc\\.so\\.6|libc-2\\.\\d+\\.so)$", Pattern.MULTILINE);

  /** The end of the line of memory that belongs to no file: its inode. */
  private static final String NO_FILE = " 00:00 0 ";

  private static final int HEX = 16;

  private final Sys sys;
  private final ProcFiles proc;
  private final Map<Integer, Mappings> known = new HashMap<>();
  private final Map<Integer, ProgramSymbols> symbols = new HashMap<>();
  private int[] everybody;

  /** For one thread, and one look. */
  public ProcessMemory(Sys sys) {
    this.sys = sys;
    this.proc = new ProcFiles(sys);
  }

  /**
   * Where an address points.
   *
   * @param object the mapped object, as in {@link KernelObject#id()}
   * @param offset the offset in that object
   * @param path its name, as in {@link Mapping#path()}
   */
  public record Place(String object, long offset, String path) {}

  /**
   * Who shares memory.
   *
   * @param pids the processes that map it, sorted
   * @param unreadable those of which this is not known
   */
  public record Sharers(Set<Integer> pids, Set<Integer> unreadable) {}

  private record Mappings(boolean isReadable, boolean isGlibc, List<Mapping> shared, String text) {}

  /** Reads memory; null if not all of it can be read. */
  public ByteBuffer read(int pid, long address, int size) {
    byte[] bytes = begin(pid, address, size);
    return bytes == null || bytes.length < size
        ? null
        : ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }

  /**
   * Reads memory as far as it is mapped: by {@code process_vm_readv(2)}, and where a filter forbids
   * that or the kernel lacks it, from /proc; null if nothing can be read.
   */
  public byte[] begin(int pid, long address, int size) {
    try {
      return sys.otherMemory().read(pid, address, size);
    } catch (SysException failed) {
      Errno why = failed.getErrno();
      return why == Errno.EPERM || why == Errno.ENOSYS ? inFile(pid, address, size) : null;
    }
  }

  private byte[] inFile(int pid, long address, int size) {
    try {
      int file = sys.files().open("/proc/" + pid + "/mem", FileConstants.O_CLOEXEC, 0);
      try {
        return sys.files().pread(file, size, address);
      } finally {
        sys.files().close(file);
      }
    } catch (SysException notMappedOrNotPermitted) {
      return null;
    }
  }

  private Mappings mappings(int pid) {
    return known.computeIfAbsent(
        pid,
        its -> {
          try {
            String maps = proc.text("/proc/" + its + "/maps");
            return new Mappings(true, GLIBC.matcher(maps).find(), Mapping.of(maps), maps);
          } catch (SysException ended) {
            Errno why = ended.getErrno();
            boolean hasEnded = why == Errno.ENOENT || why == Errno.ESRCH;
            return new Mappings(hasEnded, false, List.of(), "");
          }
        });
  }

  /** Whether the process uses the GNU C library as a shared library. */
  public boolean usesGlibc(int pid) {
    return mappings(pid).isGlibc;
  }

  /** The shared mapping at an address; null if the memory is private. */
  public Place place(int pid, long address) {
    for (Mapping mapping : mappings(pid).shared) {
      long inside = address - mapping.start();
      if (inside >= 0 && inside < mapping.length()) {
        return new Place(mapping.id(), mapping.offset() + inside, mapping.path());
      }
    }
    return null;
  }

  /** The processes that have mapped a place, writable. */
  public Sharers sharers(Place place) {
    Set<Integer> pids = new TreeSet<>();
    Set<Integer> unreadable = new TreeSet<>();
    for (int pid : everybody()) {
      Mappings its = mappings(pid);
      if (!its.isReadable) {
        unreadable.add(pid);
      } else if (its.shared.stream().anyMatch(mapping -> has(mapping, place))) {
        pids.add(pid);
      }
    }
    return new Sharers(pids, unreadable);
  }

  /** A process and those of its relatives that have the same memory, by CLONE_VM. */
  public Sharers sharers(int pid, List<Integer> relatives) {
    Set<Integer> pids = new TreeSet<>(Set.of(pid));
    for (int other : relatives) {
      try {
        if (sys.processControl().hasSameMemory(pid, other)) {
          pids.add(other);
        }
      } catch (SysException endedOrNotPermitted) {
        // a process that has ended has none, one of another user has another one
      }
    }
    return new Sharers(pids, Set.of());
  }

  private static boolean has(Mapping mapping, Place place) {
    long inside = place.offset - mapping.offset();
    return mapping.id().equals(place.object)
        && inside >= 0
        && inside < mapping.length()
        && mapping.protection().contains("w");
  }

  private int[] everybody() {
    if (everybody == null) {
      everybody = proc.numbers("/proc");
    }
    return everybody;
  }

  /** The thread IDs of a process by those that it has in its own PID namespace. */
  public Map<Integer, Integer> threadsByOwnId(int pid) {
    Map<Integer, Integer> found = new HashMap<>();
    try {
      for (int tid : proc.numbers("/proc/" + pid + "/task")) {
        String ids =
            new FdInfo(proc.record("/proc/" + pid + "/task/" + tid + "/status")).field("NSpid");
        String[] all = ids == null ? new String[] {"" + tid} : ids.strip().split("\\s+");
        found.put(Integer.valueOf(all[all.length - 1]), tid);
      }
    } catch (SysException ended) {
      // those so far
    }
    return found;
  }

  /**
   * The name of the variable at an address, as in the source of the program; null if it is not
   * known.
   *
   * @param size its size, by which an element of an array is recognized
   */
  public String variable(int pid, long address, int size) {
    String program;
    try {
      program = sys.files().readlink("/proc/" + pid + "/exe");
    } catch (SysException notReadable) {
      return null;
    }
    long start = 0;
    long end = 0;
    for (String line : mappings(pid).text.split("\n")) {
      String[] range = line.substring(0, Math.max(0, line.indexOf(' '))).split("-");
      if (range.length == 2) {
        long from = Long.parseUnsignedLong(range[0], HEX);
        boolean isProgram = line.endsWith(" " + program);
        // variables without an initial value lie behind the file
        if (isProgram || from == end && line.endsWith(NO_FILE)) {
          start = start == 0 ? from : start;
          end = Long.parseUnsignedLong(range[1], HEX);
        }
      }
    }
    return address < start || address >= end
        ? null
        : symbols
            .computeIfAbsent(pid, its -> ProgramSymbols.of("/proc/" + its + "/exe"))
            .name(address, start, size);
  }
}
