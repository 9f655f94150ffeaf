package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Default;
import ipcsh.command.model.Flags;
import ipcsh.sys.abi.FileSystemConstants;
import ipcsh.sys.function.Limits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Commands for the limits of a process. */
public final class LimitCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "Limits";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "get the soft and the hard limit of a resource",
      man = "getrlimit(2)",
      details =
          """
          Returns .soft, which the kernel enforces, and .hard, up to which the process may raise
          it; RLIM_INFINITY (-1) is no limit. In the block of a forked child it is the child's.""",
      examples =
          """
          getrlimit RLIMIT_NOFILE                    //=> [soft:..., hard:...]
          getrlimit(RLIMIT_NOFILE).soft > 10         //=> true
          fails(EINVAL) { getrlimit 99 }
          """)
  public Map<String, Number> getrlimit(@Flags("RLIMIT_") int resource) {
    Limits.Limit limit = context.sys().limits().getrlimit(resource);
    Map<String, Number> both = new LinkedHashMap<>();
    both.put("soft", FileCommands.narrowed(limit.soft()));
    both.put("hard", FileCommands.narrowed(limit.hard()));
    return both;
  }

  @Command(
      summary = "set the soft limit of a resource, and the hard one",
      man = "setrlimit(2)",
      details =
          """
          Without hard the hard limit stays as it is. Limits belong to the process; a forked child
          has its own, programs inherit them. Memory, threads, time and pending signals cannot be
          limited further in the shell itself, since the Java virtual machine needs them; in a
          forked child they can.""",
      examples =
          """
          c = fork()
          c { setrlimit RLIMIT_NOFILE, 10 }  //=> 0
          c { getrlimit(RLIMIT_NOFILE).soft }  //=> 10
          c { fails(EMFILE) { while (true) pipe() } }
          setrlimit RLIMIT_CORE, 0           //=> 0
          """)
  public int setrlimit(@Flags("RLIMIT_") int resource, long soft, @Default("") Long hard) {
    Limits limits = context.sys().limits();
    long most = hard == null ? before(resource).hard() : hard;
    if (context.kernel().process().isShell() && NeededHere.LIMITS.contains(resource)) {
      expectNotLower(resource, soft);
    }
    return limits.setrlimit(resource, new Limits.Limit(soft, most));
  }

  /** The current value of a limit, not traced; 0 for an invalid resource. */
  private Limits.Limit before(int resource) {
    return resource >= 0 && resource <= FileSystemConstants.RLIMIT_RTTIME
        ? context.kernel().quiet().limits().getrlimit(resource)
        : new Limits.Limit(0, 0);
  }

  private void expectNotLower(int resource, long soft) {
    if (Long.compareUnsigned(soft, before(resource).soft()) < 0) {
      String name = context.constants().render("RLIMIT_", resource);
      throw new IllegalArgumentException(
          "the shell itself needs what "
              + name
              + " limits: c = fork(); c { setrlimit "
              + name
              + ", "
              + soft
              + " } limits a child");
    }
  }

  /** Limits below which the Java virtual machine ends, or calls cannot be interrupted. */
  private static final class NeededHere {
    static final List<Integer> LIMITS =
        List.of(
            FileSystemConstants.RLIMIT_CPU,
            FileSystemConstants.RLIMIT_DATA,
            FileSystemConstants.RLIMIT_STACK,
            FileSystemConstants.RLIMIT_NPROC,
            FileSystemConstants.RLIMIT_AS,
            FileSystemConstants.RLIMIT_SIGPENDING,
            FileSystemConstants.RLIMIT_RTTIME);
  }
}
