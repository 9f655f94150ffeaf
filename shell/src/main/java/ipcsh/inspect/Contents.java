package ipcsh.inspect;

import ipcsh.sys.FileConstants;
import ipcsh.sys.Sys;
import ipcsh.sys.SysException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

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

  /** How full a pipe is: how many bytes are in it, for how many there is room. */
  record Fill(Integer bytes, Integer capacity) {
    static final Fill UNKNOWN = new Fill(null, null);
  }

  /** How full a pipe is, as far as that may be asked. */
  Fill fill(Holder holder) {
    Fill fill =
        ask(
            holder,
            fd ->
                new Fill(
                    sys.files().ioctl(fd, FileConstants.FIONREAD, 0),
                    sys.files().fcntl(fd, FileConstants.F_GETPIPE_SZ, 0)));
    return fill == null ? Fill.UNKNOWN : fill;
  }

  /** The seals of a memfd, or null where there are none to ask for. */
  Integer seals(Holder holder) {
    return ask(holder, fd -> sys.files().fcntl(fd, FileConstants.F_GET_SEALS, 0));
  }

  private <T> T ask(Holder holder, IntFunction<T> question) {
    try {
      int copy = sys.processControl().pidfdGetfd(pidfd(holder.pid()), holder.number());
      try {
        return question.apply(copy);
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
