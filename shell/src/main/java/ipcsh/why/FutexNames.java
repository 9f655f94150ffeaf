package ipcsh.why;

import ipcsh.inspect.FutexObject;
import ipcsh.inspect.ProcessMemory;
import ipcsh.inspect.SynchronizationObject;
import ipcsh.inspect.ThreadSnapshot;
import ipcsh.sys.abi.FileStatus;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.function.Pthreads;
import ipcsh.sys.function.Semaphores;
import ipcsh.sys.text.EscapedText;
import java.io.File;

/** How an object in memory is called: by its name, its place in a file, or its address. */
final class FutexNames {
  private static final String DIRECTORY = "/dev/shm";
  private static final String PREFIX = "sem.";

  private final ThreadSnapshot thread;
  private final WaitContext context;
  private final FutexObject object;
  private final ProcessMemory.Place place;
  private final String path;
  private final String variable;

  FutexNames(
      ThreadSnapshot thread, WaitContext context, FutexObject object, ProcessMemory.Place place) {
    this.thread = thread;
    this.context = context;
    this.object = object;
    this.place = place;
    this.path = place == null ? null : findPath();
    this.variable = findVariable();
  }

  private String findVariable() {
    int pid = thread.pid();
    boolean isNamedSemaphore = path != null && path.startsWith(DIRECTORY + "/" + PREFIX);
    String ofSession = isNamedSemaphore ? null : context.variable(pid, object.address());
    return ofSession != null || place != null
        ? ofSession
        : context.processMemory().variable(pid, object.address(), size(object.kind()));
  }

  private static int size(FutexObject.Kind kind) {
    return switch (kind) {
      case MUTEX -> Pthreads.MUTEX_SIZE;
      case CONDITION -> Pthreads.COND_SIZE;
      case RWLOCK -> Pthreads.RWLOCK_SIZE;
      default -> Semaphores.SIZE;
    };
  }

  /**
   * The path of the file that is mapped; null if it has none any more. A semaphore that was created
   * by this process is mapped under a temporary name.
   */
  private String findPath() {
    if (!place.path().startsWith("/")) {
      return null;
    }
    if (!place.path().startsWith(DIRECTORY + "/" + PREFIX)) {
      return isMapped(place.path()) ? place.path() : null;
    }
    String[] names = new File(DIRECTORY).list((directory, name) -> name.startsWith(PREFIX));
    for (String name : names == null ? new String[0] : names) {
      if (isMapped(DIRECTORY + "/" + name)) {
        return DIRECTORY + "/" + name;
      }
    }
    return null;
  }

  private boolean isMapped(String file) {
    try {
      FileStatus status = context.sys().files().stat(file);
      return place.object().equals(status.device() + ":" + status.inode());
    } catch (SysException removed) {
      return false;
    }
  }

  /** A text that is the same for each process that shares the object. */
  String id() {
    return place == null
        ? SynchronizationObject.id(thread.pid(), object.address())
        : SynchronizationObject.id(place.object(), place.offset());
  }

  /** Whether another program can come to the object by a name. */
  boolean isNamed() {
    return path != null;
  }

  /** What stands in the parentheses of the call: {@code /x}, {@code 0x7f3210}. */
  String shortName() {
    if (variable != null) {
      return EscapedText.word(variable);
    }
    String start = DIRECTORY + "/" + PREFIX;
    return path != null && path.startsWith(start)
        ? EscapedText.word("/" + path.substring(start.length()))
        : "0x" + Long.toHexString(object.address());
  }

  /** {@code the semaphore /x}, {@code the mutex at 0x7f3210}, {@code the mutex at 128 of /shm}. */
  String what() {
    String kind = "the " + object.kind() + " ";
    if (place == null || variable != null) {
      return kind + (variable == null ? "at " : "") + shortName();
    }
    String name = shortName();
    return name.startsWith("/")
        ? kind + name
        : path == null
            ? kind + "at " + name + " in shared memory"
            : kind + "at " + place.offset() + " of " + EscapedText.word(path);
  }
}
