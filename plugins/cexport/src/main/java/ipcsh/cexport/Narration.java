package ipcsh.cexport;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/** The comments of a scenario, and its narration, which becomes comments. */
final class Narration {
  private static final Set<String> NARRATION = Set.of("title", "chapter", "say", "pause");

  private final Scenario scenario;
  private final Writer w;
  private final Expressions expressions;

  /** Comments to be written before the next statement. */
  final List<String> waiting = new ArrayList<>();

  Narration(Scenario scenario) {
    this.scenario = scenario;
    this.w = scenario.w;
    this.expressions = scenario.expressions;
  }

  /** Keeps the comments before a statement until it is written. */
  void before(Statement statement) {
    waiting.addAll(scenario.comments.before(statement.getLineNumber()));
  }

  /** Writes the pending comments. */
  void flush() {
    for (String text : waiting) {
      if (text.isEmpty() || text.startsWith("\f")) {
        w.frame.line("");
      }
      scenario.comments.wrap(text.replace("\f", "")).forEach(w.frame::line);
    }
    waiting.clear();
  }

  /** Whether a statement is narration only. */
  static boolean isNarration(Statement statement) {
    return statement instanceof ExpressionStatement expression
        && expression.getExpression() instanceof MethodCallExpression call
        && call.isImplicitThis()
        && (NARRATION.contains(call.getMethodAsString())
            || "hide".equals(call.getMethodAsString()));
  }

  /** {@code say} and similar commands: a comment. */
  void narration(String name, List<Expression> given) {
    Expression text = given.get(0);
    String shown =
        text instanceof ConstantExpression ? text.getText() : scenario.comments.source(text);
    waiting.add(
        (name.equals("say") ? "" : "\f")
            + (name.equals("chapter") ? "-- " + shown + " --" : shown));
    if (text instanceof GStringExpression && scenario.place == scenario.main) {
      narrate(text);
    }
  }

  /** Narration that contains values is printed, if they can be. */
  private void narrate(Expression text) {
    if (!EffectFreeText.isPlain(text, w.scope)) {
      return;
    }
    scenario.turns.to(scenario.main);
    flush();
    w.needs.header("stdio.h");
    Printing.Printed printed = expressions.printing.of(text);
    w.frame.line("printf(\"" + printed.format() + "\\n\"" + printed.arguments() + ");");
  }
}
