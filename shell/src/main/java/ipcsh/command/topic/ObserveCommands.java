package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.ObservedPrograms;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Option;
import ipcsh.command.model.SavedAs;
import ipcsh.command.model.UserName;
import ipcsh.handle.HasPid;
import ipcsh.handle.RoleHost;
import ipcsh.observe.ObservedProgram;
import ipcsh.observe.Strace;
import java.util.List;
import java.util.Map;

/** Commands for other people's programs, whose calls are seen through strace(1). */
public final class ObserveCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "Other people's programs";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "start a program, or attach to one, and record its system calls",
      man = "strace(1)",
      saves = SavedAs.LINE,
      details =
          """
          Starts it as spawn does, with the same options except notify: and store:, under strace
          -f, which follows threads and children. Lines of output are printed as they are written, preceded by the name of
          the program (not with live: false). observe(pid) attaches to a running program, where the
          system permits it, and detaches when the shell ends. The handle has .pid, .name, .out,
          .err, .done, .exit, .signal, .kill(), .wait() as that of spawn, and .calls, a list of the
          calls so far, which prints as strace does: each has .time (seconds since the epoch),
          .pid, .tid, .name, .args (as strace prints them), .result, .errno, .seconds, .line.
          .signals is a list of the signals received, .processes of the processes, .others of other
          lines that strace printed. explain p says what each errno means, sequence p, q draws who
          sent what to whom. On the command line, ipcsh observe './server 3' './client 8' observes
          several programs until they end. The last million events of a program are kept. strace
          must be installed, and tracing permitted: ptrace(2).""",
      examples =
          """
          p = observe('cat', '/no/such/file', live: false)
          p.wait().exit                                    //=> 1
          p.calls.find { it.errno && it.args[1]?.contains('such') }.errno  //=> ENOENT
          p.calls.find { it.name == 'execve' }             //=> execve("/...", ["cat", "/no/such/file"], ...) = 0
          (r, w) = pipe()
          p = observe('echo', 'hello', fds: [1: w])
          p.wait().exit                                    //=> 0
          p.calls.find { it.name == 'write' }              //=> write(1<pipe:[...]>, "hello\\n", 6) = 6
          """)
  public ObservedProgram observe(
      @Option Map<?, ?> fds,
      @Option @UserName Object user,
      @Option Map<?, ?> env,
      @Option String dir,
      @Option RoleHost on,
      @Option Object listen,
      @Option Boolean live,
      Object... command) {
    ProgramStarter starter = new ProgramStarter(context, "observe");
    starter.expectShell();
    if (command.length == 1 && (command[0] instanceof Integer || command[0] instanceof HasPid)) {
      int pid = command[0] instanceof HasPid process ? process.localPid() : (Integer) command[0];
      return context.observed().attach(pid);
    }
    List<String> words = ProgramStarter.words(command);
    ProgramStarter.Wanted wanted =
        new ProgramStarter.Wanted(
            fds, user, env, dir, on, listen, false, live == null || live, null);
    boolean ownGroup = !starter.readsTerminal(wanted);
    int wrappers = starter.wrappers(wanted);
    if (starter.givesMore(wanted)) {
      // strace would keep a copy of each descriptor: so it comes when the program has them
      return context
          .observed()
          .addStopped(
              words,
              wrappers,
              name ->
                  new ObservedPrograms.Started(
                      starter.start(
                          wanted,
                          words,
                          (run, environment) ->
                              SocketActivation.afterScript("kill -STOP $$; ", run, environment),
                          name,
                          ownGroup),
                      starter.collected()));
    }
    return context
        .observed()
        .add(
            words,
            wrappers,
            (log, name) ->
                new ObservedPrograms.Started(
                    starter.start(
                        wanted,
                        words,
                        (run, environment) -> Strace.running(log, run),
                        name,
                        ownGroup),
                    starter.collected()));
  }
}
