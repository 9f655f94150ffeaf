package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Conversion;
import ipcsh.command.model.Default;
import ipcsh.command.model.HostName;
import ipcsh.command.model.Option;
import ipcsh.command.model.UserName;
import ipcsh.handle.Block;
import ipcsh.handle.RoleHost;
import ipcsh.handle.UsageException;
import ipcsh.peer.DistantRoles;
import ipcsh.peer.RoleShell;
import ipcsh.peer.RoleShells.Wanted;
import ipcsh.peer.ShellDirectory;
import ipcsh.peer.SshDestination;
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
          null removes a name. on: a makes it run on the host a of a network (help network).
          host: 'user@machine' makes it run on another machine, through ssh(1)
          with the user's configuration, keys and agent, with the ipcsh that is installed there;
          ipcsh: is its path, if it is not on the PATH there. In a script ssh asks no questions. If
          the connection breaks, calls fail with ECONNRESET after at most 15 s. What the shell has
          made there, except files outside the scenario's directory, is removed when it ends, and
          it ends when this shell or the connection does. kill(sh, SIGKILL) and sh.wait() act on
          its process there; .host is its machine. shells starts several.""",
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
          try { shell 'far', host: '-x' } catch (x) { x.message }  //=> shell: host: expected a host for ssh(1)...
          """)
  public Object shell(
      String name,
      @Option @UserName Object user,
      @Option Map<?, ?> env,
      @Option RoleHost on,
      @Option @HostName String host,
      @Option String ipcsh,
      @Default("") Block block)
      throws Exception {
    if (name == null || !ShellDirectory.isName(name)) {
      throw new IllegalArgumentException(
          "expected a name for the shell, of at most 64 letters, digits, '_', '-' and '.', given "
              + Conversion.describe(name));
    }
    if (host != null && on != null) {
      throw new UsageException(
          "shell: expected one of host:, another machine, and on:, a host of a network, given both");
    }
    RoleShell shell = elsewhere(name, user, env, host, ipcsh);
    if (shell != null && on != null) {
      throw new UsageException(
          "shell: " + name + " runs on another machine already, and not on " + on);
    }
    if (shell == null) {
      shell = here(name, user, env, on);
    }
    return block == null ? shell : shell.call(block);
  }

  /** The shell on another machine; null if one of this machine is meant. */
  private RoleShell elsewhere(
      String name, Object user, Map<?, ?> env, String host, String program) {
    RoleShell there = host == null ? context.roleShells().distantOne(name) : null;
    if (host == null && (there == null || user != null || env != null)) {
      if (program != null) {
        throw new UsageException(
            "shell: ipcsh: is the program on another machine: give that with host:",
            "shell '" + name + "', host: 'user@machine', ipcsh: '/opt/ipcsh/ipcsh'");
      }
      return null;
    }
    if (user != null) {
      throw new UsageException(
          "shell: the user on another machine is part of host:",
          "shell '" + name + "', host: 'user@machine'");
    }
    return there != null
        ? there
        : context
            .roleShells()
            .distant()
            .shell(
                new DistantRoles.Wanted(
                    "shell",
                    name,
                    new SshDestination(host),
                    PeerCommands.program(program),
                    Environment.added(env)));
  }

  private RoleShell here(String name, Object user, Map<?, ?> env, RoleHost on) {
    return context
        .roleShells()
        .shell(
            new Wanted(
                name,
                user,
                env == null ? null : environment -> Environment.changed(environment, env),
                on));
  }
}
