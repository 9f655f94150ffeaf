package ipcsh.language;

import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.SyntaxException;

/** An error found before a text is run, with a message that is already suitable for users. */
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

  /** Refuses the text, with the position of the error. */
  static void of(SourceUnit source, ASTNode place, String message) {
    source.addError(new SyntaxProblem(message, place));
  }
}
