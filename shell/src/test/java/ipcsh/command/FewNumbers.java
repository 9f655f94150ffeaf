package ipcsh.command;

import ipcsh.kit.Shell;
import ipcsh.sys.Door;
import ipcsh.sys.Fn;
import ipcsh.sys.Mem;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * A table of descriptors in which just so many are free, until it is closed: the limit of the
 * process is lowered, by setrlimit(2), to where so many free numbers are below it.
 */
final class FewNumbers implements AutoCloseable {
  private static final Fn GETRLIMIT = Fn.of("getrlimit", "int ptr");
  private static final Fn SETRLIMIT = Fn.of("setrlimit", "int ptr");
  private static final int RLIMIT_NOFILE = 7;

  private final Door door;
  private final long before;
  private final long most;

  FewNumbers(Shell shell, int free) {
    door = shell.context().kernel().quiet().door();
    Mem limit = door.arena().clear().take(2 * Long.BYTES);
    door.call(GETRLIMIT, RLIMIT_NOFILE, limit.address(), 0, 0, 0, 0);
    before = limit.getLong(0);
    most = limit.getLong(Long.BYTES);
    Set<String> open = new TreeSet<>(Set.of(Path.of("/proc/self/fd").toFile().list()));
    int number = 0;
    for (int left = free; left > 0 || open.contains(String.valueOf(number)); number++) {
      left -= open.contains(String.valueOf(number)) ? 0 : 1;
    }
    set(number);
  }

  private boolean set(long limit) {
    Mem both = door.arena().clear().take(2 * Long.BYTES);
    both.putLong(0, limit);
    both.putLong(Long.BYTES, most);
    return door.call(SETRLIMIT, RLIMIT_NOFILE, both.address(), 0, 0, 0, 0) == 0;
  }

  /** Whether the limit is still low: a command that is tried may say otherwise. */
  boolean isLow() {
    Mem limit = door.arena().clear().take(2 * Long.BYTES);
    door.call(GETRLIMIT, RLIMIT_NOFILE, limit.address(), 0, 0, 0, 0);
    return limit.getLong(0) < before;
  }

  @Override
  public void close() {
    set(before);
  }
}
