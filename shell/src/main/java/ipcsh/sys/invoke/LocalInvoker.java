package ipcsh.sys.invoke;

import ipcsh.sys.abi.Arena;
import ipcsh.sys.abi.Libc;

/** The invoker of one thread of this process. */
public final class LocalInvoker extends ProcessInvoker {
  private final Arena arena;
  private final BlockedCall state;
  private long slot;

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
    return Libc.invoke(address, a, b, c, d, e, f);
  }

  @Override
  protected int executedErrno() {
    return Libc.errno();
  }

  @Override
  protected long slot() {
    if (slot == 0 && MachineCode.isThere()) {
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
