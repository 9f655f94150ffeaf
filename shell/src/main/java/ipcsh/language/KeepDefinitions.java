package ipcsh.language;

import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.CastExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.EmptyExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;

/**
 * At the prompt {@code def x = 1} keeps x for the next line: a declaration at the top level becomes
 * an assignment to a variable of the session.
 */
final class KeepDefinitions extends CompilationCustomizer {
  KeepDefinitions() {
    super(CompilePhase.CONVERSION);
  }

  @Override
  public void call(SourceUnit source, GeneratorContext context, ClassNode type) {
    if (type.isScript()) {
      source.getAST().getStatementBlock().getStatements().replaceAll(KeepDefinitions::kept);
    }
  }

  private static Statement kept(Statement statement) {
    if (!(statement instanceof ExpressionStatement expression)
        || !(expression.getExpression() instanceof DeclarationExpression declaration)) {
      return statement;
    }
    Expression value = declaration.getRightExpression();
    Expression assigned = value instanceof EmptyExpression ? ConstantExpression.NULL : value;
    Expression left;
    if (declaration.isMultipleAssignmentDeclaration()) {
      left =
          new ArgumentListExpression(
              ((TupleExpression) declaration.getLeftExpression())
                  .getExpressions().stream().map(KeepDefinitions::plain).toList());
    } else {
      VariableExpression variable = declaration.getVariableExpression();
      left = plain(variable);
      ClassNode wanted = variable.getOriginType();
      if (!variable.isDynamicTyped() && !ClassHelper.isObjectType(wanted)) {
        boolean zero = value instanceof EmptyExpression && ClassHelper.isPrimitiveType(wanted);
        Expression first =
            !zero
                ? assigned
                : ClassHelper.isPrimitiveBoolean(wanted)
                    ? ConstantExpression.FALSE
                    : new ConstantExpression(0);
        assigned = new CastExpression(wanted, first, true);
        assigned.setSourcePosition(value);
      }
    }
    left.setSourcePosition(declaration.getLeftExpression());
    BinaryExpression assignment = new BinaryExpression(left, declaration.getOperation(), assigned);
    assignment.setSourcePosition(declaration);
    Statement copy = new ExpressionStatement(assignment);
    copy.setSourcePosition(statement);
    return copy;
  }

  private static Expression plain(Expression variable) {
    VariableExpression copy = new VariableExpression(((VariableExpression) variable).getName());
    copy.setSourcePosition(variable);
    return copy;
  }
}
