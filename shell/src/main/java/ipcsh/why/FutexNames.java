package ipcsh.why;

import ipcsh.inspect.FutexObject;
import ipcsh.inspect.ProcessMemory;
import ipcsh.inspect.ThreadSnapshot;
import ipcsh.sys.text.EscapedText;
import java.io.File;

/** How an object in memory is called: by its name, its place in shared memory, or its address. */
final class FutexNames {
  private static final String SEMAPHORES = "/dev/shm/sem.";

  private final ThreadSnapshot thread;
  private final FutexObject object;
  private final ProcessMemory.Place place;

  FutexNames(
      ThreadSnapshot thread, WaitContext context, FutexObject object, ProcessMemory.Place place) {
    this.thread = thread;
    this.object = object;
    this.place = place;
  }

  /** A text that is the same for each process that shares the object. */
  String id() {
    return place == null
        ? "memory:" + thread.pid() + ":" + Long.toHexString(object.address())
        : "memory:" + place.object() + ":" + place.offset();
  }

  private boolean isSemaphore() {
    return object.kind() == FutexObject.Kind.SEMAPHORE
        && place != null
        && place.path().startsWith(SEMAPHORES);
  }

  /** Whether another program can come to the object by a name. */
  boolean isNamed() {
    return place != null && place.path().startsWith("/") && new File(place.path()).exists();
  }

  /** What stands in the parentheses of the call. */
  String shortName() {
    return isSemaphore()
        ? EscapedText.word("/" + place.path().substring(SEMAPHORES.length()))
        : "0x" + Long.toHexString(object.address());
  }

  /** {@code the semaphore /x}, {@code the mutex at 0x7f3210}, {@code the mutex at 128 of /shm}. */
  String what() {
    String kind = "the " + object.kind() + " ";
    if (isSemaphore()) {
      return kind + shortName();
    }
    if (place == null || place.path().startsWith("/dev/zero")) {
      return kind + "at " + shortName() + (place == null ? "" : " in shared memory");
    }
    return kind + "at " + place.offset() + " of " + EscapedText.word(place.path());
  }
}
