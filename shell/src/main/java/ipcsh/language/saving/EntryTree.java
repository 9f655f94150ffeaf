package ipcsh.language.saving;

import ipcsh.language.AssignmentOperators;
import ipcsh.language.Session;
import java.util.List;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.control.CompilationFailedException;

/** An entry as the compiler reads it, and where in its text things stand. */
final class EntryTree {
  private final String text;
  private final ModuleNode module;

  private EntryTree(String text, ModuleNode module) {
    this.text = text;
    this.module = module;
  }

  /** The tree of a text, or null where it is none. */
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

  /** What it does, one after the other. */
  List<Statement> statements() {
    return module.getStatementBlock().getStatements();
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

  /** Whether it is but a comment. */
  boolean isEmpty() {
    return statements().isEmpty() && functions().isEmpty() && classes().isEmpty() && !hasImports();
  }

  /** The last thing that it does, or null. */
  Statement last() {
    List<Statement> all = statements();
    return all.isEmpty() ? null : all.get(all.size() - 1);
  }

  /** The expression whose value is the entry's, or null where there is none. */
  Expression result() {
    Statement last = last();
    if (last instanceof ExpressionStatement expression) {
      return expression.getExpression();
    }
    return last instanceof ReturnStatement given ? given.getExpression() : null;
  }

  /** Where a node begins in the text, -1 where nobody knows. */
  int start(ASTNode node) {
    return offset(node.getLineNumber(), node.getColumnNumber());
  }

  /** Where it ends, trailing blanks not counted. */
  int end(ASTNode node) {
    int end = offset(node.getLastLineNumber(), node.getLastColumnNumber());
    while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return end;
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
    int offset = at + column - 1;
    return offset > text.length() ? -1 : offset;
  }

  /** What a node is written as, empty where nobody knows. */
  String slice(ASTNode node) {
    int start = start(node);
    int end = end(node);
    return start < 0 || end < start ? "" : text.substring(start, end);
  }

  /** An assignment, or null. */
  static BinaryExpression assignment(Expression expression) {
    return expression instanceof BinaryExpression binary && AssignmentOperators.is(binary)
        ? binary
        : null;
  }
}
