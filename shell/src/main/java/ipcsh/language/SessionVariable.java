package ipcsh.language;

import groovyjarjarasm.asm.MethodVisitor;
import groovyjarjarasm.asm.Opcodes;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.GroovyCodeVisitor;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ExpressionTransformer;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.classgen.AsmClassGenerator;

/**
 * A variable of the session that a script's own code reads: compiled to a plain call of the script,
 * where Groovy would link each use by itself. What it gives is the same.
 */
final class SessionVariable extends Expression {
  private final VariableExpression variable;

  SessionVariable(VariableExpression variable) {
    this.variable = variable;
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
    MethodVisitor code = generator.getController().getMethodVisitor();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitLdcInsn(variable.getName());
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        "groovy/lang/Script",
        "getProperty",
        "(Ljava/lang/String;)Ljava/lang/Object;",
        false);
    generator.getController().getOperandStack().push(ClassHelper.OBJECT_TYPE);
    generator.getController().getAssertionWriter().record(this);
  }

  @Override
  public String getText() {
    return variable.getName();
  }
}
