package ipcsh.sys.invoke;

import ipcsh.sys.abi.Arena;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.SignalConstants;
import ipcsh.sys.abi.SignalInfo;
import java.util.List;
import java.util.function.Consumer;

/**
 * The signals of this process that have a block. Our machine code is their handler: it leaves what
 * arrives in the {@link SignalInbox} of a thread of the session, blocked; that thread runs the
 * block between calls ({@link #check}) and unblocks the signal. So the kernel keeps all further
 * ones, and its rules apply: a standard signal is pending once, a real-time signal as often as it
 * was sent, in order.
 *
 * <p>There is one table, since signals belong to the process. It is made when a session first asks
 * for it. Its parts: {@link SignalMemory}, {@link SignalInboxes}, {@link SignalMasks}, {@link
 * SignalDispositions} and {@link SignalDelivery}.
 */
public final class SignalTable {
  /** The signal that carries a set to a thread: it follows the one that interrupts calls. */
  public static final int CARRIER = 45;

  private static volatile SignalTable table;
  private static volatile Runnable whenActive = () -> {};

  private final SignalMemory memory;
  private final SignalInboxes inboxes;
  private final SignalDispositions dispositions;
  private final SignalDelivery delivery;

  private SignalTable(int kick) {
    memory = new SignalMemory();
    MachineCode.get().signalTable(memory.address());
    inboxes = new SignalInboxes(memory, kick);
    dispositions = new SignalDispositions(memory);
    delivery = new SignalDelivery(memory, dispositions);
  }

  /**
   * The table; creates it if there is none yet.
   *
   * @param kick the signal that interrupts the call of a thread
   */
  public static synchronized SignalTable get(int kick) {
    if (table == null) {
      table = new SignalTable(kick);
    }
    return table;
  }

  /** The table, or null if it has not been used. */
  public static SignalTable ifUsed() {
    return table;
  }

  // ---- what has arrived

  /**
   * Runs the blocks of what has arrived for the calling thread. To be called between calls: what a
   * block throws is thrown here.
   */
  public static void check() {
    SignalTable used = table;
    if (used == null || used.memory.arrived() == 0) {
      return;
    }
    SignalInbox inbox = used.own();
    if (inbox != null) {
      used.delivery.deliver(inbox);
    }
  }

  /** The same after a call; returns its result. */
  public static Object checked(Object result) {
    check();
    return result;
  }

  /** Whether any signal has a block. */
  public static boolean isActive() {
    SignalTable used = table;
    return used != null && used.taken() != 0;
  }

  /** Sets what is run when the first signal gets a block. */
  public static void whenActive(Runnable action) {
    whenActive = action;
  }

  /** Whether a signal has arrived for the calling thread. */
  public static boolean isWaiting() {
    SignalTable used = table;
    if (used == null || used.memory.arrived() == 0) {
      return false;
    }
    SignalInbox inbox = used.own();
    return inbox != null && inbox.pending() != 0;
  }

  /** The signal that is handled next on the calling thread; null if none has arrived. */
  public static SignalInfo first() {
    SignalTable used = table;
    SignalInbox inbox = used == null ? null : used.own();
    long waiting = inbox == null ? 0 : inbox.pending();
    return waiting == 0 ? null : inbox.info(Long.numberOfTrailingZeros(waiting) + 1);
  }

  /** Whether all that has arrived for a thread lets an interrupted call be restarted. */
  boolean restart(SignalInbox inbox) {
    return delivery.restarts(inbox);
  }

  /** Reports each signal to an observer before its block runs; null for none. */
  public static void observedBy(Consumer<SignalInfo> observer) {
    SignalDelivery.observedBy(observer);
  }

  /**
   * Sends the calling thread a signal that the terminal's library has received from the terminal,
   * and runs its block; no effect if it has none.
   */
  public static void fromTerminal(int signal) {
    SignalTable used = table;
    if (used == null || used.handler(signal) == null) {
      return;
    }
    Arena arena = new Arena();
    NativeMemory info = arena.take(SignalInfo.SIZE).zero();
    info.putInt(SignalInfo.SIGNO, signal).putInt(SignalInfo.CODE, SignalConstants.SI_KERNEL);
    SignalMasks.queue(used.memory.process(), SignalInboxes.thisThread(), signal, info);
    arena.close();
    check();
  }

  // ---- threads

  /**
   * The inbox of a thread of this process; creates it if there is none.
   *
   * @param mask the signals that its program blocks
   */
  public SignalInbox inbox(int thread, long mask) {
    return inboxes.get(thread, mask);
  }

  /** The inbox of the calling thread, or null. */
  public SignalInbox own() {
    return inboxes.own();
  }

  /** From now on this thread takes the signals that are sent to the process. */
  public void receiver(SignalInbox inbox) {
    memory.receiver(inbox.address());
  }

  /** Releases the inbox of a thread that ends. */
  public void leave(SignalInbox inbox) {
    inboxes.leave(inbox);
  }

  /** The threads that have inboxes: their masks are the program's. */
  public List<Integer> threads() {
    return inboxes.threads();
  }

  static void start(int timer) {
    table.inboxes.start(timer);
  }

  static void stop(int timer) {
    table.inboxes.stop(timer);
  }

  // ---- masks

  /** Blocks the signals of the calling thread, which is idle: they stay pending in the kernel. */
  public static void suspend(SignalInbox inbox) {
    SignalMasks.suspend(inbox);
  }

  /** Gives the calling thread the program's mask again. */
  public void resume(SignalInbox inbox) {
    SignalMasks.resume(inbox);
  }

  /** The mask of the calling thread as the program sees it: it is inherited. */
  public static long inherited() {
    SignalTable used = table;
    SignalInbox inbox = used == null ? null : used.own();
    return inbox == null ? 0 : inbox.blocked();
  }

  /**
   * Records a change of the mask of the calling thread by the program.
   *
   * @param kernels the mask that the kernel had before
   * @return the mask that the program had before
   */
  public long masked(SignalInbox inbox, int how, long signals, long kernels) {
    return SignalMasks.masked(inbox, how, signals, kernels);
  }

  /** Which of these the other threads of this process must block, so that none takes them. */
  public static long notOfShell(long signals) {
    return signals & ~SignalMasks.ENDING;
  }

  /** Makes a thread of this process block these signals. */
  public void addToMask(Arena arena, int thread, long signals) {
    SignalMasks.addToMask(arena, memory.process(), thread, signals);
  }

  /** Forgets a signal that was passed on and then taken by {@code sigwaitinfo(2)}. */
  public void waitedFor(int signal) {
    memory.forgetHeld(signal);
  }

  // ---- dispositions

  /** The handler of a signal, or null. */
  public SignalHandler handler(int signal) {
    return dispositions.handler(signal);
  }

  /** The signals with a block, one bit each. */
  public long taken() {
    return dispositions.taken();
  }

  /** The signals that the program ignores, one bit each. */
  public long ignored() {
    return dispositions.ignored();
  }

  /** The address of our handler, for {@code sigaction}. */
  public static long address() {
    return SignalDispositions.address();
  }

  /** The function to which the C library lets a handler return: part of each action. */
  public long restorer() {
    return dispositions.restorer();
  }

  /** Keeps the action that a signal had before the session's first. */
  public void keep(int signal, byte[] action) {
    dispositions.keep(signal, action);
  }

  /** The action that a signal had before the session's first; null if it is unchanged. */
  public byte[] before(int signal) {
    return dispositions.before(signal);
  }

  /** The signals whose action a session has changed, one bit each. */
  public long changed() {
    return dispositions.changed();
  }

  /** Whether the shell or the Java virtual machine itself has a handler of this signal. */
  public boolean isHandledByShell(int signal) {
    return dispositions.isHandledByShell(signal);
  }

  /** Sets the block of a signal; to be called before the kernel gets our handler. */
  public void takes(int signal, SignalHandler handler) {
    boolean isFirst = taken() == 0;
    dispositions.takes(signal, handler);
    if (isFirst) {
      whenActive.run();
    }
  }

  /**
   * Makes our handler pass on a signal that has the default action; to be called before the kernel
   * gets our handler. A thread of the Java virtual machine that ends restores the mask with which
   * it began, so a signal that the program blocks would reach it there, and end the shell.
   */
  public void holds(int signal) {
    dispositions.holds(signal);
  }

  /** Removes the block of a signal; to be called after the kernel has another action. */
  public void leaves(int signal, boolean ignores) {
    dispositions.leaves(signal, ignores);
  }

  /**
   * Installs our handler again where the terminal's library has replaced it, as it does whenever a
   * line is read. To be called when an evaluation begins.
   */
  public static void reassert() {
    SignalTable used = table;
    if (used != null && (used.taken() & SignalDispositions.OF_TERMINAL) != 0) {
      used.dispositions.reassert(SignalDispositions.OF_TERMINAL);
    }
  }

  /** The same while a line is read, when SIGINT is the reader's: see {@link #fromTerminal}. */
  public static void reassertWhileReading() {
    SignalTable used = table;
    if (used != null && (used.taken() & SignalDispositions.TERMINAL) != 0) {
      used.dispositions.reassert(SignalDispositions.TERMINAL);
    }
  }

  /** Restores the actions that all signals had before, and the mask of the calling thread. */
  public void restore() {
    Arena arena = new Arena();
    dispositions.restore(arena);
    SignalInbox inbox = own();
    if (inbox != null) {
      SignalMasks.restore(arena, inbox);
    }
    arena.close();
  }
}
