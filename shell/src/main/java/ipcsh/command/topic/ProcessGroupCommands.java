package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Default;
import ipcsh.command.model.Pid;
import ipcsh.command.model.SavedAs;
import ipcsh.sys.function.ProcessGroups;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Commands for process groups and sessions, to which terminals and kill(2) send signals. */
public final class ProcessGroupCommands implements CommandTopic {
  private Context context;

  /** The children that {@code setpgid} has made process group leaders, as in C. */
  private final Set<Integer> leaders = ConcurrentHashMap.newKeySet();

  @Override
  public String title() {
    return "Process groups and sessions";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "get the process group of this process",
      man = "getpgrp(2)",
      saves = SavedAs.NUMBER,
      examples =
          """
          getpgrp() == getpgid(0)                          //=> true
          """)
  public int getpgrp() {
    return context.sys().processGroups().getpgrp();
  }

  @Command(
      summary = "get the process group of a process",
      man = "getpgid(2)",
      saves = SavedAs.NUMBER,
      details = "pid 0, the default, is this process. What spawn starts leads a group of its own.",
      examples =
          """
          p = spawn('sleep', '1000')
          getpgid(p) == p.pid                              //=> true
          """)
  public int getpgid(@Pid @Default("0") int pid) {
    return context.sys().processGroups().getpgid(pid);
  }

  @Command(
      summary = "move a process to a process group",
      man = "setpgid(2)",
      details =
          """
          pid 0 is this process, pgid 0 a new group that the process leads. A process may move
          itself, and a child that has not executed another program yet, to a group of the same
          session.""",
      examples =
          """
          c = fork()
          c { d = fork(); setpgid d, getpgrp() }           //=> 0
          c { getpgid(d) == getpgrp() }                    //=> true
          fails(ESRCH) { setpgid getppid() }               // no child of this process
          """)
  public int setpgid(@Pid @Default("0") int pid, @Pid @Default("0") int pgid) {
    int result = context.sys().processGroups().setpgid(pid, pgid);
    int moved = pid == 0 ? context.kernel().process().pid() : pid;
    if (pgid == 0 || pgid == moved) {
      leaders.add(moved);
    }
    return result;
  }

  @Command(
      summary = "get the session of a process",
      man = "getsid(2)",
      saves = SavedAs.NUMBER,
      details = "pid 0, the default, is this process.",
      examples =
          """
          c = fork()
          getsid(c) == getsid()                            //=> true
          """)
  public int getsid(@Pid @Default("0") int pid) {
    return context.sys().processGroups().getsid(pid);
  }

  @Command(
      summary = "create a session and lead it, without a controlling terminal",
      man = "setsid(2)",
      saves = SavedAs.NUMBER,
      details =
          """
          Fails with EPERM in a process that leads a process group. A child of fork() has a group
          of its own here, so that Ctrl-C does not end it; it leaves that group first, and so
          setsid succeeds as it does in C.""",
      examples =
          """
          c = fork()
          c { setsid() == getpid() }                       //=> true
          fails(EPERM) { c { setsid() } }
          """)
  public int setsid() {
    leaveGroupOfFork();
    return context.sys().processGroups().setsid();
  }

  /**
   * In C a forked child is in the process group of its parent; here the shell has made it a group
   * leader.
   */
  private void leaveGroupOfFork() {
    int pid = context.kernel().process().pid();
    ProcessGroups groups = context.kernel().quiet().processGroups();
    if (!context.kernel().process().isShell()
        && !leaders.contains(pid)
        && groups.getpgrp() == pid
        && groups.getsid(0) != pid) {
      groups.setpgid(0, groups.getpgid(context.kernel().quiet().processes().getppid()));
    }
  }
}
