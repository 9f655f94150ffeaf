package ipcsh.inspect;

import ipcsh.sys.FileConstants;
import ipcsh.sys.Sys;
import ipcsh.sys.SysException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * What only a descriptor of one's own tells: how full a pipe is, the seals of a memfd. It takes one
 * by {@code pidfd_getfd(2)}, asks, and closes it at once: to be used where that disturbs nobody.
 * Opening through /proc would not do, since that is an open of its own, which a FIFO's writer sees.
 */
final class Contents implements AutoCloseable {
  private final Sys sys;
  private final Map<Integer, Integer> pidfds = new HashMap<>();

  Contents(Sys sys) {
    this.sys = sys;
  }

  /** How many bytes are in a pipe, or null where that may not be asked. */
  Integer bytes(Holder holder) {
    return ask(holder, fd -> sys.files().ioctl(fd, FileConstants.FIONREAD, 0));
  }

  /** How many bytes a pipe has room for, or null where that may not be asked. */
  Integer capacity(Holder holder) {
    return ask(holder, fd -> sys.files().fcntl(fd, FileConstants.F_GETPIPE_SZ, 0));
  }

  /** The seals of a memfd, or null where there are none to ask for. */
  Integer seals(Holder holder) {
    return ask(holder, fd -> sys.files().fcntl(fd, FileConstants.F_GET_SEALS, 0));
  }

  private Integer ask(Holder holder, ToIntFunction<Integer> question) {
    try {
      int copy = sys.processControl().pidfdGetfd(pidfd(holder.pid()), holder.number());
      try {
        return question.applyAsInt(copy);
      } finally {
        sys.files().close(copy);
      }
    } catch (SysException notAllowedOrGone) {
      return null;
    }
  }

  private int pidfd(int pid) {
    Integer known = pidfds.get(pid);
    if (known == null) {
      known = sys.processControl().pidfdOpen(pid);
      pidfds.put(pid, known);
    }
    return known;
  }

  @Override
  public void close() {
    pidfds.values().forEach(sys.files()::close);
  }
}
