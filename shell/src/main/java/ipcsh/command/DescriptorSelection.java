package ipcsh.command;

import ipcsh.command.model.Conversion;
import ipcsh.handle.Child;
import ipcsh.handle.HasPid;
import ipcsh.handle.Role;
import ipcsh.handle.UsageException;
import ipcsh.inspect.DescriptorFilter;
import ipcsh.inspect.DescriptorSnapshot;
import ipcsh.inspect.Inspector;
import ipcsh.inspect.ObjectState;
import ipcsh.inspect.SocketObject;
import ipcsh.peer.RoleShell;
import ipcsh.sys.abi.InternalDescriptorRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Selects descriptors of a process. Of a shell, those of its session; the shell's own descriptors
 * have higher numbers and are closed on exec.
 */
public final class DescriptorSelection {
  /** From this number on Java opens its own files, since the launcher holds the lower ones. */
  private static final int JAVA = 64;

  /** Files that Java does not close on exec: jars, the modules of the JDK, random devices. */
  private static final Pattern JAVAS = Pattern.compile("/.*\\.jar|/.*/modules|/dev/u?random");

  private static final String MEMFD = "/memfd:";

  private final String command;
  private final Object of;
  private final boolean all;
  private final int from;

  /**
   * A selection.
   *
   * @param command the name of the calling command
   * @param of a process, by number, by handle or by name, or null for this shell
   * @param all whether a shell's own descriptors are included
   * @throws IllegalArgumentException if it does not denote a process
   */
  public DescriptorSelection(Context context, String command, Object of, boolean all) {
    this.command = command;
    String own = context.shells().self();
    boolean self = of instanceof CharSequence name && name.toString().equals(own);
    this.of = self ? null : number(of);
    if (this.of != null && !isProcess(this.of)) {
      throw Conversion.wanted("a process: its ID, its handle, or its name if it is a shell", of);
    }
    this.all = all;
    this.from =
        of instanceof Child
            ? InternalDescriptorRange.LOWEST
            : this.of instanceof RoleShell || this.of instanceof CharSequence
                ? JAVA
                : Integer.MAX_VALUE;
  }

  /**
   * The same for a picture, in which a shell or a child that is given by its process ID has the
   * descriptors of its session, too.
   */
  static DescriptorSelection forPicture(Context context, String command, Object of, boolean all) {
    Object given = number(of);
    if (given instanceof Integer pid && !all) {
      given = known(context, pid);
    }
    return new DescriptorSelection(context, command, given, all);
  }

  /** This shell, a child or another shell with this process ID; the ID for another process. */
  private static Object known(Context context, int pid) {
    if (pid == context.kernel().quiet().processes().getpid()) {
      return null;
    }
    for (Role role : context.localRoles().members()) {
      if (role instanceof Child child && child.getPid() == pid) {
        return child;
      }
    }
    for (RoleShell shell : context.roleShells().all()) {
      if (shell.getPid() == pid) {
        return shell;
      }
    }
    return context.shells().processes().entrySet().stream()
        .filter(shell -> shell.getValue() == pid)
        .<Object>map(Map.Entry::getKey)
        .findFirst()
        .orElse(pid);
  }

  /**
   * The arguments, with lists flattened.
   *
   * @throws IllegalArgumentException for null
   */
  public static List<Object> each(Object... given) {
    List<Object> each = new ArrayList<>();
    for (Object one : given) {
      each.addAll(one instanceof List<?> several ? several : Collections.singletonList(one));
    }
    if (each.contains(null)) {
      throw new IllegalArgumentException(
          "expected a process (its ID, a child, a shell, a name), given null");
    }
    return each;
  }

  private static boolean isProcess(Object of) {
    return of instanceof HasPid
        || of instanceof CharSequence
        || of instanceof Integer pid && pid > 0;
  }

  /** A number that was given as a word on the command line. */
  private static Object number(Object of) {
    boolean digits = of instanceof CharSequence word && word.toString().matches("[1-9]\\d{0,8}");
    return digits ? Integer.valueOf(of.toString()) : of;
  }

  /** Whether only the handles of the process in which the line is executed are requested. */
  boolean isSelf() {
    return of == null && !all;
  }

  /** Whether it is a process that this shell knows only by its ID or name. */
  boolean isOther() {
    return of instanceof CharSequence || of instanceof Integer;
  }

  /**
   * Leaves out what {@link #shows} would leave out in any case, before it is looked at in detail.
   */
  DescriptorFilter filter() {
    if (all || from == Integer.MAX_VALUE) {
      return Inspector.ALL;
    }
    return DescriptorFilter.by(
        (number, link, closesOnExec) ->
            number < from || !isOfJavaRuntime(link) && !closesOnExec.getAsBoolean());
  }

  private static boolean isOfJavaRuntime(String link) {
    // the name of a memfd begins without a slash
    return !link.startsWith(MEMFD) && JAVAS.matcher(link).matches();
  }

  /** Whether a descriptor is selected. */
  boolean shows(DescriptorSnapshot seen) {
    return all || seen.number() < from || !seen.closesOnExec() && !isOfJavaRuntime(seen);
  }

  /**
   * Whether it belongs to Java; includes the unconnected socket that replaces a descriptor while
   * Java closes it.
   */
  private static boolean isOfJavaRuntime(DescriptorSnapshot seen) {
    if (seen.file().object() instanceof SocketObject socket) {
      return socket.kind().equals("unix stream")
          && socket.peerInode() == 0
          && !socket.isListening();
    }
    String name = ObjectState.name(seen.file().object());
    return name != null && JAVAS.matcher(name).matches();
  }

  /**
   * The process ID.
   *
   * @param self the process in which the line is executed
   * @throws UsageException if no process has that name
   */
  int pid(int self, ProcessNames names) {
    if (of == null) {
      return self;
    }
    if (of instanceof HasPid handle) {
      return handle.localPid();
    }
    if (of instanceof Integer pid) {
      return pid;
    }
    String name = of.toString();
    Integer pid = names.pid(name);
    if (pid == null) {
      throw new UsageException(command + ": no shell is called '" + name + "'" + names.near(name));
    }
    return pid;
  }
}
