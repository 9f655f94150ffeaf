package ipcsh.sys.invoke;

import ipcsh.sys.abi.Arena;
import ipcsh.sys.abi.Libc;

/** The invoker of one thread of this process. */
public final class LocalInvoker extends ProcessInvoker {
  /** After so many calls a thread makes them without jffi. */
  private static final int OFTEN =
      Integer.getInteger("ipcsh.often", FastCalls.FOREIGN ? 10_000 : 1000);

  /** After so many it looks again whether that is there. */
  private static final int LOOK = 1000;

  /** The highest error number by which the kernel can refuse a call. */
  private static final int MOST_ERRNO = 4095;

  /** Elsewhere the machine code ends no waits. */
  private static final boolean X86 = System.getProperty("os.arch").equals("amd64");

  private final Arena arena;
  private final BlockedCall state;
  private long slot;
  private FastCalls fast;

  /** The error of the last system call; 0 if another function has been called since. */
  private int error;

  private int left = OFTEN;

  public LocalInvoker(Arena arena, BlockedCall state) {
    this.arena = arena;
    this.state = state;
  }

  @Override
  public long call(NativeFunction function, long a, long b, long c, long d, long e, long f) {
    if (!function.blocks()) {
      return plainCall(function, a, b, c, d, e, f);
    }
    state.enter(function, a);
    try {
      SignalInbox inbox = state.inbox();
      return inbox == null
          ? blockingCall(state, function, a, b, c, d, e, f)
          : signalledCall(inbox, function, a, b, c, d, e, f);
    } finally {
      state.leave();
    }
  }

  /** A call out of which a signal gets the thread however late it arrives. */
  private long signalledCall(
      SignalInbox inbox, NativeFunction function, long a, long b, long c, long d, long e, long f) {
    inbox.entersCall();
    try {
      if (state.isSignalled()) {
        state.deliver();
      }
      if (state.isSignalled()) {
        // more than can be handled at once: the call gets its turn, and should it wait, comes out
        inbox.kick();
      }
      return blockingCall(state, function, a, b, c, d, e, f);
    } finally {
      inbox.leavesCall();
    }
  }

  @Override
  protected long execute(long address, long a, long b, long c, long d, long e, long f) {
    FastCalls calls = fast;
    if (calls == null && --left < 0) {
      calls = bound();
    }
    error = 0;
    return calls == null
        ? Libc.invoke(address, a, b, c, d, e, f)
        : calls.call(address, a, b, c, d, e, f);
  }

  @Override
  protected long execute(NativeFunction function, long a, long b, long c, long d, long e, long f) {
    int number = fast == null ? DirectSystemCalls.NONE : function.systemCall();
    if (number == DirectSystemCalls.NONE) {
      return execute(function.address(), a, b, c, d, e, f);
    }
    long result = fast.systemCall(number, a, b, c, d, e, f);
    if (result < 0 && result >= -MOST_ERRNO) {
      error = (int) -result;
      return -1;
    }
    return result;
  }

  private FastCalls bound() {
    left = FastCalls.isPossible() ? LOOK : Integer.MAX_VALUE;
    fast = left == LOOK ? FastCalls.ifReady(OFTEN == 0) : null;
    return fast;
  }

  @Override
  public int briefly(NativeFunction function, long a, long b) {
    FastCalls calls = fast == null ? bound() : fast;
    if (calls == null || state.isDisturbed()) {
      return -1;
    }
    long slot = slot();
    if (slot == 0) {
      return -1;
    }
    long guard = MachineCode.get().guarded();
    long result = calls.brief(guard, slot, function.address(), a, b);
    if (result == 0 || MachineCode.signalOf(result) != 0 || !function.givesError()) {
      return (int) result == 0 ? 0 : -1;
    }
    failed((int) result);
    return (int) result;
  }

  @Override
  protected boolean endsWaitsBySignal() {
    return X86 && state.inbox() == null && state.isEndedBySignal();
  }

  @Override
  public SingleAccess access() {
    return MachineCode.access();
  }

  @Override
  protected int executedErrno() {
    if (error != 0) {
      return error;
    }
    return fast == null ? Libc.errno() : fast.errno();
  }

  @Override
  protected long slot() {
    if (slot == 0) {
      slot = MachineCode.get().takeSlot();
    }
    return slot;
  }

  /** Frees its resources at the end of the thread. */
  public void close() {
    if (slot != 0) {
      MachineCode.get().giveSlot(slot);
      slot = 0;
    }
    arena.close();
  }

  @Override
  public Arena arena() {
    return arena;
  }

  @Override
  public int process() {
    return 0;
  }
}
