package ipcsh.cexport;

import ipcsh.command.UnsupportedInC;
import java.util.List;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.ast.stmt.WhileStatement;

/** Background jobs: {@code role.start { }}, {@code bg { }}, and waiting for them. */
final class BackgroundJobs {
  private final Scenario scenario;
  private final Writer w;
  private final Expressions expressions;
  private int count;

  /** The error that a block is expected to fail with. */
  String expected;

  BackgroundJobs(Scenario scenario) {
    this.scenario = scenario;
    this.w = scenario.w;
    this.expressions = scenario.expressions;
  }

  /** The number of jobs. */
  int count() {
    return count;
  }

  /** {@code role.start { ... }}: the role runs the block while the others continue. */
  void start(CVariable variable, CProcess role, ClosureExpression block) {
    Job job = job(variable, block, role);
    if (scenario.depth > 0 || scenario.place != scenario.main) {
      throw new UnsupportedInC(w.line, "start inside a block is not translated");
    }
    scenario.turns.to(role);
    scenario.narration.flush();
    scenario.turns.over();
    work(job, role, block);
    w.to(scenario.main);
    scenario.turns.release();
  }

  private Job job(CVariable variable, ClosureExpression block, CProcess role) {
    Job job = new Job(count++, role, w.local(block, "value"));
    role.last = job;
    variable.job = job;
    return job;
  }

  /** The statements of a job, and the report of its end. */
  private void work(Job job, CProcess role, ClosureExpression block) {
    List<Statement> statements = ((BlockStatement) block.getCode()).getStatements();
    boolean endless = !statements.isEmpty() && isEndless(statements.get(statements.size() - 1));
    CVariable result = job.result();
    w.needs.helper(Helper.JOBS);
    if (result.watched) {
      w.needs.helper(Helper.WAITS_IN);
      w.frame.line("job_begins(" + job.number() + ");");
    }
    Writer.Mode mode = w.mode;
    int first = w.frame.size();
    if (result.fallible) {
      w.mode = Writer.Mode.JUMP;
      w.label = w.names.take("failed");
      w.needs.header("errno.h");
    }
    scenario.depth++;
    scenario.roles.body(role, block, result.wanted ? result : null);
    scenario.depth--;
    w.mode = mode;
    if (result.fallible) {
      w.frame.line("errno = 0;");
      w.frame.labelIfUsed(w.label, first);
      w.needs.helper(Helper.JOB_ENDED);
      w.frame.line("job_ended(" + job.number() + ", errno);");
    } else if (!endless) {
      w.needs.helper(Helper.JOB_DONE);
      w.frame.line("job_done(" + job.number() + ");");
    }
  }

  /** {@code bg { ... }}: a thread of the program. */
  void background(
      CVariable variable, String name, MethodCallExpression call, ClosureExpression block) {
    if (scenario.place != scenario.main || scenario.depth > 0 || block == null) {
      throw expressions.refuse(call, "bg is translated only at the top level of the scenario");
    }
    CProcess process = new CProcess("bg " + (count + 1), CProcess.Nature.THREAD, scenario.main);
    process.function = w.outer(name);
    process.scope = w.scope;
    process.since = scenario.time + 1;
    process.background = true;
    scenario.turns.to(scenario.main);
    scenario.narration.flush();
    scenario.roles.thread(process);
    w.to(process);
    work(job(variable, block, process), process, block);
    w.to(scenario.main);
  }

  private static boolean isEndless(Statement statement) {
    return statement instanceof WhileStatement loop
        && loop.getBooleanExpression().getExpression() instanceof ConstantExpression constant
        && Boolean.TRUE.equals(constant.getValue());
  }

  /** The job that a variable denotes, or null. */
  Job job(Expression e) {
    CVariable variable = e instanceof VariableExpression v ? w.scope.find(v.getName()) : null;
    return variable == null ? null : variable.job;
  }

  /** The job that an expression denotes: a job variable, or the last job of a role. */
  Job doing(Expression e) {
    CVariable variable = e instanceof VariableExpression v ? w.scope.find(v.getName()) : null;
    if (variable == null || variable.job == null && variable.role == null) {
      return null;
    }
    return variable.job != null ? variable.job : variable.role.last;
  }

  /** Waits for a job. */
  Value awaited(Job job, MethodCallExpression get) {
    if (scenario.place != scenario.main) {
      throw expressions.refuse(
          get, "only the top level of the scenario can wait for what was started");
    }
    scenario.turns.to(scenario.main);
    w.needs.helper(Helper.AWAIT_JOB);
    List<Expression> given =
        get.getArguments() instanceof TupleExpression tuple ? tuple.getExpressions() : List.of();
    String seconds = given.isEmpty() ? "-1" : w.operand(expressions.of(given.get(0))).c();
    boolean late = given.size() == 1 && "ETIMEDOUT".equals(expected);
    if (expected != null && !late && !job.result().fallible) {
      job.result().fallible = true;
      throw new ReadingRestart();
    }
    return Value.call(
        Kind.INT, "await_job(" + job.number() + ", " + seconds + ")", Value.Fails.MINUS_ONE);
  }

  /** Cancels a role's job: the role has nothing more to do, and ends. */
  void cancel(Job job, MethodCallExpression call) {
    CProcess role = job.process();
    if (role.nature == CProcess.Nature.THREAD || scenario.depth > 0) {
      throw expressions.refuse(call, "is translated only for a process, as its last action");
    }
    scenario.turns.to(scenario.main);
    scenario.narration.flush();
    w.needs.helper(Helper.END_ROLE);
    w.frame.line("end_role(" + role.pid + ");");
    role.ended = true;
    role.reaped = true;
  }

  /** The result of a job. */
  Value got(Job job, MethodCallExpression get) {
    CVariable result = job.result();
    if (!result.wanted) {
      result.wanted = true;
      throw new ReadingRestart();
    }
    w.call(awaited(job, get));
    result.read(w.process, get);
    return result.value();
  }
}
