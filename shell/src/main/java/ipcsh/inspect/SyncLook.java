package ipcsh.inspect;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.FileId;
import ipcsh.sys.abi.SysException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Looks at what processes have in the memory that they share: the state of semaphores and locks,
 * and the threads that wait for them. For one thread.
 */
public final class SyncLook {
  private static final int HEX = 16;

  private final Sys sys;
  private final ProcFiles proc;

  public SyncLook(Sys sys) {
    this.sys = sys;
    this.proc = new ProcFiles(sys);
  }

  /**
   * A thread that waits in futex(2).
   *
   * @param address the word for which it waits, in its process
   */
  public record Waiter(int pid, int thread, long address) {
    /** Whether it waits for an object. */
    public boolean isFor(SharedHandle object) {
      return object.isSync() && object.contains(address);
    }
  }

  /** The threads of a process that wait in futex(2); none if they may not be looked at. */
  public List<Waiter> waiters(int pid) {
    List<Waiter> found = new ArrayList<>();
    try {
      for (int thread : proc.numbers("/proc/" + pid + "/task")) {
        waiter(found, pid, thread);
      }
    } catch (SysException endedOrNotReadable) {
      // then nothing is known of it
    }
    return found;
  }

  private void waiter(List<Waiter> found, int pid, int thread) {
    try {
      String[] words =
          proc.record("/proc/" + pid + "/task/" + thread + "/syscall").strip().split(" ");
      boolean isCall = words.length > 2 && words[0].matches("\\d+");
      if (isCall && SystemCalls.name(Integer.parseInt(words[0])).equals("futex")) {
        String first = words[1].substring("0x".length());
        found.add(new Waiter(pid, thread, Long.parseUnsignedLong(first, HEX)));
      }
    } catch (SysException ended) {
      // the thread, meanwhile
    }
  }

  /**
   * The state of an object in words; empty if its bytes may not be read.
   *
   * @param processes the names of processes
   */
  public List<String> state(int pid, SharedHandle object, IntFunction<String> processes) {
    int size = SyncState.size(object.kind());
    byte[] bytes = new ProcessMemory(sys).begin(pid, object.address(), size);
    return bytes == null || bytes.length < size
        ? List.of()
        : SyncState.of(object.kind(), bytes, thread -> thread(thread, processes));
  }

  /** Who waits: a process, or one of its threads if these have no names of their own. */
  public String name(Waiter waiter, String process) {
    boolean isThread = waiter.thread() != 0 && waiter.thread() != waiter.pid();
    if (isThread) {
      String name = name(waiter.thread());
      if (name != null && !name.equals("java") && name.equals(name(waiter.pid()))) {
        return "thread " + waiter.thread();
      }
    }
    return process;
  }

  private String name(int thread) {
    try {
      return new FdInfo(proc.record("/proc/" + thread + "/status")).field("Name");
    } catch (SysException ended) {
      return null;
    }
  }

  /** The process of a thread, and the name of the thread if it has one of its own. */
  private String thread(int thread, IntFunction<String> processes) {
    try {
      FdInfo fields = new FdInfo(proc.record("/proc/" + thread + "/status"));
      int pid = (int) fields.number("Tgid", thread);
      String process = processes.apply(pid);
      String name = fields.field("Name");
      boolean isPlain =
          pid == thread || name == null || name.matches("evaluator|main|java|Thread-\\d+");
      if (!isPlain && name.equals(name(pid))) {
        return "thread " + thread;
      }
      return isPlain ? process : name + " of " + process;
    } catch (SysException ended) {
      return "thread " + thread + ", which has ended";
    }
  }

  /**
   * The name of a semaphore, which is mapped by another one if the process has created it; that of
   * the mapping if it has been removed.
   */
  public String semaphore(Mapping mapping) {
    for (NamedSemaphore one : NamedSemaphore.all()) {
      FileId file = sys.files().identity("/dev/shm/sem." + one.getName().substring(1));
      if (file != null && mapping.id().equals(file.device() + ":" + file.inode())) {
        return one.getName();
      }
    }
    return "removed";
  }

  /** The size of a file in bytes, or of what is mapped if it cannot be found. */
  public long size(Mapping mapping) {
    try {
      return sys.files().stat(mapping.path()).size();
    } catch (SysException removed) {
      return mapping.offset() + mapping.length();
    }
  }
}
