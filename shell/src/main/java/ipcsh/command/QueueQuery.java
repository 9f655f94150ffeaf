package ipcsh.command;

import ipcsh.inspect.BlockedThread;
import ipcsh.inspect.Holder;
import ipcsh.inspect.Inspector;
import ipcsh.inspect.ObjectState;
import ipcsh.inspect.QueueFiles;
import ipcsh.inspect.QueueFiles.QueueFile;
import ipcsh.inspect.QueueStatus;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.function.MessageQueues;
import ipcsh.view.FileEntry;
import ipcsh.view.QueueRow;
import ipcsh.view.QueueTable;
import java.util.ArrayList;
import java.util.List;

/** Finds the POSIX message queues of this machine, on the observer's thread. */
public final class QueueQuery {
  private static final String INCOMPLETE =
      "Only queues that a visible process has open: their file system is not mounted here (as root:"
          + " mount -t mqueue none /dev/mqueue).";

  private final Context context;
  private final ProcessNames names;

  public QueueQuery(Context context) {
    this.context = context;
    this.names = new ProcessNames(context);
  }

  /** A queue and its waiters. */
  private record Seen(
      QueueFile queue, List<String> holders, List<String> waiting, String notifies) {}

  /** All visible queues. */
  public QueueTable all() {
    List<Seen> seen = new ArrayList<>();
    boolean complete;
    try {
      complete =
          context
              .unshared()
              .look(
                  () -> {
                    names.refresh();
                    QueueFiles files = new QueueFiles(context.kernel().home());
                    files.all().forEach(one -> seen.add(seen(files, one)));
                    return files.isComplete();
                  });
    } catch (InterruptedException e) {
      throw new SysException(Errno.EINTR, "mqs");
    }
    return new QueueTable(seen.stream().map(this::row).toList(), complete ? null : INCOMPLETE);
  }

  /** The names of all visible queues. */
  public List<String> names() {
    try {
      return context
          .unshared()
          .look(
              () ->
                  new QueueFiles(context.kernel().home())
                      .all().stream()
                          .filter(one -> !one.isRemoved())
                          .map(QueueFile::name)
                          .toList());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private Seen seen(QueueFiles files, QueueFile queue) {
    Inspector inspector = new Inspector(context.kernel().home());
    List<String> holders = new ArrayList<>();
    for (Holder holder : queue.holders()) {
      holders.add("fd " + holder.number() + " of " + names.of(holder.pid(), inspector));
    }
    List<String> waiting = new ArrayList<>();
    for (BlockedThread one : files.waiting(queue)) {
      waiting.add(names.of(one.pid(), inspector) + " in " + one.inWords());
    }
    QueueStatus.Registered who = queue.content() == null ? null : queue.content().registered();
    String notifies = who == null ? null : names.of(who.pid(), inspector) + ObjectState.how(who);
    return new Seen(queue, holders, waiting, notifies);
  }

  private QueueRow row(Seen seen) {
    QueueFile queue = seen.queue();
    MessageQueues.Attributes its = queue.attributes();
    return new QueueRow(
        queue.name(),
        its == null ? null : its.curmsgs(),
        its == null ? null : its.maxmsg(),
        its == null ? null : its.msgsize(),
        queue.content() == null ? null : queue.content().bytes(),
        new FileEntry(queue.name(), queue.file(), null).getPerms(),
        context.accounts().user(queue.file().uid()),
        seen.holders(),
        seen.waiting(),
        seen.notifies(),
        queue.isRemoved());
  }
}
