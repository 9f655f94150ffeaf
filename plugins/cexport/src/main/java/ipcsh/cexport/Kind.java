package ipcsh.cexport;

import ipcsh.handle.Cond;
import ipcsh.handle.Descriptor;
import ipcsh.handle.HasPid;
import ipcsh.handle.Message;
import ipcsh.handle.Mutex;
import ipcsh.handle.Region;
import ipcsh.handle.RwLock;
import ipcsh.handle.Semaphore;
import ipcsh.handle.SysVObject;
import ipcsh.view.Stat;
import java.util.Set;

/** The kind of a value in C. */
public enum Kind {
  /** True or false. */
  TRUTH("int ", "%s"),
  INT("int ", "%d"),
  SIZE("ssize_t ", "%zd"),
  LONG("long ", "%ld"),
  DOUBLE("double ", "%g"),

  /** A text that is terminated by a NUL. */
  TEXT("const char *", "%s"),
  DESCRIPTOR("int ", null),
  UNIX_SOCKET("int ", null),
  INET_SOCKET("int ", null),
  INET6_SOCKET("int ", null),
  PID("pid_t ", "%d"),

  /** The ID of a System V object. */
  SYSTEM_V("int ", null),

  /** A child that has been waited for. */
  ENDED("pid_t ", null),

  /** Received bytes, and the data received with them. */
  MESSAGE(null, null),

  /** A socket address with its length. */
  ADDRESS(null, null),
  REGION("char *", null),
  SEMAPHORE("sem_t *", null),
  MUTEX("pthread_mutex_t *", null),
  COND("pthread_cond_t *", null),
  RWLOCK("pthread_rwlock_t *", null),
  CREDENTIALS("struct ucred ", null),
  QUEUE_ATTRIBUTES("struct mq_attr ", null),

  /** The result of F_GETLK. */
  LOCK("struct flock ", null),

  /** The attributes of a file. */
  STAT("struct stat ", null),

  /** A soft and a hard limit. */
  RESOURCE_LIMIT("struct rlimit ", null),

  /** An error number of errno.h. */
  ERROR("int ", null),

  /** An array of values of one kind. */
  LIST(null, null),

  /** Whether a process is blocked in a call. */
  WAITING("int ", null),

  /** A file, denoted by its path. */
  FILE("const char *", "%s"),
  NOTHING(null, null);

  private static final Set<Kind> NUMBERS = Set.of(INT, SIZE, LONG, DOUBLE, PID);
  private static final Set<Kind> DESCRIPTORS =
      Set.of(DESCRIPTOR, UNIX_SOCKET, INET_SOCKET, INET6_SOCKET);

  private final String type;
  private final String format;

  Kind(String type, String format) {
    this.type = type;
    this.format = format;
  }

  /** Its type, to be followed by a name; null if a variable of it is several C variables. */
  String type() {
    return type;
  }

  /** Its printf conversion; null if it cannot be printed. */
  String format() {
    return format;
  }

  boolean isNumber() {
    return NUMBERS.contains(this);
  }

  boolean isDescriptor() {
    return DESCRIPTORS.contains(this);
  }

  /** A kind that can hold values of both; null if there is none. */
  Kind with(Kind other) {
    if (this == other) {
      return this;
    }
    if (isDescriptor() && other.isDescriptor()) {
      return DESCRIPTOR;
    }
    if (isNumber() && other.isNumber()) {
      return compareTo(other) > 0 && this != PID || other == PID ? this : other;
    }
    return null;
  }

  /** The kind of a value of the language; null if C has no such kind. */
  public static Kind of(Object value) {
    if (value instanceof Descriptor descriptor) {
      String text = descriptor.toString();
      return text.contains("  unix ")
          ? UNIX_SOCKET
          : text.contains("  inet6 ")
              ? INET6_SOCKET
              : text.contains("  inet ") ? INET_SOCKET : DESCRIPTOR;
    }
    if (value instanceof SysVObject) {
      return SYSTEM_V;
    }
    if (value instanceof HasPid) {
      return PID;
    }
    if (value instanceof Message) {
      return MESSAGE;
    }
    if (value instanceof Stat) {
      return STAT;
    }
    if (value instanceof Region) {
      return REGION;
    }
    if (value instanceof Semaphore) {
      return SEMAPHORE;
    }
    if (value instanceof Mutex) {
      return MUTEX;
    }
    if (value instanceof Cond) {
      return COND;
    }
    if (value instanceof RwLock) {
      return RWLOCK;
    }
    if (value instanceof Boolean) {
      return TRUTH;
    }
    if (value instanceof Integer || value instanceof Short) {
      return INT;
    }
    if (value instanceof Long) {
      return LONG;
    }
    return value instanceof CharSequence ? TEXT : null;
  }
}
