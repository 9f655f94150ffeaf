package ipcsh.cexport;

import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.control.SourceUnit;

/** Parses texts up to the syntax tree, before names are resolved. */
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

  /** The line number of a node, below 1 if unknown. */
  static int line(ASTNode what) {
    return what == null ? -1 : what.getLineNumber();
  }
}
