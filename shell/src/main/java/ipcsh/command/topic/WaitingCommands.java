package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Conversion;
import ipcsh.command.model.Default;
import ipcsh.command.model.Flags;
import ipcsh.command.model.Option;
import ipcsh.handle.EpollData;
import ipcsh.handle.Fd;
import ipcsh.sys.abi.EpollConstants;
import ipcsh.sys.abi.FdSets;
import ipcsh.sys.function.Epolls;
import ipcsh.view.ReadyEvents;
import ipcsh.view.ReadySets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Commands that wait for many descriptors: select and epoll; poll is among the commands for pipes.
 */
public final class WaitingCommands implements CommandTopic {
  private static final long MICROSECONDS = 1_000_000;
  private static final int NANOSECONDS = 1000;
  private static final String[] SETS = {"read", "write", "except"};

  private final EpollData given = new EpollData();
  private Context context;

  @Override
  public String title() {
    return "Waiting for many";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "wait until descriptors are ready to read or to write",
      man = "select(2)",
      details =
          """
          Returns a map of read, write and except, each a list of those descriptors of the set that
          are ready; the lists are empty if timeout: expires. Without timeout: it waits
          indefinitely. An fd_set has room for descriptors below 1024 (FD_SETSIZE): poll and epoll
          have no such limit. A closed descriptor is EBADF, for all of them.""",
      examples =
          """
          (a, b) = socketpair()
          select(read: [a], timeout: 0)      //=> read: [], write: [], except: []
          send b, 'x'
          select(read: [a, b], write: [a])   //=> read: [fd 3], write: [fd 3], except: []
          for (fd in select(read: [a, b]).read) recv fd
          """)
  public Map<String, List<Fd>> select(
      @Option List<?> read,
      @Option List<?> write,
      @Option List<?> except,
      @Option Duration timeout) {
    List<List<Fd>> asked = new ArrayList<>();
    int[][] numbers = new int[SETS.length][];
    List<?>[] sets = {read, write, except};
    for (int i = 0; i < SETS.length; i++) {
      List<Fd> fds = sets[i] == null ? List.of() : handles(SETS[i], sets[i]);
      asked.add(fds);
      numbers[i] = sets[i] == null ? null : fds.stream().mapToInt(context::number).toArray();
    }
    boolean[][] ready = context.sys().selection().select(numbers, microseconds(timeout));
    ReadySets found = new ReadySets();
    for (int i = 0; i < SETS.length; i++) {
      List<Fd> its = new ArrayList<>();
      for (int j = 0; j < asked.get(i).size(); j++) {
        if (ready[i][j] && !its.contains(asked.get(i).get(j))) {
          its.add(asked.get(i).get(j));
        }
      }
      found.put(SETS[i], its);
    }
    return found;
  }

  private List<Fd> handles(String set, List<?> fds) {
    List<Fd> handles = new ArrayList<>();
    for (Object one : fds) {
      Fd fd = PipeCommands.descriptor(context, one);
      if (fd.getNumber() >= FdSets.FD_SETSIZE) {
        throw new IllegalArgumentException(
            set
                + ": expected descriptors below "
                + FdSets.FD_SETSIZE
                + " (FD_SETSIZE), given fd "
                + fd.getNumber()
                + "; poll and epoll take any");
      }
      handles.add(fd);
    }
    return handles;
  }

  /** A timeout for select, rounded up; null, for no timeout, is -1. */
  private static long microseconds(Duration time) {
    return time == null
        ? -1
        : time.getSeconds() * MICROSECONDS + (time.getNano() + NANOSECONDS - 1) / NANOSECONDS;
  }

  @Command(
      summary = "create an epoll instance, which watches descriptors",
      man = "epoll_create(2)",
      examples =
          """
          ep = epoll_create1()  //=> fd 3  epoll  watches nothing
          """)
  public Fd epoll_create1(@Default("0") @Flags("EPOLL_CLOEXEC") int flags) {
    return context.opened(context.sys().epolls().create(flags));
  }

  @Command(
      summary = "add, change or remove a descriptor that an epoll instance watches",
      man = "epoll_ctl(2)",
      details =
          """
          data: what epoll_wait returns with the events, the descriptor itself or a number. The
          instance watches the open file description: after close, if a duplicate or another
          process still has it open, it continues to be reported, and can no longer be removed by
          this number. With EPOLLET it reports changes, otherwise what is ready; with EPOLLONESHOT
          once, until EPOLL_CTL_MOD.""",
      examples =
          """
          (r, w) = pipe()
          ep = epoll_create1()
          epoll_ctl ep, EPOLL_CTL_ADD, r                       //=> 0
          epoll_ctl ep, EPOLL_CTL_ADD, w, EPOLLOUT | EPOLLET, 7
          epoll_ctl ep, EPOLL_CTL_MOD, r, EPOLLIN | EPOLLONESHOT
          epoll_wait ep, timeout: 0                            //=> 7: EPOLLOUT
          epoll_ctl ep, EPOLL_CTL_DEL, w
          fails(ENOENT) { epoll_ctl ep, EPOLL_CTL_DEL, w }
          """)
  public int epoll_ctl(
      Fd ep,
      @Flags("EPOLL_CTL_") int op,
      Fd fd,
      @Default("EPOLLIN") @Flags("EPOLL") int events,
      @Default("") Object data) {
    Object what = data == null ? fd : data;
    long word = what instanceof Fd watched ? watched.getNumber() : number(what);
    int result =
        context.sys().epolls().control(context.number(ep), op, context.number(fd), events, word);
    if (op != EpollConstants.EPOLL_CTL_DEL) {
      given.put(ep, word, what);
    }
    return result;
  }

  private static long number(Object data) {
    try {
      return (Long) Conversion.longNumber(data);
    } catch (IllegalArgumentException none) {
      throw new IllegalArgumentException(
          "data: expected a descriptor or a whole number, which is all that the kernel keeps",
          none);
    }
  }

  @Command(
      summary = "wait for events on the descriptors that an epoll instance watches",
      man = "epoll_wait(2)",
      details =
          """
          Returns a list of at most max maps of data and events, which prints the events by name; an
          empty list if timeout: expires. Without timeout: it waits indefinitely.""",
      examples =
          """
          (a, b) = socketpair()
          ep = epoll_create1()
          epoll_ctl ep, EPOLL_CTL_ADD, a, EPOLLIN | EPOLLRDHUP
          epoll_wait ep, timeout: 0                //=> []
          send b, 'x'
          epoll_wait(ep)[0].data == a              //=> true
          close b
          epoll_wait ep                            //=> fd 3: EPOLLIN|EPOLLHUP|EPOLLRDHUP
          for (e in epoll_wait(ep)) recv e.data
          """)
  public List<ReadyEvents.Event> epoll_wait(
      Fd ep, @Default("64") int max, @Option Duration timeout) {
    Epolls.Event[] events =
        context.sys().epolls().await(context.number(ep), max, PipeCommands.milliseconds(timeout));
    ReadyEvents found = new ReadyEvents();
    for (Epolls.Event event : events) {
      found.add(new ReadyEvents.Event(given.of(ep, event.data()), event.events()));
    }
    return found;
  }
}
