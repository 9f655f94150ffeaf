package ipcsh.command;

import ipcsh.draw.Subject;
import ipcsh.handle.RemoteFd;
import ipcsh.inspect.DescriptorSnapshot;
import ipcsh.inspect.Holder;
import ipcsh.inspect.ObjectState;
import ipcsh.inspect.ProcessFacts;
import ipcsh.inspect.ProcessSnapshot;
import ipcsh.inspect.Snapshot;
import ipcsh.peer.DistantRole;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import ipcsh.view.FdRow;
import ipcsh.view.FdTable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The descriptors of a role on another machine, which it has looked at itself. */
public final class DistantDescriptors {
  private static final int MACHINE = 1;

  private final Context context;

  public DistantDescriptors(Context context) {
    this.context = context;
  }

  /**
   * Its descriptors.
   *
   * @param all whether the shell's own ones are included
   * @throws SysException ESRCH if it has ended, ETIMEDOUT if it does not answer
   */
  public FdTable table(DistantRole role, boolean all) {
    if (role.isDone()) {
      throw new SysException(Errno.ESRCH, "fds(" + role.getName() + ")");
    }
    role.askPicture(false, all, List.of());
    Subject seen = role.picture(MACHINE, TimeUnit.MILLISECONDS.toNanos(DistantPictures.PATIENCE));
    int pid = ProcessFacts.elsewhere(MACHINE, role.getPid());
    if (seen == null || seen.processes().stream().noneMatch(one -> one.pid() == pid)) {
      throw new SysException(Errno.ETIMEDOUT, "fds(" + role.getName() + ")");
    }
    Snapshot snapshot = Snapshot.of(seen.processes(), seen.files());
    List<FdRow> rows = new ArrayList<>();
    for (ProcessSnapshot process : seen.processes()) {
      if (process.pid() == pid) {
        process.descriptors().forEach(one -> rows.add(row(seen, snapshot, one)));
      }
    }
    return new FdTable(rows, "no descriptor is open");
  }

  private FdRow row(Subject seen, Snapshot snapshot, DescriptorSnapshot one) {
    return new FdRow(
        one,
        ObjectState.flags(one.file()),
        null,
        places(seen, snapshot.peers(one.file()), one.holder()),
        places(seen, one.file().holders(), one.holder()),
        "",
        seen.variables(),
        context.methods());
  }

  private static List<RemoteFd> places(Subject seen, List<Holder> holders, Holder own) {
    List<RemoteFd> places = new ArrayList<>();
    for (Holder holder : holders) {
      String whose = holder.pid() == own.pid() ? "" : " of " + seen.names().get(holder.pid());
      places.add(new RemoteFd(holder.pid(), holder.number(), "fd " + holder.number() + whose));
    }
    return places;
  }
}
