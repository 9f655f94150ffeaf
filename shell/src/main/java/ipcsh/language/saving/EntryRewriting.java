package ipcsh.language.saving;

import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.syntax.Types;

/** Rewrites entries: as a condition, as a block. */
final class EntryRewriting {
  private EntryRewriting() {}

  /** Whether a call has its arguments after its name without parentheses. */
  static boolean isCommandForm(EntryTree tree, MethodCallExpression call) {
    int after = tree.end(call.getMethod());
    String rest = after < 0 ? "" : tree.text().substring(after);
    String next = rest.stripLeading();
    return !next.isEmpty()
        && !rest.startsWith("(")
        && !next.startsWith("{")
        && tree.end(call) > after
        && !rest.substring(0, tree.end(call) - after).isBlank();
  }

  /**
   * Makes an expression an assertion.
   *
   * @param condition the condition, to follow the expression; {@code !} to precede it
   * @return whether it was possible
   */
  static boolean assertion(EntryTree tree, Expression given, String condition, Edits edits) {
    int start = tree.start(given);
    int end = tree.end(given);
    if (start < 0 || end <= start || given instanceof ClosureExpression) {
      return false;
    }
    boolean not = condition.equals("!");
    boolean primary = given instanceof VariableExpression || given instanceof PropertyExpression;
    if (given instanceof MethodCallExpression call) {
      primary = true;
      if (isCommandForm(tree, call)) {
        int name = tree.end(call.getMethod());
        int argument = name;
        while (Character.isWhitespace(tree.text().charAt(argument))) {
          argument++;
        }
        if (tree.text().charAt(argument) == '(') {
          return false;
        }
        edits.replace(name, argument, "(");
        edits.insert(end, ")");
      }
    }
    if (given instanceof BinaryExpression binary) {
      primary = binary.getOperation().getType() == Types.LEFT_SQUARE_BRACKET;
      primary |= condition.isEmpty();
    }
    String open = primary ? "" : "(";
    edits.insert(start, "assert " + (not ? "!" : "") + open);
    edits.insert(end, (primary ? "" : ")") + (not ? "" : condition));
    return true;
  }

  /** {@code def f(a) { ... }} becomes {@code f = { a -> ... }}. */
  static void functionAsBlock(EntryTree tree, MethodNode function, Edits edits) {
    String text = tree.text();
    int start = tree.start(function);
    int open = start < 0 ? -1 : text.indexOf('(', start);
    int body = tree.start(function.getCode());
    int brace = open < 0 ? -1 : text.indexOf('{', Math.max(open, closing(text, open)));
    if (open < 0 || brace < 0 || body < 0) {
      return;
    }
    Parameter[] parameters = function.getParameters();
    String names =
        parameters.length == 0 ? "" : text.substring(open + 1, closing(text, open)) + " ";
    edits.replace(start, brace + 1, function.getName() + " = { " + names + "->");
  }

  private static int closing(String text, int open) {
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return text.length();
  }
}
