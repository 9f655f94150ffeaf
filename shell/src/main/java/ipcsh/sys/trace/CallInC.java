package ipcsh.sys.trace;

import ipcsh.sys.abi.CallText;
import ipcsh.sys.abi.Constants;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.FileSystemConstants;
import ipcsh.sys.abi.Libc;
import ipcsh.sys.abi.MessageLayout;
import ipcsh.sys.abi.RecordLock;
import ipcsh.sys.abi.SignalInfo;
import ipcsh.sys.abi.SocketAddress;
import ipcsh.sys.abi.SocketConstants;
import ipcsh.sys.abi.StaleDescriptor;
import ipcsh.sys.abi.SysVConstants;
import ipcsh.sys.abi.SysVLayout;
import ipcsh.sys.function.Limits;
import ipcsh.sys.function.SemaphoreSets;
import ipcsh.sys.function.SocketOptions;
import ipcsh.sys.function.SysVText;
import ipcsh.sys.invoke.ArgumentKind;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.text.Quoted;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.StringJoiner;

/**
 * A call as a C expression, with the values of its arguments: literals if C has them ({@code
 * &(struct timespec) {1, 0}}), and a conventional name for a buffer to which the kernel writes
 * ({@code buf}, {@code fds}, {@code &status}).
 */
final class CallInC {
  /** Longer data is replaced by a name. */
  private static final int LONGEST = 64;

  /** System calls for which C libraries have functions, though not the one used here. */
  private static final Set<String> WRAPPED =
      Set.of("pidfd_open", "pidfd_getfd", "pidfd_send_signal", "getcwd");

  private final Constants constants;

  CallInC(Constants constants) {
    this.constants = constants;
  }

  String of(NativeFunction function, long[] words) {
    StringJoiner out = new StringJoiner(", ", name(function, words) + "(", ")");
    for (int i = 0; i < function.arguments().size(); i++) {
      String text = isLeftOut(function, words, i) ? null : argument(function, words, i);
      if (text != null) {
        out.add(text);
      }
    }
    return out.toString();
  }

  /** The function that a C program would call: the system call may have more arguments. */
  private static String name(NativeFunction function, long[] words) {
    return switch (function.name()) {
      case "sendto" -> words[4] == 0 ? "send" : "sendto";
      case "recvfrom" -> words[4] == 0 ? "recv" : "recvfrom";
      case "pipe2" -> words[1] == 0 ? "pipe" : "pipe2";
      case "syscall" ->
          WRAPPED.contains(function.called()) || isByName(function) || isOfLibrary(function)
              ? function.called()
              : function.name();
      case "unlinkat" -> function.name();
      default ->
          function.arguments().size() == 4 && function.name().equals("accept4")
              ? "accept4"
              : function.called();
    };
  }

  /** Whether it accesses the memory of another process, through a vector with one range. */
  private static boolean ofOther(NativeFunction function) {
    return function.indexOf(ArgumentKind.FAR_VECTOR) >= 0;
  }

  /**
   * Whether C has a function for a system call that is made by number here: {@code stat}, {@code
   * fstat}.
   */
  private static boolean isByName(NativeFunction function) {
    return function.indexOf(ArgumentKind.OUT_STAT) >= 0;
  }

  private static boolean isLeftOut(NativeFunction function, long[] words, int i) {
    if (isByName(function)) {
      // the number, the directory and the flags
      ArgumentKind kind = function.arguments().get(i).kind();
      return i == 0 || kind == ArgumentKind.DIRECTORY_FD || kind == ArgumentKind.CONSTANTS;
    }
    return switch (function.name()) {
      case "sendto", "recvfrom" -> words[4] == 0 && i > 3;
      case "pipe2" -> words[1] == 0 && i == 1;
      case "openat", "mknodat" -> i == 0;
      case "wait4" -> i == 3;
      case "waitid" -> i == 4;
      case "prlimit" -> i == 0 || i > 1 && words[i] == 0;
      case "sem_open" -> (words[1] & FileConstants.O_CREAT) == 0 && i > 1;
      case "mq_open" -> (words[1] & FileConstants.O_CREAT) == 0 && i > 1;
      case "mq_timedsend", "mq_timedreceive" -> i == 4;
      case "mq_setattr" -> i == 1 && words[1] == 0;
      case "syscall" ->
          i == 0 && WRAPPED.contains(function.called())
              || isOfLibrary(function) && isKernels(function, i);
      default -> false;
    };
  }

  /** Whether the C library has a function for this system call, with other arguments. */
  private static boolean isOfLibrary(NativeFunction function) {
    return !function.called().equals(function.shown());
  }

  /** Whether an argument is the kernel's alone: its number, the size of a set. */
  private static boolean isKernels(NativeFunction function, int i) {
    return switch (function.called()) {
      case "raise" -> i < 3;
      case "sigwaitinfo" -> i == 0 || i > 2;
      default ->
          i == 0
              || i == function.arguments().size() - 1
                  && function.arguments().get(i).kind() == ArgumentKind.SIZE;
    };
  }

  private String argument(NativeFunction function, long[] words, int i) {
    long word = words[i];
    if (i == 0 && function.indexOf(ArgumentKind.FUTEX_TIME) > 0) {
      return "SYS_futex";
    }
    return switch (function.arguments().get(i).kind()) {
      case FD, INT -> Integer.toString(StaleDescriptor.shown((int) word));
      case DIRECTORY_FD, LONG, SIZE, LENGTH, OFFSET -> Long.toString(word);
      case MODE ->
          (words[i - 1] & FileConstants.O_CREAT) == 0 ? null : "0" + Long.toOctalString(word);
      case NODE_MODE -> "0" + Long.toOctalString(word & 07777);
      case FCNTL -> word == 0 ? null : fcntl((int) words[i - 1], word);
      case IOCTL -> CallText.request((int) word).toString();
      case PATH -> word == 0 ? "NULL" : quoted(StraceArguments.cBytes(word));
      case IN -> data(word, words[i + 1]);
      case OUT, OUT_PATH, IN_PLACE, OUT_PLACE -> "buf";
      case ADDRESS ->
          word == 0
              ? "NULL"
              : SocketAddress.inC(StraceArguments.bytes(word, words[i + 1]), CallInC::quoted);
      case OUT_ADDRESS -> word == 0 ? "NULL" : "(struct sockaddr *) &addr";
      case OUT_LENGTH ->
          word == 0 ? "NULL" : function.indexOf(ArgumentKind.OUT_OPTION) >= 0 ? "&len" : "&addrlen";
      case OUT_PAIR -> "fds";
      case OUT_INT, OUT_OPTION -> "&value";
      case OPTION -> option(words, i);
      case IN_MESSAGE, OUT_MESSAGE -> "&msg";
      case POLL_FDS -> pollfds(word, (int) words[i + 1]);
      case FD_SET -> word == 0 ? "NULL" : i == 1 ? "&readfds" : i == 2 ? "&writefds" : "&exceptfds";
      case SELECT_TIME -> word == 0 ? "NULL" : WaitStructs.timeInC(word);
      case EPOLL_EVENT -> word == 0 ? "NULL" : WaitStructs.eventInC(word, this::flags);
      case OUT_EPOLL_EVENTS -> "events";
      case WINDOW_SIZE -> "&size";
      case TIMESPEC, FUTEX_TIME -> word == 0 ? "NULL" : timespec(word);
      case ITIMERSPEC, OUT_ITIMERSPEC -> word == 0 ? "NULL" : "&timer";
      case SIGNAL_SET -> word == 0 ? "NULL" : "&set";
      case OUT_SIGNAL_SET -> word == 0 ? "NULL" : "&old";
      case SIGNAL_ACTION -> word == 0 ? "NULL" : "&action";
      case OUT_SIGNAL_ACTION -> word == 0 ? "NULL" : "&before";
      case SIGNAL_INFO ->
          "(union sigval) {"
              + new SignalInfo(StraceArguments.bytes(word, SignalInfo.SIZE)).value()
              + "}";
      case OUT_SIGNAL_INFO -> word == 0 ? "NULL" : "&info";
      case STATUS -> word == 0 ? "NULL" : "&status";
      case OUT_CHILD_INFO -> word == 0 ? "NULL" : "&info";
      case FAR_VECTOR -> "&remote";
      case STRINGS -> "argv";
      case ENVIRONMENT -> "environ";
      case KEY -> SysVTrace.key((int) word);
      case IPC_FLAGS -> sysVFlags(function.name(), (int) word);
      case IPC_COMMAND -> SysVText.command((int) word);
      case IPC_DS -> word == 0 ? "NULL" : "&ds";
      case SEMUN -> semun((int) words[i - 1], word);
      case IN_MSGBUF, OUT_MSGBUF -> "&msg";
      case SEMBUFS -> operations(word, (int) words[i + 1]);
      case POINTER -> word == 0 ? "NULL" : "(void *) " + StraceArguments.pointer(word);
      case QUEUE_NAME -> quoted(StraceArguments.cBytes(word));
      case QUEUE_ATTRIBUTES, OUT_QUEUE_ATTRIBUTES -> word == 0 ? "NULL" : "&attr";
      case SIGNAL_EVENT -> word == 0 ? "NULL" : "&event";
      case PERMISSIONS -> "0" + Long.toOctalString(word);
      case ID -> Integer.toString((int) word);
      case OUT_STAT -> "&st";
      case IN_VECTOR -> ofOther(function) ? "&local" : vector(word, (int) words[i + 1]);
      case OUT_VECTOR -> ofOther(function) ? "&local" : "parts";
      case OFFSET_POINTER -> word == 0 ? "NULL" : "&offset";
      case LIMIT -> limit(word);
      case OUT_LIMIT -> "&limit";
      case CONSTANTS -> constants(function.arguments().get(i).family(), words, i);
    };
  }

  private static String sysVFlags(String function, int word) {
    String family = "IPC_CREAT,IPC_EXCL";
    String more = function.equals("shmget") ? ",SHM_HUGETLB,SHM_NORESERVE" : "";
    return SysVText.getFlags(family + more, word).replace("|", " | ");
  }

  /** Commands that need no argument have none in C. */
  private static String semun(int command, long word) {
    return switch (command) {
      case SysVConstants.SETVAL -> Integer.toString((int) word);
      case SysVConstants.GETALL, SysVConstants.SETALL -> "values";
      default -> word == 0 ? null : "&ds";
    };
  }

  private String operations(long at, int count) {
    StringJoiner out = new StringJoiner(", ", "(struct sembuf[]) {", "}");
    for (int i = 0; i < count; i++) {
      ByteBuffer one = Libc.view(at + (long) SysVLayout.SEMBUF_SIZE * i, SysVLayout.SEMBUF_SIZE);
      out.add(
          "{"
              + one.getShort(SysVLayout.SEMBUF_NUM)
              + ", "
              + one.getShort(SysVLayout.SEMBUF_OP)
              + ", "
              + flags(SemaphoreSets.OPERATION_FLAGS, one.getShort(SysVLayout.SEMBUF_FLG))
              + "}");
    }
    return out.toString();
  }

  private String constants(String family, long[] words, int i) {
    long word = words[i];
    return switch (family) {
      case "IPPROTO_" -> word == 0 ? "0" : flags(family, word);
      case "W" -> flags(family, word);
      case "SO_" -> flags(SocketOptions.family(words[i - 1]), word);
      default -> flags(family, (int) word);
    };
  }

  private String fcntl(int command, long word) {
    if (RecordLock.isTakenBy(command)) {
      return RecordLock.isQuery(command) ? "&lock" : flock(word);
    }
    return switch (command) {
      case FileConstants.F_SETFL -> flags("O_", word).replaceFirst("^O_RDONLY \\| ", "");
      case FileConstants.F_SETFD -> flags("FD_", word);
      case FileConstants.F_ADD_SEALS -> flags("F_SEAL_", word);
      case FileConstants.F_SETSIG -> flags("SIG", word);
      default -> Long.toString(word);
    };
  }

  /** The designated initializers of the fields that are not 0. */
  private String flock(long at) {
    ByteBuffer in = Libc.view(at, RecordLock.STRUCT_SIZE);
    StringJoiner out = new StringJoiner(", ", "&(struct flock) {", "}");
    out.add(".l_type = " + flags(RecordLock.TYPES, in.getShort(RecordLock.L_TYPE)));
    if (in.getShort(RecordLock.L_WHENCE) != 0) {
      out.add(".l_whence = " + flags("SEEK_", in.getShort(RecordLock.L_WHENCE)));
    }
    if (in.getLong(RecordLock.L_START) != 0) {
      out.add(".l_start = " + in.getLong(RecordLock.L_START));
    }
    if (in.getLong(RecordLock.L_LEN) != 0) {
      out.add(".l_len = " + in.getLong(RecordLock.L_LEN));
    }
    return out.toString();
  }

  private String flags(String family, long value) {
    return constants.render(family, value).replace("|", " | ");
  }

  private static String data(long at, long size) {
    return size > LONGEST ? "data" : quoted(StraceArguments.bytes(at, size));
  }

  private static String quoted(byte[] bytes) {
    // ?? begins a trigraph
    return Quoted.bytes(bytes, bytes.length).replace("??", "?\\?").replace("??", "?\\?");
  }

  private String option(long[] words, int i) {
    int length = (int) words[i + 1];
    if (length == 4) {
      return "&(int) {" + StraceArguments.number(words[i], 0) + "}";
    }
    return words[i - 1] == SocketConstants.SO_LINGER && length == 8
        ? "&(struct linger) {"
            + StraceArguments.number(words[i], 0)
            + ", "
            + StraceArguments.number(words[i], 4)
            + "}"
        : "&value";
  }

  private String pollfds(long at, int count) {
    ByteBuffer table = Libc.view(at, 8 * count);
    StringJoiner out = new StringJoiner(", ", "(struct pollfd[]) {", "}");
    for (int i = 0; i < count; i++) {
      String events = flags("POLL", table.getShort(8 * i + 4));
      out.add("{" + StaleDescriptor.shown(table.getInt(8 * i)) + ", " + events + "}");
    }
    return out.toString();
  }

  /** A vector of buffers, {@code (struct iovec[]) {{"a", 1}, {"bc", 2}}}. */
  private static String vector(long at, int count) {
    if (count == 0) {
      return "parts";
    }
    ByteBuffer table = Libc.view(at, MessageLayout.IOVEC_SIZE * count);
    StringJoiner out = new StringJoiner(", ", "(struct iovec[]) {", "}");
    for (int i = 0; i < count; i++) {
      int piece = i * MessageLayout.IOVEC_SIZE;
      long length = table.getLong(piece + MessageLayout.IOV_LEN);
      out.add(
          "{" + data(table.getLong(piece + MessageLayout.IOV_BASE), length) + ", " + length + "}");
    }
    return out.toString();
  }

  private static String limit(long at) {
    ByteBuffer in = Libc.view(at, Limits.STRUCT_SIZE);
    return "&(struct rlimit) {" + rlim(in, 0) + ", " + rlim(in, Limits.RLIM_MAX) + "}";
  }

  private static String rlim(ByteBuffer in, int at) {
    long value = in.getLong(at);
    return value == FileSystemConstants.RLIM_INFINITY
        ? "RLIM_INFINITY"
        : Long.toUnsignedString(value);
  }

  private static String timespec(long at) {
    ByteBuffer in = Libc.view(at, 16);
    return "&(struct timespec) {" + in.getLong(0) + ", " + in.getLong(8) + "}";
  }
}
