package ipcsh.inspect;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.SysException;
import java.util.List;

/**
 * Determines what an epoll instance watches: an open file description, whose number may have been
 * closed or reused. The kernel compares it with a descriptor ({@code kcmp(2)}, KCMP_EPOLL_TFD).
 */
public final class EpollTargets {
  private final Sys sys;
  private final Snapshot snapshot;

  EpollTargets(Sys sys, Snapshot snapshot) {
    this.sys = sys;
    this.snapshot = snapshot;
  }

  /**
   * The open file description of a target; null if no inspected process has it.
   *
   * @param holder a descriptor of the epoll instance
   */
  public OpenFileDescription find(
      Holder holder, OpenFileDescription epoll, EpollObject.Target target) {
    List<EpollObject.Target> alike =
        ((EpollObject) epoll.object())
            .targets().stream().filter(other -> other.number() == target.number()).toList();
    int index = alike.indexOf(target);
    try {
      OpenFileDescription same = snapshot.file(new Holder(holder.pid(), target.number()));
      if (same != null && isIt(same, holder, target, index)) {
        return same;
      }
      for (OpenFileDescription file : snapshot.files()) {
        if (file != same && target.mayBe(file.object()) && isIt(file, holder, target, index)) {
          return file;
        }
      }
      return null;
    } catch (SysException notAllowed) {
      return snapshot.watched(epoll, target);
    }
  }

  private boolean isIt(
      OpenFileDescription file, Holder epoll, EpollObject.Target target, int index) {
    Holder its = file.holders().get(0);
    return sys.epolls()
        .isWatched(its.pid(), its.number(), epoll.pid(), epoll.number(), target.number(), index);
  }
}
