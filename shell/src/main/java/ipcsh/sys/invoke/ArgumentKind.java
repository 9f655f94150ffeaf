package ipcsh.sys.invoke;

import java.util.HashMap;
import java.util.Map;

/**
 * What one argument of a {@link NativeFunction} is, by the word that its signature has for it. Who
 * prints a call has a decoder for each kind; who changes or notes what a call moves asks whether
 * the kind is data.
 */
public enum ArgumentKind {
  /** A descriptor. */
  FD("fd"),
  /** A descriptor of a directory, or AT_FDCWD. */
  DIRECTORY_FD("dirfd"),
  /** An {@code int}. */
  INT("int"),
  /** A {@code long}. */
  LONG("long"),
  /** A {@code size_t}: a number of bytes or elements. */
  SIZE("size"),
  /** The length of a file, unsigned. */
  LENGTH("length"),
  /** The offset of a mapping. */
  OFFSET("offset"),
  /** An address of which no more is known. */
  POINTER("ptr", Role.RESULT),
  /** The mode of a new file; it counts where the flags in front of it make one. */
  MODE("mode"),
  /** The type and mode of a new node. */
  NODE_MODE("nodemode"),
  /** What the command of fcntl in front of it makes of it. */
  FCNTL("fcntl"),
  /** A request of ioctl. */
  IOCTL("ioctl"),
  /** A path, a C string. */
  PATH("path"),
  /** Where a path is written to. */
  OUT_PATH("outpath", Role.RESULT),
  /** Data that the call takes; their size follows. */
  IN("in", Role.MEASURED),
  /** Where data are written to; the room for them follows. */
  OUT("out", Role.RESULT),
  /** A socket address; its size follows. */
  ADDRESS("addr", Role.MEASURED),
  /** Where a socket address is written to; {@link #OUT_LENGTH} follows. */
  OUT_ADDRESS("outaddr", Role.RESULT),
  /** Where a length is read and written ({@code socklen_t *}). */
  OUT_LENGTH("outlen", Role.RESULT),
  /** Where two descriptors are written to. */
  OUT_PAIR("outpair", Role.RESULT),
  /** Where an {@code int} is written to. */
  OUT_INT("outint", Role.RESULT),
  /** The value of a socket option; its size follows. */
  OPTION("opt", Role.MEASURED),
  /** Where the value of a socket option is written to. */
  OUT_OPTION("outopt", Role.RESULT),
  /** A message to be sent ({@code struct msghdr}). */
  IN_MESSAGE("inmsg"),
  /** Where a message is received ({@code struct msghdr}). */
  OUT_MESSAGE("outmsg", Role.RESULT),
  /** The descriptors of poll; how many follows. */
  POLL_FDS("pollfds"),
  /**
   * A set of descriptors of select ({@code fd_set}), which the call changes; what it was is kept
   * behind it.
   */
  FD_SET("fdset"),
  /**
   * The time of select ({@code struct timeval}), changed by the call and kept behind it as well.
   */
  SELECT_TIME("selecttime"),
  /** What an epoll shall watch for ({@code struct epoll_event}). */
  EPOLL_EVENT("epollevent"),
  /** Where the events of an epoll are written to. */
  OUT_EPOLL_EVENTS("outepoll", Role.RESULT),
  /** A time ({@code struct timespec}). */
  TIMESPEC("timespec"),
  /** The time of a FUTEX_WAIT; other operations have none. */
  FUTEX_TIME("futextime"),
  /** The setting of a timer ({@code struct itimerspec}). */
  ITIMERSPEC("itimerspec"),
  /** Where the setting of a timer is written to. */
  OUT_ITIMERSPEC("outitimerspec"),
  /** A set of signals. */
  SIGNAL_SET("sigset"),
  /** Where a wait status is written to. */
  STATUS("status"),
  /** An array of C strings that ends with NULL. */
  STRINGS("strings"),
  /** The same, an environment. */
  ENVIRONMENT("variables"),
  /** The name of a message queue, a C string: the kernel is told it without its slash. */
  QUEUE_NAME("mqname"),
  /** The attributes of a message queue ({@code struct mq_attr}). */
  QUEUE_ATTRIBUTES("mqattr"),
  /** Where the attributes of a message queue are written to. */
  OUT_QUEUE_ATTRIBUTES("outmqattr", Role.RESULT),
  /** How a process is to be notified ({@code struct sigevent}). */
  SIGNAL_EVENT("sigevent"),
  /** Where what waitid tells of a child is written to ({@code siginfo_t}). */
  OUT_CHILD_INFO("outchildinfo", Role.RESULT),
  /** A vector of addresses in another process; how many follows. */
  FAR_VECTOR("farvector"),
  /** The permissions of a file, or a mask of them. */
  PERMISSIONS("perms"),
  /** The number of a user or a group; -1 for none. */
  ID("id"),
  /** Where the attributes of a file are written to ({@code struct stat}). */
  OUT_STAT("outstat", Role.RESULT),
  /** Pieces of data to be written ({@code struct iovec}); how many follows. */
  IN_VECTOR("iniov"),
  /** Buffers to be filled ({@code struct iovec}); how many follows. */
  OUT_VECTOR("outiov", Role.RESULT),
  /** Where an offset is read and written ({@code off_t *}). */
  OFFSET_POINTER("offsetptr", Role.RESULT),
  /** A limit to be set ({@code struct rlimit}). */
  LIMIT("inlimit"),
  /** Where a limit is written to. */
  OUT_LIMIT("outlimit", Role.RESULT),
  /** Constants of a family, or of several; the word is the prefix of their names. */
  CONSTANTS(null);

  private enum Role {
    VALUE,
    /** Its size is the next argument. */
    MEASURED,
    /** A place for a result. */
    RESULT
  }

  private static final Map<String, ArgumentKind> BY_WORD = new HashMap<>();

  static {
    for (ArgumentKind kind : values()) {
      BY_WORD.put(kind.word, kind);
    }
  }

  private final String word;
  private final Role role;

  ArgumentKind(String word) {
    this(word, Role.VALUE);
  }

  ArgumentKind(String word, Role role) {
    this.word = word;
    this.role = role;
  }

  /** The kind of a word of a signature; constants are words in capitals. */
  static ArgumentKind of(String word) {
    ArgumentKind kind = BY_WORD.get(word);
    if (kind != null) {
      return kind;
    }
    if (!Character.isUpperCase(word.charAt(0))) {
      throw new IllegalArgumentException("no kind of argument is called " + word);
    }
    return CONSTANTS;
  }

  /** Whether the next argument is its size. */
  public boolean isMeasured() {
    return role == Role.MEASURED;
  }

  /** Whether it is a place for a result. */
  public boolean isResult() {
    return role == Role.RESULT;
  }
}
