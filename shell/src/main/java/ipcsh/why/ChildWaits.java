package ipcsh.why;

import ipcsh.inspect.FdInfo;
import ipcsh.inspect.ProcessFacts;
import ipcsh.inspect.ThreadSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/** Waits for the end of children, {@code wait4(2)}, {@code waitid(2)}. */
final class ChildWaits implements WaitSource {
  private static final int P_ALL = 0;
  private static final int P_PID = 1;
  private static final int P_PGID = 2;
  private static final int P_PIDFD = 3;
  private static final String OF_ONE = "the end of";
  private static final int SIGCHLD = 17;
  private static final int SHOWN = 3;

  /** Words of {@code /proc/PID/stat} after the name: state, parent, process group. */
  private static final int GROUP = 2;

  @Override
  public WaitCondition of(ThreadSnapshot thread, WaitContext context) {
    return switch (thread.call()) {
      case "wait4" -> {
        int pid = thread.number(0);
        yield pid == -1
            ? any(thread, context)
            : pid > 0
                ? one(thread, "waitpid(" + pid + ")", pid, context)
                : ofGroup(
                    thread, "waitpid", pid == 0 ? group(thread.pid(), context) : -pid, context);
      }
      case "waitid" -> waitid(thread, context);
      default -> null;
    };
  }

  private static WaitCondition waitid(ThreadSnapshot thread, WaitContext context) {
    int id = thread.number(1);
    return switch (thread.number(0)) {
      case P_ALL -> any(thread, context);
      case P_PID -> one(thread, "waitid(P_PID, " + id + ")", id, context);
      case P_PGID ->
          ofGroup(thread, "waitid", id == 0 ? group(thread.pid(), context) : id, context);
      case P_PIDFD -> {
        String info = context.text("/proc/" + thread.pid() + "/fdinfo/" + id);
        int pid = info == null ? -1 : (int) new FdInfo(info).number("Pid", -1);
        String call = "waitid(P_PIDFD, " + id + ")";
        yield pid > 0
            ? one(thread, call, pid, context)
            : WaitCondition.unknown(thread, call, "to which process the pidfd refers");
      }
      default -> null;
    };
  }

  private static WaitCondition any(ThreadSnapshot thread, WaitContext context) {
    String call = thread.call().equals("waitid") ? "waitid(P_ALL)" : "waitpid(-1)";
    return wait(thread, call, "the end of a child", pid -> true, context);
  }

  private static WaitCondition ofGroup(
      ThreadSnapshot thread, String call, int group, WaitContext context) {
    return wait(
        thread,
        call.equals("waitid") ? "waitid(P_PGID, " + group + ")" : "waitpid(-" + group + ")",
        "the end of a child in process group " + group,
        pid -> group(pid, context) == group,
        context);
  }

  private static WaitCondition one(
      ThreadSnapshot thread, String call, int child, WaitContext context) {
    return wait(thread, call, OF_ONE, pid -> pid == child, context);
  }

  private static int group(int pid, WaitContext context) {
    String stat = context.text("/proc/" + pid + "/stat");
    return stat == null
        ? -1
        : Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[GROUP]);
  }

  private static WaitCondition wait(
      ThreadSnapshot thread,
      String call,
      String purpose,
      IntPredicate isWanted,
      WaitContext context) {
    List<Integer> children = new ArrayList<>(context.children(thread.pid()));
    if (children.isEmpty()) {
      // a kernel may be without the list of children
      addByParent(children, thread.pid(), context);
    }
    children.removeIf(pid -> !isWanted.test(pid));
    String action = "ends";
    boolean isTracer = children.isEmpty();
    if (isTracer) {
      children.addAll(traced(thread.pid(), isWanted, context));
      action = "stops or ends";
    }
    if (children.isEmpty()) {
      return WaitCondition.unknown(thread, call, "for which child it waits");
    }
    String who =
        children.stream().limit(SHOWN).map(context::process).collect(Collectors.joining(", "))
            + (children.size() > SHOWN ? " and " + (children.size() - SHOWN) + " more" : "");
    String does = action;
    boolean isIgnored =
        !isTracer
            && !purpose.equals(OF_ONE)
            && CaughtSignals.isIgnored(context, thread.pid(), SIGCHLD);
    WaitCondition wait =
        WaitCondition.of(
                thread,
                call,
                isIgnored
                    ? "the end of all children, because SIGCHLD is ignored: " + who
                    : purpose.equals(OF_ONE) ? purpose + " " + who : purpose + ": " + who)
            .on("process:" + children.get(0), context.process(children.get(0)), "not ended")
            .endedBy(children.stream().map(pid -> new Waker(pid, does)).toList());
    List<Integer> ended = isTracer ? List.of() : context.endedChildren(thread.pid());
    WaitCondition told =
        ended.isEmpty()
            ? wait
            : wait.noting(
                List.of(
                    "another child, process "
                        + ended.get(0)
                        + ", has ended, but is not waited for"));
    return isIgnored ? told.byAll() : told;
  }

  private static void addByParent(List<Integer> children, int parent, WaitContext context) {
    for (int pid : context.everybody()) {
      ProcessFacts its = context.facts(pid);
      if (its != null && !its.hasEnded() && its.parent() == parent) {
        children.add(pid);
      }
    }
  }

  /** The processes that this one observes as a debugger. */
  private static List<Integer> traced(int tracer, IntPredicate isWanted, WaitContext context) {
    List<Integer> found = new ArrayList<>();
    for (int pid : context.everybody()) {
      if (isWanted.test(pid) && context.status(pid).number("TracerPid", 0) == tracer) {
        found.add(pid);
      }
    }
    return found;
  }
}
