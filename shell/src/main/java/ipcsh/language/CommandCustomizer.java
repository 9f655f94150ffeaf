package ipcsh.language;

import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;

/** Runs {@link CommandVisitor} on every class of a text when the scopes of its names are known. */
final class CommandCustomizer extends CompilationCustomizer {
  private final ShellBinding names;
  private final boolean linked;

  /**
   * For a session.
   *
   * @param linked whether code that runs once is compiled as all other code, which is shorter
   */
  CommandCustomizer(ShellBinding names, boolean linked) {
    super(CompilePhase.CANONICALIZATION);
    this.names = names;
    this.linked = linked;
  }

  @Override
  public void call(SourceUnit source, GeneratorContext context, ClassNode type) {
    if (type.getOuterClass() == null || !type.isScript()) {
      new CommandVisitor(source, type, names, linked).visitClass(type);
    }
  }
}
