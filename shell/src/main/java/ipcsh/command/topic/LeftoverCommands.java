package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.Leftovers;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Conversion;
import ipcsh.command.model.Default;
import ipcsh.command.model.SavedAs;
import ipcsh.handle.HasPid;
import ipcsh.handle.Leftover;
import ipcsh.sys.abi.SysException;
import ipcsh.view.Listing;
import java.util.ArrayList;
import java.util.List;

/** Commands for what a session leaves behind outside the shell. */
public final class LeftoverCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "Cleaning up";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "list what this session has left outside the process",
      man = "unlink(2)",
      saves = SavedAs.NOTHING,
      details =
          """
          Names: sockets, FIFOs, files created by O_CREAT, directories, links, shared memory and
          named semaphores, made here, in threads, in children and in other shells that are roles. Names that
          existed before, that others removed or replaced, or that lie in a scratch directory or
          in the directory of a scenario are not listed. Running children: programs, forked
          children, roles; they end with the shell in any case, and so do networks. Each element has .kind, .name,
          .path or .pid, .since, and .by, the role that made it. When it ends, the prompt reports
          in one line which names remain; a script does so on standard error if that is a
          terminal.""",
      examples =
          """
          mkfifo '/tmp/ipcsh-left'
          leftovers                      //=> FIFO /tmp/ipcsh-left  since ...
          unlink '/tmp/ipcsh-left'
          leftovers                      //=> nothing is left behind
          """)
  public List<Leftover> leftovers() {
    return new Listing<>(new Leftovers(context).all(), "nothing is left behind");
  }

  @Command(
      summary = "remove what this session has left outside the process",
      man = "unlink(2)",
      details =
          """
          Returns what was removed. A single leftover is given by its name, by its process ID, by
          the handle of a process, or as an element of leftovers. A name that refers to something
          else by now is not touched; a child is sent SIGTERM, and SIGKILL half a second later. If
          something cannot be removed, the rest is, and then the command fails.""",
      examples =
          """
          bind socket(), '/tmp/ipcsh-left'
          s = sem '/ipcsh-left'
          cleanup '/tmp/ipcsh-left'   //=> socket /tmp/ipcsh-left  since ...
          cleanup                        //=> semaphore /ipcsh-left  since ...
          cleanup                        //=> nothing is left behind
          """)
  public List<Leftover> cleanup(@Default("") Object which) {
    Leftovers leftovers = new Leftovers(context);
    List<Leftover> all = leftovers.all();
    List<Leftover> wanted = which == null ? all : List.of(one(which, all));
    List<Leftover> removed = new ArrayList<>();
    SysException failure = null;
    for (Leftover each : Leftovers.inOrderOfRemoval(wanted)) {
      try {
        if (leftovers.remove(each)) {
          removed.add(each);
        }
      } catch (SysException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return new Listing<>(removed, "nothing is left behind");
  }

  private Leftover one(Object which, List<Leftover> all) {
    if (which instanceof Leftover given) {
      return given;
    }
    return all.stream()
        .filter(each -> isMeant(which, each))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected an element of leftovers, given "
                        + Conversion.describe(which)
                        + (all.isEmpty() ? ", and nothing is left behind" : "")));
  }

  private String absolute(String name) {
    return name.startsWith("/")
        ? name
        : context.kernel().quiet().processControl().getcwd() + "/" + name;
  }

  private boolean isMeant(Object which, Leftover each) {
    if (which instanceof CharSequence) {
      String name = which.toString();
      return name.equals(each.getName())
          || each.getPath() != null && absolute(name).equals(each.getPath());
    }
    Object pid = which instanceof HasPid handle ? (Object) handle.getPid() : which;
    return pid.equals(each.getPid());
  }
}
