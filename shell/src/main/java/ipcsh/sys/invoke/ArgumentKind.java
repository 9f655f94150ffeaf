package ipcsh.sys.invoke;

import java.util.HashMap;
import java.util.Map;

/**
 * The kind of an argument of a {@link NativeFunction}, with its word in signatures. Code that
 * prints calls has a decoder for each kind; code that changes or records what a call transfers
 * checks whether the kind is data.
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
  /** An address without further information. */
  POINTER("ptr", Role.RESULT),
  /** The mode of a new file; used only if the preceding flags create one. */
  MODE("mode"),
  /** The type and mode of a new node. */
  NODE_MODE("nodemode"),
  /** Depends on the preceding command of fcntl. */
  FCNTL("fcntl"),
  /** A request of ioctl. */
  IOCTL("ioctl"),
  /** A path, a C string. */
  PATH("path"),
  /** A buffer for a path. */
  OUT_PATH("outpath", Role.RESULT),
  /** Data for the call; followed by their size. */
  IN("in", Role.MEASURED),
  /** A buffer for data; followed by its size. */
  OUT("out", Role.RESULT),
  /** Data for the call in memory of the caller's, which may be unreadable; their size follows. */
  IN_PLACE("inplace", Role.MEASURED),
  /** Memory of the caller's to be filled; followed by its size. */
  OUT_PLACE("outplace", Role.RESULT),
  /** A socket address; followed by its size. */
  ADDRESS("addr", Role.MEASURED),
  /** A buffer for a socket address; followed by {@link #OUT_LENGTH}. */
  OUT_ADDRESS("outaddr", Role.RESULT),
  /** A length that is read and written ({@code socklen_t *}). */
  OUT_LENGTH("outlen", Role.RESULT),
  /** A buffer for two descriptors. */
  OUT_PAIR("outpair", Role.RESULT),
  /** A pointer to an {@code int} for a result. */
  OUT_INT("outint", Role.RESULT),
  /** The value of a socket option; followed by its size. */
  OPTION("opt", Role.MEASURED),
  /** A buffer for the value of a socket option. */
  OUT_OPTION("outopt", Role.RESULT),
  /** A message to be sent ({@code struct msghdr}). */
  IN_MESSAGE("inmsg"),
  /** A buffer for a message ({@code struct msghdr}). */
  OUT_MESSAGE("outmsg", Role.RESULT),
  /** The descriptors of poll; followed by their number. */
  POLL_FDS("pollfds"),
  /**
   * A set of descriptors of select ({@code fd_set}), which the call changes; followed by a copy of
   * the original.
   */
  FD_SET("fdset"),
  /**
   * The timeout of select ({@code struct timeval}), which the call changes; followed by a copy as
   * well.
   */
  SELECT_TIME("selecttime"),
  /** The events for which an epoll instance watches ({@code struct epoll_event}). */
  EPOLL_EVENT("epollevent"),
  /** A buffer for epoll events. */
  OUT_EPOLL_EVENTS("outepoll", Role.RESULT),
  /** The size of a terminal's window ({@code struct winsize}), to be set or to be asked for. */
  WINDOW_SIZE("winsize"),
  /** A time ({@code struct timespec}). */
  TIMESPEC("timespec"),
  /** The timeout of a FUTEX_WAIT; unused by other operations. */
  FUTEX_TIME("futextime"),
  /** The setting of a timer ({@code struct itimerspec}). */
  ITIMERSPEC("itimerspec"),
  /** A buffer for the setting of a timer. */
  OUT_ITIMERSPEC("outitimerspec"),
  /** A set of signals. */
  SIGNAL_SET("sigset"),
  /** Where a set of signals is written to. */
  OUT_SIGNAL_SET("outsigset", Role.RESULT),
  /** What is done at a signal ({@code struct sigaction}). */
  SIGNAL_ACTION("sigact"),
  /** Where that is written to. */
  OUT_SIGNAL_ACTION("outsigact", Role.RESULT),
  /** A signal with what it says ({@code siginfo_t}). */
  SIGNAL_INFO("siginfo"),
  /** Where that is written to. */
  OUT_SIGNAL_INFO("outsiginfo", Role.RESULT),
  /** A pointer to a wait status. */
  STATUS("status"),
  /** An array of C strings terminated by NULL. */
  STRINGS("strings"),
  /** The same, containing an environment. */
  ENVIRONMENT("variables"),
  /** The name of a message queue, a C string: passed to the kernel without its slash. */
  QUEUE_NAME("mqname"),
  /** The attributes of a message queue ({@code struct mq_attr}). */
  QUEUE_ATTRIBUTES("mqattr"),
  /** A buffer for the attributes of a message queue. */
  OUT_QUEUE_ATTRIBUTES("outmqattr", Role.RESULT),
  /** The kind of a notification ({@code struct sigevent}). */
  SIGNAL_EVENT("sigevent"),
  /** A buffer for the status of a child ({@code siginfo_t}). */
  OUT_CHILD_INFO("outchildinfo", Role.RESULT),
  /** A vector of addresses in another process; followed by their number. */
  FAR_VECTOR("farvector"),
  /** The permissions of a file, or a mask of them. */
  PERMISSIONS("perms"),
  /** A user or group ID; -1 for none. */
  ID("id"),
  /** A buffer for the attributes of a file ({@code struct stat}). */
  OUT_STAT("outstat", Role.RESULT),
  /** A vector of buffers with data ({@code struct iovec}); followed by the number of buffers. */
  IN_VECTOR("iniov"),
  /** A vector of buffers to be filled ({@code struct iovec}); followed by the number of buffers. */
  OUT_VECTOR("outiov", Role.RESULT),
  /** An offset that is read and written ({@code off_t *}). */
  OFFSET_POINTER("offsetptr", Role.RESULT),
  /** A limit to be set ({@code struct rlimit}). */
  LIMIT("inlimit"),
  /** A buffer for a limit. */
  OUT_LIMIT("outlimit", Role.RESULT),
  /** The key of a System V object. */
  KEY("key"),
  /** The flags of a System V object's get function: flags and a mode in one number. */
  IPC_FLAGS("ipcflags"),
  /** The command of a System V object's ctl function. */
  IPC_COMMAND("ipccmd"),
  /** What the command of msgctl or shmctl in front of it reads or writes. */
  IPC_DS("ipcds"),
  /** The same of semctl: {@code union semun}. */
  SEMUN("semun"),
  /** A System V message to be sent; the size of its data follows. */
  IN_MSGBUF("msgbuf", Role.MEASURED),
  /** Where a System V message is written to; the room for its data follows. */
  OUT_MSGBUF("outmsgbuf", Role.RESULT),
  /** Operations on semaphores; how many follows. */
  SEMBUFS("sembufs"),
  /** Constants of a family, or of several; the word is their prefix. */
  CONSTANTS(null);

  private enum Role {
    VALUE,
    /** The next argument is its size. */
    MEASURED,
    /** A buffer for a result. */
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

  /** The kind for a word of a signature; words in capitals are constants. */
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

  /** Whether it is a buffer for a result. */
  public boolean isResult() {
    return role == Role.RESULT;
  }
}
