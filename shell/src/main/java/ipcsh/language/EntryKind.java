package ipcsh.language;

import ipcsh.command.model.RoleKind;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.Types;

/** What an entry at the top level of a scenario is for an audience. */
public enum EntryKind {
  /** A comment. */
  COMMENT,
  /** A stage direction, which is not shown as typed. */
  STAGE,
  /** Starts a role, or gives one a block: the output appears at the role's prompt. */
  ROLE,
  /** Typed at the scenario's own prompt. */
  LINE;

  private static final Set<String> STAGE_DIRECTIONS =
      Set.of("title", "chapter", "say", "pause", "hide");

  /**
   * The kind of an entry.
   *
   * @param isRole whether a variable holds a role
   * @param makes receives the names of variables to which a new role is assigned
   */
  public static EntryKind of(String text, Predicate<String> isRole, Consumer<String> makes) {
    List<Statement> statements = statements(text);
    if (statements == null) {
      return LINE;
    }
    if (statements.stream().allMatch(EntryKind::isNothing)) {
      return COMMENT;
    }
    EntryKind all = null;
    for (Statement statement : statements) {
      EntryKind one = of(statement, isRole, makes);
      if (one == LINE) {
        return LINE;
      }
      all = all == ROLE ? all : one;
    }
    return all;
  }

  /** Whether it is the statement that Groovy inserts into an empty text. */
  private static boolean isNothing(Statement statement) {
    return statement instanceof ReturnStatement && statement.getLineNumber() <= 0;
  }

  /** The statements of a text, or null if it is not valid. */
  private static List<Statement> statements(String text) {
    try {
      SourceUnit source = SourceUnit.create("entry", text);
      source.parse();
      source.completePhase();
      source.nextPhase();
      source.convert();
      ModuleNode module = source.getAST();
      boolean defines = !module.getMethods().isEmpty() || module.getClasses().size() > 1;
      boolean imports =
          !module.getImports().isEmpty()
              || !module.getStarImports().isEmpty()
              || !module.getStaticImports().isEmpty()
              || !module.getStaticStarImports().isEmpty();
      return defines || imports ? null : module.getStatementBlock().getStatements();
    } catch (CompilationFailedException wrong) {
      return null;
    }
  }

  private static EntryKind of(
      Statement statement, Predicate<String> isRole, Consumer<String> makes) {
    if (!(statement instanceof ExpressionStatement expression)) {
      return LINE;
    }
    Expression value = expression.getExpression();
    String variable = null;
    if (value instanceof BinaryExpression assignment
        && assignment.getOperation().getType() == Types.ASSIGN) {
      value = assignment.getRightExpression();
      variable =
          assignment.getLeftExpression() instanceof VariableExpression left ? left.getName() : "";
    }
    if (!(value instanceof MethodCallExpression call)) {
      return LINE;
    }
    String name = call.getMethodAsString();
    if (call.isImplicitThis() && variable == null && STAGE_DIRECTIONS.contains(name)) {
      return STAGE;
    }
    if (call.isImplicitThis() && RoleKind.madeBy(name) != null) {
      if (variable != null && !endsInBlock(call)) {
        makes.accept(variable);
      }
      return ROLE;
    }
    boolean toRole =
        call.isImplicitThis()
            ? isRole.test(name)
            : RoleKind.runsBlock(name)
                && call.getObjectExpression() instanceof VariableExpression receiver
                && isRole.test(receiver.getName());
    return toRole && endsInBlock(call) ? ROLE : LINE;
  }

  private static boolean endsInBlock(MethodCallExpression call) {
    return call.getArguments() instanceof TupleExpression given
        && !given.getExpressions().isEmpty()
        && given.getExpression(given.getExpressions().size() - 1) instanceof ClosureExpression;
  }
}
