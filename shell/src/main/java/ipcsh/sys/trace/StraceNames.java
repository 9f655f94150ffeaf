package ipcsh.sys.trace;

import ipcsh.sys.abi.Constants;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.RecordLock;
import ipcsh.sys.abi.StaleDescriptor;
import ipcsh.sys.function.Sockets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Supplier;

/**
 * Constants in the notation of strace: like {@link Constants}, with flags in the order of strace,
 * and with a comment after a number that has no name: {@code 0x63 /* AF_??? *}{@code /}.
 */
final class StraceNames {
  private static final int FIRST_REAL_TIME = 32;

  /** The parts of a mode that have names beside the nine rights. */
  private static final int RIGHTS = 0777;

  /** Flags that strace does not print in the order of the headers. */
  private static final Map<String, List<String>> ORDER =
      Map.of(
          "O_",
          List.of(
              "O_CREAT",
              "O_EXCL",
              "O_NOCTTY",
              "O_TRUNC",
              "O_APPEND",
              "O_NONBLOCK",
              "O_SYNC",
              "O_DSYNC",
              "O_DIRECT",
              "O_NOFOLLOW",
              "O_NOATIME",
              "O_CLOEXEC",
              "O_PATH",
              "O_TMPFILE",
              "O_DIRECTORY",
              "O_ASYNC"),
          "LOCK_",
          List.of("LOCK_SH", "LOCK_EX", "LOCK_NB", "LOCK_UN"),
          "MS_",
          List.of("MS_SYNC", "MS_ASYNC", "MS_INVALIDATE"),
          "SA_",
          List.of(
              "SA_RESTORER",
              "SA_ONSTACK",
              "SA_RESTART",
              "SA_NODEFER",
              "SA_RESETHAND",
              "SA_SIGINFO",
              "SA_NOCLDSTOP",
              "SA_NOCLDWAIT"));

  /** The comment for families whose prefix is not used in it. */
  private static final Map<String, String> REMARKS =
      Map.ofEntries(
          Map.entry("SOL_", "SOL_??"),
          Map.entry("W", "W???"),
          Map.entry(Sockets.ACCEPT_FLAGS, "SOCK_???"),
          Map.entry(RecordLock.TYPES, "F_???"),
          Map.entry("EPOLL_CLOEXEC", "EPOLL_???"),
          Map.entry("R_OK,W_OK,X_OK,F_OK", "?_OK"));

  private final Constants constants;
  private final Supplier<Map<Integer, String>> variables;

  StraceNames(Constants constants) {
    this(constants, Map::of);
  }

  /** The same with the names that descriptors have in the calling program now. */
  StraceNames(Constants constants, Supplier<Map<Integer, String>> variables) {
    this.constants = constants;
    this.variables = variables;
  }

  /** A descriptor, {@code 3}, or {@code 3 f} if a variable f holds it. */
  String descriptor(int word) {
    int number = StaleDescriptor.shown(word);
    String name = word == number ? variables.get().get(number) : null;
    return name == null ? Integer.toString(number) : number + " " + name;
  }

  /** A number of a family, or a set. */
  String of(String family, long value) {
    if (family.equals("SIG")) {
      return signal((int) value);
    }
    if (family.equals("MAP_") && value == 0) {
      return "MAP_FILE";
    }
    if (family.equals("W")) {
      // two names of the same number, of which strace uses the other one
      return remarked(family, value).replace("WUNTRACED", "WSTOPPED");
    }
    return remarked(family, value);
  }

  private String remarked(String family, long value) {
    String text = inOrder(family, constants.render(family, value));
    boolean unknown = !text.equals("0") && text.matches("-?\\d+|0x[0-9a-f]+");
    if (family.equals("SOCK_") && text.matches(".*\\|0x[0-9a-f]+")) {
      return text + " /* SOCK_??? */";
    }
    return unknown
        ? "0x"
            + Integer.toHexString((int) value)
            + " /* "
            + REMARKS.getOrDefault(family, family + "???")
            + " */"
        : text;
  }

  private static String inOrder(String family, String text) {
    List<String> order = ORDER.get(family);
    if (order == null || text.indexOf('|') < 0) {
      return text;
    }
    // the access mode, which is not in the list, stays first; unknown bits are last
    Comparator<String> place =
        Comparator.comparingInt(name -> name.startsWith("0x") ? order.size() : order.indexOf(name));
    String[] names = text.split("\\|");
    Arrays.sort(names, place);
    return String.join("|", names).replace("O_ASYNC", "FASYNC");
  }

  /** The type and mode of a file, {@code S_IFREG|0644}; permissions only if there is no type. */
  String mode(long mode) {
    StringJoiner out = new StringJoiner("|");
    if ((mode & FileConstants.S_IFMT) != 0) {
      out.add(of("S_IF", mode & FileConstants.S_IFMT));
    }
    String[] special = {"S_ISUID", "S_ISGID", "S_ISVTX"};
    for (int i = 0; i < special.length; i++) {
      if ((mode & 04000 >> i) != 0) {
        out.add(special[i]);
      }
    }
    return out.add(StraceArguments.octal(mode & RIGHTS)).toString();
  }

  private String signal(int number) {
    if (number == FIRST_REAL_TIME) {
      return "SIGRTMIN";
    }
    return number > FIRST_REAL_TIME && number <= Long.SIZE
        ? "SIGRT_" + (number - FIRST_REAL_TIME)
        : constants.render("SIG", number);
  }
}
