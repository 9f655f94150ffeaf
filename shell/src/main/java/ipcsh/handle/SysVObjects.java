package ipcsh.handle;

import ipcsh.inspect.SysVFacts;
import ipcsh.inspect.SysVKind;
import ipcsh.sys.Kernel;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.abi.SysVConstants;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * Makes the handles of System V objects, and notes those that the session creates, and which of its
 * processes uses which.
 */
public final class SysVObjects {
  /** So many uses are remembered. */
  private static final int NOTED = 256;

  private final Kernel kernel;
  private final MethodFallback methods;
  private final CreatedNames created;
  private final Set<Use> uses = new LinkedHashSet<>();

  /** A process of the session has made or used an object. */
  public record Use(int pid, SysVKind kind, int id) {}

  public SysVObjects(Kernel kernel, MethodFallback methods, CreatedNames created) {
    this.kernel = kernel;
    this.methods = methods;
    this.created = created;
  }

  public SysVQueue queue(int id) {
    note(SysVKind.QUEUE, id);
    return new SysVQueue(id, kernel, methods);
  }

  public SysVSemaphores semaphores(int id) {
    note(SysVKind.SEMAPHORES, id);
    return new SysVSemaphores(id, kernel, methods);
  }

  public SysVSegment segment(int id) {
    note(SysVKind.SEGMENT, id);
    return new SysVSegment(id, kernel, methods);
  }

  private void note(SysVKind kind, int id) {
    Use use = new Use(kernel.process().pid(), kind, id);
    synchronized (uses) {
      if (uses.add(use) && uses.size() > NOTED) {
        uses.remove(uses.iterator().next());
      }
    }
  }

  /** The latest uses, of objects that may be removed meanwhile. */
  public List<Use> uses() {
    synchronized (uses) {
      return List.copyOf(uses);
    }
  }

  /** The handle of an object of a kind. */
  public SysVObject of(SysVKind kind, int id) {
    return switch (kind) {
      case QUEUE -> queue(id);
      case SEMAPHORES -> semaphores(id);
      case SEGMENT -> segment(id);
    };
  }

  /**
   * The handle that a command takes: itself, or of an ID.
   *
   * @throws IllegalArgumentException where it is neither
   */
  public Object handle(Class<?> type, Object given) {
    if (type.isInstance(given)) {
      return given;
    }
    if (given instanceof Integer id) {
      return type == SysVQueue.class
          ? queue(id)
          : type == SysVSemaphores.class ? semaphores(id) : segment(id);
    }
    String wanted =
        type == SysVQueue.class
            ? "a System V queue"
            : type == SysVSemaphores.class ? "System V semaphores" : "a System V segment";
    throw new IllegalArgumentException(
        "expected "
            + wanted
            + " or its ID, given "
            + (given instanceof Number || given instanceof Handle
                ? given
                : given == null ? "null" : "a " + given.getClass().getSimpleName()));
  }

  /**
   * Makes a get call, and notes the object where it has made one.
   *
   * @param flags those of the call
   * @param get the call with flags
   * @return the ID
   */
  public int get(SysVKind kind, int key, int flags, IntUnaryOperator get) {
    boolean creates =
        key == SysVConstants.IPC_PRIVATE
            || (flags & SysVConstants.IPC_CREAT) != 0 && !isThere(kind, key);
    int id = get.applyAsInt(flags);
    SysVFacts made = creates ? SysVFacts.of(kernel.quiet(), kind, id) : null;
    if (made != null) {
      created.note(made);
    }
    return id;
  }

  private boolean isThere(SysVKind kind, int key) {
    try {
      kind.find(kernel.quiet(), key);
      return true;
    } catch (SysException e) {
      return e.getErrno() != Errno.ENOENT;
    }
  }
}
