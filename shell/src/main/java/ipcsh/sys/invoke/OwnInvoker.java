package ipcsh.sys.invoke;

/**
 * In front of the invoker of a thread: what goes through is no call of the session's. A wait for an
 * answer can be interrupted like one of the session's; what is said goes out whole, and an
 * interruption that comes meanwhile is for the next call.
 */
public final class OwnInvoker extends InvokerDecorator {
  private final BlockedCall state;

  public OwnInvoker(SyscallInvoker inner, BlockedCall state) {
    super(inner);
    this.state = state;
  }

  @Override
  public long call(NativeFunction function, long a, long b, long c, long d, long e, long f) {
    state.isOwn(true, !function.name().equals("read"));
    try {
      return super.call(function, a, b, c, d, e, f);
    } finally {
      state.isOwn(false, false);
    }
  }
}
