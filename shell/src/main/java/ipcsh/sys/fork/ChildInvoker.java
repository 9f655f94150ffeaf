package ipcsh.sys.fork;

import ipcsh.sys.abi.Arena;
import ipcsh.sys.invoke.BlockedCall;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.ProcessInvoker;

/**
 * The invoker of a forked child, for one thread of this process: each call is made in the child,
 * with the arguments in shared memory. Every call can be interrupted while it is made, since the
 * child may be stopped; but as in this process, only one that blocks fails because of a Ctrl-C that
 * came before: a mutex that is to be unlocked is.
 */
public final class ChildInvoker extends ProcessInvoker {
  private final DrivenProcess child;
  private final ChildControl control;
  private final BlockedCall state;
  private NativeFunction current;
  private boolean answered;

  public ChildInvoker(DrivenProcess child, BlockedCall state) {
    this.child = child;
    this.control = child.control();
    this.state = state;
  }

  @Override
  public long call(NativeFunction function, long a, long b, long c, long d, long e, long f) {
    current = function;
    answered = false;
    state.enter(child.pid(), function, a);
    try {
      return function.blocks()
          ? blockingCall(state, function, a, b, c, d, e, f)
          : enteredCall(state, function, a, b, c, d, e, f);
    } finally {
      state.leave();
    }
  }

  @Override
  public boolean unanswered() {
    return !answered;
  }

  @Override
  protected long execute(long address, long a, long b, long c, long d, long e, long f) {
    long result = control.call(state, current, address, a, b, c, d, e, f);
    answered = result != -1 || control.hasAnswered();
    return result;
  }

  @Override
  protected int executedErrno() {
    return control.errno();
  }

  @Override
  protected long slot() {
    return control.slot();
  }

  @Override
  public Arena arena() {
    return control.arena();
  }

  @Override
  public int process() {
    return child.pid();
  }
}
