package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Default;
import ipcsh.command.model.Flags;
import ipcsh.command.model.Option;
import ipcsh.command.model.Pid;
import ipcsh.command.model.SavedAs;
import ipcsh.command.model.UserName;
import ipcsh.handle.DescriptorStore;
import ipcsh.handle.Process;
import ipcsh.handle.RoleHost;
import ipcsh.handle.SignalTarget;
import ipcsh.sys.abi.WaitStatus;
import java.util.Map;

/** Commands for other programs: starting them, waiting for them, sending signals. */
public final class ProgramCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "Programs";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "start a program that inherits only the descriptors named",
      man = "posix_spawn(3)",
      details =
          """
          fds: maps the program's descriptor numbers to descriptors of this shell. In addition it
          has 0, which is /dev/null, and 1 and 2, whose output the shell collects: .out and .err
          of the Process. No other descriptor of the shell is inherited. user: runs it as another
          user, if this shell runs as root, with that user's HOME and, of the shell's environment,
          only PATH, LANG, LC_*, TERM, TZ and IPCSH_*; env: adds to the environment, null removes
          a name; dir: is its working directory; on: a runs it on the host a of a network (help
          network). The program leads its own process group, so that
          Ctrl-C at the prompt does not reach it. Its signals have the default disposition, except
          those that signal(sig, SIG_IGN) ignores, and its mask is that of sigprocmask. If it
          still runs when the shell ends, it is sent SIGTERM, then SIGKILL. The Process has .pid,
          .done, .exit, .signal, .kill(SIGINT), and .wait() or .wait(2.s), which returns what
          waitpid returns. listen: gives it descriptors as a service manager does
          (sd_listen_fds(3)), numbered from 3 in their order: [web: a, log: b], with LISTEN_FDS,
          LISTEN_FDNAMES and its LISTEN_PID. A shell that is started in this way has them, too:
          fds lists them, accept 3 accepts a connection. notify: true gives it a NOTIFY_SOCKET
          (sd_notify(3)): .said is a list of its messages, each a map of the assignments and the
          sender's pid and uid, .ready whether READY=1 was among them; messages from other
          processes are in .ignored. store: is a descriptor store (fdstore), which keeps
          descriptors from one program to the next: the program gets them after those of listen:,
          and a NOTIFY_SOCKET to which it can send more. live: true prints each line of its output as it comes, with
          its name in front. Of .out: .text waits for the end of the output, as do trim(),
          contains() and every other method of a String; .lines; .readLine() and .readLine(2.s)
          return the next line when it arrives; .soFar does not wait; for (line in p.out) iterates
          over the lines as they arrive.""",
      examples =
          """
          p = spawn('echo', 'hello')
          p.out.trim()                                     //=> hello
          p.wait().exit                                    //=> 0
          p                                                //=> process ...  echo hello  exit 0
          (a, b) = socketpair()
          p = spawn('cat', fds: [0: a])
          close a
          send b, 'to the program'
          shutdown b, SHUT_WR
          p.out.text                                       //=> to the program
          spawn('sh', '-c', 'echo $WHO; pwd', env: [WHO: 'me'], dir: '/').out.lines  //=> [me, /]
          l = socket(); bind l, '@ipcsh-example'; listen l
          p = spawn('sh', '-c', '[ $LISTEN_PID = $$ ] && echo $LISTEN_FDS $LISTEN_FDNAMES', listen: [web: l])
          p.out.trim()                                     //=> 1 web
          fails(ENOENT) { spawn 'no such program' }        //=> posix_spawnp("no such program") = -1 ENOENT ...
          """)
  public Process spawn(
      @Option Map<?, ?> fds,
      @Option @UserName Object user,
      @Option Map<?, ?> env,
      @Option String dir,
      @Option RoleHost on,
      @Option Object listen,
      @Option Boolean notify,
      @Option Boolean live,
      @Option DescriptorStore store,
      Object... command) {
    return new ProgramStarter(context, "spawn")
        .start(
            new ProgramStarter.Wanted(
                fds,
                user,
                env,
                dir,
                on,
                listen,
                Boolean.TRUE.equals(notify),
                Boolean.TRUE.equals(live),
                store),
            command);
  }

  @Command(
      name = "wait",
      summary = "wait for any child to end",
      man = "wait(2)",
      saves = SavedAs.RESULT,
      blocks = true,
      details =
          "Returns a map: pid with exit, or with signal. waitpid waits for a particular child.",
      examples =
          """
          p = spawn('sh', '-c', 'exit 3')
          wait()                                           //=> [pid:..., exit:3]
          fails(ECHILD) { wait() }
          """)
  public Map<String, Object> waitForAny() {
    return waitpid(-1, 0);
  }

  @Command(
      summary = "wait for a child to change state: to end, stop or continue",
      man = "waitpid(2)",
      saves = SavedAs.RESULT,
      blocks = true,
      details =
          """
          Returns a map: pid with exit, or with signal (and core) if a signal killed it; with
          WUNTRACED also with stopped, with WCONTINUED with continued; with WNOHANG only pid: 0 if
          no child has changed state. pid is a process ID or what spawn returned; -1 is any child
          that this shell created. The shell reaps its children when they end and keeps their
          status, so that there are no zombies; waitpid returns it once, then fails with ECHILD as
          in C.""",
      examples =
          """
          p = spawn('sh', '-c', 'exit 3')
          waitpid(p).exit                                  //=> 3
          fails(ECHILD) { waitpid p }
          p = spawn('sleep', '1000')
          waitpid p, WNOHANG                               //=> [pid:0]
          kill p
          waitpid(-1).signal == SIGTERM                    //=> true
          """)
  public Map<String, Object> waitpid(
      @Pid @Default("-1") int pid, @Default("0") @Flags("W") int flags) {
    boolean here = context.kernel().process().isShell();
    WaitStatus status =
        here
            ? context.children().waitpid(context.sys(), pid, flags)
            : context.sys().processControl().wait4(pid, flags);
    return status == null ? Map.of("pid", 0) : status.asMap();
  }

  @Command(
      summary = "send a signal to a process",
      man = "kill(2)",
      details =
          """
          pid is a process ID or what spawn returned; a negative number is a process group. Signal
          0 only tests whether the process exists. The shell itself, its process group, process 1
          and all processes (0, -1) are refused unless force: true is given; so is the shell
          itself, but not if the signal has a handler, is ignored or is blocked. A shell on another
          machine is given by its handle.""",
      examples =
          """
          p = spawn('sleep', '1000')
          kill p, SIGKILL                                  //=> 0
          p.wait().signal                                  //=> 9
          """)
  public int kill(
      @Pid Object pid, @Default("SIGTERM") @Flags("SIG") int signal, @Option Boolean force) {
    if (pid instanceof SignalTarget elsewhere) {
      return elsewhere.kill(signal);
    }
    int number = (Integer) pid;
    if (signal != 0 && !Boolean.TRUE.equals(force)) {
      expectOther(number, signal);
    }
    return context.sys().processControl().kill(number, signal);
  }

  private void expectOther(int pid, int signal) {
    int self = context.kernel().shell().pid();
    if (pid > 1 && pid != self) {
      return;
    }
    int group = context.kernel().home().processControl().getpgrp();
    String who = null;
    if (pid == self) {
      if (context.signals().isExpected(signal)) {
        return;
      }
      who = "the shell itself";
    } else if (pid == -group || pid == 0 && context.kernel().process().isShell()) {
      who = "the shell's own process group";
    } else if (pid == -1) {
      who = "every process of this machine";
    } else if (pid == 1) {
      who = "the init process";
    }
    if (who != null) {
      throw new IllegalArgumentException(pid + " is " + who + "; force: true overrides");
    }
  }
}
