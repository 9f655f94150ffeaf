package ipcsh.command.topic;

import static ipcsh.sys.abi.ProcessConstants.P_ALL;
import static ipcsh.sys.abi.ProcessConstants.P_PGID;
import static ipcsh.sys.abi.ProcessConstants.P_PID;
import static ipcsh.sys.abi.ProcessConstants.P_PIDFD;
import static ipcsh.sys.abi.ProcessConstants.WCONTINUED;
import static ipcsh.sys.abi.ProcessConstants.WEXITED;
import static ipcsh.sys.abi.ProcessConstants.WNOHANG;
import static ipcsh.sys.abi.ProcessConstants.WNOWAIT;
import static ipcsh.sys.abi.ProcessConstants.WSTOPPED;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Conversion;
import ipcsh.command.model.Default;
import ipcsh.command.model.Flags;
import ipcsh.command.model.Option;
import ipcsh.command.model.Pid;
import ipcsh.command.model.SavedAs;
import ipcsh.handle.Fd;
import ipcsh.handle.HasPid;
import ipcsh.inspect.FdInfo;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.abi.WaitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/** Commands for pidfds, and for waiting for processes. */
public final class PidfdCommands implements CommandTopic {
  private static final int CHANGES = WEXITED | WSTOPPED | WCONTINUED;

  /**
   * The process for which a descriptor was opened, if its inode does not show it (before Linux
   * 6.9).
   */
  private Map<Fd, Integer> processes;

  private Context context;

  @Override
  public String title() {
    return "Process descriptors";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "open a descriptor that refers to a process",
      man = "pidfd_open(2)",
      details =
          """
          A process ID can be reused when its process has been reaped; a pidfd refers to the
          process itself. poll returns POLLIN when it has ended, and since Linux 6.9 POLLHUP as
          well once it has been reaped; waitid(P_PIDFD, fd) waits for a child. PIDFD_NONBLOCK:
          waitid fails with EAGAIN rather than wait. fds and inspect show what became of the process. The shell reaps
          its own children when they end; until waitpid or waitid has returned one, pidfd_open
          returns a duplicate of a pidfd that the shell has kept.""",
      examples =
          """
          p = spawn('sleep', '1000')
          fd = pidfd_open p                                //=> fd 3  pidfd  process ...
          poll([fd], POLLIN, timeout: 0)                   //=> [:]
          pidfd_send_signal fd, SIGTERM                    //=> 0
          waitid(P_PIDFD, fd).signal == SIGTERM            //=> true
          """)
  public Fd pidfd_open(@Pid int pid, @Default("0") @Flags("PIDFD_") int flags) {
    int reaped = context.kernel().process().isShell() ? context.children().pidfdOfReaped(pid) : -1;
    int number =
        reaped < 0
            ? context.sys().pidfds().open(pid, flags)
            : context.sys().files().fcntl(reaped, FileConstants.F_DUPFD_CLOEXEC, 0);
    Fd fd = context.opened(number);
    remember(fd, pid);
    return fd;
  }

  private synchronized void remember(Fd fd, int pid) {
    if (processes == null) {
      processes = Collections.synchronizedMap(new WeakHashMap<>());
    }
    processes.put(fd, pid);
  }

  @Command(
      summary = "duplicate a descriptor of another process",
      man = "pidfd_getfd(2)",
      details =
          """
          n is the number in that process. The new descriptor refers to the same open file
          description, as if it had been passed in a message, but the other process does not take
          part. It requires the right to trace that process (ptrace(2)).""",
      examples =
          """
          (r, w) = pipe()
          c = fork()
          close w
          fd = pidfd_open c
          w2 = pidfd_getfd fd, 4                           //=> fd 5  pipe  write end
          write w2, 'through the descriptor of the child'
          read r, 7                                        //=> 7 bytes "through"
          """)
  public Fd pidfd_getfd(Fd pidfd, int n) {
    return context.opened(context.sys().pidfds().getfd(context.number(pidfd), n));
  }

  @Command(
      summary = "send a signal to the process of a pidfd",
      man = "pidfd_send_signal(2)",
      details =
          """
          Never reaches another process that has the same ID now: once the process has been reaped
          it fails with ESRCH. Signal 0 only tests whether the process exists. The shell itself is
          refused unless force: true is given.""",
      examples =
          """
          p = spawn('sleep', '1000')
          fd = pidfd_open p
          pidfd_send_signal fd, SIGKILL                    //=> 0
          p.wait().signal                                  //=> 9
          fails(ESRCH) { pidfd_send_signal fd, 0 }
          """)
  public int pidfd_send_signal(
      Fd pidfd, @Default("SIGTERM") @Flags("SIG") int sig, @Option Boolean force) {
    int number = context.number(pidfd);
    if (sig != 0 && !Boolean.TRUE.equals(force) && isOfShell(number)) {
      throw new IllegalArgumentException(
          "the pidfd refers to the shell itself; force: true overrides");
    }
    return context.sys().pidfds().sendSignal(number, sig);
  }

  /** Whether it is a pidfd of this shell, according to its fdinfo. */
  private boolean isOfShell(int number) {
    Path info =
        Path.of("/proc", context.kernel().process().pid() + "", "fdinfo", Integer.toString(number));
    return context.withOwnTable(
        () -> {
          try {
            long pid = new FdInfo(Files.readString(info)).number("Pid", 0);
            return pid == context.kernel().shell().pid();
          } catch (IOException closed) {
            return false;
          }
        });
  }

  @Command(
      summary = "wait for a child to change state, and choose which changes",
      man = "waitid(2)",
      saves = SavedAs.RESULT,
      blocks = true,
      details =
          """
          type is P_PID, P_PIDFD, P_PGID or P_ALL (with id 0); id is a process ID, what spawn or
          fork returned, a pidfd, or a process group. options must name changes: WEXITED, WSTOPPED,
          WCONTINUED; WNOHANG does not wait, WNOWAIT leaves the child to be waited for again.
          Returns what waitpid returns: pid with exit, signal, stopped or continued, and only pid: 0
          if WNOHANG finds no change. As with waitpid, only children that this shell created are
          waited for.""",
      examples =
          """
          p = spawn('sh', '-c', 'exit 3')
          fd = pidfd_open p
          waitid P_PIDFD, fd, WEXITED | WNOWAIT            //=> [pid:..., exit:3]
          waitid(P_PID, p).exit                            //=> 3
          fails(ECHILD) { waitid P_ALL, 0 }
          """)
  public Map<String, Object> waitid(
      @Flags("P_") int type, @Default("0") Object id, @Default("WEXITED") @Flags("W") int options) {
    int number = number(type, id);
    boolean here = context.kernel().process().isShell();
    WaitStatus status =
        here && isValid(type, number, options)
            ? context
                .children()
                .waitid(context.sys(), type, number, child(type, number, id), options)
            : context.sys().pidfds().waitid(type, number, options);
    return status == null ? Map.of("pid", 0) : status.asMap();
  }

  private int number(int type, Object id) {
    if (id instanceof Fd fd) {
      return type == P_PIDFD ? context.number(fd) : fd.getNumber();
    }
    if (id instanceof HasPid process) {
      return process.localPid();
    }
    if (id instanceof Integer number) {
      return type == P_PIDFD && number >= 0
          ? context.number(context.descriptors().named(number, false))
          : number;
    }
    throw Conversion.wanted("a process, a pidfd or a process group", id);
  }

  /**
   * Whether the arguments are valid, so that the kernel would look for a child; otherwise the
   * kernel reports the error, without reaping a child.
   */
  private boolean isValid(int type, int id, int options) {
    boolean wellFormed =
        (options & CHANGES) != 0 && (options & ~(CHANGES | WNOHANG | WNOWAIT)) == 0;
    return wellFormed
        && switch (type) {
          case P_ALL -> true;
          case P_PID -> id > 0;
          case P_PGID -> id >= 0;
          case P_PIDFD -> id >= 0 && isPidfd(id);
          default -> false;
        };
  }

  private boolean isPidfd(int number) {
    try {
      return context.kernel().home().files().readlink(place(number)).contains("[pidfd]");
    } catch (SysException closed) {
      return false;
    }
  }

  private static String place(int number) {
    return "/proc/thread-self/fd/" + number;
  }

  /** The child of this shell to which a pidfd refers, 0 if it refers to none. */
  private int child(int type, int number, Object id) {
    if (type != P_PIDFD) {
      return 0;
    }
    long inode = context.kernel().home().files().stat(place(number)).inode();
    int child = context.children().ofPidfd(inode);
    Fd fd = id instanceof Fd given ? given : context.descriptors().get(number);
    Integer remembered = child != 0 || processes == null ? null : processes.get(fd);
    return remembered == null ? child : remembered;
  }
}
