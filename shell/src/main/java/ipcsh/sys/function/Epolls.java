package ipcsh.sys.function;

import ipcsh.sys.abi.EpollConstants;
import ipcsh.sys.abi.EpollEvent;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.ProcessConstants;
import ipcsh.sys.abi.SystemCallNumbers;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;

/** {@code epoll(7)}. */
public final class Epolls extends Functions {
  /** The maximum number of events of a call, above every limit of descriptors. */
  private static final int MOST = 1 << 20;

  private static final NativeFunction CREATE = NativeFunction.of("epoll_create1", "EPOLL_CLOEXEC");
  private static final NativeFunction CTL =
      NativeFunction.of("epoll_ctl", "fd EPOLL_CTL_ fd epollevent");
  private static final NativeFunction WAIT =
      NativeFunction.of("epoll_wait", "fd outepoll int int").blocking();

  /**
   * {@code struct kcmp_epoll_slot}: the epoll instance, the number, the index among those with this
   * number.
   */
  private static final int SLOT_SIZE = 12;

  private static final NativeFunction KCMP =
      NativeFunction.of("syscall", "long int int KCMP_ fd ptr").wide().shownAs("kcmp");

  public Epolls(SyscallInvoker invoker) {
    super(invoker);
  }

  /**
   * An event.
   *
   * @param events the EPOLL constants
   * @param data the data given for the descriptor
   */
  public record Event(int events, long data) {}

  /** {@code epoll_create1(2)}. */
  public int create(int flags) {
    fresh();
    return check(
        invoker.call(CREATE, flags, 0, 0, 0, 0, 0),
        "epoll_create1",
        constant("EPOLL_CLOEXEC", flags),
        NOTHING);
  }

  /** {@code epoll_ctl(2)}; the kernel does not read the event of EPOLL_CTL_DEL. */
  public int control(int epoll, int operation, int fd, int events, long data) {
    NativeMemory event =
        fresh()
            .take(EpollEvent.SIZE)
            .zero()
            .putInt(EpollEvent.EVENTS, events)
            .putLong(EpollEvent.DATA, data);
    boolean deletes = operation == EpollConstants.EPOLL_CTL_DEL;
    long at = deletes ? 0 : event.address();
    if (invoker.call(CTL, epoll, operation, fd, at, 0, 0) == -1) {
      throw failure(
          "epoll_ctl",
          epoll,
          constant("EPOLL_CTL_", operation),
          fd,
          deletes ? NOTHING : constant(EpollEvent.FAMILY, events));
    }
    return 0;
  }

  /**
   * {@code epoll_wait(2)}.
   *
   * @param most the maximum number of events
   * @param timeout milliseconds, -1 for no timeout
   * @return the events, none on timeout
   */
  public Event[] await(int epoll, int most, int timeout) {
    NativeMemory room = fresh().take(EpollEvent.SIZE * Math.max(1, Math.min(most, MOST)));
    int count = (int) invoker.call(WAIT, epoll, room.address(), most, timeout, 0, 0);
    if (count == -1) {
      throw failure("epoll_wait", epoll, most, timeout);
    }
    Event[] events = new Event[count];
    for (int i = 0; i < count; i++) {
      int at = EpollEvent.SIZE * i;
      events[i] =
          new Event(room.getInt(at + EpollEvent.EVENTS), room.getLong(at + EpollEvent.DATA));
    }
    return events;
  }

  /**
   * {@code kcmp(2)} with KCMP_EPOLL_TFD: whether a descriptor refers to the open file description
   * that an epoll instance watches, even if the number under which it was added no longer refers to
   * it.
   *
   * @param number the number under which it was added
   * @param index the index among those with this number, in the kernel's order
   */
  public boolean isWatched(int pid, int fd, int epollPid, int epoll, int number, int index) {
    NativeMemory slot = fresh().take(SLOT_SIZE).putInt(0, epoll).putInt(4, number).putInt(8, index);
    int what = ProcessConstants.KCMP_EPOLL_TFD;
    long order =
        invoker.call(KCMP, SystemCallNumbers.KCMP, pid, epollPid, what, fd, slot.address());
    if (order == -1) {
      throw failure("kcmp", pid, epollPid, word("KCMP_EPOLL_TFD"), fd, number);
    }
    return order == 0;
  }
}
