package ipcsh.command;

import ipcsh.command.model.Conversion;
import ipcsh.handle.Child;
import ipcsh.handle.HasPid;
import ipcsh.handle.UsageException;
import ipcsh.inspect.DescriptorSnapshot;
import ipcsh.inspect.ObjectState;
import ipcsh.inspect.SocketObject;
import ipcsh.peer.RoleShell;
import ipcsh.sys.abi.InternalDescriptorRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which descriptors of which process are requested. Of a shell, those of its session; what it has
 * open for itself lies above and is closed by exec.
 */
public final class DescriptorSelection {
  /** From here up Java opens its own files, since the launcher holds the numbers below. */
  private static final int JAVA = 64;

  /** What Java does not close on exec: jars, the image of the JDK, the source of chance. */
  private static final Pattern JAVAS = Pattern.compile("/.*\\.jar|/.*/modules|/dev/u?random");

  private final String command;
  private final Object of;
  private final boolean all;
  private final int from;

  /**
   * What was asked.
   *
   * @param command of which command
   * @param of a process, by number, by handle or by name, or null for this shell
   * @param all whether what a shell has open for itself is wanted too
   * @throws IllegalArgumentException for what is no process
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
   * What was given, lists taken apart.
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

  /** A number that was written as a word: on the command line. */
  private static Object number(Object of) {
    boolean digits = of instanceof CharSequence word && word.toString().matches("[1-9]\\d{0,8}");
    return digits ? Integer.valueOf(of.toString()) : of;
  }

  /** Whether just the handles of the process in which the line works are wanted. */
  boolean isSelf() {
    return of == null && !all;
  }

  /** Whether a descriptor is one of those that are wanted. */
  boolean shows(DescriptorSnapshot seen) {
    return all || seen.number() < from || !seen.closesOnExec() && !isJavas(seen);
  }

  /** Also the socket without a peer that stands in for one while Java closes it. */
  private static boolean isJavas(DescriptorSnapshot seen) {
    if (seen.file().object() instanceof SocketObject socket) {
      return socket.kind().equals("unix stream")
          && socket.peerInode() == 0
          && !socket.isListening();
    }
    String name = ObjectState.name(seen.file().object());
    return name != null && JAVAS.matcher(name).matches();
  }

  /**
   * The process.
   *
   * @param self that in which the line works
   * @throws UsageException where nobody has that name
   */
  int pid(int self, ProcessNames names) {
    if (of == null) {
      return self;
    }
    if (of instanceof HasPid handle) {
      return handle.getPid();
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
