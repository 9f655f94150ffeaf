package ipcsh.sys.invoke;

import ipcsh.sys.abi.Arena;

/** An invoker that delegates to another one; subclasses override methods. */
public abstract class InvokerDecorator implements SyscallInvoker {
  private final SyscallInvoker inner;

  /** Decorates {@code inner}. */
  protected InvokerDecorator(SyscallInvoker inner) {
    this.inner = inner;
  }

  @Override
  public long call(NativeFunction function, long a, long b, long c, long d, long e, long f) {
    return inner.call(function, a, b, c, d, e, f);
  }

  @Override
  public int errno() {
    return inner.errno();
  }

  @Override
  public int fault() {
    return inner.fault();
  }

  @Override
  public boolean injected() {
    return inner.injected();
  }

  @Override
  public boolean unanswered() {
    return inner.unanswered();
  }

  @Override
  public long room(long bytes) {
    return inner.room(bytes);
  }

  @Override
  public int process() {
    return inner.process();
  }

  @Override
  public Arena arena() {
    return inner.arena();
  }
}
