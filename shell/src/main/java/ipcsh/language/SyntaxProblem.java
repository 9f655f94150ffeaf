package ipcsh.language;

import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.SyntaxException;

/** What we say of a text before anything of it is done: in people's words already. */
final class SyntaxProblem extends SyntaxException {
  private static final long serialVersionUID = 1L;

  private SyntaxProblem(String message, ASTNode place) {
    super(
        message,
        place.getLineNumber(),
        place.getColumnNumber(),
        place.getLastLineNumber(),
        place.getLastColumnNumber());
  }

  /** Refuses the text, and says at which place it is wrong. */
  static void of(SourceUnit source, ASTNode place, String message) {
    source.addError(new SyntaxProblem(message, place));
  }
}
