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

  /** With 0, used by a test, call sites are linked everywhere, and at once. */
  private static final boolean IS_USED = Integer.getInteger("ipcsh.often", 1) != 0;

  private OnceCode() {}

  /** Whether code that runs once is compiled in another way. */
  static boolean isUsed() {
    return IS_USED;
  }

  /**
   * Calls a method with the script, an object if there is one, a name, and arguments if there are
   * any.
   *
   * @param object null if there is none
   * @param arguments null if the method has none
   */
  static void call(
      AsmClassGenerator generator,
      String method,
      Expression object,
      String name,
      List<Expression> arguments) {
    MethodVisitor code = generator.getController().getMethodVisitor();
    OperandStack stack = generator.getController().getOperandStack();
    StringBuilder type = new StringBuilder("(Lgroovy/lang/Script;");
    generator.getController().getCompileStack().pushLHS(false);
    code.visitVarInsn(Opcodes.ALOAD, 0);
    stack.push(ClassHelper.OBJECT_TYPE);
    int operands = 1;
    if (object != null) {
      object.visit(generator);
      stack.box();
      type.append(OBJECT);
      operands++;
    }
    code.visitLdcInsn(name);
    stack.push(ClassHelper.STRING_TYPE);
    type.append("Ljava/lang/String;");
    operands++;
    if (arguments != null) {
      array(generator, arguments);
      type.append("[").append(OBJECT);
      operands++;
    }
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC, CALLED, method, type.append(")").append(OBJECT).toString(), false);
    stack.replace(ClassHelper.OBJECT_TYPE, operands);
    generator.getController().getCompileStack().popLHS();
  }

  private static void array(AsmClassGenerator generator, List<Expression> elements) {
    MethodVisitor code = generator.getController().getMethodVisitor();
    OperandStack stack = generator.getController().getOperandStack();
    code.visitIntInsn(Opcodes.SIPUSH, elements.size());
    code.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
    stack.push(ClassHelper.OBJECT_TYPE.makeArray());
    for (int i = 0; i < elements.size(); i++) {
      stack.dup();
      code.visitIntInsn(Opcodes.SIPUSH, i);
      stack.push(ClassHelper.int_TYPE);
      elements.get(i).visit(generator);
      stack.box();
      code.visitInsn(Opcodes.AASTORE);
      stack.remove(3);
    }
  }
}
