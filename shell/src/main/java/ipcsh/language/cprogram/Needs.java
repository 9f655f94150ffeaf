package ipcsh.language.cprogram;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a piece of C needs around it: headers, helpers; and the man pages that tell of its calls.
 */
final class Needs {
  private static final Map<String, List<String>> HEADERS =
      Map.ofEntries(
          Map.entry(
              "sys/socket.h",
              List.of("AF_", "PF_", "SOCK_", "MSG_", "SO_", "SOL_", "SHUT_", "SCM_")),
          Map.entry("fcntl.h", List.of("O_", "F_", "FD_", "AT_")),
          Map.entry("unistd.h", List.of("SEEK_")),
          Map.entry("signal.h", List.of("SIG")),
          Map.entry("sys/mman.h", List.of("PROT_", "MAP_", "MS_", "MFD_")),
          Map.entry("poll.h", List.of("POLL")),
          Map.entry("sys/wait.h", List.of("WNOHANG", "WUNTRACED", "WCONTINUED")),
          Map.entry("sys/file.h", List.of("LOCK_")),
          Map.entry("pthread.h", List.of("PTHREAD_")),
          Map.entry("sys/ioctl.h", List.of("FIO", "TIOC", "SIOC")),
          Map.entry("netinet/in.h", List.of("IPPROTO_", "IP_", "IPV6_")),
          Map.entry("netinet/tcp.h", List.of("TCP_")),
          Map.entry("sys/stat.h", List.of("S_I")));

  final Set<String> headers = new TreeSet<>();
  final Set<String> pages = new LinkedHashSet<>();
  final Set<Helper> helpers = EnumSet.noneOf(Helper.class);

  void header(String... names) {
    headers.addAll(List.of(names));
  }

  void page(String page) {
    pages.add(page);
  }

  void helper(Helper helper) {
    if (helpers.add(helper)) {
      headers.addAll(helper.headers());
      helper.uses.forEach(this::helper);
    }
  }

  /** A constant of the headers; whether it is one that we know the header of. */
  boolean constant(String name) {
    if (name.matches("E[A-Z0-9]+")) {
      header("errno.h");
      return true;
    }
    for (Map.Entry<String, List<String>> header : HEADERS.entrySet()) {
      if (header.getValue().stream().anyMatch(name::startsWith)) {
        header(header.getKey());
        return true;
      }
    }
    return false;
  }
}
