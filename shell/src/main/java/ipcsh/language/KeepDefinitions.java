package ipcsh.language;

import org.codehaus.groovy.ast.AnnotationNode;
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
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;

/**
 * At the prompt, {@code def x = 1} keeps x for the next line: a declaration at the top level
 * becomes an assignment to a variable of the session.
 */
final class KeepDefinitions extends CompilationCustomizer {
  KeepDefinitions() {
    super(CompilePhase.CONVERSION);
  }

  @Override
  public void call(SourceUnit source, GeneratorContext context, ClassNode type) {
    if (type.isScript()) {
      source.getAST().getStatementBlock().getStatements().replaceAll(KeepDefinitions::annotated);
    }
  }

  /** Moves annotations to an unused variable, so that errors in them are still reported. */
  private static Statement annotated(Statement statement) {
    if (!(statement instanceof ExpressionStatement expression)
        || !(expression.getExpression() instanceof DeclarationExpression declaration)
        || declaration.getAnnotations().stream().allMatch(KeepDefinitions::isField)) {
      return kept(statement);
    }
    DeclarationExpression bearer =
        new DeclarationExpression(
            new VariableExpression("annotated"),
            declaration.getOperation(),
            ConstantExpression.NULL);
    declaration.getAnnotations().stream()
        .filter(each -> !isField(each))
        .forEach(bearer::addAnnotation);
    bearer.setSourcePosition(declaration);
    BlockStatement checked = new BlockStatement();
    checked.addStatement(new ExpressionStatement(bearer));
    BlockStatement both = new BlockStatement();
    both.addStatement(checked);
    both.addStatement(kept(statement));
    both.setSourcePosition(statement);
    return both;
  }

  /** {@code @Field}: not needed, because a variable of the session is kept anyway. */
  private static boolean isField(AnnotationNode annotation) {
    return annotation.getClassNode().getNameWithoutPackage().equals("Field");
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
      TupleExpression many = (TupleExpression) declaration.getLeftExpression();
      boolean numbers =
          many.getExpressions().stream()
              .anyMatch(each -> NumberWanted.by(((VariableExpression) each).getOriginType()));
      assigned = numbers ? NumberWanted.of(assigned) : assigned;
      left =
          new ArgumentListExpression(
              many.getExpressions().stream().map(KeepDefinitions::plain).toList());
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
