package ipcsh.command;

import ipcsh.observe.ObservedCall;
import ipcsh.observe.ObservedDescriptor;
import ipcsh.observe.ObservedProcess;
import ipcsh.observe.ObservedProgram;
import ipcsh.observe.ObservedTransfer;
import ipcsh.sys.abi.Errno;
import ipcsh.view.ExplainedCall;
import ipcsh.view.Explanation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The calls of an observed program that failed or moved data, process by process, with what the
 * errno means for each. What the C library does to start a program and to find its language is left
 * out.
 */
public final class ObservedExplanation {
  private static final int MOST = 1000;

  /** Files of the C library, the dynamic linker and the interpreters, not of the program. */
  private static final Pattern LIBRARYS =
      Pattern.compile(
          "/(usr/(local/)?)?(lib|lib32|lib64|libx32)/.*|/etc/ld\\.so.*|/etc/(locale|nsswitch|host|"
              + "resolv|passwd|group|localtime|selinux).*|/selinux|/usr/share/(locale|zoneinfo)/.*|/proc/.*|/sys/.*"
              + "|/dev/urandom|.*/(__pycache__|site-packages|python[0-9.]*)/.*|.*pyvenv\\.cfg|"
              + ".*\\.(so|pyc|pth|mo)(\\.[0-9.]+)?|.*/glibc-hwcaps/.*");

  /** The functions of C whose meanings a system call of another name has. */
  private static final Map<String, String> FUNCTIONS =
      Map.ofEntries(
          Map.entry("openat", "open"),
          Map.entry("newfstatat", "stat"),
          Map.entry("accept4", "accept"),
          Map.entry("wait4", "waitpid"),
          Map.entry("clone", "fork"),
          Map.entry("clone3", "fork"),
          Map.entry("vfork", "fork"),
          Map.entry("pread64", "pread"),
          Map.entry("pwrite64", "pwrite"),
          Map.entry("mq_timedsend", "mq_send"),
          Map.entry("mq_timedreceive", "mq_receive"),
          Map.entry("semtimedop", "semop"),
          Map.entry("unlinkat", "unlink"),
          Map.entry("mkdirat", "mkdir"),
          Map.entry("mknodat", "mkfifo"),
          Map.entry("mknod", "mkfifo"),
          Map.entry("pselect6", "select"),
          Map.entry("ppoll", "poll"),
          Map.entry("epoll_pwait", "epoll_wait"),
          Map.entry("dup3", "dup2"),
          Map.entry("pipe2", "pipe"),
          Map.entry("execve", "exec"),
          Map.entry("rt_sigaction", "sigaction"),
          Map.entry("rt_sigprocmask", "sigprocmask"),
          Map.entry("rt_sigtimedwait", "sigtimedwait"),
          Map.entry("clock_nanosleep", "nanosleep"));

  private ObservedExplanation() {}

  /** The explanation. */
  public static Explanation of(ObservedProgram program) {
    Function<ObservedProcess, String> lanes = ObservedPrograms.lanes(List.of(program));
    List<ObservedCall> calls = program.getCalls();
    List<ExplainedCall> rows = new ArrayList<>();
    int left = 0;
    int number = 0;
    for (ObservedProcess process : program.getProcesses()) {
      number++;
      List<ObservedCall> its =
          calls.stream().filter(call -> call.thread().process() == process).toList();
      for (ObservedCall call : its) {
        if (isOfInterest(call) && !isSearch(call, its)) {
          ExplainedCall row = row(number, lanes.apply(process), call);
          int last = rows.size() - 1;
          if (last >= 0 && rows.get(last).isLike(row)) {
            rows.get(last).again(1);
          } else if (rows.size() < MOST) {
            rows.add(row);
          } else {
            left++;
          }
        }
      }
    }
    String more =
        rows.isEmpty()
            ? "no call failed, and none transferred data"
            : left == 0 ? null : "... and " + left + " more calls; .calls has all";
    return new Explanation(rows, null, more);
  }

  /** Whether a program was not in this directory of PATH, and is looked for in the next one. */
  private static boolean isSearch(ObservedCall call, List<ObservedCall> all) {
    if (!call.failed() || !call.getName().equals("execve")) {
      return false;
    }
    for (ObservedCall next : all.subList(all.indexOf(call) + 1, all.size())) {
      if (next.thread() == call.thread()) {
        return next.getName().equals("execve")
            && next.arg(1).equals(call.arg(1))
            && last(next.arg(0)).equals(last(call.arg(0)));
      }
    }
    return false;
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static boolean isOfInterest(ObservedCall call) {
    boolean failed = call.failed();
    ObservedTransfer transfer = ObservedTransfer.of(call);
    if (!failed && !call.isInterrupted() && transfer == null && !isWaiting(call)) {
      return false;
    }
    for (String word : call.getArgs()) {
      byte[] bytes = ipcsh.observe.StraceString.bytes(word);
      ObservedDescriptor descriptor = bytes == null ? ObservedDescriptor.of(word) : null;
      String path =
          bytes != null && failed
              ? new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)
              : descriptor == null || descriptor.number() < 0 ? null : descriptor.path();
      if (path != null && LIBRARYS.matcher(path).matches()) {
        return false;
      }
    }
    // asked by isatty(3), lseek(2) and the like: an answer, no failure
    boolean isAnswer = call.getErrno() == Errno.ENOTTY || call.getErrno() == Errno.ESPIPE;
    return !isAnswer;
  }

  /** Whether a process that runs is in this call. */
  private static boolean isWaiting(ObservedCall call) {
    return !call.isFinished() && call.thread().process().end() == null;
  }

  private static ExplainedCall row(int number, String process, ObservedCall call) {
    Errno errno = call.failed() ? call.getErrno() : null;
    String function = function(call);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("call", text(call));
    String unknown = isWaiting(call) ? null : "?";
    facts.put("result", call.getResult() == null ? unknown : call.getResult().toString());
    if (errno != null) {
      facts.put("errno", errno);
      facts.put("meaning", ErrnoMeanings.of(function, errno));
    } else if (call.isInterrupted()) {
      facts.put("fact", "interrupted by a signal; it is restarted, or fails with EINTR");
    }
    facts.put("man", page(call.getName()));
    return new ExplainedCall(number, process, facts);
  }

  /** The call without its result. */
  private static String text(ObservedCall call) {
    String line = call.line();
    int end = line.length() - call.resultText().length();
    return call.isFinished() ? line.substring(0, end).replaceFirst("\\s*=\\s*$", "") : line;
  }

  /** The function of C that makes the call. */
  private static String function(ObservedCall call) {
    String name = call.getName();
    boolean isNamed = !call.arg(4).equals("NULL");
    return switch (name) {
      case "sendto" -> isNamed ? name : "send";
      case "recvfrom" -> isNamed ? name : "recv";
      default -> FUNCTIONS.getOrDefault(name, name);
    };
  }

  private static String page(String call) {
    return call.equals("newfstatat")
        ? "stat(2)"
        : call.replaceFirst("^(pread|pwrite)64$", "$1") + "(2)";
  }
}
