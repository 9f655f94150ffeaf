package ipcsh.language;

import groovyjarjarasm.asm.MethodVisitor;
import groovyjarjarasm.asm.Opcodes;
import java.util.List;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.classgen.AsmClassGenerator;
import org.codehaus.groovy.classgen.asm.OperandStack;

/** Writes calls of {@link RunOnce}. The script is always the first argument. */
final class OnceCode {
  private static final String CALLED = "ipcsh/language/RunOnce";
  private static final String OBJECT = "Ljava/lang/Object;";
  private static final String NAME = "Ljava/lang/String;)";

  /** With 0, used by a test, call sites are linked everywhere, and at once. */
  private static final boolean IS_USED = Integer.getInteger("ipcsh.often", 1) != 0;

  private OnceCode() {}

  /** Whether code that runs once is compiled in another way. */
  static boolean isUsed() {
    return IS_USED;
  }

  /** Whether there is a method for a call with so many objects. */
  static boolean canCall(int objects) {
    return objects <= RunOnce.MOST;
  }

  /** Calls a method with the script, objects and a name. */
  static void call(
      AsmClassGenerator generator, String method, List<Expression> objects, String name) {
    MethodVisitor code = generator.getController().getMethodVisitor();
    OperandStack stack = generator.getController().getOperandStack();
    generator.getController().getCompileStack().pushLHS(false);
    code.visitVarInsn(Opcodes.ALOAD, 0);
    stack.push(ClassHelper.OBJECT_TYPE);
    for (Expression each : objects) {
      each.visit(generator);
      stack.box();
    }
    code.visitLdcInsn(name);
    String type = "(Lgroovy/lang/Script;" + OBJECT.repeat(objects.size()) + NAME + OBJECT;
    code.visitMethodInsn(Opcodes.INVOKESTATIC, CALLED, method, type, false);
    stack.replace(ClassHelper.OBJECT_TYPE, objects.size() + 1);
    generator.getController().getCompileStack().popLHS();
  }
}
