package ipcsh.cexport;

import ipcsh.command.UnsupportedInC;
import java.util.List;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;

/** Process termination: exit and atexit. */
final class ExitStatements {
  private final Scenario scenario;
  private final Writer w;
  private final Expressions expressions;
  private int atExits;

  ExitStatements(Scenario scenario) {
    this.scenario = scenario;
    this.w = scenario.w;
    this.expressions = scenario.expressions;
  }

  /** {@code atexit { ... }}: a function that exit(3) calls. */
  void atExit(ClosureExpression block) {
    if (block == null || scenario.place != scenario.main) {
      throw new UnsupportedInC(
          w.line, "atexit is translated only at the top level of the scenario");
    }
    CProcess function =
        new CProcess("atexit " + ++atExits, CProcess.Nature.FUNCTION, scenario.main);
    function.function = w.outer(atExits == 1 ? "at_exit" : "at_exit" + atExits);
    scenario.processes.add(function);
    scenario.turns.to(scenario.main);
    w.needs.helper(Helper.STOP);
    w.needs.header("stdlib.h");
    w.frame.line("atexit(" + function.function + ");");
    Writer.Mode mode = w.mode;
    w.mode = Writer.Mode.IGNORE;
    w.to(function);
    w.needs.header("unistd.h");
    w.frame.line("if (getpid() != main_pid)");
    w.frame.line("    return;");
    scenario.all(((BlockStatement) block.getCode()).getStatements());
    w.to(scenario.main);
    w.mode = mode;
  }

  /** {@code exit 3}: terminates the program, or a role. */
  void exit(MethodCallExpression call, List<Expression> given) {
    String status = given.isEmpty() ? "0" : w.operand(expressions.of(given.get(0))).c();
    w.needs.header("stdlib.h");
    if (w.process == scenario.main) {
      w.frame.line("exit(" + status + ");");
      return;
    }
    if (scenario.depth > 0
        || w.process.nature == CProcess.Nature.THREAD
        || w.mode != Writer.Mode.CHECK) {
      throw expressions.refuse(
          call, "exit is translated only where it is unconditional, at the end of a role's block");
    }
    w.needs.header("unistd.h");
    w.frame.line("_exit(" + status + ");");
    w.process.ended = true;
  }
}
