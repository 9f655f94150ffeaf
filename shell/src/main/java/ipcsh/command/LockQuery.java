package ipcsh.command;

import ipcsh.command.model.Conversion;
import ipcsh.handle.Descriptor;
import ipcsh.handle.Fd;
import ipcsh.handle.RemoteFd;
import ipcsh.inspect.HeldLock;
import ipcsh.inspect.Inspector;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FileStatus;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.text.Quoted;
import ipcsh.view.Holding;
import ipcsh.view.LockRow;
import ipcsh.view.LockTable;
import java.util.ArrayList;
import java.util.List;

/** Lists the locks on files of this machine, on the unshared observer's thread. */
public final class LockQuery {
  private final Context context;
  private final ProcessNames names;

  public LockQuery(Context context) {
    this.context = context;
    this.names = new ProcessNames(context);
  }

  /**
   * The locks.
   *
   * @param of a descriptor or a path for the locks on one file; null for all
   * @throws SysException EBADF for a descriptor that is not open, ENOENT for a path that does not
   *     exist
   */
  public LockTable of(Object of) {
    int self = context.kernel().quiet().processes().getpid();
    Object asked = of instanceof Integer number ? new RemoteFd(self, number, "") : of;
    if (of != null && !(asked instanceof Descriptor) && !(asked instanceof CharSequence)) {
      throw Conversion.wanted("a descriptor or a path", of);
    }
    String directory = asked instanceof CharSequence ? "/proc/" + self + "/cwd/" : "";
    try {
      return context
          .unshared()
          .look(
              () -> {
                names.refresh();
                Sys sys = context.kernel().home();
                String file = asked == null ? null : file(sys, asked, directory);
                return table(new Inspector(sys), file);
              });
    } catch (InterruptedException e) {
      throw new SysException(Errno.EINTR, "locks");
    }
  }

  /** The file, as device number and inode. */
  private static String file(Sys sys, Object asked, String directory) {
    if (asked instanceof Descriptor one) {
      if (one instanceof Fd fd && !fd.isOpen()) {
        throw new SysException(Errno.EBADF, "locks(" + one.getNumber() + ")");
      }
      try {
        return id(sys.files().stat("/proc/" + one.getPid() + "/fd/" + one.getNumber()));
      } catch (SysException closed) {
        boolean vanished = closed.getErrno() == Errno.ENOENT;
        throw vanished ? new SysException(Errno.EBADF, "locks(" + one.getNumber() + ")") : closed;
      }
    }
    String path = asked.toString();
    try {
      return id(sys.files().stat(path.startsWith("/") ? path : directory + path));
    } catch (SysException failed) {
      throw new SysException(failed.getErrno(), "locks(" + Quoted.text(path) + ")");
    }
  }

  private static String id(FileStatus status) {
    return status.device() + ":" + status.inode();
  }

  private LockTable table(Inspector inspector, String file) {
    LockWords words = new LockWords(pid -> names.of(pid, inspector));
    List<LockRow> all = new ArrayList<>();
    List<LockRow> wanted = new ArrayList<>();
    for (HeldLock lock : inspector.locks()) {
      List<Holding> fds =
          lock.holders().stream()
              .map(
                  holder ->
                      new Holding(
                          holder.pid(), names.of(holder.pid(), inspector), holder.number(), ""))
              .toList();
      LockRow blocker = lock.blocker() < 0 ? null : all.get(lock.blocker());
      LockRow row = new LockRow(lock, words.processes(lock), fds, blocker);
      all.add(row);
      if (file == null || lock.lock().file().equals(file)) {
        wanted.add(row);
      }
    }
    return new LockTable(wanted);
  }
}
