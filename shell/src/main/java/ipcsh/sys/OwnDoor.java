package ipcsh.sys;

/** In front of the invoker of a thread: what goes through is no call of the session's. */
final class OwnDoor extends InvokerDecorator {
  private final BlockedCall state;

  OwnDoor(SyscallInvoker inner, BlockedCall state) {
    super(inner);
    this.state = state;
  }

  @Override
  public long call(NativeFunction function, long a, long b, long c, long d, long e, long f) {
    state.isOwn(true);
    try {
      return super.call(function, a, b, c, d, e, f);
    } finally {
      state.isOwn(false);
    }
  }
}
