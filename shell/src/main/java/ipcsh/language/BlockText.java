package ipcsh.language;

import ipcsh.command.model.RoleKind;
import ipcsh.sys.text.SourceColumns;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.StaticMethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.control.SourceUnit;

/**
 * Attaches the source text to blocks that may be passed to a role: the only argument of {@code name
 * { ... }} and of {@code name.start { ... }}.
 */
final class BlockText {
  private final SourceUnit source;
  private List<String> lines;

  BlockText(SourceUnit source) {
    this.source = source;
  }

  /** Records the text of a call's block, before the call is transformed; null if it has none. */
  Noted note(MethodCallExpression call) {
    String name = call.getMethodAsString();
    // null here if the name is computed
    boolean mayBe = call.isImplicitThis() || RoleKind.runsBlock(name);
    return mayBe
            && call.getArguments() instanceof TupleExpression given
            && given.getExpressions().size() == 1
        ? note(given.getExpression(0))
        : null;
  }

  /** The same for an argument. */
  Noted note(Expression given) {
    return given instanceof ClosureExpression block
            && hasNoParameters(block)
            && block.getLineNumber() > 0
        ? new Noted(text(block), block.getLineNumber(), Returns.in(block))
        : null;
  }

  private static boolean hasNoParameters(ClosureExpression block) {
    return block.getParameters() == null || block.getParameters().length == 0;
  }

  /** The text of a block, and its position. */
  final class Noted {
    private final String text;
    private final int line;
    private final boolean returns;

    private Noted(String text, int line, boolean returns) {
      this.text = text;
      this.line = line;
      this.returns = returns;
    }

    /** The call with its text attached to the block. */
    MethodCallExpression in(MethodCallExpression call) {
      Expression block = ((TupleExpression) call.getArguments()).getExpression(0);
      call.setArguments(new ArgumentListExpression(known(block)));
      return call;
    }

    /** The block with its text attached. */
    Expression known(Expression block) {
      Expression known =
          new StaticMethodCallExpression(
              ClassHelper.make(SourceBlock.class),
              "of",
              new ArgumentListExpression(
                  List.of(
                      block,
                      new ConstantExpression(source.getName()),
                      new ConstantExpression(text),
                      new ConstantExpression(line, true),
                      new ConstantExpression(returns, true))));
      known.setSourcePosition(block);
      return known;
    }
  }

  /** The text between the braces. */
  private String text(ClosureExpression block) {
    StringBuilder text = new StringBuilder();
    for (int line = block.getLineNumber(); line <= block.getLastLineNumber(); line++) {
      String whole = line(line);
      int from =
          line == block.getLineNumber()
              ? SourceColumns.index(whole, block.getColumnNumber()) + 1
              : 0;
      int to =
          line == block.getLastLineNumber()
              ? SourceColumns.index(whole, block.getLastColumnNumber()) - 1
              : whole.length();
      text.append(
          whole, Math.min(from, whole.length()), Math.max(from, Math.min(to, whole.length())));
      text.append(line < block.getLastLineNumber() ? "\n" : "");
    }
    return text.toString();
  }

  private String line(int number) {
    if (lines == null) {
      lines = new ArrayList<>();
      try (Reader reader = source.getSource().getReader();
          BufferedReader in = new BufferedReader(reader)) {
        in.lines().forEach(lines::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return lines.get(number - 1);
  }

  /** Finds out whether a block contains a return statement before its end. */
  private static final class Returns extends CodeVisitorSupport {
    private boolean found;

    static boolean in(ClosureExpression block) {
      Returns visitor = new Returns();
      block.getCode().visit(visitor);
      return visitor.found;
    }

    @Override
    public void visitReturnStatement(ReturnStatement statement) {
      found = true;
    }

    @Override
    public void visitClosureExpression(ClosureExpression inner) {
      // a return in a nested block does not count
    }
  }
}
