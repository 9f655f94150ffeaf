package ipcsh.language;

import groovyjarjarasm.asm.Handle;
import groovyjarjarasm.asm.MethodVisitor;
import groovyjarjarasm.asm.Opcodes;
import java.util.List;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.GroovyCodeVisitor;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ExpressionTransformer;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.classgen.AsmClassGenerator;

/**
 * A variable of the session, read by a script's code: compiled to a plain call, whereas Groovy
 * would link each use individually. The semantics are the same.
 */
final class SessionVariable extends Expression {
  private static final String IN_SCRIPT = "(Lgroovy/lang/Script;)Ljava/lang/Object;";
  private static final String IN_BLOCK = "(Lgroovy/lang/Closure;)Ljava/lang/Object;";
  private static final Handle LINKER =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          "ipcsh/language/VariableLinker",
          "link",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;)"
              + "Ljava/lang/invoke/CallSite;",
          false);

  private final VariableExpression variable;
  private final boolean inBlock;
  private final boolean once;

  /**
   * A use in the script's own code, or in a block of it.
   *
   * @param once whether that code runs only once
   */
  SessionVariable(VariableExpression variable, boolean inBlock, boolean once) {
    this.variable = variable;
    this.inBlock = inBlock;
    this.once = once;
    setType(ClassHelper.OBJECT_TYPE);
    setSourcePosition(variable);
  }

  @Override
  public Expression transformExpression(ExpressionTransformer transformer) {
    return this;
  }

  @Override
  public void visit(GroovyCodeVisitor visitor) {
    if (visitor instanceof AsmClassGenerator generator) {
      write(generator);
    } else {
      variable.visit(visitor);
    }
  }

  private void write(AsmClassGenerator generator) {
    if (once) {
      OnceCode.call(generator, "variable", List.of(), variable.getName());
      generator.getController().getAssertionWriter().record(this);
      return;
    }
    MethodVisitor code = generator.getController().getMethodVisitor();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitInvokeDynamicInsn(variable.getName(), inBlock ? IN_BLOCK : IN_SCRIPT, LINKER);
    generator.getController().getOperandStack().push(ClassHelper.OBJECT_TYPE);
    generator.getController().getAssertionWriter().record(this);
  }

  @Override
  public String getText() {
    return variable.getName();
  }
}
