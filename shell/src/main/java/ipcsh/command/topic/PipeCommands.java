package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Conversion;
import ipcsh.command.model.Default;
import ipcsh.command.model.Flags;
import ipcsh.command.model.Option;
import ipcsh.command.model.PathName;
import ipcsh.command.model.PersistentName;
import ipcsh.command.model.Unsigned;
import ipcsh.handle.Fd;
import ipcsh.handle.Leftover;
import ipcsh.sys.abi.FileConstants;
import ipcsh.view.ReadyDescriptors;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Commands for pipes, FIFOs, and waiting for descriptors. */
public final class PipeCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "Pipes and waiting";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "create a pipe: the read end and the write end",
      man = "pipe(2)",
      examples =
          """
          (r, w) = pipe()
          r  //=> fd 3  pipe  read end
          w  //=> fd 4  pipe  write end
          """)
  public List<Fd> pipe(@Default("0") @Flags("O_") int flags) {
    int[] pair = context.sys().pipes().pipe(flags);
    return List.of(context.opened(pair[0]), context.opened(pair[1]));
  }

  @Command(
      summary = "make a FIFO, a pipe with a name in the file system",
      man = "mkfifo(3)",
      examples =
          """
          mkfifo '/tmp/ipcsh-example', 0600  //=> 0
          f = open '/tmp/ipcsh-example', O_RDWR
          write f, 'x'                       //=> 1
          unlink '/tmp/ipcsh-example'
          """)
  public int mkfifo(
      @PersistentName(until = "unlink") @PathName String path,
      @Default("0666") @Unsigned int mode) {
    return context
        .createdNames()
        .making(
            Leftover.Kind.FIFO,
            FileCommands.required(path),
            () -> context.sys().pipes().mkfifo(path, mode));
  }

  @Command(
      summary = "wait for events on descriptors",
      man = "poll(2)",
      details =
          """
          Returns a map from each ready descriptor to its events, which prints them by name; an
          empty map if timeout: expires. Without timeout: it waits indefinitely. A loop over the
          map yields the descriptors.""",
      examples =
          """
          (a, b) = socketpair()
          poll([a, b], POLLIN, timeout: 0)  //=> [:]
          send b, 'x'
          poll([a, b])[a] == POLLIN         //=> true
          close b
          poll([a], POLLIN | POLLRDHUP)     //=> fd 3: POLLIN|POLLHUP|POLLRDHUP
          for (fd in poll([a])) recv fd
          """)
  public Map<Fd, Integer> poll(
      List<?> fds, @Default("POLLIN") @Flags("POLL") int events, @Option Duration timeout) {
    int count = fds.size();
    Fd[] handles = new Fd[count];
    int[] numbers = new int[count];
    int[] wanted = new int[count];
    for (int i = 0; i < count; i++) {
      handles[i] = descriptor(context, fds.get(i));
      numbers[i] = context.number(handles[i]);
      wanted[i] = events;
    }
    boolean[] closed = new boolean[count];
    boolean anyClosed = false;
    for (int i = 0; i < count; i++) {
      // passed as a negative number, which poll ignores
      closed[i] = handles[i].getNumber() >= 0 && numbers[i] < 0;
      anyClosed |= closed[i];
    }
    int wait = anyClosed ? 0 : milliseconds(timeout);
    int[] ready = context.sys().polling().poll(numbers, wanted, wait);
    ReadyDescriptors found = new ReadyDescriptors();
    for (int i = 0; i < count; i++) {
      int revents = closed[i] ? FileConstants.POLLNVAL : ready[i];
      if (revents != 0) {
        found.put(handles[i], revents);
      }
    }
    return found;
  }

  /** An element of a list of descriptors: a handle or a number. */
  static Fd descriptor(Context context, Object given) {
    if (given instanceof Fd fd) {
      return fd;
    }
    if (given instanceof Integer number) {
      return context.descriptors().named(number, false);
    }
    throw Conversion.wanted("descriptors in the list", given);
  }

  /** A timeout for poll and epoll_wait, rounded up; null, for no timeout, is -1. */
  static int milliseconds(Duration time) {
    if (time == null) {
      return -1;
    }
    long millis = time.plusNanos(999_999).toMillis();
    return (int) Math.min(millis, Integer.MAX_VALUE);
  }
}
