package ipcsh.cexport;

import ipcsh.command.UnsupportedInC;
import ipcsh.command.model.RoleKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/**
 * A scenario of several processes. Each is a function of straight-line code; they take turns by
 * means of semaphores: the process that waits for turn {@code n} continues when turn {@code n - 1}
 * has ended. A job that is started ends its turn at its beginning, and reports at its end that it
 * is done.
 */
final class Scenario extends Statements {
  final CProcess main;
  final Comments comments;
  final List<CProcess> processes = new ArrayList<>();
  final Turns turns;
  final Narration narration;
  final ScenarioFunctions functions;
  final BackgroundJobs jobs;
  final Roles roles;
  final RoleLists roleLists;
  final Swaps swaps;
  private final ExitStatements endings;

  /** The process whose text is being translated. */
  CProcess place;

  /** The nesting depth of conditions and loops at the current position. */
  int depth;

  private final ActivityQueries watching;

  Scenario(Writer w, CProcess main, Comments comments, Map<String, Definition> definitions) {
    super(w);
    this.main = main;
    this.place = main;
    this.comments = comments;
    this.turns = new Turns(this);
    this.narration = new Narration(this);
    this.functions = new ScenarioFunctions(this, definitions);
    this.jobs = new BackgroundJobs(this);
    this.roles = new Roles(this);
    this.roleLists = new RoleLists(this);
    this.swaps = new Swaps(this);
    this.endings = new ExitStatements(this);
    this.watching = new ActivityQueries(w, expressions, jobs::doing);
  }

  /** Translates the whole scenario. */
  void run(List<Statement> statements) {
    all(statements);
    turns.to(main);
    narration.flush();
    functions.all();
  }

  @Override
  void statement(Statement statement) {
    if (!(statement instanceof BlockStatement)) {
      narration.before(statement);
      w.line = statement.getLineNumber();
      boolean toRole = roles.roleCall(statement) != null;
      if (!toRole && !Narration.isNarration(statement)) {
        if (place == main && depth == 0) {
          turns.to(main);
        }
        narration.flush();
      }
    }
    super.statement(statement);
  }

  @Override
  void expression(Expression e) {
    if (e instanceof BinaryExpression binary && binary.getOperation().getText().equals("=")) {
      Expression left = binary.getLeftExpression();
      Expression right = binary.getRightExpression();
      if (left instanceof VariableExpression variable
          && right instanceof MethodCallExpression call) {
        if (assigned(variable.getName(), call, e)) {
          return;
        }
      }
      if (left instanceof VariableExpression variable && right instanceof ClosureExpression block) {
        functions.function(variable.getName(), block, e);
        return;
      }
      if (left instanceof VariableExpression variable && roleLists.isUnrolled(right)) {
        turns.to(main);
        w.scope.assigned(variable.getName()).all = roleLists.unrolled(right);
        return;
      }
      if (left instanceof PropertyExpression property
          && property.getObjectExpression() instanceof VariableExpression role
          && roles.process(role.getName()) != null) {
        turns.to(main);
        CProcess process = roles.process(role.getName());
        CVariable variable = process.scope.assigned(property.getPropertyAsString());
        assign(variable, right, e);
        if (!variable.shared) {
          variable.share(e);
        }
        return;
      }
    }
    if (e instanceof MethodCallExpression call && roleOrFlow(call)) {
      return;
    }
    super.expression(e);
  }

  private boolean assigned(String name, MethodCallExpression call, Expression whole) {
    String made = call.isImplicitThis() ? String.valueOf(call.getMethodAsString()) : "";
    RoleKind kind = RoleKind.madeBy(made);
    if (kind != null) {
      roles.makes(w.scope.assigned(name), name, CProcess.Nature.of(kind), call);
      return true;
    }
    switch (made) {
      case "bg" -> jobs.background(w.scope.assigned(name), name, call, Lists.block(call));
      case "fails" -> {
        special(call);
        CVariable variable = w.scope.assigned(name);
        variable.become(Kind.ERROR, whole);
        variable.c = ((TupleExpression) call.getArguments()).getExpression(0).getText();
        variable.writer = null;
      }
      default -> {
        CProcess role = roles.role(call);
        ClosureExpression block = Lists.block(call);
        if (role == null || block == null) {
          return false;
        }
        if ("start".equals(call.getMethodAsString()) && !call.isImplicitThis()) {
          CVariable variable = w.scope.assigned(name);
          jobs.start(variable, role, block);
        } else {
          roles.inRole(role, block, w.scope.assigned(name));
          turns.to(main);
        }
      }
    }
    return true;
  }

  private boolean roleOrFlow(MethodCallExpression call) {
    if (swaps.swapped(call) != null) {
      expression(swaps.swapped(call));
      return true;
    }
    if ("cancel".equals(call.getMethodAsString()) && jobs.job(call.getObjectExpression()) != null) {
      jobs.cancel(jobs.job(call.getObjectExpression()), call);
      return true;
    }
    if (roleLists.rolesOrJobs(call)) {
      return true;
    }
    CProcess role = roles.role(call);
    ClosureExpression block = Lists.block(call);
    String name = String.valueOf(call.getMethodAsString());
    if (role != null && block != null) {
      if (name.equals("start") && !call.isImplicitThis()) {
        jobs.start(w.local(block, "job"), role, block);
      } else {
        roles.inRole(role, block, null);
      }
      return true;
    }
    if (!call.isImplicitThis()) {
      return false;
    }
    List<Expression> given =
        call.getArguments() instanceof TupleExpression tuple ? tuple.getExpressions() : List.of();
    RoleKind kind = RoleKind.madeBy(name);
    if (kind != null) {
      roles.makes(w.local(call, name), Roles.title(call, name), CProcess.Nature.of(kind), call);
      return true;
    }
    switch (name) {
      case "title", "chapter", "say" -> narration.narration(name, given);
      case "pause" -> {}
      case "hide" -> all(((BlockStatement) block.getCode()).getStatements());
      case "bg" -> jobs.background(w.local(call, "job"), "job", call, block);
      case "atexit" -> endings.atExit(block);
      case "exit" -> endings.exit(call, given);
      default -> {
        return false;
      }
    }
    return true;
  }

  @Override
  void fails(MethodCallExpression call, List<Expression> given) {
    String outer = jobs.expected;
    jobs.expected = given.isEmpty() ? null : given.get(0).getText();
    super.fails(call, given);
    jobs.expected = outer;
  }

  @Override
  void assertion(Expression e) {
    if (e instanceof BinaryExpression both
        && both.getOperation().getText().equals("==")
        && both.getLeftExpression() instanceof MethodCallExpression call
        && call.isSpreadSafe()
        && "get".equals(call.getMethodAsString())
        && roleLists.isUnrolled(call.getObjectExpression())
        && both.getRightExpression() instanceof ListExpression values) {
      List<CVariable> all = roleLists.unrolled(call.getObjectExpression());
      if (all.size() != values.getExpressions().size()) {
        throw expressions.refuse(e, "these lists have different lengths");
      }
      for (int i = 0; i < all.size(); i++) {
        if (all.get(i).job == null) {
          throw expressions.refuse(e, "something started is expected");
        }
        Value value = jobs.got(all.get(i).job, call);
        expect(
            e.getLineNumber(),
            expressions.equality.same(e, value, expressions.of(values.getExpression(i))));
        w.statement();
      }
      return;
    }
    if (e instanceof MethodCallExpression call
        && roles.role(call) != null
        && Lists.block(call) != null
        && RoleLists.last(Lists.block(call)) instanceof MethodCallExpression fails
        && fails.isImplicitThis()
        && "fails".equals(fails.getMethodAsString())) {
      // fails { } returns the failure, which always exists
      expression(e);
      return;
    }
    super.assertion(e);
  }

  @Override
  boolean isListOfOthers(Expression e) {
    if (!(e instanceof MethodCallExpression call)) {
      return false;
    }
    Job job = "get".equals(call.getMethodAsString()) ? jobs.job(call.getObjectExpression()) : null;
    if (job != null && !job.result().wanted) {
      job.result().wanted = true;
      throw new ReadingRestart();
    }
    return job != null && job.result().kind == Kind.LIST
        || swaps.swapped(call) != null && "collect".equals(call.getMethodAsString());
  }

  @Override
  String linePrefix() {
    // a thread and a driven child print as the shell that they belong to
    return w.process.nature == CProcess.Nature.SHELL ? Quote.format(w.process.name) + ": " : "";
  }

  /** Whether several shells have a variable of that name that their functions use. */
  private boolean isOfSeveral(CVariable variable) {
    return comments.scopes().values().stream()
            .map(scope -> scope.find(variable.name))
            .filter(each -> each != null && (each.isGlobal() || each.shared))
            .count()
        > 1;
  }

  @Override
  void assign(CVariable variable, Expression right, Expression whole) {
    if (w.process.nature == CProcess.Nature.SHELL && isOfSeveral(variable)) {
      variable.wish = w.process.function + "_" + variable.name;
    }
    boolean forks = processes.stream().anyMatch(each -> each.nature == CProcess.Nature.FORK);
    if (forks && w.process.nature == CProcess.Nature.FUNCTION && w.scope.isOutermost(variable)) {
      throw expressions.refuse(
          whole,
          "a function changes a variable of the scenario, of which each process has its own copy");
    }
    super.assign(variable, right, whole);
  }

  @Override
  void returned(ReturnStatement statement) {
    if (w.process.nature == CProcess.Nature.FUNCTION) {
      throw new UnsupportedInC(
          Reading.line(statement), "return in the middle of a function is not translated");
    }
    super.returned(statement);
  }

  @Override
  void within(Statement block) {
    inner(() -> super.within(block));
  }

  @Override
  void inner(Runnable body) {
    depth++;
    body.run();
    depth--;
  }

  @Override
  Value otherValue(Expression e) {
    Value watched = watching.of(e);
    if (watched != null) {
      return watched;
    }
    if (!(e instanceof MethodCallExpression call)) {
      return super.otherValue(e);
    }
    Definition definition =
        call.isImplicitThis()
            ? functions.definition(String.valueOf(call.getMethodAsString()))
            : null;
    if (definition != null) {
      return functions.called(definition, call);
    }
    CProcess role = roles.role(call);
    ClosureExpression block = Lists.block(call);
    if (role != null && block != null && !"start".equals(call.getMethodAsString())) {
      return roles.fromRole(role, block);
    }
    if (swaps.swapped(call) != null) {
      return expressions.of(swaps.swapped(call));
    }
    Job job = "get".equals(call.getMethodAsString()) ? jobs.job(call.getObjectExpression()) : null;
    if (job != null) {
      return jobs.got(job, call);
    }
    return super.otherValue(e);
  }

  @Override
  Value done(Expression e) {
    Job job =
        e instanceof MethodCallExpression call && "get".equals(call.getMethodAsString())
            ? jobs.job(call.getObjectExpression())
            : null;
    return job == null ? super.done(e) : jobs.awaited(job, (MethodCallExpression) e);
  }
}
