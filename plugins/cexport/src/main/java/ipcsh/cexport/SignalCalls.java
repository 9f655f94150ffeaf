package ipcsh.cexport;

import org.codehaus.groovy.ast.expr.ClosureExpression;

/** Signals: what can be said in one line. A block as a handler would be a function of its own. */
final class SignalCalls implements Topic {
  private final Expressions expressions;

  SignalCalls(Expressions expressions) {
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
  }
}
