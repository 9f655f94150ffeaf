package ipcsh.inspect;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.SysException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Finds who has attached a System V segment, and who waits for a queue or for semaphores. */
public final class SysVUsers {
  private static final int HEX = 16;

  private final ProcFiles proc;
  private final Inspector inspector;

  /** For one thread. */
  public SysVUsers(Sys sys) {
    this.proc = new ProcFiles(sys);
    this.inspector = new Inspector(sys);
  }

  /** Who has attached a segment, of the processes that may be looked at. */
  public List<SharedMemory.Part> attached(int id) {
    List<SharedMemory.Part> parts = new ArrayList<>();
    for (int pid : inspector.everybody()) {
      for (Mapping mapping : inspector.mappings(pid)) {
        if (Objects.equals(mapping.segment(), id)) {
          parts.add(new SharedMemory.Part(pid, mapping));
        }
      }
    }
    return parts;
  }

  /** The threads that wait in a call on an object. */
  public List<BlockedThread> waiting(SysVKind kind, int id) {
    Set<String> calls =
        switch (kind) {
          case QUEUE -> Set.of("msgsnd", "msgrcv");
          case SEMAPHORES -> Set.of("semop", "semtimedop");
          case SEGMENT -> Set.of();
        };
    List<BlockedThread> found = new ArrayList<>();
    if (!calls.isEmpty()) {
      for (int pid : inspector.everybody()) {
        add(found, pid, calls, id);
      }
    }
    return found;
  }

  private void add(List<BlockedThread> found, int pid, Set<String> calls, int id) {
    try {
      for (int thread : proc.numbers("/proc/" + pid + "/task")) {
        String[] words =
            proc.record("/proc/" + pid + "/task/" + thread + "/syscall").strip().split(" ");
        if (words.length > 2 && words[0].matches("\\d+")) {
          String call = SystemCalls.name(Integer.parseInt(words[0]));
          long first = Long.parseUnsignedLong(words[1].substring("0x".length()), HEX);
          if (calls.contains(call) && (int) first == id) {
            found.add(new BlockedThread(pid, thread, call, id, null));
          }
        }
      }
    } catch (SysException endedOrNotReadable) {
      // then nothing is known of it
    }
  }
}
