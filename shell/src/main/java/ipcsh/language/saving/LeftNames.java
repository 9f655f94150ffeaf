package ipcsh.language.saving;

import ipcsh.command.model.CommandModel;
import ipcsh.command.model.PersistentName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;

/** The names outside the process that saved entries create and do not remove. */
final class LeftNames {
  private static final Pattern INTERNET = Pattern.compile("(\\[.*\\]|[^/]*):\\d+");

  private final SessionState known;
  private final Map<String, SavedLine> left = new LinkedHashMap<>();

  LeftNames(SessionState known) {
    this.known = known;
  }

  /**
   * Keeps track of names created by this entry and not removed, by the command that would remove
   * them.
   */
  void note(SavedLine line) {
    if (!line.entry.isWell()) {
      return;
    }
    CodeVisitorSupport visitor =
        new CodeVisitorSupport() {
          @Override
          public void visitMethodCallExpression(MethodCallExpression call) {
            String name = call.getMethodAsString();
            if ("fails".equals(name) && isOneStatement(call)) {
              // what fails as expected leaves nothing
              return;
            }
            CommandModel command = known.visibleCommand(name);
            if (command != null) {
              for (CallParts.Part part : CallParts.of(call, command)) {
                if (part.given() instanceof ConstantExpression constant
                    && constant.getValue() instanceof String text) {
                  left.remove(name + " " + text);
                  PersistentName leaves =
                      part.parameter() == null ? null : part.parameter().leaves();
                  if (leaves != null && isMade(line.tree.slice(call), leaves, text)) {
                    left.put(leaves.until() + " " + text, line);
                  }
                }
              }
            }
            super.visitMethodCallExpression(call);
          }
        };
    line.tree.statements().forEach(statement -> statement.visit(visitor));
  }

  /** Whether its block, the last argument, consists of one statement. */
  private static boolean isOneStatement(MethodCallExpression call) {
    return call.getArguments() instanceof TupleExpression arguments
        && !arguments.getExpressions().isEmpty()
        && arguments.getExpression(arguments.getExpressions().size() - 1)
            instanceof ClosureExpression block
        && block.getCode() instanceof BlockStatement body
        && body.getStatements().size() == 1;
  }

  private static boolean isMade(String call, PersistentName leaves, String name) {
    return !name.isEmpty()
        && !name.startsWith("@")
        && !INTERNET.matcher(name).matches()
        && call.contains(leaves.with());
  }

  /** Removes each name before the entry that creates it, and at the end. */
  void addRemovals() {
    left.forEach(
        (name, line) -> {
          String[] parts = name.split(" ", 2);
          String removal = parts[0] + " " + Literals.quoted(parts[1]);
          line.before.add(
              "try { "
                  + removal
                  + " } catch (SysException e) { assert e.errno == ENOENT }  // of an earlier run");
          line.after.add("atexit { " + removal + " }");
        });
  }
}
