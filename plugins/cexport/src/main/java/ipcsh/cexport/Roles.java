package ipcsh.cexport;

import ipcsh.command.UnsupportedInC;
import ipcsh.command.model.RoleKind;
import java.util.List;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/** The roles of a scenario: how each is started, and how it executes a block. */
final class Roles {
  private final Scenario scenario;
  private final Writer w;
  private final Expressions expressions;

  Roles(Scenario scenario) {
    this.scenario = scenario;
    this.w = scenario.w;
    this.expressions = scenario.expressions;
  }

  /** The role, if the call gives one a block. */
  CProcess role(MethodCallExpression call) {
    String name = call.getMethodAsString();
    if (call.isImplicitThis()) {
      return name == null ? null : process(name);
    }
    return RoleKind.runsBlock(name)
            && call.getObjectExpression() instanceof VariableExpression variable
        ? process(variable.getName())
        : null;
  }

  /** The role with this name, or null. */
  CProcess process(String name) {
    CVariable variable = w.scope.find(name);
    return variable == null ? null : variable.role;
  }

  /** The role to which a statement gives a block, or null. */
  CProcess roleCall(Statement statement) {
    return statement instanceof ExpressionStatement expression
            && expression.getExpression() instanceof MethodCallExpression call
        ? role(call)
        : null;
  }

  /** The name of a role that is not kept in a variable: {@code shell 'server'}. */
  static String title(MethodCallExpression call, String otherwise) {
    return call.getArguments() instanceof TupleExpression given
            && !given.getExpressions().isEmpty()
            && given.getExpression(0) instanceof ConstantExpression constant
        ? constant.getText()
        : otherwise.equals(RoleKind.CHILD.command()) ? "child" : otherwise;
  }

  /** {@code a = shell()}, fork, thread: starts a role. */
  void makes(CVariable variable, String name, CProcess.Nature nature, MethodCallExpression call) {
    if (scenario.place != scenario.main || scenario.depth > 0) {
      throw expressions.refuse(
          call, "a role must be created at the top level of the scenario, not inside a block");
    }
    if (call.getArguments() instanceof TupleExpression given
        && given.getExpressions().stream()
            .anyMatch(each -> !(each instanceof ConstantExpression) && w.time.isEmpty())) {
      throw expressions.refuse(
          call, "what " + call.getMethodAsString() + " receives here is not translated");
    }
    if (variable.role != null) {
      throw expressions.refuse(call, "another role of the same name; use another variable");
    }
    String title =
        call.getArguments() instanceof TupleExpression given && !given.getExpressions().isEmpty()
            ? w.time.isEmpty() ? given.getExpression(0).getText() : name
            : name;
    CProcess process = new CProcess(title, nature, scenario.main);
    String wish = name.matches("\\w+") ? name : "role";
    process.function = w.outer(wish);
    process.names = nature == CProcess.Nature.SHELL ? new CNames(w.shown) : null;
    process.scope = nature == CProcess.Nature.SHELL ? new Scope(known -> null) : w.scope;
    process.scope =
        nature == CProcess.Nature.SHELL
            ? scenario.comments.scope(process.function, process.scope)
            : process.scope;
    process.since = scenario.time + 1;
    scenario.turns.to(scenario.main);
    scenario.narration.flush();
    boolean first = scenario.processes.stream().noneMatch(p -> p.nature == CProcess.Nature.SHELL);
    if (nature == CProcess.Nature.SHELL && first) {
      w.needs.helper(Helper.SCRATCH);
      w.needs.helper(Helper.CHECK);
      w.frame.line("check(chdir(scratch()));");
    }
    if (nature == CProcess.Nature.SHELL
        && scenario.main.frame.lines().stream()
            .anyMatch(line -> line.contains("check(") && !line.contains("scratch"))) {
      w.needs.header("unistd.h");
      process.frame.line("/* a shell role inherits no descriptors */");
      process.frame.line("check(close_range(3, ~0U, 0));");
    }
    variable.kind = Kind.PID;
    variable.role = process;
    if (nature == CProcess.Nature.THREAD) {
      thread(process);
      variable.c = process.pid;
    } else {
      scenario.processes.add(process);
      process.pid = w.all.take(wish + "_pid");
      variable.c = process.pid;
      w.needs.helper(Helper.TURNS);
      w.needs.helper(Helper.START);
      w.needs.helper(Helper.AWAIT_END);
      w.globals.declare("pid_t ", process.pid, "");
      w.frame.line(process.pid + " = start(" + process.function + ");");
    }
  }

  /** Starts a thread. */
  void thread(CProcess process) {
    scenario.processes.add(process);
    process.pid = w.all.take(process.function + "_thread");
    w.needs.helper(process.background ? Helper.SHARED : Helper.TURNS);
    w.needs.header("pthread.h");
    w.needs.helper(Helper.CHECK_ERROR);
    w.globals.declare("pthread_t ", process.pid, "");
    w.frame.line(
        "check_error(pthread_create(&" + process.pid + ", NULL, " + process.function + ", NULL));");
  }

  /**
   * Executes a block in a role; {@code result} receives the value of the last expression, if it is
   * used.
   */
  void inRole(CProcess role, ClosureExpression block, CVariable result) {
    if (scenario.place != scenario.main) {
      throw new UnsupportedInC(w.line, "a role that gives a block to another role");
    }
    if (scenario.depth > 0) {
      throw new UnsupportedInC(
          w.line, role.name + " { } in a loop or a condition: the order of turns must be fixed");
    }
    scenario.turns.to(role);
    scenario.narration.flush();
    body(role, block, result);
  }

  /** The statements of the block, as lines of the role. */
  void body(CProcess role, ClosureExpression block, CVariable result) {
    Scope before = w.scope;
    CProcess outer = scenario.place;
    scenario.place = role;
    w.scope = new Scope(role.scope);
    List<Statement> statements = ((BlockStatement) block.getCode()).getStatements();
    for (int i = 0; i < statements.size(); i++) {
      Statement each = statements.get(i);
      boolean last = i == statements.size() - 1;
      Expression value = last && result != null ? Statements.valueOf(each) : null;
      if (value instanceof MethodCallExpression fails
          && fails.isImplicitThis()
          && "fails".equals(fails.getMethodAsString())) {
        scenario.statement(each);
        result.become(Kind.ERROR, value);
        result.c = ((TupleExpression) fails.getArguments()).getExpression(0).getText();
      } else if (value != null) {
        scenario.narration.before(each);
        scenario.narration.flush();
        w.statement();
        result.users.add("main");
        scenario.assign(result, value, value);
        if (!result.shared && result.kind != Kind.ERROR && role.memory() != scenario.main) {
          result.share(value);
        }
      } else {
        scenario.statement(each);
      }
      if (w.process.ended && !last) {
        throw new UnsupportedInC(Reading.line(each), "nothing runs after exit");
      }
    }
    w.scope = before;
    scenario.place = outer;
    if (result == null || !role.ended) {
      w.statement();
    }
  }

  /** The value of a block that a role executes, for the scenario's own lines. */
  Value fromRole(CProcess role, ClosureExpression block) {
    CVariable result = w.local(block, "value");
    inRole(role, block, result);
    scenario.turns.to(scenario.main);
    return expressions.of(named(result));
  }

  private VariableExpression named(CVariable variable) {
    w.scope.declared(variable.name, variable);
    return new VariableExpression(variable.name);
  }
}
