package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Default;
import ipcsh.command.model.Flags;
import ipcsh.command.model.Option;
import ipcsh.command.model.Pid;
import ipcsh.command.model.SavedAs;
import ipcsh.handle.ReceivedSignal;
import ipcsh.handle.SignalSet;
import ipcsh.handle.UsageException;
import ipcsh.sys.abi.SignalNames;
import ipcsh.view.SignalStates;
import java.util.List;

/** Signals of this process and its threads: what is done at them, masks, waiting, sending. */
public final class SignalCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "Signals";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "set the disposition of a signal: a block, SIG_IGN or SIG_DFL",
      man = "signal(2)",
      details =
          """
          Returns what was done before, which can be passed to signal again; without a handler,
          only that. The block runs on the thread that evaluates, as soon as it is between calls;
          at the prompt, at once. A call in which that thread waits fails with EINTR after the
          block; sigaction with SA_RESTART lets it continue. While the block runs, the signal is
          blocked. What the block throws is thrown by the call that it interrupted. info: .signo,
          .name, .code, .pid, .uid, .value (of sigqueue), .status (of SIGCHLD), .fd (of SIGIO with
          F_SETSIG); it equals the number of the signal. SIG_DFL is the kernel's default, which
          ends the shell for most signals, or what the shell itself does: SIGINT interrupts,
          SIGTERM and SIGHUP end the shell, SIGPIPE is ignored. With a block for SIGINT, the third
          Ctrl-C within a second, or one while the block runs, interrupts as usual. SIG_IGN for
          SIGCHLD does not keep the shell from waiting for its own children. Refused are signals
          that the Java virtual machine, the C library or the shell itself needs: SIGSEGV, SIGBUS,
          SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGQUIT, SIGRTMIN+10 and +11. The end of the session
          restores everything. In a forked child only SIG_IGN and SIG_DFL are possible.""",
      examples =
          """
          signal(SIGUSR1) { info -> println "got $info.name" }  //=> SIG_DFL
          raise SIGUSR1                                   //=> 0
          kill getpid(), SIGUSR1                          //=> 0
          signal(SIGUSR1, SIG_IGN)                        //=> a block
          signal(SIGUSR1, SIG_DFL) == SIG_IGN             //=> true
          fails(EINVAL) { signal(SIGKILL, SIG_IGN) }
          """)
  public Object signal(@Flags("SIG") int sig, @Default("") Object handler) {
    return context.signals().act(sig, handler, 0, 0);
  }

  @Command(
      summary = "set the disposition of a signal, with flags and a mask",
      man = "sigaction(2)",
      details =
          """
          Flags: SA_RESTART lets an interrupted call continue, if it is one that the kernel
          restarts (read, recv, accept, waitpid, flock; not poll, sleep, sigwaitinfo and others,
          see signal(7)); SA_RESETHAND restores the default before the block runs; SA_NODEFER does
          not block the signal while it runs; SA_NOCLDSTOP: no SIGCHLD when a child stops.
          SA_SIGINFO is always set. mask: signals that are blocked as well while the block runs.
          See signal.""",
      examples =
          """
          (a, b) = socketpair()
          sigaction(SIGUSR1, SA_RESTART) { send a, 'from the handler' }  //=> SIG_DFL
          t = thread('other')
          me = getpid()
          p = t.start { sleep 50.ms; kill me, SIGUSR1 }
          recv b                                          //=> 16 bytes "from the handler"
          signal(SIGUSR1)                                 //=> a block
          sigaction(SIGUSR1, 0, SIG_DFL)                  //=> a block
          """)
  public Object sigaction(
      @Flags("SIG") int sig,
      @Default("0") @Flags("SA_") int flags,
      Object handler,
      @Option List<?> mask) {
    long set = mask == null ? 0 : context.signals().set(mask, "blocked");
    return context.signals().act(sig, handler, flags, set);
  }

  @Command(
      summary = "block signals in this thread, or unblock them; returns the mask before",
      man = "sigprocmask(2)",
      details =
          """
          A blocked signal is pending until it is unblocked or waited for: a standard signal once,
          a real-time signal (SIGRTMIN to SIGRTMAX) as often as it was sent. The mask belongs to
          the thread: thread('t') has its own, a forked child and a spawned program inherit it.
          Signals sent to the process are kept from the other threads of the Java virtual machine.
          Without signals, the mask is only returned. Of SIGINT, SIGTERM and SIGHUP one is kept
          pending; the next one has its usual effect on the shell.""",
      examples =
          """
          sigprocmask(SIG_BLOCK, [SIGUSR1])               //=> []
          raise SIGUSR1
          sigpending()                                    //=> [SIGUSR1]
          sigprocmask()                                   //=> [SIGUSR1]
          sigwaitinfo([SIGUSR1]).signo == SIGUSR1         //=> true
          sigprocmask(SIG_UNBLOCK, [SIGUSR1])             //=> [SIGUSR1]
          """)
  public List<Integer> sigprocmask(
      @Default("SIG_BLOCK") @Flags("SIG_") int how, @Default("") List<?> signals) {
    return new SignalSet(
        signals == null
            ? context.signals().mask()
            : context.signals().mask(how, context.signals().set(signals, "blocked")));
  }

  @Command(
      summary = "return the signals that are pending, because they are blocked",
      man = "sigpending(2)",
      details = "Those of this thread and those of the process.",
      examples =
          """
          sigprocmask(SIG_BLOCK, [SIGUSR1, SIGRTMIN])
          raise SIGUSR1
          raise SIGRTMIN
          sigpending()                                    //=> [SIGUSR1, SIGRTMIN]
          sigwaitinfo([SIGUSR1, SIGRTMIN]).name           //=> SIGUSR1
          sigpending()                                    //=> [SIGRTMIN]
          """)
  public List<Integer> sigpending() {
    return new SignalSet(context.sys().signals().sigpending());
  }

  @Command(
      summary = "show which signals a process has pending, blocks, ignores and catches",
      man = "proc_pid_status(5)",
      saves = SavedAs.NOTHING,
      details =
          """
          Without a process, this one: what is shown is the kernel's view, with the signals that
          the Java virtual machine and the shell catch for themselves. Pending are those of the
          process and of its first thread, whose mask is shown (of this shell, the thread that
          evaluates). Each is a list: .pending, .blocked, .ignored, .caught.""",
      examples =
          """
          p = spawn('sleep', '1000')
          signals(p.pid).caught                           //=> []
          sigprocmask(SIG_BLOCK, [SIGUSR1])
          raise SIGUSR1
          signals().pending                               //=> [SIGUSR1]
          sigwaitinfo([SIGUSR1]).name                     //=> SIGUSR1
          """)
  public SignalStates signals(@Default("0") @Pid int pid) {
    return context.signals().states(pid);
  }

  @Command(
      summary = "wait for one of several blocked signals, and accept it",
      man = "sigwaitinfo(2)",
      blocks = true,
      saves = SavedAs.RESULT,
      details =
          """
          In C, the signals must be blocked first (sigprocmask). Returns what a handler's block is
          given: .signo, .code, .pid, .uid, .value. With timeout: it is sigtimedwait, except that
          it fails with ETIMEDOUT instead of EAGAIN.""",
      examples =
          """
          sigprocmask(SIG_BLOCK, [SIGRTMIN])
          sigqueue(getpid(), SIGRTMIN, 7)
          sigwaitinfo([SIGRTMIN])                         //=> SIGRTMIN from ... (uid ...)  SI_QUEUE  value 7
          fails(ETIMEDOUT) { sigwaitinfo([SIGRTMIN], timeout: 10.ms) }
          """)
  public ReceivedSignal sigwaitinfo(List<?> signals) {
    return context.signals().await(context.signals().set(signals, "waited for"));
  }

  @Command(
      summary = "send a process a signal that carries a value",
      man = "sigqueue(3)",
      details =
          """
          Real-time signals are queued, so that none is lost; beyond the limit of pending signals
          (RLIMIT_SIGPENDING) it fails with EAGAIN. The shell itself is refused unless it handles,
          ignores or blocks the signal, or force: true is given.""",
      examples =
          """
          signal(SIGRTMIN + 1) { println it.value }
          sigqueue(getpid(), SIGRTMIN + 1, 42)            //=> 0
          """)
  public int sigqueue(
      @Pid int pid, @Flags("SIG") int sig, @Default("0") long value, @Option Boolean force) {
    boolean self = pid == context.kernel().process().pid();
    expectExpected(self && sig != 0, sig, force);
    int uid = context.kernel().quiet().processes().getuid();
    return context.sys().signals().sigqueue(pid, sig, value, context.kernel().process().pid(), uid);
  }

  @Command(
      summary = "send a signal to this thread",
      man = "raise(3)",
      details =
          """
          A block that handles it has run when raise returns. A signal that is neither handled nor
          ignored nor blocked would end the shell, and is refused unless force: true is given; in
          a forked child it is not.""",
      examples =
          """
          signal(SIGUSR1) { n++ }
          n = 0
          raise SIGUSR1                                   //=> 0
          n                                               //=> 1
          """)
  public int raise(@Flags("SIG") int sig, @Option Boolean force) {
    expectExpected(sig != 0, sig, force);
    int process = context.kernel().process().pid();
    boolean shell = context.kernel().process().isShell();
    int thread = shell ? context.kernel().thread() : process;
    return context.sys().signals().raise(process, thread, sig);
  }

  private void expectExpected(boolean toShell, int sig, Boolean force) {
    boolean shell = context.kernel().process().isShell();
    if (toShell
        && shell
        && !Boolean.TRUE.equals(force)
        && sig > 0
        && sig <= Long.SIZE
        && !context.signals().isExpected(sig)) {
      throw new UsageException(
          SignalNames.of(sig)
              + " is neither handled nor ignored nor blocked: it would reach the shell itself; "
              + "force: true overrides",
          "signal(SIGUSR1) { info -> println info }");
    }
  }

  @Command(
      summary = "set an alarm, SIGALRM after some seconds; 0 cancels it",
      man = "alarm(2)",
      details =
          """
          Returns the seconds that were left of an earlier alarm. SIGALRM ends the shell unless it
          is handled, ignored or blocked.""",
      examples =
          """
          signal(SIGALRM) { println 'time is up' }
          alarm 100                                       //=> 0
          alarm(0) > 90                                   //=> true
          """)
  public int alarm(int seconds) {
    if (context.kernel().process().isShell()) {
      context.signals().alarmed();
    }
    return context.sys().signals().alarm(seconds);
  }

  @Command(
      summary = "send a signal to a process group",
      man = "killpg(3)",
      details =
          """
          Group 0 is the sender's own. The shell's own group is refused unless force: true is
          given.""",
      examples =
          """
          p = spawn('sleep', '1000')
          killpg p.pid, SIGTERM                           //=> 0
          p.wait().signal == SIGTERM                      //=> true
          """)
  public int killpg(int pgrp, @Flags("SIG") int sig, @Option Boolean force) {
    boolean shell = context.kernel().process().isShell();
    int own = context.kernel().home().processControl().getpgrp();
    boolean others = pgrp > 1 && pgrp != own || pgrp == 0 && !shell || sig == 0;
    if (!others && pgrp >= 0 && !Boolean.TRUE.equals(force)) {
      throw new IllegalArgumentException(
          pgrp
              + (pgrp == 1 ? " is every process" : " is the shell's own process group")
              + "; force: true overrides");
    }
    return context.sys().signals().killpg(pgrp, sig);
  }
}
