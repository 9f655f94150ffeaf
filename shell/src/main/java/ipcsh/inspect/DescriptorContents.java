package ipcsh.inspect;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.SocketConstants;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.abi.WaitStatus;
import ipcsh.sys.function.MessageQueues;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Facts that can only be queried through a descriptor: how full a pipe is, the seals of a memfd. It
 * duplicates one with {@code pidfd_getfd(2)}, queries it, and closes it at once: to be used on a
 * thread with its own descriptor table. Opening through /proc is not suitable: it creates another
 * open file description, which a FIFO's writer notices.
 */
public final class DescriptorContents implements AutoCloseable {
  /** Poll events: data is available, or end of file. */
  private static final int READ = FileConstants.POLLIN | FileConstants.POLLRDHUP;

  /** Poll event: data is available. */
  private static final int MESSAGE = FileConstants.POLLIN;

  private static final int READABLE = READ | FileConstants.POLLPRI;

  private final Sys sys;
  private final Map<Integer, Integer> pidfds = new HashMap<>();

  public DescriptorContents(Sys sys) {
    this.sys = sys;
  }

  /** How full a pipe is: the number of bytes in it, and its capacity. */
  record Fill(Integer bytes, Integer capacity) {
    static final Fill UNKNOWN = new Fill(null, null);
  }

  /** How full a pipe is, as far as that may be queried. */
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

  /** The capacity in packets: each uses a page of its own. */
  int packets(int capacity) {
    return capacity / sys.processes().getpagesize();
  }

  /** Whether a writer to a pipe would block; there are readers. */
  boolean isFull(Holder writer) {
    Integer events = ask(writer, fd -> events(fd, FileConstants.POLLOUT));
    return events != null && (events & (FileConstants.POLLOUT | FileConstants.POLLERR)) == 0;
  }

  /** Whether a read would block; null if that may not be queried. */
  public Boolean isEmpty(Holder holder) {
    Integer events = ask(holder, fd -> events(fd, READ));
    return events == null ? null : events == 0;
  }

  private int events(int fd, int wanted) {
    return sys.polling().poll(new int[] {fd}, new int[] {wanted}, 0)[0];
  }

  /**
   * The receive queue of a socket.
   *
   * @param bytes FIONREAD, null if that kind of socket does not support it
   * @param hasMessage whether there is a message, which may be empty
   * @param isUrgent whether an urgent byte is pending, or has been read out of band
   */
  record Queue(Long bytes, boolean hasMessage, boolean isUrgent) {}

  /** The receive queue of a socket; null if it may not be queried. */
  Queue queue(Holder holder) {
    return ask(
        holder,
        fd -> {
          int events = events(fd, READABLE);
          Long bytes = bytes(fd);
          // a receiver may empty the queue meanwhile; that must not look like an empty message
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

  /** The memory used by a socket's queue (SO_MEMINFO), or null. */
  Long memory(Holder holder) {
    return ask(
        holder,
        fd ->
            Integer.toUnsignedLong(
                sys.options().getInt(fd, SocketConstants.SOL_SOCKET, SocketConstants.SO_MEMINFO)));
  }

  /**
   * The contents of a message queue.
   *
   * @param status null if it may not be read
   */
  record Messages(MessageQueues.Attributes attributes, QueueStatus status) {}

  /** The state of a message queue; null if it is not one, or may not be queried. */
  Messages messages(String object, Holder holder) {
    RegisteredQueues.State own = RegisteredQueues.ask(object);
    if (own != null) {
      return new Messages(own.attributes(), own.status());
    }
    return ask(holder, fd -> new Messages(sys.queues().getattr(fd), status(fd)));
  }

  /** The status as in the queue's file, read with pread; the offset is not changed. */
  private QueueStatus status(int queue) {
    try {
      byte[] text = sys.files().pread(queue, QueueStatus.SIZE, 0);
      return QueueStatus.of(new String(text, StandardCharsets.US_ASCII));
    } catch (SysException openForWritingOnly) {
      return null;
    }
  }

  /**
   * The timeout of a socket's calls in seconds; 0 if they have none, null if that may not be
   * queried.
   *
   * @param option SO_RCVTIMEO or SO_SNDTIMEO
   */
  public Double timeout(Holder holder, int option) {
    return ask(
        holder,
        fd -> {
          ByteBuffer time =
              ByteBuffer.wrap(sys.options().get(fd, SocketConstants.SOL_SOCKET, option))
                  .order(ByteOrder.nativeOrder());
          return time.getLong() + time.getLong() / 1e6;
        });
  }

  /** The seals of a memfd, or null if it has none, or may not be queried. */
  Integer seals(Holder holder) {
    return ask(holder, fd -> sys.files().fcntl(fd, FileConstants.F_GET_SEALS, 0));
  }

  /** How the process of a pidfd has ended; null if unknown. */
  WaitStatus end(Holder holder) {
    return ask(holder, fd -> sys.pidfds().end(fd));
  }

  <T> T ask(Holder holder, IntFunction<T> question) {
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
