package ipcsh.findings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Children that ended and were never waited for, while their parent went on: it made further
 * children, or waited for something else for a while. A parent that ends leaves them to init.
 */
final class ZombieRule implements FindingRule {
  private static final Pattern REAPED = Pattern.compile("si_pid=(\\d+)");
  private static final long WHILE = 500_000_000;

  /** Calls that begin something new, or in which a program waits. */
  private static final Set<String> GOING_ON =
      Set.of(
          "clone",
          "clone3",
          "fork",
          "vfork",
          "accept",
          "accept4",
          "nanosleep",
          "clock_nanosleep",
          "pause",
          "poll",
          "ppoll",
          "select",
          "pselect6",
          "epoll_wait",
          "epoll_pwait",
          "read",
          "recvfrom",
          "recvmsg",
          "msgrcv",
          "semop",
          "semtimedop",
          "mq_timedreceive",
          "futex",
          "rt_sigtimedwait",
          "rt_sigsuspend",
          "flock",
          "restart_syscall");

  @Override
  public void examine(DescriptorHistory run, Consumer<Finding> found) {
    for (ReviewedProcess parent : run.processes()) {
      if (parent.children().isEmpty() || ignoresChildren(parent)) {
        continue;
      }
      Set<Integer> reaped = reaped(parent);
      List<ReviewedProcess> zombies = new ArrayList<>();
      for (ReviewedProcess child : parent.children()) {
        boolean isZombie =
            child.ended() < parent.ended()
                && !child.isRunning()
                && !reaped.contains(child.pid())
                && child.creation() != null
                && tellsParent(child)
                && goesOn(parent, child);
        if (isZombie) {
          zombies.add(child);
        }
      }
      boolean isLong = zombies.size() == 1 && remains(parent, zombies.get(0)) >= WHILE;
      if (zombies.size() >= 2 || isLong) {
        found.accept(finding(zombies));
      }
    }
  }

  private static Finding finding(List<ReviewedProcess> zombies) {
    ReviewedProcess first = zombies.get(0);
    String text =
        zombies.size() == 1
            ? "child " + first.pid() + " has ended and is never waited for: it stays a zombie"
            : zombies.size()
                + " children ("
                + first.pid()
                + " ...) have ended and are never waited for: they stay zombies";
    return new Finding(
        "zombie",
        first.creation(),
        text,
        "waitpid() for each child (pclose() after popen()), in a handler for SIGCHLD if the program"
            + " has other things to do; or ignore SIGCHLD");
  }

  /** Whether the kernel keeps no zombies for it. */
  private static boolean ignoresChildren(ReviewedProcess process) {
    for (ReviewedProcess each = process; each != null; each = each.parent()) {
      for (ReviewedCall call : each.calls()) {
        boolean isAction = call.name().equals("rt_sigaction") && call.argument(0).equals("SIGCHLD");
        if (isAction && (call.mentions(1, "SIG_IGN") || call.mentions(1, "SA_NOCLDWAIT"))) {
          return true;
        }
      }
    }
    return false;
  }

  private static Set<Integer> reaped(ReviewedProcess parent) {
    Set<Integer> reaped = new HashSet<>();
    for (ReviewedCall each : parent.calls()) {
      if (each.name().equals("wait4") && each.gave(1)) {
        reaped.add(each.result().intValue());
      } else if (each.name().equals("waitid") && each.succeeded()) {
        Matcher found = REAPED.matcher(each.argument(2));
        if (found.find() && !each.mentions(3, "WNOWAIT")) {
          reaped.add(Integer.parseInt(found.group(1)));
        }
      } else if (each.name().startsWith("wait") && each.isPending()) {
        // it may be about to get any of them
        parent.children().forEach(child -> reaped.add(child.pid()));
      }
    }
    return reaped;
  }

  private static boolean tellsParent(ReviewedProcess child) {
    String arguments = child.process().creation().line();
    return !arguments.startsWith("clone") || arguments.contains("SIGCHLD");
  }

  private static boolean goesOn(ReviewedProcess parent, ReviewedProcess child) {
    return parent.calls().stream()
        .anyMatch(
            each ->
                GOING_ON.contains(each.name())
                    && each.began() > child.ended()
                    && !DescriptorWords.isEndOfFile(each)
                    && !isStillIn(parent, each));
  }

  /**
   * Whether the parent has not left the call in which it was when the child ended: strace shows it
   * a second time when the kernel restarts it. A server that waits for its next client is told.
   */
  private static boolean isStillIn(ReviewedProcess parent, ReviewedCall call) {
    if (!call.isPending() || call.name().startsWith("accept")) {
      return false;
    }
    List<ReviewedCall> calls = parent.byThread().get(call.call().tid());
    int at = calls == null ? -1 : calls.indexOf(call);
    return at > 0 && calls.get(at - 1).isInterrupted();
  }

  /** How long the child was a zombie, in nanoseconds. */
  private static long remains(ReviewedProcess parent, ReviewedProcess child) {
    long until =
        parent.isRunning()
            ? parent.calls().get(parent.calls().size() - 1).call().ended()
            : parent.process().end().began();
    return until - child.process().end().began();
  }
}
