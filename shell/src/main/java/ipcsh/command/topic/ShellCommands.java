package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Conversion;
import ipcsh.command.model.Default;
import ipcsh.command.model.Option;
import ipcsh.command.model.UserName;
import ipcsh.handle.Block;
import ipcsh.peer.RoleShell;
import ipcsh.peer.RoleShells.Wanted;
import ipcsh.peer.ShellDirectory;
import java.util.Map;

/** Other shells. */
public final class ShellCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "Shells";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "start another shell, a process of its own, under a name",
      man = "ipcsh(1)",
      details =
          """
          sh { ... } runs the block there and gives its value; sh.start { ... } does not wait and gives a
          Pending. The text of the block runs there, entry by entry, in that shell's own variables, with
          its own descriptors; sh.x is its variable x, sh.x = 3 sets it. What can travel comes back as
          it is: numbers, text, bytes, lists, maps, messages; a descriptor comes back as it prints.
          An error there is an error here, with its errno, the name of the shell and the line.
          The same name is the same shell. In a script all shells share one fresh folder as working
          directory, this one too from then on; it is removed at the end. They end when this shell does.
          waitpid(sh) and kill(sh, SIGKILL) take it for its process; a call of a shell that has ended is
          ESRCH.
          user: 'nobody', a name or a number, makes it run as another user, which root may. The folder
          that the shells of a script share is open to that user then; what one user makes there the
          other may use as far as its mode says so. Outside of a script it begins in / where that user
          may not enter this shell's directory. Its HOME is that user's, and of this
          shell's environment it has just PATH, LANG, LC_*, TERM, TZ and IPCSH_*. env: [NAME: 'value'] adds to
          the environment, null takes a name away.""",
      examples =
          """
          sh = shell('server')
          sh { (a, b) = socketpair(); send a, 'x' }        //=> 1
          sh { recv(b).text }                              //=> x
          sh.pid != getpid()                               //=> true
          p = sh.start { recv b }
          p.cancel()                                       //=> true
          sh.n = 42
          sh { n + 1 }                                     //=> 43
          w = shell('w', user: getuid())
          w { getuid() } == getuid()                       //=> true
          e = shell('e', env: [WHO: 'me'])
          e { System.getenv 'WHO' }                        //=> me
          """)
  public Object shell(
      String name, @Option @UserName Object user, @Option Map<?, ?> env, @Default("") Block block)
      throws Exception {
    if (name == null || !ShellDirectory.isName(name)) {
      throw new IllegalArgumentException(
          "expected a name for the shell, of at most 64 letters, digits, '_', '-' and '.', given "
              + Conversion.describe(name));
    }
    RoleShell shell =
        context
            .roleShells()
            .shell(
                new Wanted(
                    name,
                    user,
                    env == null ? null : environment -> Environment.changed(environment, env)));
    return block == null ? shell : shell.call(block);
  }
}
