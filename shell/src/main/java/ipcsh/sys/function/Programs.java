package ipcsh.sys.function;

import ipcsh.sys.abi.Arena;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Starting programs: {@code posix_spawn(3)} with file actions and attributes, {@code
 * getgrouplist(3)}. The preparation of the actions is not traced: for a C programmer it is one
 * call.
 */
public final class Programs extends Functions {
  /** {@code posix_spawn_file_actions_t} and {@code posix_spawnattr_t} of glibc, opaque. */
  public static final int ACTIONS_SIZE = 80;

  public static final int ATTRIBUTES_SIZE = 336;
  public static final int SIGSET_SIZE = 128;
  public static final int SETPGROUP = 2;
  public static final int SETSIGDEF = 4;
  public static final int SETSIGMASK = 8;

  private static final NativeFunction SPAWN =
      NativeFunction.of("posix_spawnp", "outint path ptr ptr strings variables").givingError();
  private static final NativeFunction ACTIONS_INIT = action("init");
  private static final NativeFunction ACTIONS_DESTROY = action("destroy");
  private static final NativeFunction ADD_DUP2 = action("adddup2");
  private static final NativeFunction ADD_CLOSE = action("addclose");
  private static final NativeFunction ADD_OPEN = action("addopen");
  private static final NativeFunction ADD_CHDIR = action("addchdir_np");
  private static final NativeFunction ADD_CLOSEFROM = action("addclosefrom_np");
  private static final NativeFunction ATTRIBUTES_INIT = attribute("init");
  private static final NativeFunction ATTRIBUTES_DESTROY = attribute("destroy");
  private static final NativeFunction SET_FLAGS = attribute("setflags");
  private static final NativeFunction SET_GROUP = attribute("setpgroup");
  private static final NativeFunction SET_DEFAULT = attribute("setsigdefault");
  private static final NativeFunction SET_MASK = attribute("setsigmask");
  private static final NativeFunction GETGROUPLIST =
      NativeFunction.of("getgrouplist", "path int ptr ptr").silent();

  private static final NativeFunction GETPGID = NativeFunction.of("getpgid", "int").silent();
  private static final NativeFunction KILL = NativeFunction.of("kill", "int int").silent();

  /** NGROUPS_MAX: the maximum number of groups of a process. */
  private static final int MOST_GROUPS = 65_536;

  /**
   * A program to be started.
   *
   * @param command its name, searched for in PATH, and its arguments
   * @param environment {@code NAME=value}, the complete environment
   * @param directory its working directory, or null for that of the shell
   * @param descriptors all its descriptors: from its numbers to those of this process; {@link
   *     #NULL_DEVICE} stands for /dev/null
   */
  public record Start(
      List<String> command,
      List<String> environment,
      String directory,
      Map<Integer, Integer> descriptors) {
    /** Stands for /dev/null, opened for reading. */
    public static final int NULL_DEVICE = -1;
  }

  public Programs(SyscallInvoker invoker) {
    super(invoker);
  }

  private static NativeFunction action(String name) {
    return NativeFunction.of("posix_spawn_file_actions_" + name, "ptr int int")
        .givingError()
        .silent();
  }

  private static NativeFunction attribute(String name) {
    return NativeFunction.of("posix_spawnattr_" + name, "ptr ptr").givingError().silent();
  }

  /**
   * {@code posix_spawnp(3)}: starts a program in a process group of its own, with default signal
   * actions and no signal blocked, and with exactly the given descriptors.
   *
   * @return its process ID
   */
  public int spawn(Start start) {
    return spawn(start, 0, 0);
  }

  /**
   * The same with some signals ignored or blocked.
   *
   * @param ignored those that this process ignores and the program shall ignore, a bit each
   * @param blocked those that the program shall begin with as blocked
   */
  public int spawn(Start start, long ignored, long blocked) {
    return spawn(start, ignored, blocked, true);
  }

  /**
   * The same.
   *
   * @param ownGroup whether it leads a process group of its own; otherwise it is in that of this
   *     process, so that it can read from its terminal
   */
  public int spawn(Start start, long ignored, long blocked, boolean ownGroup) {
    Arena arena = fresh();
    NativeMemory pid = arena.take(4).putInt(0, 0);
    NativeMemory actions = arena.take(ACTIONS_SIZE);
    NativeMemory attributes = arena.take(ATTRIBUTES_SIZE);
    prepare(start, ACTIONS_INIT, actions, 0, 0, 0);
    try {
      prepare(start, ATTRIBUTES_INIT, attributes, 0, 0, 0);
      try {
        addActions(start, actions);
        setAttributes(start, attributes, ignored, blocked, ownGroup);
        long result =
            invoker.call(
                SPAWN,
                pid.address(),
                arena.string(start.command.get(0)).address(),
                actions.address(),
                attributes.address(),
                strings(start.command).address(),
                strings(start.environment).address());
        if (result == -1) {
          throw spawnFailure(Errno.of(invoker.errno()), start.command);
        }
        return pid.getInt(0);
      } finally {
        invoker.call(ATTRIBUTES_DESTROY, attributes.address(), 0, 0, 0, 0, 0);
      }
    } finally {
      invoker.call(ACTIONS_DESTROY, actions.address(), 0, 0, 0, 0, 0);
    }
  }

  /** A failure to start that is detected by the shell itself instead of the kernel. */
  public static SysException spawnFailure(Errno errno, List<String> command) {
    Object more = command.size() > 1 ? word("...") : NOTHING;
    return found(errno, "posix_spawnp", command.get(0), more);
  }

  private void prepare(
      Start start, NativeFunction function, NativeMemory object, long a, long b, long c) {
    if (invoker.call(function, object.address(), a, b, c, 0, 0) == -1) {
      throw spawnFailure(Errno.of(invoker.errno()), start.command);
    }
  }

  /**
   * Each descriptor is duplicated via an unused number, so that descriptors can be swapped (0 to 1
   * and 1 to 0), and so that FD_CLOEXEC is cleared; all other numbers are closed.
   */
  private void addActions(Start start, NativeMemory actions) {
    TreeMap<Integer, Integer> descriptors = new TreeMap<>(start.descriptors);
    Set<Integer> taken = new TreeSet<>(descriptors.keySet());
    taken.addAll(descriptors.values());
    Map<Integer, Integer> halfWay = new TreeMap<>();
    int free = 0;
    for (Map.Entry<Integer, Integer> each : descriptors.entrySet()) {
      if (each.getValue() != Start.NULL_DEVICE) {
        while (taken.contains(free)) {
          free++;
        }
        prepare(start, ADD_DUP2, actions, each.getValue(), free, 0);
        halfWay.put(each.getKey(), free++);
      }
    }
    int next = 0;
    for (int number : descriptors.keySet()) {
      Integer from = halfWay.get(number);
      if (from != null) {
        prepare(start, ADD_DUP2, actions, from, number, 0);
      } else {
        addNullDevice(start, actions, number);
      }
    }
    for (int number : descriptors.keySet()) {
      for (; next < number; next++) {
        prepare(start, ADD_CLOSE, actions, next, 0, 0);
      }
      next = number + 1;
    }
    prepare(start, ADD_CLOSEFROM, actions, next, 0, 0);
    if (start.directory != null) {
      long path = invoker.arena().string(start.directory).address();
      prepare(start, ADD_CHDIR, actions, path, 0, 0);
    }
  }

  private void addNullDevice(Start start, NativeMemory actions, int number) {
    long path = invoker.arena().string("/dev/null").address();
    prepare(start, ADD_OPEN, actions, number, path, FileConstants.O_RDONLY);
  }

  private void setAttributes(
      Start start, NativeMemory attributes, long ignored, long blocked, boolean ownGroup) {
    NativeMemory mask = invoker.arena().take(SIGSET_SIZE).zero().putLong(0, blocked);
    NativeMemory all = invoker.arena().take(SIGSET_SIZE).zero().putLong(0, ~ignored);
    int flags = (ownGroup ? SETPGROUP : 0) | SETSIGDEF | SETSIGMASK;
    prepare(start, SET_FLAGS, attributes, flags, 0, 0);
    prepare(start, SET_GROUP, attributes, 0, 0, 0);
    prepare(start, SET_DEFAULT, attributes, all.address(), 0, 0);
    prepare(start, SET_MASK, attributes, mask.address(), 0, 0);
  }

  /** An array of C strings terminated by NULL. */
  private NativeMemory strings(List<String> texts) {
    NativeMemory vector = invoker.arena().take(Long.BYTES * (texts.size() + 1));
    int at = 0;
    for (String text : texts) {
      vector.putLong(at, invoker.arena().string(text).address());
      at += Long.BYTES;
    }
    return vector.putLong(at, 0);
  }

  /** {@code getpgid(2)}: the group of a process, -1 if there is none (any more). */
  public int groupOf(int pid) {
    return (int) invoker.call(GETPGID, pid, 0, 0, 0, 0, 0);
  }

  /** Whether a process group has members. */
  public boolean hasGroup(int group) {
    return invoker.call(KILL, -group, 0, 0, 0, 0, 0) == 0
        || Errno.of(invoker.errno()) == Errno.EPERM;
  }

  /** {@code getgrouplist(3)}: all group IDs of a user, including the primary group. */
  public List<Integer> groups(UserDatabase.Account account) {
    Arena arena = fresh();
    NativeMemory count = arena.take(Integer.BYTES).putInt(0, MOST_GROUPS);
    NativeMemory groups = arena.take(MOST_GROUPS * Integer.BYTES);
    long name = arena.string(account.name()).address();
    invoker.call(GETGROUPLIST, name, account.gid(), groups.address(), count.address(), 0, 0);
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < count.getInt(0); i++) {
      all.add(groups.getInt(i * Integer.BYTES));
    }
    return all;
  }
}
