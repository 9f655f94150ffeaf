package ipcsh.language;

import groovyjarjarasm.asm.MethodVisitor;
import groovyjarjarasm.asm.Opcodes;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.classgen.BytecodeInstruction;
import org.codehaus.groovy.classgen.BytecodeSequence;

/** The statement that calls {@link Interruption#check}, as plain bytecode. */
final class InterruptionCheck {
  private InterruptionCheck() {}

  static Statement statement() {
    return new BytecodeSequence(
        new BytecodeInstruction() {
          @Override
          public void visit(MethodVisitor code) {
            code.visitMethodInsn(
                Opcodes.INVOKESTATIC, "ipcsh/language/Interruption", "check", "()V", false);
          }
        });
  }
}
