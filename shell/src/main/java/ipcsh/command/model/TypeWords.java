package ipcsh.command.model;

import ipcsh.handle.Child;
import ipcsh.handle.Cond;
import ipcsh.handle.Descriptor;
import ipcsh.handle.DescriptorStore;
import ipcsh.handle.Pending;
import ipcsh.handle.Role;
import ipcsh.handle.RoleHost;
import ipcsh.handle.RwLock;
import ipcsh.handle.ShellThread;
import ipcsh.handle.SyncObject;
import ipcsh.handle.SysVQueue;
import ipcsh.handle.SysVSegment;
import ipcsh.handle.SysVSemaphores;
import ipcsh.handle.WidthDependent;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/** What values of a type are called in messages: {@code a list}, {@code a descriptor}. */
public final class TypeWords {
  private static final String OURS = "ipcsh.";

  /** Terms that are not the name of their type. */
  private static final Map<Class<?>, String> TERMS =
      Map.of(
          Child.class, "child process",
          Cond.class, "condition variable",
          Pending.class, "background job",
          RwLock.class, "read-write lock",
          ShellThread.class, "thread",
          SyncObject.class, "synchronization object",
          SysVQueue.class, "System V message queue",
          SysVSegment.class, "System V shared memory segment",
          SysVSemaphores.class, "System V semaphore set");

  private TypeWords() {}

  /** The words for a type, with the article; {@code null} for that of null. */
  public static String of(Class<?> type) {
    if (type == null) {
      return "null";
    }
    if (Descriptor.class.isAssignableFrom(type)) {
      return "a descriptor";
    }
    if (type == DescriptorStore.class) {
      return "a store of descriptors";
    }
    if (RoleHost.class.isAssignableFrom(type)) {
      return "a host";
    }
    // a table that a command returns is a list too, but has a name of its own
    if (Collection.class.isAssignableFrom(type) && !WidthDependent.class.isAssignableFrom(type)) {
      return "a list";
    }
    if (Map.class.isAssignableFrom(type)) {
      return "a map";
    }
    String name = name(type);
    return ("AEIOaeio".indexOf(name.charAt(0)) < 0 ? "a " : "an ") + name;
  }

  private static String name(Class<?> type) {
    if (type.isAnonymousClass()) {
      return name(type.getSuperclass());
    }
    String term = TERMS.get(type);
    if (term != null) {
      return term;
    }
    if (Role.class.isAssignableFrom(type)) {
      return "role";
    }
    String name = type.getSimpleName();
    // the names of our own types are words: ObservedProgram
    return type.getName().startsWith(OURS)
        ? name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT)
        : name;
  }
}
