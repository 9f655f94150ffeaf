package ipcsh.command;

import ipcsh.sys.text.Counted;
import ipcsh.sys.trace.MadeCall;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Remarks on a call that are true of each call of its kind, in addition to its result. */
final class KernelFacts {
  private static final Set<String> NEW_NUMBER =
      Set.of(
          "open",
          "socket",
          "accept",
          "dup",
          "memfd_create",
          "shm_open",
          "epoll_create1",
          "posix_openpt");
  private static final Set<String> SENDS = Set.of("write", "pwrite", "sendto");
  private static final Set<String> NEW_NUMBERS = Set.of("pipe", "socketpair");

  /** The overview man page, by what occurs in the call. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "AF_UNIX", "unix(7)",
          "AF_INET,", "ip(7)",
          "AF_INET}", "ip(7)",
          "AF_INET6", "ipv6(7)",
          "S_IFIFO", "fifo(7)",
          "pipe2(", "pipe(7)",
          "shm_open(", "shm_overview(7)",
          "sem_open(", "sem_overview(7)");

  private KernelFacts() {}

  /** A short remark after a result, or null. */
  static String of(MadeCall call) {
    String name = call.function();
    if (call.errno() != null || call.result() == null) {
      return null;
    }
    if (call.injected()) {
      return "injected";
    }
    if (NEW_NUMBER.contains(name)) {
      return "the lowest free number";
    }
    if (NEW_NUMBERS.contains(name)) {
      return "two descriptors, the lowest free numbers";
    }
    if (SENDS.contains(name) && call.wanted() > call.value()) {
      return "of " + Counted.of(call.wanted(), "byte") + ": the rest is not taken";
    }
    if (name.equals("recvfrom") && call.wanted() < call.value()) {
      return "the size of a datagram for which "
          + Counted.of(call.wanted(), "byte")
          + " of space are not enough";
    }
    return call.value() != 0
        ? null
        : switch (name) {
          case "waitpid" -> "no child has changed state";
          case "epoll_wait", "select" -> "the time was up";
          case "mkfifo" -> "a name; the pipe is created when a process opens it";
          case "unlink" -> "the name is removed; open descriptors remain valid";
          case "bind" -> "the socket now has a name";
          default -> null;
        };
  }

  /** The man pages of a call: its own, and the overview. */
  static String man(String page, MadeCall call) {
    Set<String> pages = new LinkedHashSet<>();
    pages.add(page);
    FIELDS.forEach(
        (word, field) -> {
          if (call.call().contains(word)) {
            pages.add(field);
          }
        });
    return String.join(", ", pages);
  }
}
