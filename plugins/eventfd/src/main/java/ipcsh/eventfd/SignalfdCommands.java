package ipcsh.eventfd;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Default;
import ipcsh.command.model.Flags;
import ipcsh.command.model.Option;
import ipcsh.handle.Fd;
import java.util.List;
import java.util.Map;

/** The commands for signals that can be polled, {@code signalfd(2)}. */
public final class SignalfdCommands implements CommandTopic {
  private Context context;
  private BlockedSignals blocked;

  @Override
  public String title() {
    return "Signals (signalfd)";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
    blocked = new BlockedSignals(itsContext.kernel());
  }

  private Signalfd functions() {
    return new Signalfd(context.sys().invoker());
  }

  @Command(
      summary = "create a descriptor for accepting signals",
      man = "signalfd(2)",
      details =
          """
          In C, a program first blocks the signals with sigprocmask. A signal sent to a process is
          delivered to any thread that does not block it, and the Java virtual machine has many
          threads of its own; therefore this command blocks the signals in every thread of the
          shell, and they stay blocked until it ends: further signals stay pending (a standard
          signal once, a real-time signal as often as it was sent). Programs started from now on
          inherit the mask, as after sigprocmask in C. Signals that the Java virtual machine, its
          C library, the terminal or the shell itself depends on are refused: SIGINT, SIGTERM,
          SIGHUP, SIGQUIT, SIGUSR2, SIGSEGV, SIGWINCH and similar ones. fd: changes the signal set
          of an existing descriptor.""",
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
    long set = BlockedSignals.set(signals);
    blocked.block(set);
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
