package ipcsh.language.saving;

import ipcsh.language.AssignmentOperators;
import ipcsh.language.Session;
import ipcsh.sys.text.SourceColumns;
import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.control.CompilationFailedException;

/** The syntax tree of an entry, with positions in its text. */
final class EntryTree {
  private final String text;
  private final ModuleNode module;

  private EntryTree(String text, ModuleNode module) {
    this.text = text;
    this.module = module;
  }

  /** The tree of a text, or null if it is not valid. */
  static EntryTree of(Session session, String text) {
    try {
      return new EntryTree(text, session.parse(text));
    } catch (CompilationFailedException | StackOverflowError notOne) {
      return null;
    }
  }

  String text() {
    return text;
  }

  /** Its statements, in order. */
  List<Statement> statements() {
    return module.getStatementBlock().getStatements().stream()
        .filter(statement -> !isAdded(statement))
        .toList();
  }

  /** Whether it is the null expression that the compiler adds to a text without statements. */
  private static boolean isAdded(Statement statement) {
    return statement instanceof ReturnStatement && statement.getLineNumber() < 1;
  }

  /** The functions that it defines. */
  List<MethodNode> functions() {
    return module.getMethods();
  }

  /** The classes that it defines. */
  List<ClassNode> classes() {
    return module.getClasses().stream()
        .filter(type -> !type.isScript() && type.getOuterClass() == null)
        .toList();
  }

  boolean hasImports() {
    return !module.getImports().isEmpty()
        || !module.getStarImports().isEmpty()
        || !module.getStaticImports().isEmpty()
        || !module.getStaticStarImports().isEmpty();
  }

  /** Whether it consists of comments only. */
  boolean isEmpty() {
    return statements().isEmpty() && functions().isEmpty() && classes().isEmpty() && !hasImports();
  }

  /** Its last statement, or null. */
  Statement last() {
    List<Statement> all = statements();
    return all.isEmpty() ? null : all.get(all.size() - 1);
  }

  /** The expression whose value is the entry's value, or null if there is none. */
  Expression result() {
    Statement last = last();
    if (last instanceof ExpressionStatement expression) {
      return expression.getExpression();
    }
    return last instanceof ReturnStatement given ? given.getExpression() : null;
  }

  /** The start index of a node in the text, -1 if unknown. */
  int start(ASTNode node) {
    return offset(node.getLineNumber(), node.getColumnNumber());
  }

  /** Its end index, without trailing blanks. */
  int end(ASTNode node) {
    int line = node.getLastLineNumber();
    int column = node.getLastColumnNumber();
    ConstantExpression last = endingWith(node, line, column);
    int end;
    if (last == null) {
      end = offset(line, column);
    } else if (last.getLineNumber() == line) {
      end = start(last) + column - last.getColumnNumber();
    } else {
      end = offset(line, 1) + column - 1;
    }
    while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  /**
   * The string literal at the end of a node, whose length is counted in Java characters. A node
   * that ends with a bracket does not end with a literal.
   */
  private ConstantExpression endingWith(ASTNode node, int line, int column) {
    ConstantExpression[] found = new ConstantExpression[1];
    CodeVisitorSupport visitor =
        new CodeVisitorSupport() {
          @Override
          public void visitConstantExpression(ConstantExpression constant) {
            if (constant.getLastLineNumber() == line
                && constant.getLastColumnNumber() == column
                && constant.getLineNumber() > 0) {
              found[0] = constant;
            }
          }

          @Override
          public void visitMethodCallExpression(MethodCallExpression call) {
            call.getMethod().visit(this);
            int after = end(call.getMethod());
            if (after > 0 && !text.startsWith("(", after)) {
              call.getArguments().visit(this);
            }
          }

          @Override
          public void visitConstructorCallExpression(ConstructorCallExpression call) {}

          @Override
          public void visitListExpression(ListExpression list) {}

          @Override
          public void visitMapExpression(MapExpression map) {
            if (start(map) >= 0 && !text.startsWith("[", start(map))) {
              super.visitMapExpression(map);
            }
          }

          @Override
          public void visitClosureExpression(ClosureExpression closure) {}
        };
    if (node instanceof Expression || node instanceof Statement) {
      node.visit(visitor);
    }
    return found[0];
  }

  private int offset(int line, int column) {
    if (line < 1 || column < 1) {
      return -1;
    }
    int at = 0;
    for (int i = 1; i < line; i++) {
      at = text.indexOf('\n', at) + 1;
      if (at == 0) {
        return -1;
      }
    }
    int offset = at + SourceColumns.index(text.substring(at), column);
    return offset > text.length() ? -1 : offset;
  }

  /** The source text of a node, empty if unknown. */
  String slice(ASTNode node) {
    int start = start(node);
    int end = end(node);
    return start < 0 || end < start ? "" : text.substring(start, end);
  }

  /** The expression as an assignment, or null. */
  static BinaryExpression assignment(Expression expression) {
    return expression instanceof BinaryExpression binary && AssignmentOperators.is(binary)
        ? binary
        : null;
  }

  /** The variables to which an assignment assigns. */
  static List<String> targets(Expression assignment) {
    Expression left = ((BinaryExpression) assignment).getLeftExpression();
    if (left instanceof VariableExpression variable) {
      return List.of(variable.getName());
    }
    List<String> names = new ArrayList<>();
    if (left instanceof TupleExpression many) {
      for (Expression each : many.getExpressions()) {
        if (each instanceof VariableExpression variable) {
          names.add(variable.getName());
        }
      }
    }
    return names;
  }
}
