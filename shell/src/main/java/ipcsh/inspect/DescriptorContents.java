package ipcsh.inspect;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.SocketConstants;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.abi.WaitStatus;
import ipcsh.sys.function.MessageQueues;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Facts that require a descriptor of one's own: how full a pipe is, the seals of a memfd. It
 * duplicates one by {@code pidfd_getfd(2)}, queries it, and closes it at once: to be used only
 * where that does no harm. Opening through /proc would not do, since that is an open of its own,
 * which a FIFO's writer sees.
 */
final class DescriptorContents implements AutoCloseable {
  /** Something is there, or nothing will come. */
  private static final int READ = FileConstants.POLLIN | FileConstants.POLLRDHUP;

  /** Something is there. */
  private static final int MESSAGE = FileConstants.POLLIN;

  private static final int READABLE = READ | FileConstants.POLLPRI;

  private final Sys sys;
  private final Map<Integer, Integer> pidfds = new HashMap<>();

  DescriptorContents(Sys sys) {
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

  /** How many packets there is room for: each has a page of its own. */
  int packets(int capacity) {
    return capacity / sys.processes().getpagesize();
  }

  /** Whether who writes into a pipe waits until something is read; readers are there. */
  boolean isFull(Holder writer) {
    Integer events = ask(writer, fd -> events(fd, FileConstants.POLLOUT));
    return events != null && (events & (FileConstants.POLLOUT | FileConstants.POLLERR)) == 0;
  }

  private int events(int fd, int wanted) {
    return sys.polling().poll(new int[] {fd}, new int[] {wanted}, 0)[0];
  }

  /**
   * What a socket tells of what it is to receive.
   *
   * @param bytes FIONREAD, null where that kind of socket does not tell
   * @param hasMessage whether a message is there, which may be empty
   * @param isUrgent whether an urgent byte is there, or has been taken out of the middle of the
   *     rest
   */
  record Queue(Long bytes, boolean hasMessage, boolean isUrgent) {}

  /** What a socket is to receive; null where it may not be asked. */
  Queue queue(Holder holder) {
    return ask(
        holder,
        fd -> {
          int events = events(fd, READABLE);
          Long bytes = bytes(fd);
          // who receives meanwhile must not make an empty one of a full one
          boolean empty = bytes != null && bytes == 0 && (events(fd, READABLE) & READ) == MESSAGE;
          boolean isUrgent = (events & FileConstants.POLLPRI) != 0 || bytes != null && isAtMark(fd);
          return new Queue(bytes, bytes != null && bytes > 0 || empty, isUrgent);
        });
  }

  private Long bytes(int fd) {
    try {
      return (long) sys.files().ioctl(fd, FileConstants.FIONREAD, 0);
    } catch (SysException notOfThisKind) {
      return null;
    }
  }

  private boolean isAtMark(int fd) {
    try {
      return sys.files().ioctl(fd, FileConstants.SIOCATMARK, 0) != 0;
    } catch (SysException notOfThisKind) {
      return false;
    }
  }

  /** The memory that a socket's queue takes (SO_MEMINFO), or null. */
  Long memory(Holder holder) {
    return ask(
        holder,
        fd ->
            Integer.toUnsignedLong(
                sys.options().getInt(fd, SocketConstants.SOL_SOCKET, SocketConstants.SO_MEMINFO)));
  }

  /**
   * What is in a message queue.
   *
   * @param status null where it may not be read
   */
  record Messages(MessageQueues.Attributes attributes, QueueStatus status) {}

  /** What is in a message queue; null where it is none, or may not be asked. */
  Messages messages(Holder holder) {
    return ask(holder, fd -> new Messages(sys.queues().getattr(fd), status(fd)));
  }

  /** A queue is read as its file is, from whichever place; the offset stays. */
  private QueueStatus status(int queue) {
    try {
      byte[] text = sys.files().pread(queue, QueueStatus.SIZE, 0);
      return QueueStatus.of(new String(text, StandardCharsets.US_ASCII));
    } catch (SysException openForWritingOnly) {
      return null;
    }
  }

  /** The seals of a memfd, or null where there are none to ask for. */
  Integer seals(Holder holder) {
    return ask(holder, fd -> sys.files().fcntl(fd, FileConstants.F_GET_SEALS, 0));
  }

  /** How the process of a pidfd has ended; null where the kernel does not say. */
  WaitStatus end(Holder holder) {
    return ask(holder, fd -> sys.pidfds().end(fd));
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
