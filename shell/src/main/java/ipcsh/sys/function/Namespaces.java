package ipcsh.sys.function;

import static ipcsh.sys.abi.FileConstants.O_CLOEXEC;
import static ipcsh.sys.abi.FileConstants.O_RDONLY;
import static ipcsh.sys.abi.FileConstants.O_WRONLY;

import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Namespaces of the calling process: {@code unshare(2)}, {@code namespaces(7)}. A process with
 * several threads, such as a Java virtual machine, cannot enter a user namespace: these calls are
 * for a forked child.
 */
public final class Namespaces extends Functions {
  public static final int CLONE_NEWUSER = 0x10000000;
  public static final int CLONE_NEWNET = 0x40000000;

  private static final NativeFunction UNSHARE = NativeFunction.of("unshare", "int").silent();

  private static final NativeFunction SETNS = NativeFunction.of("setns", "fd int").silent();

  private final Files files;

  public Namespaces(SyscallInvoker invoker) {
    super(invoker);
    files = new Files(invoker);
  }

  /** {@code unshare(2)}. */
  public void unshare(int flags) {
    if (invoker.call(UNSHARE, flags, 0, 0, 0, 0, 0) == -1) {
      throw failure("unshare", word(names(flags)));
    }
  }

  /**
   * {@code setns(2)}: enters namespaces that are open in another process of this user, in this
   * order. All are opened first: from within a user namespace that is no longer permitted.
   */
  public void setns(int pid, List<Integer> numbers) {
    List<Integer> opened = new ArrayList<>();
    try {
      for (int number : numbers) {
        opened.add(files.open("/proc/" + pid + "/fd/" + number, O_RDONLY | O_CLOEXEC, 0));
      }
      for (int fd : opened) {
        if (invoker.call(SETNS, fd, 0, 0, 0, 0, 0) == -1) {
          throw failure("setns", fd);
        }
      }
    } finally {
      opened.forEach(files::close);
    }
  }

  private static String names(int flags) {
    List<String> names = new ArrayList<>();
    if ((flags & CLONE_NEWUSER) != 0) {
      names.add("CLONE_NEWUSER");
    }
    if ((flags & CLONE_NEWNET) != 0) {
      names.add("CLONE_NEWNET");
    }
    return String.join("|", names);
  }

  /** Lets a user and a group have the same IDs in the new user namespace as outside. */
  public void mapIdentity(int uid, int gid) {
    write("/proc/self/setgroups", "deny");
    write("/proc/self/uid_map", uid + " " + uid + " 1");
    write("/proc/self/gid_map", gid + " " + gid + " 1");
  }

  /** A descriptor of the network namespace, which exists as long as one is open. */
  public int network() {
    return files.open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC, 0);
  }

  /** A descriptor of the user namespace. */
  public int user() {
    return files.open("/proc/self/ns/user", O_RDONLY | O_CLOEXEC, 0);
  }

  /** Writes a setting of the kernel, a file in {@code /proc}. */
  public void write(String path, String value) {
    int fd = files.open(path, O_WRONLY | O_CLOEXEC, 0);
    try {
      files.write(fd, value.getBytes(StandardCharsets.US_ASCII));
    } finally {
      files.close(fd);
    }
  }
}
