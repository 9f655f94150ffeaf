package ipcsh.sys.trace;

import ipcsh.sys.abi.CallText;
import ipcsh.sys.abi.Constants;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.Libc;
import ipcsh.sys.abi.LockConstants;
import ipcsh.sys.abi.MessageLayout;
import ipcsh.sys.abi.RecordLock;
import ipcsh.sys.abi.SocketAddress;
import ipcsh.sys.abi.SocketConstants;
import ipcsh.sys.abi.SyncConstants;
import ipcsh.sys.abi.WaitStatus;
import ipcsh.sys.function.SocketOptions;
import ipcsh.sys.invoke.Argument;
import ipcsh.sys.invoke.ArgumentKind;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.text.Counted;
import ipcsh.sys.text.Quoted;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Formats the arguments and the result of a call as strace, with one decoder for each kind of
 * argument.
 */
final class StraceArguments {
  private static final int SHOWN = 32;
  private static final int AT_FDCWD = -100;

  /** The bits of the access mode in an open file's flags. */
  private static final long ACCESS = 3;

  private static final String[] LEASES = {"F_RDLCK", "F_WRLCK", "F_UNLCK"};

  private final StraceNames names;

  /** Functions that return an address. */
  private static final Set<String> POINTERS = Set.of("mmap", "sem_open", "shmat");

  private final StraceStructs structs;
  private final WaitStructs epoll;
  private final SysVTrace sysV;

  StraceArguments(Constants constants) {
    this(new StraceNames(constants));
  }

  StraceArguments(StraceNames names) {
    this.names = names;
    this.structs = new StraceStructs(names);
    this.epoll = new WaitStructs(names);
    this.sysV = new SysVTrace(names);
  }

  /**
   * The call.
   *
   * @param process the process that made it, 0 for this one
   */
  String render(NativeFunction function, long[] words, long result, int process) {
    StringJoiner out = new StringJoiner(", ", function.shown() + "(", ")");
    out.setEmptyValue(function.shown() + "()");
    List<Argument> arguments = function.arguments();
    // the name of a call through syscall(2) contains its number
    int first = function.name().equals("syscall") ? 1 : 0;
    for (int i = first; i < arguments.size(); i++) {
      String text = argument(function, words, i, result, process);
      if (text != null) {
        out.add(text);
      }
    }
    return out.toString();
  }

  private String argument(NativeFunction function, long[] words, int i, long result, int process) {
    long word = words[i];
    boolean failed = result == -1;
    return switch (function.arguments().get(i).kind()) {
      case FD -> names.descriptor((int) word);
      case INT -> Integer.toString((int) word);
      case LONG, SIZE -> Long.toString(word);
      case DIRECTORY_FD -> word == AT_FDCWD ? "AT_FDCWD" : names.descriptor((int) word);
      case LENGTH -> Long.toUnsignedString(word);
      case OFFSET -> word == 0 ? "0" : pointer(word);
      case MODE -> makesFile(words[i - 1]) ? octal(word) : null;
      case NODE_MODE -> names.mode(word);
      case FCNTL -> fcntl((int) words[i - 1], word, failed);
      case IOCTL -> request((int) word);
      case PATH -> word == 0 ? "NULL" : path(word);
      case IN -> Quoted.bytes(bytes(word, words[i + 1]), SHOWN);
      case OUT_PATH -> failed ? pointer(word) : path(word);
      case OUT ->
          failed ? pointer(word) : Quoted.bytes(bytes(word, Math.min(result, words[i + 1])), SHOWN);
      case IN_PLACE -> inPlace(process, word, words[i + 1]);
      case OUT_PLACE ->
          failed ? pointer(word) : inPlace(process, word, Math.min(result, words[i + 1]));
      case ADDRESS ->
          word == 0
              ? "NULL"
              : words[i + 1] < 2 ? pointer(word) : structs.address(bytes(word, words[i + 1]));
      case OUT_ADDRESS -> outAddress(words, i, failed);
      case OUT_LENGTH -> word == 0 ? "NULL" : outLength(function, word, failed);
      case OUT_PAIR ->
          failed ? pointer(word) : "[" + number(word, 0) + ", " + number(word, 4) + "]";
      case OUT_INT -> failed ? pointer(word) : "[" + number(word, 0) + "]";
      case OPTION -> option(words, i, (int) words[i + 1]);
      case OUT_OPTION -> failed ? pointer(word) : option(words, i, number(words[i + 1], 0));
      case IN_MESSAGE -> structs.message(word, -1);
      case OUT_MESSAGE -> failed ? structs.unfilled(word) : structs.message(word, result);
      case POLL_FDS -> structs.pollfds(word, (int) words[i + 1]);
      case FD_SET -> WaitStructs.set(word, WaitStructs.BEFORE);
      case SELECT_TIME -> WaitStructs.time(word, WaitStructs.BEFORE) + ", NULL";
      case EPOLL_EVENT -> word == 0 ? "NULL" : epoll.event(word);
      case OUT_EPOLL_EVENTS -> failed ? pointer(word) : epoll.events(word, result);
      case WINDOW_SIZE ->
          failed && words[1] == FileConstants.TIOCGWINSZ
              ? pointer(word)
              : WaitStructs.windowSize(word);
      case TIMESPEC -> structs.timespec(word);
      case ITIMERSPEC -> structs.itimerspec(word);
      case OUT_ITIMERSPEC -> failed && word != 0 ? pointer(word) : structs.itimerspec(word);
      case SIGNAL_SET -> structs.signals(word);
      case OUT_SIGNAL_SET -> failed && word != 0 ? pointer(word) : structs.signals(word);
      case SIGNAL_ACTION -> structs.signalAction(word);
      case OUT_SIGNAL_ACTION -> failed && word != 0 ? pointer(word) : structs.signalAction(word);
      case SIGNAL_INFO -> structs.signalInfo(word);
      case OUT_SIGNAL_INFO -> failed && word != 0 ? pointer(word) : structs.signalInfo(word);
      case STATUS ->
          result <= 0
              ? pointer(word)
              : "[" + new WaitStatus((int) result, number(word, 0)).traced() + "]";
      case OUT_CHILD_INFO -> failed ? pointer(word) : structs.childInfo(word);
      case FAR_VECTOR -> structs.unfilledVector(word, (int) words[i + 1]);
      case FUTEX_TIME ->
          (words[i - 2] & ~SyncConstants.FUTEX_PRIVATE_FLAG) == SyncConstants.FUTEX_WAIT
              ? structs.timespec(word)
              : null;
      case STRINGS -> "[" + String.join(", ", strings(word)) + "]";
      case ENVIRONMENT -> pointer(word) + " /* " + Counted.of(strings(word).size(), "var") + " */";
      case POINTER -> word == 0 ? "NULL" : pointer(word);
      case QUEUE_NAME -> path(word).replaceFirst("^\"/", "\"");
      case QUEUE_ATTRIBUTES -> queueAttributes(function, words, i);
      case OUT_QUEUE_ATTRIBUTES -> failed ? pointer(word) : structs.queueAttributes(word);
      case SIGNAL_EVENT -> structs.signalEvent(word);
      case PERMISSIONS -> octal(word & 0xffff);
      case ID -> (int) word == -1 ? "-1" : Long.toString(word & 0xffffffffL);
      case OUT_STAT -> failed ? pointer(word) : structs.stat(word);
      case IN_VECTOR -> structs.vector(word, (int) words[i + 1], Long.MAX_VALUE);
      case OUT_VECTOR ->
          failed
              ? structs.unfilledVector(word, (int) words[i + 1])
              : structs.vector(word, (int) words[i + 1], result);
      case OFFSET_POINTER -> word == 0 ? "NULL" : offset(word, result);
      case LIMIT -> word == 0 ? "NULL" : structs.limit(word);
      case OUT_LIMIT -> word == 0 ? "NULL" : failed ? pointer(word) : structs.limit(word);
      case KEY -> SysVTrace.key((int) word);
      case IPC_FLAGS -> SysVTrace.flags(function.name(), (int) word);
      case IPC_COMMAND -> SysVTrace.command(function.name(), (int) word);
      case IPC_DS, SEMUN -> SysVTrace.structure(function.name(), (int) words[i - 1], word, failed);
      case IN_MSGBUF -> SysVTrace.message(word, words[i + 1]);
      case OUT_MSGBUF -> failed ? pointer(word) : SysVTrace.message(word, result);
      case SEMBUFS -> sysV.operations(word, words[i + 1]);
      case CONSTANTS -> constants(function.arguments(), words, i);
    };
  }

  /** Data in memory of the caller's; its address if that cannot be read. */
  private static String inPlace(int process, long address, long length) {
    byte[] data = CallerMemory.read(process, address, Math.min(length, SHOWN + 1));
    return data == null ? pointer(address) : Quoted.bytes(data, SHOWN);
  }

  private String constants(List<Argument> arguments, long[] words, int i) {
    long word = words[i];
    String family = arguments.get(i).family();
    return switch (family) {
      case "O_" ->
          i == 0 || isName(arguments.get(i - 1).kind()) ? openFlags(word) : pipeFlags(word);
      case "SO_" -> option(SocketOptions.family(words[i - 1]), word);
      case "IPPROTO_" ->
          words[0] == SocketConstants.AF_INET || words[0] == SocketConstants.AF_INET6
              ? names.of(family, word)
              : Long.toString(word);
      case "W" -> names.of(family, word);
      default -> names.of(family, (int) word);
    };
  }

  /** The attributes of mq_open, which count only if the queue is created. */
  private String queueAttributes(NativeFunction function, long[] words, int i) {
    boolean opens = function.indexOf(ArgumentKind.MODE) == i - 1;
    return opens && !makesFile(words[i - 2]) ? null : structs.queueAttributes(words[i]);
  }

  private String fcntl(int command, long word, boolean failed) {
    if (RecordLock.isTakenBy(command)) {
      boolean isTold = RecordLock.isQuery(command);
      return word == 0 ? "NULL" : isTold && failed ? pointer(word) : structs.flock(word, isTold);
    }
    return switch (command) {
      case FileConstants.F_GETFD,
          FileConstants.F_GETFL,
          FileConstants.F_GETPIPE_SZ,
          FileConstants.F_GET_SEALS,
          FileConstants.F_GETOWN,
          FileConstants.F_GETSIG,
          FileConstants.F_GETLEASE ->
          null;
      case FileConstants.F_SETFL -> openFlags(word);
      case FileConstants.F_SETFD -> names.of("FD_", word);
      case FileConstants.F_ADD_SEALS -> names.of("F_SEAL_", word);
      case FileConstants.F_SETSIG -> names.of("SIG", word);
      case FileConstants.F_SETLEASE ->
          word >= 0 && word < LEASES.length
              ? LEASES[(int) word]
              : pointer(word & 0xffffffffL) + " /* F_??? */";
      case FileConstants.F_SETOWN -> Integer.toString((int) word);
      case LockConstants.F_DUPFD_QUERY -> Integer.toString((int) word);
      case FileConstants.F_DUPFD, FileConstants.F_DUPFD_CLOEXEC, FileConstants.F_SETPIPE_SZ ->
          Long.toString(word & 0xffffffffL);
      default -> word == 0 ? "0" : pointer(word);
    };
  }

  /** An offset that a call has advanced by its result. */
  private static String offset(long address, long result) {
    long after = Libc.view(address, Long.BYTES).getLong(0);
    return result <= 0 ? "[" + after + "]" : "[" + (after - result) + "] => [" + after + "]";
  }

  private static String request(int request) {
    String name = CallText.request(request).toString();
    String[] ways = {"_IOC_NONE", "_IOC_WRITE", "_IOC_READ", "_IOC_READ|_IOC_WRITE"};
    return name.startsWith("0x")
        ? String.format(
                "_IOC(%s, %#x, %#x, %#x)",
                ways[request >>> 30], request >> 8 & 0xff, request & 0xff, request >> 16 & 0x3fff)
            .replaceAll("\\b0x0\\b", "0")
        : name;
  }

  /** An option of a level; a number if the level is unknown. */
  private String option(String family, long word) {
    return family.equals("?") ? Long.toString(word) : names.of(family, word);
  }

  private static boolean isName(ArgumentKind kind) {
    return kind == ArgumentKind.PATH || kind == ArgumentKind.QUEUE_NAME;
  }

  private static boolean makesFile(long flags) {
    return (flags & FileConstants.O_CREAT) != 0
        || (flags & FileConstants.O_TMPFILE) == FileConstants.O_TMPFILE;
  }

  /** A path, complete, byte by byte. */
  private static String path(long address) {
    byte[] name = cBytes(address);
    return Quoted.bytes(name, name.length);
  }

  private String outAddress(long[] words, int i, boolean failed) {
    if (words[i] == 0) {
      return "NULL";
    }
    int length = number(words[i + 1], 0);
    return failed
        ? pointer(words[i])
        : length < 2 ? pointer(words[i]) : structs.address(bytes(words[i], length));
  }

  private static String outLength(NativeFunction function, long word, boolean failed) {
    int length = number(word, 0);
    boolean option = function.indexOf(ArgumentKind.OUT_OPTION) >= 0;
    int room = option ? SocketOptions.ROOM : SocketAddress.STORAGE;
    return "[" + (failed || length == room ? "" : room + " => ") + length + "]";
  }

  private String option(long[] words, int i, int length) {
    if (words[i - 2] == SocketConstants.SOL_SOCKET) {
      int[] fields = {number(words[i], 0), length < 8 ? 0 : number(words[i], 4)};
      if (words[i - 1] == SocketConstants.SO_LINGER && length == 8) {
        return "{l_onoff=" + fields[0] + ", l_linger=" + fields[1] + "}";
      }
      if (words[i - 1] == SocketConstants.SO_PEERCRED && length == 12) {
        int group = number(words[i], 8);
        return "{pid=" + fields[0] + ", uid=" + fields[1] + ", gid=" + group + "}";
      }
    }
    return length == 4
        ? "[" + number(words[i], 0) + "]"
        : Quoted.bytes(bytes(words[i], length), SHOWN);
  }

  private String pipeFlags(long flags) {
    // the access mode is not a set of flags
    long access = flags & ACCESS;
    String rest = names.of("O_", flags & ~ACCESS).replaceFirst("^O_RDONLY\\|?", "");
    if (access == 0) {
      return rest.isEmpty() ? "0" : rest;
    }
    return rest.isEmpty() ? pointer(access) + " /* O_??? */" : rest + "|" + pointer(access);
  }

  /** Flags of an open file: the access mode comes first, including O_RDONLY, which is 0. */
  private String openFlags(long flags) {
    String access = names.of("O_", flags & ACCESS);
    String rest = names.of("O_", flags & ~ACCESS).replaceFirst("^O_RDONLY\\|", "");
    return (flags & ~ACCESS) == 0 ? access : access + "|" + rest;
  }

  String result(NativeFunction function, long[] words, long result) {
    if (function.name().equals("fcntl") && words[1] == FileConstants.F_GETFL) {
      return "0x" + Long.toHexString(result) + " (flags " + openFlags(result) + ")";
    }
    if (function.name().equals("fcntl") && words[1] == FileConstants.F_GETFD && result != 0) {
      return "0x" + Long.toHexString(result) + " (flags FD_CLOEXEC)";
    }
    if (function.name().equals("fcntl") && result != 0) {
      if (words[1] == FileConstants.F_GET_SEALS) {
        return pointer(result) + " (seals " + names.of("F_SEAL_", result) + ")";
      }
      if (words[1] == FileConstants.F_GETLEASE && result < LEASES.length) {
        return pointer(result) + " (" + LEASES[(int) result] + ")";
      }
      if (words[1] == FileConstants.F_GETSIG) {
        return result + " (" + names.of("SIG", result) + ")";
      }
    }
    if (function.name().equals("umask")) {
      return octal(result);
    }
    if (function.name().equals("poll")) {
      return result == 0
          ? "0 (Timeout)"
          : result + " (" + structs.ready(words[0], (int) words[1]) + ")";
    }
    if (function.called().equals("select")) {
      return WaitStructs.result(words, result);
    }
    if (function.shown().equals("rt_sigtimedwait")) {
      return result + " (" + names.of("SIG", result) + ")";
    }
    return POINTERS.contains(function.name()) ? pointer(result) : Long.toString(result);
  }

  static String octal(long value) {
    return "0" + (value < 010 ? "0" : "") + Long.toOctalString(value);
  }

  static String pointer(long address) {
    return "0x" + Long.toHexString(address);
  }

  static int number(long address, int offset) {
    return Libc.view(address, offset + 4).getInt(offset);
  }

  static byte[] bytes(long address, long length) {
    byte[] bytes = new byte[(int) Math.max(0, length)];
    if (address != 0 && bytes.length > 0) {
      Libc.view(address, bytes.length).get(bytes);
    }
    return bytes;
  }

  /** The bytes of several buffers, joined, at most this many. */
  static byte[] vector(long address, int count, long most) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < count && all.size() < most; i++) {
      ByteBuffer part = Libc.view(address + i * MessageLayout.IOVEC_SIZE, MessageLayout.IOVEC_SIZE);
      long length = Math.min(part.getLong(MessageLayout.IOV_LEN), most - all.size());
      all.writeBytes(bytes(part.getLong(MessageLayout.IOV_BASE), length));
    }
    return all.toByteArray();
  }

  /** An array of C strings, quoted, up to its NULL. */
  private static List<String> strings(long vector) {
    List<String> texts = new ArrayList<>();
    for (long at = vector; ; at += Long.BYTES) {
      long text = Libc.view(at, Long.BYTES).getLong(0);
      if (text == 0) {
        return texts;
      }
      texts.add(Quoted.bytes(cBytes(text), SHOWN));
    }
  }

  static byte[] cBytes(long address) {
    ByteBuffer view = Libc.view(address, 1 << 20);
    int end = 0;
    while (view.get(end) != 0) {
      end++;
    }
    return bytes(address, end);
  }
}
