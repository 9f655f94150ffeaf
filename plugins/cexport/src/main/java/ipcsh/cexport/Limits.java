package ipcsh.cexport;

import ipcsh.cexport.Value.Fails;
import ipcsh.command.model.CommandModel;
import java.util.Map;

/**
 * The parameter {@code timeout:}, which any call may have: a C function with a timeout of its own,
 * or a timer that interrupts the call.
 */
final class Limits {
  /** The C functions that take a timeout, by the name of those that do not. */
  private static final Map<String, String> TIMED =
      Map.of(
          "pthread_mutex_lock", "pthread_mutex_timedlock",
          "pthread_rwlock_rdlock", "pthread_rwlock_timedrdlock",
          "pthread_rwlock_wrlock", "pthread_rwlock_timedwrlock",
          "pthread_cond_wait", "pthread_cond_timedwait",
          "sem_wait", "sem_timedwait");

  private final Writer w;
  private final Expressions expressions;

  Limits(Writer w, Expressions expressions) {
    this.w = w;
    this.expressions = expressions;
  }

  /** The call with its timeout. */
  Value limited(Value call, CallArguments a) {
    Value timed = timed(call, a);
    if (timed != null) {
      return timed;
    }
    if (call.fails() != Fails.MINUS_ONE) {
      throw expressions.refuse(
          a.call(), "with timeout: has no C equivalent; pthread functions have timed variants");
    }
    Value seconds = a.seconds(CommandModel.TIMEOUT);
    if (w.mode == Writer.Mode.PLAIN) {
      w.frame.line(
          "/* at most " + seconds.c() + " s: setitimer(2), a signal interrupts the call */");
      return call;
    }
    w.needs.helper(Helper.WITHIN);
    return new Value(
        call.kind(),
        "within(" + seconds.c() + ", " + call.c() + ")",
        Op.PRIMARY,
        call.fails(),
        true,
        null,
        call.more());
  }

  private Value timed(Value call, CallArguments a) {
    String name = TIMED.get(a.command());
    if (name == null) {
      return null;
    }
    String inside = call.c().substring(a.command().length(), call.c().length() - 1);
    return Value.call(
        call.kind(), name + inside + ", " + a.deadline(CommandModel.TIMEOUT) + ")", call.fails());
  }
}
