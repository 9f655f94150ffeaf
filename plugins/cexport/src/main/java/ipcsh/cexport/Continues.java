package ipcsh.cexport;

import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.stmt.ContinueStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/** Finds out whether a loop contains {@code continue}. */
final class Continues extends CodeVisitorSupport {
  private boolean found;

  private Continues() {}

  static boolean isIn(Statement body) {
    Continues visitor = new Continues();
    body.visit(visitor);
    return visitor.found;
  }

  @Override
  public void visitContinueStatement(ContinueStatement statement) {
    found = true;
  }
}
