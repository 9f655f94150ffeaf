package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Conversion;
import ipcsh.command.model.Default;
import ipcsh.command.model.Option;
import ipcsh.command.model.UserName;
import ipcsh.handle.Block;
import ipcsh.handle.RoleHost;
import ipcsh.peer.RoleShell;
import ipcsh.peer.RoleShells.Wanted;
import ipcsh.peer.ShellDirectory;
import java.util.Map;

/** Commands that start other shells as roles. */
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
          sh { ... } runs the block there and returns its value; sh.start { ... } does not wait
          and returns a Pending. The text of the block runs there, entry by entry, in that shell's
          own variables, with its own descriptors; sh.x is its variable x, and sh.x = 3 sets it.
          Values that can be transferred come back as they are: numbers, text, bytes, lists, maps,
          messages; a descriptor comes back as its printed text. An error there is an error here,
          with its errno, the name of the shell and the line. The same name refers to the same
          shell. In a script all shells, including this one from then on, share one new directory
          as working directory; it is removed at the end. They end when this shell does.
          waitpid(sh) and kill(sh, SIGKILL) act on its process; a call to a shell that has ended
          fails with ESRCH. user: 'nobody', a name or a number, makes it run as another user,
          which requires root. The directory that the shells of a script share is accessible to
          that user then; the permissions of a file decide whether one user may use what another
          created there. Outside a script the shell starts in / if that user may not enter this
          shell's directory. Its HOME is that user's, and of this shell's environment it has only
          PATH, LANG, LC_*, TERM, TZ and IPCSH_*. env: [NAME: 'value'] adds to the environment,
          null removes a name. on: a makes it run on the host a of a network (help network).""",
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
      String name,
      @Option @UserName Object user,
      @Option Map<?, ?> env,
      @Option RoleHost on,
      @Default("") Block block)
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
                    env == null ? null : environment -> Environment.changed(environment, env),
                    on));
    return block == null ? shell : shell.call(block);
  }
}
