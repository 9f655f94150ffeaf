package ipcsh.eventfd;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Default;
import ipcsh.command.model.Flags;
import ipcsh.command.model.PathName;
import ipcsh.handle.Fd;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The commands for changes of files that can be polled, {@code inotify(7)}. */
public final class InotifyCommands implements CommandTopic {
  /** The constants that can occur in an event, among all that begin with IN_. */
  private static final String EVENTS =
      "IN_ACCESS,IN_MODIFY,IN_ATTRIB,IN_CLOSE_,IN_OPEN,IN_MOVED_,IN_CREATE,IN_DELETE,IN_MOVE_SELF,"
          + "IN_UNMOUNT,IN_Q_OVERFLOW,IN_IGNORED,IN_ISDIR";

  private Context context;

  @Override
  public String title() {
    return "Changes of files (inotify)";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  private Inotify functions() {
    return new Inotify(context.sys().invoker());
  }

  @Command(
      summary = "initialize an inotify instance",
      man = "inotify_init1(2)",
      examples =
          """
          i = inotify_init IN_NONBLOCK      //=> fd 3  inotify  0 watches
          fails(EAGAIN) { inotify_read i }
          """)
  public Fd inotify_init(@Default("0") @Flags({"IN_NONBLOCK", "IN_CLOEXEC"}) int flags) {
    return context.opened(functions().init(flags));
  }

  @Command(
      summary = "add a watch for a file or a directory",
      man = "inotify_add_watch(2)",
      examples =
          """
          i = inotify_init()
          inotify_add_watch i, '/tmp', IN_CREATE | IN_DELETE  //=> 1
          i                                                   //=> fd 3  inotify  1 watch
          fails(ENOENT) { inotify_add_watch i, '/no/such/file' }
          """)
  public int inotify_add_watch(
      Fd fd, @PathName String path, @Default("IN_ALL_EVENTS") @Flags("IN_") int mask) {
    if (path == null) {
      throw new IllegalArgumentException("path: expected a path, given null");
    }
    return functions().addWatch(context.number(fd), path, mask);
  }

  @Command(
      summary = "remove a watch",
      man = "inotify_rm_watch(2)",
      details = "The watch ends with a final event, IN_IGNORED.",
      examples =
          """
          i = inotify_init()
          w = inotify_add_watch i, '/tmp', IN_CREATE
          inotify_rm_watch i, w      //=> 0
          inotify_read(i)[0].events  //=> IN_IGNORED
          fails(EINVAL) { inotify_rm_watch i, w }
          """)
  public int inotify_rm_watch(Fd fd, int wd) {
    return functions().removeWatch(context.number(fd), wd);
  }

  @Command(
      summary = "read events, blocking until the first",
      man = "inotify(7)",
      blocks = true,
      details =
          """
          Returns a list of events: wd (the watch descriptor), mask, cookie (which connects the
          two events of a rename), name (within a directory), and events, the names of the bits in
          mask.""",
      examples =
          """
          i = inotify_init()
          inotify_add_watch i, '/dev/shm', IN_CREATE | IN_DELETE
          close open('/dev/shm/ipcsh-watched', O_CREAT, 0600)
          unlink '/dev/shm/ipcsh-watched'
          seen = inotify_read(i).findAll { it.name == 'ipcsh-watched' }
          seen.events  //=> [IN_CREATE, IN_DELETE]
          fails(ETIMEDOUT) { inotify_read inotify_init(), timeout: 10.ms }
          """)
  public List<Map<String, Object>> inotify_read(Fd fd) {
    return functions().read(context.number(fd)).stream().map(InotifyCommands::map).toList();
  }

  private static Map<String, Object> map(Inotify.Event event) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("wd", event.wd());
    map.put("mask", event.mask());
    map.put("cookie", event.cookie());
    map.put("name", event.name());
    map.put("events", EventFunctions.names(EVENTS, event.mask()));
    return map;
  }
}
