package ipcsh.cexport;

import ipcsh.command.model.CommandModel;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;

/** Signals: what can be said in one line. A block as a handler would be a function of its own. */
final class SignalCalls implements Topic {
  private final Writer w;
  private final Expressions expressions;

  SignalCalls(Writer w, Expressions expressions) {
    this.w = w;
    this.expressions = expressions;
  }

  @Override
  public void addTo(Commands commands) {
    commands.add(
        "raise", "signal.h", (a, t) -> Value.call(Kind.INT, "raise(" + a.number("sig") + ")"));
    commands.add(
        "killpg",
        "signal.h",
        (a, t) ->
            Value.call(Kind.INT, "killpg(" + a.number("pgrp") + ", " + a.number("sig") + ")"));
    commands.add(
        "sigqueue",
        "signal.h",
        (a, t) ->
            Value.call(
                Kind.INT,
                "sigqueue("
                    + a.value("pid").c()
                    + ", "
                    + a.number("sig")
                    + ", (union sigval) { .sival_int = "
                    + a.number("value")
                    + " })"));
    commands.add(
        "alarm",
        "unistd.h",
        (a, t) -> Value.of(Kind.INT, "(int)alarm(" + a.number("seconds") + ")", Op.UNARY));
    commands.add(
        "signal",
        "signal.h",
        (a, t) -> {
          if (!a.has("handler") || a.get("handler") instanceof ClosureExpression) {
            throw expressions.refuse(
                a.call(),
                "a handler in C is a function that may call only what signal-safety(7) lists; "
                    + "SIG_IGN, SIG_DFL and sigwaitinfo can be said");
          }
          return Value.effect(
              Kind.NOTHING, "signal(" + a.number("sig") + ", " + a.number("handler") + ")");
        });
    commands.add("sigprocmask", "signal.h", (a, t) -> mask(a));
    commands.add("sigwaitinfo", "signal.h", (a, t) -> await(a));
    commands.add(
        "sigpending",
        "signal.h",
        (a, t) -> Value.call(Kind.NOTHING, "sigpending(&" + emptySet() + ")"));
  }

  private String emptySet() {
    return w.temporary("set", "sigset_t ", "");
  }

  /** A set with these signals, made in lines of its own. */
  private String set(CallArguments a) {
    if (!(a.get("signals") instanceof ListExpression list)) {
      throw expressions.refuse(a.call(), "the signals must be given as a literal list");
    }
    String set = emptySet();
    w.frame.line("sigemptyset(&" + set + ");");
    for (Expression each : list.getExpressions()) {
      Value signal = w.operand(expressions.of(each));
      if (signal.kind() != Kind.INT) {
        throw expressions.refuse(each, "a signal is expected");
      }
      w.frame.line("sigaddset(&" + set + ", " + signal.c() + ");");
    }
    return set;
  }

  private Value mask(CallArguments a) {
    String how = a.number("how");
    if (!a.has("signals")) {
      return Value.call(Kind.NOTHING, "sigprocmask(" + how + ", NULL, &" + emptySet() + ")");
    }
    return Value.call(Kind.NOTHING, "sigprocmask(" + how + ", &" + set(a) + ", NULL)");
  }

  private Value await(CallArguments a) {
    String set = set(a);
    if (!a.has(CommandModel.TIMEOUT)) {
      return Value.call(Kind.INT, "sigwaitinfo(&" + set + ", NULL)");
    }
    if (!(a.seconds(CommandModel.TIMEOUT).constant() instanceof Number time)) {
      throw expressions.refuse(a.call(), "a literal time is expected, 500.ms");
    }
    w.needs.page("sigtimedwait(2)");
    long nanos = Math.round(time.doubleValue() * 1e9);
    return Value.call(
        Kind.INT,
        "sigtimedwait(&"
            + set
            + ", NULL, &(struct timespec){ "
            + nanos / 1_000_000_000
            + ", "
            + nanos % 1_000_000_000
            + " })");
  }
}
