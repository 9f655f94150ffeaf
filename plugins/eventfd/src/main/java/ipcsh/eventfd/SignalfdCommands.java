package ipcsh.eventfd;

import static ipcsh.sys.abi.ProcessConstants.SIGCONT;
import static ipcsh.sys.abi.ProcessConstants.SIGHUP;
import static ipcsh.sys.abi.ProcessConstants.SIGINT;
import static ipcsh.sys.abi.ProcessConstants.SIGKILL;
import static ipcsh.sys.abi.ProcessConstants.SIGPIPE;
import static ipcsh.sys.abi.ProcessConstants.SIGSTOP;
import static ipcsh.sys.abi.ProcessConstants.SIGSYS;
import static ipcsh.sys.abi.ProcessConstants.SIGTERM;
import static ipcsh.sys.abi.ProcessConstants.SIGTSTP;
import static ipcsh.sys.abi.ProcessConstants.SIGTTIN;
import static ipcsh.sys.abi.ProcessConstants.SIGTTOU;
import static ipcsh.sys.abi.ProcessConstants.SIGWINCH;
import static ipcsh.sys.abi.ProcessConstants.SIGXFSZ;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Default;
import ipcsh.command.model.Flags;
import ipcsh.command.model.Option;
import ipcsh.handle.Fd;
import ipcsh.sys.abi.ProcessConstants;
import ipcsh.sys.abi.SignalNames;
import java.util.List;
import java.util.Map;

/** The commands for signals that can be polled, {@code signalfd(2)}. */
public final class SignalfdCommands implements CommandTopic {
  private static final List<Integer> KERNELS = List.of(SIGKILL, SIGSTOP);
  private static final List<Integer> SHELLS =
      List.of(
          SIGHUP, SIGINT, SIGTERM, SIGPIPE, SIGXFSZ, SIGSYS, SIGCONT, SIGTSTP, SIGTTIN, SIGTTOU,
          SIGWINCH);

  private Context context;

  @Override
  public String title() {
    return "Signals (signalfd)";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  /** In the shell these must continue to reach threads of the Java virtual machine. */
  private void expectFree(long set) {
    if (!context.kernel().process().isShell()) {
      return;
    }
    for (int signal : SignalNames.in(set)) {
      String owner =
          KERNELS.contains(signal)
              ? "the kernel does not allow it"
              : SHELLS.contains(signal) ? "the shell and its terminal need it" : null;
      if (owner != null) {
        throw new IllegalArgumentException(
            SignalNames.of(signal) + " cannot be blocked here: " + owner);
      }
    }
  }

  private Signalfd functions() {
    return new Signalfd(context.sys().invoker());
  }

  @Command(
      summary = "create a descriptor for accepting signals",
      man = "signalfd(2)",
      details =
          """
          In C, a program first blocks the signals with sigprocmask; this command does so itself,
          for the calling thread. They stay blocked until sigprocmask SIG_UNBLOCK or the end of the
          session: further signals stay pending (a standard signal once, a real-time signal as often
          as it was sent). Programs started from now on inherit the mask. A signal that is sent to
          the process is delivered to any thread that does not block it, so a thread('t') that was
          started before must block it, too. Signals that the Java virtual machine, its C library,
          the terminal or the shell itself depends on are refused: SIGINT, SIGTERM, SIGHUP, SIGQUIT,
          SIGSEGV, SIGWINCH and similar ones. fd: changes the signal set of an existing
          descriptor.""",
      examples =
          """
          s = signalfd([SIGIO])                   //=> fd 3  signalfd  SIGIO
          (a, b) = socketpair AF_UNIX, SOCK_DGRAM
          fcntl b, F_SETOWN, getpid()
          fcntl b, F_SETFL, O_ASYNC
          send a, 'x'
          signalfd_read(s).name                   //=> SIGIO
          signalfd([SIGIO, SIGUSR1], fd: s)       //=> fd 3  signalfd  SIGUSR1 SIGIO
          """)
  public Fd signalfd(List<?> signals, @Default("0") @Flags("SFD_") int flags, @Option Fd fd) {
    long set = context.signals().set(signals, "blocked");
    expectFree(set);
    context.signals().mask(ProcessConstants.SIG_BLOCK, set);
    int number = fd == null ? -1 : context.number(fd);
    int made = functions().signalfd(number, set, flags);
    return fd == null ? context.opened(made) : fd;
  }

  @Command(
      summary = "read the next signal, blocking until there is one",
      man = "signalfd(2)",
      blocks = true,
      details =
          """
          Returns its fields as a map: signo, name, code, pid and uid (of the sender), status (of
          a child, for SIGCHLD), int (the value passed by sigqueue), fd and band (for SIGIO with
          F_SETSIG).""",
      examples =
          """
          s = signalfd([SIGUSR1], SFD_NONBLOCK)
          fails(EAGAIN) { signalfd_read s }
          "kill -USR1 ${getpid()}".execute().waitFor()
          signalfd_read(s).signo == SIGUSR1              //=> true
          """)
  public Map<String, Object> signalfd_read(Fd fd) {
    return functions().read(context.number(fd));
  }
}
