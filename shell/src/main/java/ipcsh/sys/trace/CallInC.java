package ipcsh.sys.trace;

import ipcsh.sys.abi.CallText;
import ipcsh.sys.abi.Constants;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.Libc;
import ipcsh.sys.abi.SocketConstants;
import ipcsh.sys.abi.StaleDescriptor;
import ipcsh.sys.function.SocketOptions;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.text.Quoted;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.StringJoiner;

/**
 * A call as an expression of C, with the values that it was made with: literals where C has them
 * ({@code &(struct timespec) {1, 0}}), and a usual name where the kernel writes something ({@code
 * buf}, {@code fds}, {@code &status}).
 */
final class CallInC {
  /** Longer data is called by a name. */
  private static final int LONGEST = 64;

  private final Constants constants;

  CallInC(Constants constants) {
    this.constants = constants;
  }

  String of(NativeFunction function, long[] words) {
    String signature = function.signature();
    String[] kinds = signature.isEmpty() ? new String[0] : signature.split(" ");
    StringJoiner out = new StringJoiner(", ", name(function, kinds, words) + "(", ")");
    for (int i = 0; i < kinds.length; i++) {
      String text = isLeftOut(function, kinds, words, i) ? null : argument(kinds, words, i);
      if (text != null) {
        out.add(text);
      }
    }
    return out.toString();
  }

  /** The function that a program would call: the kernel's name has more arguments. */
  private static String name(NativeFunction function, String[] kinds, long[] words) {
    return switch (function.name()) {
      case "sendto" -> words[4] == 0 ? "send" : "sendto";
      case "recvfrom" -> words[4] == 0 ? "recv" : "recvfrom";
      case "pipe2" -> words[1] == 0 ? "pipe" : "pipe2";
      case "syscall", "unlinkat" -> function.name();
      default ->
          kinds.length == 4 && function.name().equals("accept4") ? "accept4" : function.called();
    };
  }

  private static boolean isLeftOut(NativeFunction function, String[] kinds, long[] words, int i) {
    return switch (function.name()) {
      case "sendto", "recvfrom" -> words[4] == 0 && i > 3;
      case "pipe2" -> words[1] == 0 && i == 1;
      case "openat", "mknodat" -> i == 0;
      case "wait4" -> i == 3;
      case "sem_open" -> (words[1] & FileConstants.O_CREAT) == 0 && i > 1;
      default -> false;
    };
  }

  private String argument(String[] kinds, long[] words, int i) {
    long word = words[i];
    if (kinds[0].equals("int") && i == 0 && kinds.length > 1 && isSystemCall(kinds)) {
      return "SYS_futex";
    }
    return switch (kinds[i]) {
      case "fd", "int" -> Integer.toString(StaleDescriptor.shown((int) word));
      case "dirfd", "long", "size", "length", "offset" -> Long.toString(word);
      case "mode" ->
          (words[i - 1] & FileConstants.O_CREAT) == 0 ? null : "0" + Long.toOctalString(word);
      case "nodemode" -> "0" + Long.toOctalString(word & 07777);
      case "fcntl" -> word == 0 ? null : fcntl((int) words[i - 1], word);
      case "ioctl" -> CallText.request((int) word).toString();
      case "path" -> word == 0 ? "NULL" : quoted(StraceArguments.cBytes(word));
      case "in" -> data(word, words[i + 1]);
      case "out", "outpath" -> "buf";
      case "addr" -> word == 0 ? "NULL" : address(StraceArguments.bytes(word, words[i + 1]));
      case "outaddr" -> word == 0 ? "NULL" : "(struct sockaddr *) &addr";
      case "outlen" ->
          word == 0 ? "NULL" : Arrays.asList(kinds).contains("outopt") ? "&len" : "&addrlen";
      case "outpair" -> "fds";
      case "outint", "outopt" -> "&value";
      case "opt" -> option(words, i);
      case "inmsg", "outmsg" -> "&msg";
      case "pollfds" -> pollfds(word, (int) words[i + 1]);
      case "timespec", "futextime" -> word == 0 ? "NULL" : timespec(word);
      case "itimerspec", "outitimerspec" -> word == 0 ? "NULL" : "&timer";
      case "sigset" -> "&set";
      case "status" -> word == 0 ? "NULL" : "&status";
      case "strings" -> "argv";
      case "variables" -> "environ";
      case "ptr" -> word == 0 ? "NULL" : "(void *) " + StraceArguments.pointer(word);
      case "IPPROTO_" -> word == 0 ? "0" : flags(kinds[i], word);
      case "waitflags" -> flags("W", word);
      case "SO_" -> flags(SocketOptions.family(words[i - 1]), word);
      default -> flags(kinds[i], (int) word);
    };
  }

  private static boolean isSystemCall(String[] kinds) {
    return Arrays.asList(kinds).contains("futextime");
  }

  private String fcntl(int command, long word) {
    return switch (command) {
      case FileConstants.F_SETFL -> flags("O_", word).replaceFirst("^O_RDONLY \\| ", "");
      case FileConstants.F_SETFD -> flags("FD_", word);
      case FileConstants.F_ADD_SEALS -> flags("F_SEAL_", word);
      case FileConstants.F_SETSIG -> flags("SIG", word);
      default -> Long.toString(word);
    };
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

  private static String timespec(long at) {
    ByteBuffer in = Libc.view(at, 16);
    return "&(struct timespec) {" + in.getLong(0) + ", " + in.getLong(8) + "}";
  }

  private static String address(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    int family = bytes.length < 2 ? 0 : in.getShort(0);
    String start = "(struct sockaddr *) &(struct sockaddr";
    if (family == SocketConstants.AF_UNIX) {
      byte[] name = Arrays.copyOfRange(bytes, 2, bytes.length);
      int end = name.length;
      while (end > 0 && name[0] != 0 && name[end - 1] == 0) {
        end--;
      }
      return start
          + "_un) {AF_UNIX"
          + (end == 0 ? "" : ", " + quoted(Arrays.copyOf(name, end)))
          + "}";
    }
    if (family == SocketConstants.AF_INET && bytes.length >= 16) {
      int port = (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
      long host = Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt(4));
      return start
          + "_in) {AF_INET, htons("
          + port
          + "), {htonl(0x"
          + Long.toHexString(host)
          + ")}}";
    }
    return "(struct sockaddr *) &addr";
  }
}
