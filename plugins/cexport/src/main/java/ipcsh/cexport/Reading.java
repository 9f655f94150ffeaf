package ipcsh.cexport;

import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.control.SourceUnit;

/** Texts as the compiler reads them, before anybody has looked up a name. */
final class Reading {
  private Reading() {}

  static ModuleNode of(String text) {
    SourceUnit source = SourceUnit.create("entry", text);
    source.parse();
    source.completePhase();
    source.nextPhase();
    source.convert();
    return source.getAST();
  }

  /** The line in which something stands, below 1 where nobody knows. */
  static int line(ASTNode what) {
    return what == null ? -1 : what.getLineNumber();
  }
}
