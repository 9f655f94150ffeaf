package ipcsh.sys.invoke;

/**
 * Decorates the invoker of a thread for calls of the shell itself. A wait for an answer can be
 * interrupted like a call of the session; a message is sent completely, and an interrupt meanwhile
 * is deferred to the next call.
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
