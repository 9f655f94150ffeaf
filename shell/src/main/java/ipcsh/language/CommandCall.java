package ipcsh.language;

import groovyjarjarasm.asm.Handle;
import groovyjarjarasm.asm.Opcodes;
import ipcsh.command.model.CommandModel;
import java.util.List;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.GroovyCodeVisitor;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ExpressionTransformer;
import org.codehaus.groovy.classgen.AsmClassGenerator;
import org.codehaus.groovy.classgen.asm.OperandStack;
import org.codehaus.groovy.classgen.asm.WriterController;

/**
 * The call of a command in the syntax tree: compiled to an {@code invokedynamic} instruction that
 * {@link CommandLinker} links to the command, without Groovy's method lookup.
 */
final class CommandCall extends Expression {
  private static final Handle LINKER =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          "ipcsh/language/CommandLinker",
          "link",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;)"
              + "Ljava/lang/invoke/CallSite;",
          false);

  private final CommandModel command;
  private final List<Expression> arguments;
  private final boolean once;

  /**
   * A call with these arguments.
   *
   * @param once whether its code runs only once
   */
  CommandCall(CommandModel command, List<Expression> arguments, boolean once) {
    this.command = command;
    this.arguments = arguments;
    this.once = once;
    setType(ClassHelper.OBJECT_TYPE);
  }

  @Override
  public Expression transformExpression(ExpressionTransformer transformer) {
    Expression copy = new CommandCall(command, transformExpressions(arguments, transformer), once);
    copy.setSourcePosition(this);
    copy.copyNodeMetaData(this);
    return copy;
  }

  @Override
  public void visit(GroovyCodeVisitor visitor) {
    if (visitor instanceof AsmClassGenerator generator) {
      write(generator);
    } else {
      arguments.forEach(argument -> argument.visit(visitor));
    }
  }

  private void write(AsmClassGenerator generator) {
    WriterController controller = generator.getController();
    if (once && OnceCode.canCall(arguments.size())) {
      OnceCode.call(generator, "command", arguments, command.name());
      controller.getAssertionWriter().record(this);
      return;
    }
    OperandStack stack = controller.getOperandStack();
    for (Expression argument : arguments) {
      argument.visit(generator);
      stack.box();
    }
    String type = "(" + "Ljava/lang/Object;".repeat(arguments.size()) + ")Ljava/lang/Object;";
    controller.getMethodVisitor().visitInvokeDynamicInsn(command.name(), type, LINKER);
    if (arguments.isEmpty()) {
      stack.push(ClassHelper.OBJECT_TYPE);
    } else {
      stack.replace(ClassHelper.OBJECT_TYPE, arguments.size());
    }
    controller.getAssertionWriter().record(this);
  }

  @Override
  public String getText() {
    return command.name() + "(...)";
  }
}
