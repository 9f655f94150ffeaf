package ipcsh.eventfd;

import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** {@code inotify(7)}. */
final class Inotify extends EventFunctions {
  /** {@code struct inotify_event} without the name, whose length varies. */
  static final int EVENT_SIZE = 16;

  static final int WD = 0;
  static final int MASK = 4;
  static final int COOKIE = 8;
  static final int LEN = 12;

  private static final String INIT = "IN_NONBLOCK,IN_CLOEXEC";

  private static final NativeFunction INOTIFY_INIT1 = NativeFunction.of("inotify_init1", INIT);
  private static final NativeFunction ADD_WATCH =
      NativeFunction.of("inotify_add_watch", "fd path IN_");
  private static final NativeFunction RM_WATCH = NativeFunction.of("inotify_rm_watch", "fd int");

  private static final int BUFFER = 64 * 1024;

  /** An event; the name is empty if it concerns the watched file itself. */
  record Event(int wd, int mask, int cookie, String name) {}

  Inotify(SyscallInvoker invoker) {
    super(invoker);
  }

  int init(int flags) {
    long fd = invoker.call(INOTIFY_INIT1, flags, 0, 0, 0, 0, 0);
    if (fd == -1) {
      throw failure("inotify_init1", constants(INIT, flags));
    }
    return (int) fd;
  }

  int addWatch(int fd, String path, int mask) {
    NativeMemory name = fresh().string(path);
    long wd = invoker.call(ADD_WATCH, fd, name.address(), mask, 0, 0, 0);
    if (wd == -1) {
      throw failure("inotify_add_watch", fd, path, constants("IN_", mask));
    }
    return (int) wd;
  }

  int removeWatch(int fd, int wd) {
    return check(invoker.call(RM_WATCH, fd, wd, 0, 0, 0, 0), "inotify_rm_watch", fd, wd);
  }

  /** Reads all pending events; waits for the first. */
  List<Event> read(int fd) {
    NativeMemory buffer = read(fd, BUFFER, "inotify_read");
    List<Event> events = new ArrayList<>();
    for (int at = 0; at < buffer.size(); at += EVENT_SIZE + buffer.getInt(at + LEN)) {
      int left = buffer.size() - at - EVENT_SIZE;
      int length = left < 0 ? -1 : buffer.getInt(at + LEN);
      if (length < 0 || length > left) {
        throw ofAnotherKind(fd, buffer.size());
      }
      byte[] name = buffer.get(at + EVENT_SIZE, length);
      events.add(
          new Event(
              buffer.getInt(at + WD),
              buffer.getInt(at + MASK),
              buffer.getInt(at + COOKIE),
              new String(name, StandardCharsets.UTF_8).replaceAll("\0.*", "")));
    }
    return events;
  }
}
