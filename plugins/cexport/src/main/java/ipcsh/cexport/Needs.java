package ipcsh.cexport;

import ipcsh.command.UnsupportedInC;
import ipcsh.sys.abi.Constants;
import ipcsh.sys.abi.Errno;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a piece of C needs: headers and helpers; and the man pages of its calls. */
final class Needs {
  /**
   * Constants that are missing in the headers of older systems still in use: defined if they are
   * missing.
   */
  private static final Set<String> YOUNG =
      Set.of(
          "SO_PASSPIDFD",
          "SO_PEERPIDFD",
          "SCM_PIDFD",
          "SO_PASSRIGHTS",
          "SO_INQ",
          "SCM_INQ",
          "F_DUPFD_QUERY",
          "F_CREATED_QUERY",
          "F_SEAL_EXEC",
          "MFD_EXEC",
          "MFD_NOEXEC_SEAL");

  /** Constants whose header differs from that of their family. */
  private static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry("SOL_IP", "netinet/in.h"),
          Map.entry("SOL_TCP", "netinet/tcp.h"),
          Map.entry("SOL_UDP", "netinet/udp.h"),
          Map.entry("MQ_PRIO_MAX", "limits.h"),
          Map.entry("SIOCINQ", "linux/sockios.h"),
          Map.entry("SIOCOUTQ", "linux/sockios.h"),
          Map.entry("SOMAXCONN", "sys/socket.h"),
          Map.entry("MSG_NOERROR", "sys/msg.h"),
          Map.entry("MSG_EXCEPT", "sys/msg.h"),
          Map.entry("MSG_COPY", "sys/msg.h"));

  /** The constants of the shell itself. */
  static final Constants CONSTANTS = new Constants(List.of());

  private static final Map<String, List<String>> HEADERS =
      Map.ofEntries(
          Map.entry(
              "sys/socket.h",
              List.of("AF_", "PF_", "SOCK_", "MSG_", "SO_", "SOL_", "SHUT_", "SCM_")),
          Map.entry("fcntl.h", List.of("O_", "F_", "FD_", "AT_", "FALLOC_FL_", "SPLICE_F_")),
          Map.entry("unistd.h", List.of("SEEK_", "F_OK", "R_OK", "W_OK", "X_OK")),
          Map.entry("sys/resource.h", List.of("RLIM")),
          Map.entry("signal.h", List.of("SIG")),
          Map.entry("sys/mman.h", List.of("PROT_", "MAP_", "MS_", "MFD_")),
          Map.entry("poll.h", List.of("POLL")),
          Map.entry("sys/epoll.h", List.of("EPOLL")),
          Map.entry(
              "sys/wait.h",
              List.of("WNOHANG", "WUNTRACED", "WCONTINUED", "WEXITED", "WSTOPPED", "WNOWAIT")),
          Map.entry("sys/file.h", List.of("LOCK_")),
          Map.entry("pthread.h", List.of("PTHREAD_")),
          Map.entry("sys/ioctl.h", List.of("FIO", "TIOC", "SIOC")),
          Map.entry("netinet/in.h", List.of("IPPROTO_", "IP_", "IPV6_")),
          Map.entry("netinet/tcp.h", List.of("TCP_")),
          Map.entry("time.h", List.of("CLOCK_")),
          Map.entry("linux/futex.h", List.of("FUTEX_")),
          Map.entry("linux/kcmp.h", List.of("KCMP_")),
          Map.entry("sys/stat.h", List.of("S_I")));

  final Set<String> headers = new TreeSet<>();

  /** The recent constants that are used. */
  private final Set<String> young = new TreeSet<>();

  final Set<String> pages = new LinkedHashSet<>();
  final Set<Helper> helpers = EnumSet.noneOf(Helper.class);

  void header(String... names) {
    headers.addAll(List.of(names));
  }

  void page(String page) {
    pages.add(page);
  }

  private final boolean whole;

  private Needs(boolean whole) {
    this.whole = whole;
  }

  /** The needs of a program. */
  static Needs ofAProgram() {
    return new Needs(true);
  }

  /** The needs of a single line: there are no helper functions beside it. */
  static Needs ofALine() {
    return new Needs(false);
  }

  void helper(Helper helper) {
    if (!whole) {
      throw new UnsupportedInC(
          -1, "it requires a separate function in C; export writes whole programs");
    }
    if (helpers.add(helper)) {
      headers.addAll(helper.headers());
      helper.uses.forEach(this::helper);
    }
  }

  /** Definitions of the constants that are used and may be missing in the headers. */
  List<String> young() {
    return young.stream()
        .flatMap(
            name -> Stream.of("#ifndef " + name, "#define " + name + " " + value(name), "#endif"))
        .toList();
  }

  private static String value(String name) {
    int value = CONSTANTS.get(name);
    return value < 0 ? "(" + value + ")" : String.valueOf(value);
  }

  /** Whether it is a name of errno.h. */
  static boolean isErrno(String name) {
    return name.matches("E[A-Z0-9]+")
        && (name.matches("EWOULDBLOCK|EDEADLOCK|ENOTSUP")
            || Arrays.stream(Errno.values()).anyMatch(errno -> errno.name().equals(name)));
  }

  /** Records the use of a constant; false if there is none of that name. */
  boolean constant(String name) {
    if (isErrno(name)) {
      header("errno.h");
      return true;
    }
    if (CONSTANTS.get(name) == null) {
      return false;
    }
    if (YOUNG.contains(name)) {
      young.add(name);
    }
    boolean known = ELSEWHERE.containsKey(name);
    if (known) {
      header(ELSEWHERE.get(name));
    }
    for (Map.Entry<String, List<String>> header : HEADERS.entrySet()) {
      if (header.getValue().stream().anyMatch(name::startsWith)) {
        header(header.getKey());
        known = true;
      }
    }
    if (!known) {
      // its header is not known here, its value is
      young.add(name);
    }
    return true;
  }
}
