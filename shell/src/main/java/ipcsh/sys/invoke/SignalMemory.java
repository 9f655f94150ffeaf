package ipcsh.sys.invoke;

import ipcsh.sys.abi.Libc;
import ipcsh.sys.abi.SignalNames;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;

/**
 * The memory that the machine code reads and writes when a signal arrives, followed by the inboxes
 * of the threads. Its layout is that in {@code machine-*.S}. It is never unmapped.
 */
final class SignalMemory {
  /** The maximum number of threads with an inbox. */
  static final int MOST = 64;

  private static final int RECEIVER = 0;
  private static final int TAKEN = 8;
  private static final int OF_SHELL = 16;
  private static final int HELD = 24;
  private static final int ALSO = 32;
  private static final int ARRIVED = 40;
  private static final int INBOXES = 44;
  private static final int PROCESS = 48;
  private static final int KICK = 64;
  private static final int BEFORE = 128;
  private static final int FIRST = 1024;

  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_PRIVATE_ANONYMOUS = 0x22;

  /** The interval at which a thread in a call is interrupted until it has left the call. */
  private static final long KICKS = TimeUnit.MICROSECONDS.toNanos(200);

  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private final long base;
  private final ByteBuffer memory;
  private final int process;

  SignalMemory() {
    int size = FIRST + MOST * SignalInbox.SIZE;
    long mmap = Libc.symbol("mmap");
    base = Libc.invoke(mmap, 0, size, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0);
    if (base == -1) {
      throw new IllegalStateException("no memory for " + size + " bytes of signals");
    }
    memory = Libc.view(base, FIRST);
    process = (int) Libc.invoke(Libc.symbol("getpid"), 0, 0, 0, 0, 0, 0);
    memory.putLong(PROCESS, process);
    memory.putLong(OF_SHELL, SignalMasks.ENDING).putLong(ALSO, SignalDispositions.TERMINAL);
    // interval and first expiry
    memory.putLong(KICK + 8, KICKS).putLong(KICK + 24, KICKS);
  }

  long address() {
    return base;
  }

  /** The process ID of this process. */
  int process() {
    return process;
  }

  long inboxAddress(int index) {
    return base + FIRST + (long) index * SignalInbox.SIZE;
  }

  /** The {@code itimerspec} of the timer that interrupts a thread in a call. */
  long started() {
    return base + KICK;
  }

  /** The {@code itimerspec} that disarms it: zeroes. */
  long stopped() {
    return base + KICK + 32;
  }

  /** The inbox of the thread that takes the signals sent to the process; 0 if there is none. */
  long receiver() {
    return (long) LONG.getVolatile(memory, RECEIVER);
  }

  void receiver(long inbox) {
    LONG.setVolatile(memory, RECEIVER, inbox);
  }

  /** The signals that the handler takes, one bit each. */
  long taken() {
    return (long) LONG.getVolatile(memory, TAKEN);
  }

  void take(int signal) {
    LONG.getAndBitwiseOr(memory, TAKEN, SignalNames.bit(signal));
  }

  void leave(int signal) {
    LONG.getAndBitwiseAnd(memory, TAKEN, ~SignalNames.bit(signal));
  }

  /** Forgets that a signal was passed on to a thread that blocks it. */
  void forgetHeld(int signal) {
    LONG.getAndBitwiseAnd(memory, HELD, ~SignalNames.bit(signal));
  }

  /** The number of signals in all inboxes whose blocks have not begun. */
  int arrived() {
    return (int) INT.getOpaque(memory, ARRIVED);
  }

  void removeArrived(int count) {
    INT.getAndAdd(memory, ARRIVED, -count);
  }

  void inboxes(int count) {
    INT.setVolatile(memory, INBOXES, count);
  }

  /** The handler that a signal had before the session's first: an address, SIG_DFL or SIG_IGN. */
  long previousHandler(int signal) {
    return memory.getLong(BEFORE + signal * Long.BYTES);
  }

  void previousHandler(int signal, long handler) {
    memory.putLong(BEFORE + signal * Long.BYTES, handler);
  }
}
