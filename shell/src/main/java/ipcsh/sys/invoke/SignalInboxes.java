package ipcsh.sys.invoke;

import ipcsh.sys.abi.Arena;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.Libc;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.ProcessConstants;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.abi.SystemCallNumbers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The inboxes of the threads, each with a timer that interrupts the thread's blocking calls. */
final class SignalInboxes {
  private static final int SIGEV_THREAD_ID = 4;
  private static final int SIGEVENT_SIZE = 64;
  private static final long SYSCALL = Libc.symbol("syscall");
  private static final long GETTID = Libc.symbol("gettid");

  private final SignalMemory memory;
  private final int kick;
  private final List<SignalInbox> inboxes = new CopyOnWriteArrayList<>();

  /**
   * No inboxes yet.
   *
   * @param kick the signal that interrupts the call of a thread
   */
  SignalInboxes(SignalMemory memory, int kick) {
    this.memory = memory;
    this.kick = kick;
  }

  static int thisThread() {
    return (int) Libc.invoke(GETTID, 0, 0, 0, 0, 0, 0);
  }

  synchronized SignalInbox get(int thread, long mask) {
    SignalInbox free = null;
    for (SignalInbox inbox : inboxes) {
      if (inbox.thread() == thread) {
        return inbox;
      }
      if (inbox.thread() == 0) {
        free = inbox;
      }
    }
    if (free == null) {
      if (inboxes.size() == SignalMemory.MOST) {
        throw new IllegalStateException("more than " + SignalMemory.MOST + " threads take signals");
      }
      free = new SignalInbox(memory.inboxAddress(inboxes.size()));
      inboxes.add(free);
    }
    free.belongsTo(thread, timer(thread), mask);
    memory.inboxes(inboxes.size());
    return free;
  }

  SignalInbox own() {
    int thread = thisThread();
    for (int i = 0; i < inboxes.size(); i++) {
      if (inboxes.get(i).thread() == thread) {
        return inboxes.get(i);
      }
    }
    return null;
  }

  synchronized void leave(SignalInbox inbox) {
    if (memory.receiver() == inbox.address()) {
      memory.receiver(0);
    }
    memory.removeArrived(Long.bitCount(inbox.pending()));
    Libc.invoke(SYSCALL, SystemCallNumbers.TIMER_DELETE, inbox.release(), 0, 0, 0, 0);
  }

  synchronized List<Integer> threads() {
    return inboxes.stream().map(SignalInbox::thread).filter(thread -> thread != 0).toList();
  }

  private int timer(int thread) {
    Arena arena = new Arena();
    NativeMemory event = arena.take(SIGEVENT_SIZE).zero();
    event.putInt(8, kick).putInt(12, SIGEV_THREAD_ID).putInt(16, thread);
    NativeMemory id = arena.take(Integer.BYTES);
    long made =
        Libc.invoke(
            SYSCALL,
            SystemCallNumbers.TIMER_CREATE,
            ProcessConstants.CLOCK_MONOTONIC,
            event.address(),
            id.address(),
            0,
            0);
    int timer = id.getInt(0);
    arena.close();
    if (made != 0) {
      throw new SysException(Errno.of(Libc.errno()), "timer_create()");
    }
    return timer;
  }

  void start(int timer) {
    Libc.invoke(SYSCALL, SystemCallNumbers.TIMER_SETTIME, timer, 0, memory.started(), 0, 0);
  }

  void stop(int timer) {
    Libc.invoke(SYSCALL, SystemCallNumbers.TIMER_SETTIME, timer, 0, memory.stopped(), 0, 0);
  }
}
