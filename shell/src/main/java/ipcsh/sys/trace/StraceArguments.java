package ipcsh.sys.trace;

import ipcsh.sys.abi.CallText;
import ipcsh.sys.abi.Constants;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.Libc;
import ipcsh.sys.abi.SocketAddress;
import ipcsh.sys.abi.SocketConstants;
import ipcsh.sys.abi.StaleDescriptor;
import ipcsh.sys.abi.SyncConstants;
import ipcsh.sys.abi.WaitStatus;
import ipcsh.sys.function.SocketOptions;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.text.Quoted;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/** The arguments and the result of one call in strace's words, one decoder a kind of argument. */
final class StraceArguments {
  private static final int SHOWN = 32;
  private static final int AT_FDCWD = -100;

  /** The bits of an open file's flags that are one number. */
  private static final long ACCESS = 3;

  /** The parts of a mode that have names beside the nine rights. */
  private static final int RIGHTS = 0777;

  private static final String[] LEASES = {"F_RDLCK", "F_WRLCK", "F_UNLCK"};

  private final StraceNames names;

  /** Functions that give an address. */
  private static final Set<String> POINTERS = Set.of("mmap", "sem_open");

  private final StraceStructs structs;

  StraceArguments(Constants constants) {
    this.names = new StraceNames(constants);
    this.structs = new StraceStructs(names);
  }

  String render(NativeFunction function, long[] words, long result) {
    StringJoiner out = new StringJoiner(", ", function.shown() + "(", ")");
    out.setEmptyValue(function.shown() + "()");
    String[] kinds = kinds(function);
    // the number of a call that goes through syscall(2) stands in its name
    int first = function.shown().equals(function.name()) ? 0 : 1;
    for (int i = first; i < kinds.length; i++) {
      String text = argument(kinds, words, i, result);
      if (text != null) {
        out.add(text);
      }
    }
    return out.toString();
  }

  private static String[] kinds(NativeFunction function) {
    return function.signature().isEmpty() ? new String[0] : function.signature().split(" ");
  }

  private String argument(String[] kinds, long[] words, int i, long result) {
    long word = words[i];
    boolean failed = result == -1;
    return switch (kinds[i]) {
      case "fd" -> Integer.toString(StaleDescriptor.shown((int) word));
      case "int" -> Integer.toString((int) word);
      case "long", "size" -> Long.toString(word);
      case "dirfd" -> word == AT_FDCWD ? "AT_FDCWD" : Long.toString(word);
      case "length" -> Long.toUnsignedString(word);
      case "offset" -> word == 0 ? "0" : pointer(word);
      case "mode" -> makesFile(words[i - 1]) ? octal(word) : null;
      case "nodemode" -> nodeMode(word);
      case "fcntl" -> fcntl((int) words[i - 1], word);
      case "ioctl" -> request((int) word);
      case "path" -> word == 0 ? "NULL" : path(word);
      case "in" -> Quoted.bytes(bytes(word, words[i + 1]), SHOWN);
      case "outpath" -> failed ? pointer(word) : path(word);
      case "out" ->
          failed ? pointer(word) : Quoted.bytes(bytes(word, Math.min(result, words[i + 1])), SHOWN);
      case "addr" ->
          word == 0
              ? "NULL"
              : words[i + 1] < 2 ? pointer(word) : structs.address(bytes(word, words[i + 1]));
      case "outaddr" -> outAddress(words, i, failed);
      case "outlen" -> word == 0 ? "NULL" : outLength(kinds, word, failed);
      case "outpair" ->
          failed ? pointer(word) : "[" + number(word, 0) + ", " + number(word, 4) + "]";
      case "outint" -> failed ? pointer(word) : "[" + number(word, 0) + "]";
      case "opt" -> option(words, i, (int) words[i + 1]);
      case "outopt" -> failed ? pointer(word) : option(words, i, number(words[i + 1], 0));
      case "inmsg" -> structs.message(word, -1);
      case "outmsg" -> failed ? structs.unfilled(word) : structs.message(word, result);
      case "pollfds" -> structs.pollfds(word, (int) words[i + 1]);
      case "timespec" -> structs.timespec(word);
      case "itimerspec" -> structs.itimerspec(word);
      case "outitimerspec" -> failed && word != 0 ? pointer(word) : structs.itimerspec(word);
      case "sigset" -> structs.signals(word);
      case "status" ->
          result <= 0
              ? pointer(word)
              : "[" + new WaitStatus((int) result, number(word, 0)).traced() + "]";
      case "waitflags" -> names.of("W", word);
      case "futextime" ->
          (words[i - 2] & ~SyncConstants.FUTEX_PRIVATE_FLAG) == SyncConstants.FUTEX_WAIT
              ? structs.timespec(word)
              : null;
      case "strings" -> "[" + String.join(", ", strings(word)) + "]";
      case "variables" -> pointer(word) + " /* " + strings(word).size() + " vars */";
      case "ptr" -> word == 0 ? "NULL" : pointer(word);
      case "O_" -> kinds[i - 1].equals("path") ? openFlags(word) : pipeFlags(word);
      case "SO_" -> option(SocketOptions.family(words[i - 1]), word);
      case "IPPROTO_" ->
          words[0] == SocketConstants.AF_INET || words[0] == SocketConstants.AF_INET6
              ? names.of("IPPROTO_", word)
              : Long.toString(word);
      default -> names.of(kinds[i], (int) word);
    };
  }

  private String fcntl(int command, long word) {
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
      case FileConstants.F_DUPFD, FileConstants.F_DUPFD_CLOEXEC, FileConstants.F_SETPIPE_SZ ->
          Long.toString(word & 0xffffffffL);
      default -> word == 0 ? "0" : pointer(word);
    };
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

  /** A level's options are known, or none: then they are numbers. */
  private String option(String family, long word) {
    return family.equals("?") ? Long.toString(word) : names.of(family, word);
  }

  private static boolean makesFile(long flags) {
    return (flags & FileConstants.O_CREAT) != 0
        || (flags & FileConstants.O_TMPFILE) == FileConstants.O_TMPFILE;
  }

  private String nodeMode(long mode) {
    StringJoiner out = new StringJoiner("|");
    out.add(names.of("S_IF", mode & 0170000));
    String[] special = {"S_ISUID", "S_ISGID", "S_ISVTX"};
    for (int i = 0; i < special.length; i++) {
      if ((mode & 04000 >> i) != 0) {
        out.add(special[i]);
      }
    }
    return out.add(octal(mode & RIGHTS)).toString();
  }

  /** A path is shown whole, byte by byte. */
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

  private static String outLength(String[] kinds, long word, boolean failed) {
    int length = number(word, 0);
    boolean option = Arrays.asList(kinds).contains("outopt");
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
    // the way of access is none of these, so its bits have no names
    long access = flags & ACCESS;
    String rest = names.of("O_", flags & ~ACCESS).replaceFirst("^O_RDONLY\\|?", "");
    if (access == 0) {
      return rest.isEmpty() ? "0" : rest;
    }
    return rest.isEmpty() ? pointer(access) + " /* O_??? */" : rest + "|" + pointer(access);
  }

  /** Flags of an open file: the way of access comes first, O_RDONLY too, though it is 0. */
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
    if (function.name().equals("poll")) {
      return result == 0
          ? "0 (Timeout)"
          : result + " (" + structs.ready(words[0], (int) words[1]) + ")";
    }
    return POINTERS.contains(function.name()) ? pointer(result) : Long.toString(result);
  }

  private static String octal(long value) {
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

  /** A vector of C strings, quoted, up to its NULL. */
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
