package ipcsh.command;

import ipcsh.inspect.FutexCall;
import ipcsh.inspect.FutexObject;
import ipcsh.inspect.FutexObjects;
import ipcsh.inspect.ProcessMemory;
import ipcsh.inspect.SharedHandle;
import ipcsh.inspect.SynchronizationObject;
import ipcsh.inspect.ThreadSnapshot;
import ipcsh.inspect.ThreadTables;
import ipcsh.sys.Sys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The semaphores, mutexes, conditions and locks for which threads of programs wait that are no
 * shells and report nothing: each is recognized by its bytes. For one look, on the unshared
 * observer's thread.
 */
final class AwaitedObjects {
  private static final String FUTEX = "futex";

  private final ThreadTables tables;
  private final ProcessMemory memory;
  private final Set<String> wanted;
  private final Map<Integer, String> calls = new HashMap<>();

  /**
   * A look.
   *
   * @param wanted the IDs of objects that are to be found in private memory, too
   */
  AwaitedObjects(Sys sys, Set<String> wanted) {
    this.tables = new ThreadTables(sys);
    this.memory = new ProcessMemory(sys);
    this.wanted = wanted;
  }

  /** Those of a process that are shared with others, and of those in its own memory the wanted. */
  List<SharedHandle> of(int pid) {
    List<SharedHandle> found = new ArrayList<>();
    for (ThreadSnapshot thread : tables.of(pid)) {
      boolean waits = thread.isBlocked() && thread.call().equals(FUTEX);
      if (!waits || !memory.usesGlibc(pid)) {
        continue;
      }
      FutexObject object =
          FutexObjects.of(
              FutexCall.of(thread.arguments()), (address, size) -> memory.read(pid, address, size));
      calls.put(thread.tid(), object.call());
      String kind = kind(object.kind());
      if (kind == null) {
        continue;
      }
      long address = object.address();
      boolean isKnown = found.stream().anyMatch(one -> one.address() == address);
      boolean isShown =
          memory.place(pid, address) != null
              || wanted.contains(SynchronizationObject.id(pid, address));
      if (isShown && !isKnown) {
        int size = SharedHandle.size(kind);
        String name = memory.variable(pid, address, size);
        found.add(new SharedHandle(kind, address, size, name == null ? "" : name));
      }
    }
    return found;
  }

  private static String kind(FutexObject.Kind kind) {
    return switch (kind) {
      case MUTEX -> "mutex";
      case RWLOCK -> "rwlock";
      case CONDITION -> "condition";
      case SEMAPHORE -> "semaphore";
      default -> null;
    };
  }

  /** The function of the C library that a thread called; {@code call} if it was not recognized. */
  String call(int thread, String call) {
    return call.equals(FUTEX) ? calls.getOrDefault(thread, call) : call;
  }
}
