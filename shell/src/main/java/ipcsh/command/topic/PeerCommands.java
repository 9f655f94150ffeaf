package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.RoleGroup;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Conversion;
import ipcsh.command.model.Default;
import ipcsh.command.model.HostName;
import ipcsh.command.model.Name;
import ipcsh.command.model.Option;
import ipcsh.command.model.SavedAs;
import ipcsh.handle.UsageException;
import ipcsh.peer.DistantRoles;
import ipcsh.peer.Peer;
import ipcsh.peer.RemoteResult;
import ipcsh.peer.SshDestination;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.text.EscapedText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Commands for the other shells of this user. */
public final class PeerCommands implements CommandTopic {
  private static final String FAILED = " = -1 ";

  private Context context;

  @Override
  public String title() {
    return "Other shells";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "list the running shells of this user, and what each is doing",
      man = "unix(7)",
      saves = SavedAs.NOTHING,
      details =
          """
          A star marks this shell. Each element is a map: .name, .pid, .kind (prompt, script,
          role), .user, .uid, .since, .state, .cwd. A blocked shell still answers; a stopped one
          is reported as not answering. ipcsh ls prints the same list.
          shells('host1', 'host2', ...) starts a shell on each of these machines, all at once, as
          shell(name, host: 'host1') does; each is called after its machine. room { ... } on what
          it returns runs the block on all at the same time and prints the answers side by side; a
          row has .shell, .host, .value and .error. room.start { ... } does not wait. room is a
          list of these shells; machines that cannot be reached do not hold up the others, and
          are named in each answer. ipcsh: is the path of the program there.""",
      examples =
          """
          shells
          shells*.name
          try { shells '-x' } catch (e) { e.message }  //=> shells: host: expected a host for ssh(1)...
          """)
  public Object shells(@Option String ipcsh, @HostName Object... hosts) {
    if (hosts.length > 0) {
      return started(ipcsh, hosts);
    }
    context.loadClock();
    return context.shells().table();
  }

  /** One shell on each host; if none can be reached, the first failure is thrown. */
  private RoleGroup started(String program, Object... hosts) {
    List<DistantRoles.Wanted> wanted = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Object host : destinations(hosts)) {
      SshDestination destination = new SshDestination(host.toString());
      String first = destination.roleName();
      String name = first;
      for (int n = 2; !names.add(name); n++) {
        name = first + "-" + n;
      }
      wanted.add(new DistantRoles.Wanted("shells", name, destination, program(program), Map.of()));
    }
    List<DistantRoles.Started> started = context.roleShells().distant().shells(wanted);
    RoleGroup group = new RoleGroup(started);
    if (group.isEmpty()) {
      throw started.get(0).failureHere();
    }
    return group;
  }

  /** What was given, or what is in the lists that were given. */
  private static List<Object> destinations(Object... given) {
    List<Object> each = new ArrayList<>();
    for (Object one : given) {
      each.addAll(one instanceof Collection<?> several ? several : Collections.singletonList(one));
    }
    if (each.isEmpty()) {
      throw new IllegalArgumentException(
          "host: expected hosts for ssh(1), 'user@machine', given an empty list");
    }
    for (Object one : each) {
      if (!(one instanceof CharSequence)) {
        throw new IllegalArgumentException(
            "host: expected a host for ssh(1), 'user@machine', given " + Conversion.describe(one));
      }
    }
    return each;
  }

  /** The program on another machine. */
  static String program(String given) {
    if (given != null && (given.isEmpty() || given.indexOf('\0') >= 0)) {
      throw new IllegalArgumentException(
          "ipcsh: expected the path of the program on the other machine, given '"
              + EscapedText.word(given)
              + "'");
    }
    return given == null ? "ipcsh" : given;
  }

  @Command(
      summary = "start another shell in a pane of tmux",
      man = "tmux(1)",
      saves = SavedAs.NOTHING,
      details =
          """
          Inside tmux, newshell 'B' opens a pane with a shell of that name, or a window if there
          is no space for a pane; without a name the shell takes the next free letter. This shell
          continues to run, and shells lists the other one.""",
      examples =
          """
          try { newshell 'B' } catch (e) { e.message.startsWith('newshell requires') }  //=> true
          """)
  public String newshell(@Default("") @Name(Name.Of.OTHER) String name) {
    return context.host().newShell(name == null || name.isBlank() ? null : name);
  }

  @Command(
      summary = "attach to another shell: what is typed runs there",
      man = "unix(7)",
      saves = SavedAs.NOTHING,
      details =
          """
          The prompt shows that shell's name. Ctrl-C interrupts the line that runs there; Ctrl-D
          or detach returns. @B recv s runs one line there and returns its value here. From the
          command line, ipcsh attach B attaches, and ipcsh attach B -e CODE runs one line.""",
      examples =
          """
          try { attach B } catch (e) { e.message.startsWith('no shell is called') }  //=> true
          """)
  public void attach(@Name(Name.Of.SHELL) String name) {
    context.host().attach(context.shells().connect(required(name)));
  }

  @Command(
      summary = "run a line in another shell and return its value",
      man = "unix(7)",
      details =
          """
          Output of the line is printed here. A value that cannot be transferred, such as a
          descriptor, arrives as its printed text. A call that fails there fails here, with the
          same errno. At the prompt, @B line is shorter.""",
      examples =
          """
          try { at B, 'getpid()' } catch (e) { e.message.startsWith('no shell is called') }  //=> true
          """)
  public Object at(@Name(Name.Of.SHELL) String name, String line) throws IOException {
    if (line == null) {
      throw new IllegalArgumentException("line: expected a String, 'getpid()', given null");
    }
    try (Peer peer = context.shells().connect(required(name))) {
      return value(peer.run(line, context.shells().self(), new Lines()));
    }
  }

  private static String required(String name) {
    if (name == null) {
      throw new IllegalArgumentException("name: expected the name of a shell, given null");
    }
    return name;
  }

  private static Object value(RemoteResult answer) {
    if (answer.isGood()) {
      return answer.value();
    }
    int end = answer.message().indexOf(FAILED);
    if (answer.errno() != null && end > 0) {
      throw new SysException(Errno.named(answer.errno()), answer.message().substring(0, end));
    }
    throw new UsageException(answer.message());
  }

  /** Narrates here what the line prints in the other shell. */
  private final class Lines implements Peer.Listener {
    @Override
    public void line(String text) {
      context.host().narrate(text);
    }

    @Override
    public void busy(String doing) {
      // waits for its turn
    }
  }
}
