package ipcsh.sys.invoke;

import ipcsh.sys.abi.Libc;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.SignalInfo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What has arrived for one thread and waits for its block, at most one of each signal: it is
 * blocked until then. Our machine code writes it on that thread, where it interrupts whatever Java
 * does; the layout stands in its source.
 */
public final class SignalInbox {
  static final int SIZE = 64 + Long.SIZE * SignalInfo.SIZE;

  private static final int THREAD = 0;
  private static final int IN_CALL = 4;
  private static final int PENDING = 8;
  private static final int RUNNING = 16;
  private static final int BLOCKED = 24;
  private static final int TIMER = 32;
  private static final int KICKED = 36;
  private static final int SET = 48;
  private static final int INFOS = 64;

  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private final long address;
  private final ByteBuffer memory;
  private final NativeMemory set;

  /** What the kernel's mask of the thread was, without what the Java machine blocks. */
  private long before;

  SignalInbox(long address) {
    this.address = address;
    this.memory = Libc.view(address, SIZE);
    this.set = new NativeMemory(memory, SET, address + SET, Long.BYTES);
  }

  long address() {
    return address;
  }

  /** The ID of its thread, 0 if it has none. */
  public int thread() {
    return (int) INT.getVolatile(memory, THREAD);
  }

  void belongsTo(int thread, int timer, long mask) {
    LONG.setVolatile(memory, PENDING, 0L);
    LONG.setVolatile(memory, RUNNING, 0L);
    LONG.setVolatile(memory, BLOCKED, mask);
    INT.setVolatile(memory, IN_CALL, 0);
    INT.setVolatile(memory, TIMER, timer);
    before = mask;
    INT.setVolatile(memory, THREAD, thread);
  }

  /** The thread ends. */
  int release() {
    INT.setVolatile(memory, THREAD, 0);
    return timer();
  }

  int timer() {
    return (int) INT.getVolatile(memory, TIMER);
  }

  long maskBefore() {
    return before;
  }

  /** Those that have arrived, and whose blocks have not begun. */
  public long pending() {
    return (long) LONG.getVolatile(memory, PENDING);
  }

  /** Those that the program blocks: the mask as C would have it. */
  public long blocked() {
    return (long) LONG.getVolatile(memory, BLOCKED);
  }

  void blocked(long mask) {
    LONG.setVolatile(memory, BLOCKED, mask);
  }

  SignalInfo info(int signal) {
    byte[] info = new byte[SignalInfo.SIZE];
    memory.get(INFOS + (signal - 1) * SignalInfo.SIZE, info);
    return new SignalInfo(info);
  }

  /** Its block begins: another one of it may arrive, when the thread does not block it. */
  void begins(long bit) {
    LONG.getAndBitwiseOr(memory, RUNNING, bit);
    LONG.getAndBitwiseAnd(memory, PENDING, ~bit);
  }

  void ended(long bit) {
    LONG.getAndBitwiseAnd(memory, RUNNING, ~bit);
  }

  /** The thread enters a call that can block: what arrives from now on gets it out. */
  void entersCall() {
    INT.setVolatile(memory, IN_CALL, 1);
  }

  /** Gets the thread out of the call that it is about to enter, should it wait there. */
  void kick() {
    INT.setVolatile(memory, KICKED, 1);
    SignalTable.start(timer());
  }

  void leavesCall() {
    INT.setVolatile(memory, IN_CALL, 0);
    if ((int) INT.getVolatile(memory, KICKED) != 0) {
      INT.setVolatile(memory, KICKED, 0);
      SignalTable.stop(timer());
    }
  }

  /** The address of a kernel's set of signals with this value, for the thread itself. */
  long set(long value) {
    return set.putLong(0, value).address();
  }
}
