package ipcsh.language.cprogram;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.VariableScope;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.RangeExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/**
 * A scenario of several processes. Each is a function of straight-line code; whose turn it is goes
 * round by semaphores: one who waits for turn {@code n} goes on when turn {@code n - 1} has ended.
 * What is started has its turn over at its beginning, and says at its end that it is done.
 */
final class Scenario extends Statements {
  private static final Set<String> NARRATION = Set.of("title", "chapter", "say", "pause");

  private final Comments comments;
  private final Map<String, Definition> definitions;
  private final List<Function> functions = new ArrayList<>();
  private final Process main;
  private final Watching watching;
  private final Map<String, Process> processes = new LinkedHashMap<>();

  /** Whose text is read. */
  private Process place;

  private Process owner;
  private int turn;
  private int done;
  private int depth;
  private int atExits;
  private final List<String> waitingComments = new ArrayList<>();

  Scenario(Writer w, Process main, Comments comments, Map<String, Definition> definitions) {
    super(w);
    this.main = main;
    this.owner = main;
    this.place = main;
    this.comments = comments;
    this.watching = new Watching(w, expressions, this::doing);
    this.definitions = definitions;
    definitions.values().forEach(each -> each.begin());
  }

  boolean hasLearned() {
    return definitions.values().stream().anyMatch(each -> each.changed);
  }

  /** A function of C. */
  record Function(String head, List<String> body) {}

  List<Function> functions() {
    return functions;
  }

  Map<String, Process> processes() {
    return processes;
  }

  int turns() {
    return turn + 1;
  }

  int jobs() {
    return done;
  }

  boolean hasAtExit() {
    return atExits > 0;
  }

  /** All of the scenario. */
  void run(List<Statement> statements) {
    all(statements);
    to(main);
    flush();
    boolean more = true;
    while (more) {
      more = false;
      for (Definition each : definitions.values()) {
        if (each.called && each.process.frame.size() == 0) {
          define(each);
          more = true;
        }
      }
    }
  }

  // functions

  private Value called(Definition definition, MethodCallExpression call) {
    List<Expression> given =
        call.getArguments() instanceof TupleExpression tuple ? tuple.getExpressions() : List.of();
    Parameter[] parameters = definition.parameters;
    if (parameters.length == 0 && given.size() == 1 && definition.usesIt()) {
      parameters = definition.it();
    }
    if (given.size() != parameters.length) {
      throw expressions.refuse(call, "it takes " + parameters.length + " values");
    }
    definition.called = true;
    definition.process.callers.add(w.process);
    definition.process.callers.addAll(w.process.callers);
    if (definition.process.function == null) {
      definition.process.function = w.outer(wish(definition));
    }
    List<String> values = new ArrayList<>();
    Scope before = w.scope;
    String times = w.time;
    for (int i = 0; i < parameters.length; i++) {
      Value value = w.operand(expressions.of(given.get(i)));
      if (value.kind().type() == null || value.kind() == Kind.CREDENTIALS) {
        throw expressions.refuse(given.get(i), "cannot be given to a function of C");
      }
      w.scope = new Scope(before);
      w.time = "";
      w.local(parameters[i], parameters[i].getName()).become(value.kind(), call);
      w.scope = before;
      w.time = times;
      values.add(value.c());
    }
    if (!definition.known && !definition.open) {
      learn(definition);
    }
    return Value.effect(
        definition.known ? definition.result : Kind.INT,
        definition.process.function + "(" + String.join(", ", values) + ")");
  }

  /** What it is called in C: with the role's name where other roles have one of that name. */
  private String wish(Definition definition) {
    boolean several =
        definitions.values().stream().filter(each -> each.name.equals(definition.name)).count() > 1;
    return several && definition.owner != null
        ? definition.owner.function + "_" + definition.name
        : definition.name;
  }

  /** Reads a function to hear what it gives; it is written when all is known who calls it. */
  private void learn(Definition definition) {
    Process process = w.process;
    Process where = place;
    Scope scope = w.scope;
    Writer.Mode mode = w.mode;
    String label = w.label;
    int loops = depth;
    String times = w.time;
    w.time = "";
    List<String> comment = List.copyOf(waitingComments);
    w.mode = Writer.Mode.CHECK;
    depth = 0;
    waitingComments.clear();
    define(definition);
    functions.remove(functions.size() - 1);
    definition.begin(definition.process);
    waitingComments.clear();
    waitingComments.addAll(comment);
    depth = loops;
    w.time = times;
    w.mode = mode;
    w.label = label;
    w.to(process);
    place = where;
    w.scope = scope;
  }

  private void define(Definition definition) {
    Process process = definition.process;
    definition.open = true;
    process.names = new Names(w.shown);
    Scope before = w.scope;
    w.to(process);
    place = process;
    w.scope = new Scope(definition.scope == null ? main.scope : definition.scope);
    List<String> parameters = new ArrayList<>();
    for (Parameter each : definition.usesIt() ? definition.it() : definition.parameters) {
      Variable variable = w.local(each, each.getName());
      variable.used(process);
      variable.c = w.names.take(variable.name);
      parameters.add(variable.kind.type() + variable.c);
    }
    depth++;
    List<Statement> statements = definition.statements;
    for (int i = 0; i < statements.size(); i++) {
      Statement each = statements.get(i);
      Expression value = i == statements.size() - 1 ? value(each) : null;
      if (value == null || value instanceof MethodCallExpression call && !isValue(call)) {
        statement(each);
      } else {
        result(definition, each, value);
      }
    }
    depth--;
    definition.changed |= !definition.known;
    definition.known = true;
    definition.open = false;
    w.scope = before;
    w.to(main);
    place = main;
    String head =
        "static "
            + (definition.result == Kind.NOTHING ? "void " : definition.result.type())
            + process.function
            + "("
            + (parameters.isEmpty() ? "void" : String.join(", ", parameters))
            + ")";
    functions.add(new Function(head, process.frame.whole(true)));
    if (process.frame.size() == 0) {
      w.frame = process.frame;
      w.frame.line("");
      w.to(main);
    }
  }

  private boolean isValue(MethodCallExpression call) {
    String name = String.valueOf(call.getMethodAsString());
    return name.startsWith("get") || call.isImplicitThis() && definition(name) != null;
  }

  private void result(Definition definition, Statement statement, Expression value) {
    if (value instanceof BinaryExpression binary
        && binary.getOperation().getText().endsWith("=")
        && !binary.getOperation().getText().matches("[=!<>]=")) {
      statement(statement);
      return;
    }
    waitingComments.addAll(comments.before(statement.getLineNumber()));
    flush();
    w.statement();
    Value given = w.checked(expressions.of(value));
    if (!given.kind().isNumber() && !given.kind().isDescriptor()) {
      if (given.kind() == Kind.TEXT && given.constant() != null) {
        // a word of praise for who calls it at the prompt
        given = Value.of(Kind.TEXT, given.c());
      } else {
        throw expressions.refuse(value, "a function gives a number or a descriptor in C");
      }
    }
    if (definition.result != given.kind()) {
      definition.result = given.kind();
      definition.changed = true;
    }
    w.frame.line("return " + given.c() + ";");
  }

  // comments

  @Override
  void statement(Statement statement) {
    if (!(statement instanceof BlockStatement)) {
      waitingComments.addAll(comments.before(statement.getLineNumber()));
      w.line = statement.getLineNumber();
      boolean toRole = roleCall(statement) != null;
      if (!toRole && !isNarration(statement)) {
        if (place == main && depth == 0) {
          to(main);
        }
        flush();
      }
    }
    super.statement(statement);
  }

  private void flush() {
    for (String text : waitingComments) {
      if (text.isEmpty() || text.startsWith("\f")) {
        w.frame.line("");
      }
      comments.wrap(text.replace("\f", "")).forEach(w.frame::line);
    }
    waitingComments.clear();
  }

  private static boolean isNarration(Statement statement) {
    return statement instanceof ExpressionStatement expression
        && expression.getExpression() instanceof MethodCallExpression call
        && call.isImplicitThis()
        && (NARRATION.contains(call.getMethodAsString())
            || "hide".equals(call.getMethodAsString()));
  }

  private Process roleCall(Statement statement) {
    return statement instanceof ExpressionStatement expression
            && expression.getExpression() instanceof MethodCallExpression call
        ? role(call)
        : null;
  }

  // turns

  /** From here on it is this one's turn. */
  private void to(Process next) {
    if (next.ended) {
      throw new NotInC(w.line, next.name + " has ended");
    }
    if (owner == next) {
      return;
    }
    if (owner != null && owner.ended) {
      // it cannot say so itself
      w.to(main);
      w.frame.line("await_end(" + owner.pid + ");");
      owner = main;
      if (next == main) {
        return;
      }
    }
    if (owner != null) {
      w.needs.helper(Helper.TURNS);
      w.to(owner);
      w.frame.line("end_turn(" + turn + ");");
      turn++;
    }
    w.to(next);
    w.frame.line("");
    w.frame.line("wait_turn(" + turn + ");");
    owner = next;
  }

  /** A process, if the call gives one a block. */
  private Process role(MethodCallExpression call) {
    String name = call.getMethodAsString();
    if (call.isImplicitThis()) {
      return name == null ? null : process(name);
    }
    boolean starts = "start".equals(name) || "call".equals(name);
    return starts && call.getObjectExpression() instanceof VariableExpression variable
        ? process(variable.getName())
        : null;
  }

  private Process process(String name) {
    Variable variable = w.scope.find(name);
    return variable == null ? null : variable.role;
  }

  private static ClosureExpression block(MethodCallExpression call) {
    return call.getArguments() instanceof TupleExpression given
            && given.getExpressions().size() == 1
            && given.getExpression(0) instanceof ClosureExpression block
        ? block
        : null;
  }

  /**
   * What a role does; {@code result} hears the value of the last expression, where it is wanted.
   */
  private void inRole(Process role, ClosureExpression block, Variable result) {
    if (place != main) {
      throw new NotInC(w.line, "a role that gives another one a block");
    }
    if (depth > 0) {
      throw new NotInC(
          w.line, role.name + " { } in a loop or a condition: turns have an order that is known");
    }
    to(role);
    flush();
    body(role, block, result);
  }

  private void body(Process role, ClosureExpression block, Variable result) {
    Scope before = w.scope;
    Process outer = place;
    place = role;
    w.scope = new Scope(role.scope);
    List<Statement> statements = ((BlockStatement) block.getCode()).getStatements();
    for (int i = 0; i < statements.size(); i++) {
      Statement each = statements.get(i);
      boolean last = i == statements.size() - 1;
      Expression value = last && result != null ? value(each) : null;
      if (value instanceof MethodCallExpression fails
          && fails.isImplicitThis()
          && "fails".equals(fails.getMethodAsString())) {
        statement(each);
        result.become(Kind.ERROR, value);
        result.c = ((TupleExpression) fails.getArguments()).getExpression(0).getText();
      } else if (value != null) {
        waitingComments.addAll(comments.before(each.getLineNumber()));
        flush();
        w.statement();
        result.users.add("main");
        assign(result, value, value);
        if (!result.shared && result.kind != Kind.ERROR && role.memory() != main) {
          result.share(value);
        }
      } else {
        statement(each);
      }
      if (w.process.ended && !last) {
        throw new NotInC(each, "nothing runs behind exit");
      }
    }
    w.scope = before;
    place = outer;
    if (result == null || !role.ended) {
      w.statement();
    }
  }

  private static Expression value(Statement statement) {
    return statement instanceof ExpressionStatement expression
        ? expression.getExpression()
        : statement instanceof ReturnStatement given ? given.getExpression() : null;
  }

  /** The value of a block that a role runs, for the scenario's own lines. */
  private Value fromRole(Process role, ClosureExpression block) {
    Variable result = w.local(block, "value");
    inRole(role, block, result);
    to(main);
    return expressions.of(named(result));
  }

  private VariableExpression named(Variable variable) {
    w.scope.declared(variable.name, variable);
    return new VariableExpression(variable.name);
  }

  // what makes roles, and what roles do

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
        function(variable.getName(), block, e);
        return;
      }
      if (left instanceof VariableExpression variable && isUnrolled(right)) {
        to(main);
        w.scope.assigned(variable.getName()).all = unrolled(right);
        return;
      }
      if (left instanceof PropertyExpression property
          && property.getObjectExpression() instanceof VariableExpression role
          && process(role.getName()) != null) {
        to(main);
        Process process = process(role.getName());
        Variable variable = process.scope.assigned(property.getPropertyAsString());
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
    switch (made) {
      case "shell" -> makes(w.scope.assigned(name), name, Process.Nature.SHELL, call);
      case "fork" -> makes(w.scope.assigned(name), name, Process.Nature.FORK, call);
      case "thread" -> makes(w.scope.assigned(name), name, Process.Nature.THREAD, call);
      case "bg" -> background(w.scope.assigned(name), name, call, block(call));
      case "fails" -> {
        statementOf(call);
        Variable variable = w.scope.assigned(name);
        variable.become(Kind.ERROR, whole);
        variable.c = ((TupleExpression) call.getArguments()).getExpression(0).getText();
        variable.writer = null;
      }
      default -> {
        Process role = role(call);
        ClosureExpression block = block(call);
        if (role == null || block == null) {
          return false;
        }
        if ("start".equals(call.getMethodAsString()) && !call.isImplicitThis()) {
          Variable variable = w.scope.assigned(name);
          start(variable, role, block);
        } else {
          inRole(role, block, w.scope.assigned(name));
          to(main);
        }
      }
    }
    return true;
  }

  private void statementOf(MethodCallExpression call) {
    special(call);
  }

  private void makes(
      Variable variable, String name, Process.Nature nature, MethodCallExpression call) {
    if (place != main || depth > 0) {
      throw expressions.refuse(
          call, "a role is made by the scenario's own lines, not within a block");
    }
    if (call.getArguments() instanceof TupleExpression given
        && given.getExpressions().stream()
            .anyMatch(each -> !(each instanceof ConstantExpression) && w.time.isEmpty())) {
      throw expressions.refuse(
          call, "what " + call.getMethodAsString() + " is given here is not translated");
    }
    if (variable.role != null) {
      throw expressions.refuse(call, "another role of the same name; another variable would do");
    }
    String title =
        call.getArguments() instanceof TupleExpression given && !given.getExpressions().isEmpty()
            ? w.time.isEmpty() ? given.getExpression(0).getText() : name
            : name;
    Process process = new Process(title, nature, main);
    process.function = w.outer(name);
    process.names = nature == Process.Nature.SHELL ? new Names(w.shown) : null;
    process.scope = nature == Process.Nature.SHELL ? new Scope(known -> null) : w.scope;
    process.scope =
        nature == Process.Nature.SHELL ? comments.scope(name, process.scope) : process.scope;
    process.since = time + 1;
    to(main);
    flush();
    boolean first = processes.values().stream().noneMatch(p -> p.nature == Process.Nature.SHELL);
    if (nature == Process.Nature.SHELL && first) {
      w.needs.helper(Helper.SCRATCH);
      w.needs.helper(Helper.CHECK);
      w.frame.line("check(chdir(scratch()));");
    }
    if (nature == Process.Nature.SHELL
        && main.frame.lines().stream()
            .anyMatch(line -> line.contains("check(") && !line.contains("scratch"))) {
      w.needs.header("unistd.h");
      process.frame.line("/* it has nothing of the others */");
      process.frame.line("check(close_range(3, ~0U, 0));");
    }
    variable.kind = Kind.PID;
    variable.role = process;
    if (nature == Process.Nature.THREAD) {
      thread(process);
      variable.c = process.pid;
    } else {
      processes.put(title, process);
      process.pid = w.all.take(name + "_pid");
      variable.c = process.pid;
      w.needs.helper(Helper.TURNS);
      w.needs.helper(Helper.START);
      w.needs.helper(Helper.AWAIT_END);
      w.globals.declare("pid_t ", process.pid, "");
      w.frame.line(process.pid + " = start(" + process.function + ");");
    }
  }

  private void start(Variable variable, Process role, ClosureExpression block) {
    Job job = job(variable, block, role);
    if (depth > 0 || place != main) {
      throw new NotInC(w.line, "start in a block is not translated");
    }
    to(role);
    flush();
    w.frame.line("end_turn(" + turn + ");");
    turn++;
    owner = null;
    work(job, role, block);
    w.to(main);
    owner = null;
  }

  private Job job(Variable variable, ClosureExpression block, Process role) {
    Job job = new Job(done++, role, w.local(block, "value"));
    role.last = job;
    variable.job = job;
    return job;
  }

  /** What is done in the background, and that it is done. */
  private void work(Job job, Process role, ClosureExpression block) {
    List<Statement> statements = ((BlockStatement) block.getCode()).getStatements();
    boolean endless = !statements.isEmpty() && isEndless(statements.get(statements.size() - 1));
    Variable result = job.result();
    w.needs.helper(Helper.JOBS);
    if (result.watched) {
      w.needs.helper(Helper.WAITS_IN);
      w.frame.line("job_begins(" + job.number() + ");");
    }
    Writer.Mode mode = w.mode;
    if (result.fallible) {
      w.mode = Writer.Mode.JUMP;
      w.label = w.names.take("failed");
      w.needs.header("errno.h");
    }
    depth++;
    body(role, block, result.wanted ? result : null);
    depth--;
    w.mode = mode;
    if (result.fallible) {
      w.frame.line("errno = 0;");
      w.frame.label(w.label);
      w.needs.helper(Helper.JOB_ENDED);
      w.frame.line("job_ended(" + job.number() + ", errno);");
    } else if (!endless) {
      w.needs.helper(Helper.JOB_DONE);
      w.frame.line("job_done(" + job.number() + ");");
    }
  }

  /** {@code bg { ... }}: a thread of the program. */
  private void background(
      Variable variable, String name, MethodCallExpression call, ClosureExpression block) {
    if (place != main || depth > 0 || block == null) {
      throw expressions.refuse(call, "bg is translated in the scenario's own lines");
    }
    Process process = new Process("bg " + (done + 1), Process.Nature.THREAD, main);
    process.function = w.outer(name);
    process.scope = w.scope;
    process.since = time + 1;
    process.background = true;
    to(main);
    flush();
    thread(process);
    w.to(process);
    work(job(variable, block, process), process, block);
    w.to(main);
  }

  private void thread(Process process) {
    processes.put(process.name, process);
    process.pid = w.all.take(process.function + "_thread");
    w.needs.helper(process.background ? Helper.SHARED : Helper.TURNS);
    w.needs.header("pthread.h");
    w.needs.helper(Helper.CHECK_ERROR);
    w.globals.declare("pthread_t ", process.pid, "");
    w.frame.line(
        "check_error(pthread_create(&" + process.pid + ", NULL, " + process.function + ", NULL));");
  }

  private static boolean isEndless(Statement statement) {
    return statement instanceof org.codehaus.groovy.ast.stmt.WhileStatement loop
        && loop.getBooleanExpression().getExpression() instanceof ConstantExpression constant
        && Boolean.TRUE.equals(constant.getValue());
  }

  private boolean roleOrFlow(MethodCallExpression call) {
    if (swapped(call) != null) {
      expression(swapped(call));
      return true;
    }
    if ("cancel".equals(call.getMethodAsString()) && job(call.getObjectExpression()) != null) {
      cancel(job(call.getObjectExpression()), call);
      return true;
    }
    if (rolesOrJobs(call)) {
      return true;
    }
    Process role = role(call);
    ClosureExpression block = block(call);
    String name = String.valueOf(call.getMethodAsString());
    if (role != null && block != null) {
      if (name.equals("start") && !call.isImplicitThis()) {
        start(w.local(block, "job"), role, block);
      } else {
        inRole(role, block, null);
      }
      return true;
    }
    if (!call.isImplicitThis()) {
      return false;
    }
    List<Expression> given =
        call.getArguments() instanceof TupleExpression tuple ? tuple.getExpressions() : List.of();
    switch (name) {
      case "title", "chapter", "say" -> narration(name, given);
      case "pause" -> {}
      case "hide" -> all(((BlockStatement) block.getCode()).getStatements());
      case "bg" -> background(w.local(call, "job"), "job", call, block);
      case "atexit" -> atExit(block);
      case "exit" -> exit(call, given);
      default -> {
        return false;
      }
    }
    return true;
  }

  // functions that are blocks

  private void function(String name, ClosureExpression block, Expression whole) {
    if (depth > 0 || place.nature == Process.Nature.FUNCTION) {
      throw expressions.refuse(whole, "a block as a value is translated where it is a function");
    }
    Definition definition =
        definitions.computeIfAbsent(
            place.name + " " + name + " " + block.getLineNumber(),
            key -> {
              Definition made = new Definition(name, block);
              made.changed = true;
              return made;
            });
    boolean first = definition.process == null || definition.owner == null;
    definition.owner = place == main ? null : place;
    definition.scope = place == main ? main.scope : place.scope;
    if (first) {
      definition.begin(null);
    }
    w.scope.assigned(name).function = definition;
  }

  private Definition definition(String name) {
    Variable variable = w.scope.find(name);
    return variable != null && variable.function != null
        ? variable.function
        : definitions.get(name);
  }

  // what is done in the background

  private Job job(Expression e) {
    Variable variable = e instanceof VariableExpression v ? w.scope.find(v.getName()) : null;
    return variable == null ? null : variable.job;
  }

  /** What something does that was started: a job, or what a role was given at last. */
  private Job doing(Expression e) {
    Variable variable = e instanceof VariableExpression v ? w.scope.find(v.getName()) : null;
    if (variable == null || variable.job == null && variable.role == null) {
      return null;
    }
    return variable.job != null ? variable.job : variable.role.last;
  }

  /** Waits for a job. */
  private Value awaited(Job job, MethodCallExpression get) {
    if (place != main) {
      throw expressions.refuse(get, "only the scenario's own lines wait for what was started");
    }
    to(main);
    w.needs.helper(Helper.AWAIT_JOB);
    List<Expression> given =
        get.getArguments() instanceof TupleExpression tuple ? tuple.getExpressions() : List.of();
    String seconds = given.isEmpty() ? "-1" : w.operand(expressions.of(given.get(0))).c();
    boolean late = given.size() == 1 && "ETIMEDOUT".equals(expected);
    if (expected != null && !late && !job.result().fallible) {
      job.result().fallible = true;
      throw new NotYet();
    }
    return Value.call(
        Kind.INT, "await_job(" + job.number() + ", " + seconds + ")", Value.Fails.MINUS_ONE);
  }

  /** Stops what a role does: the role has nothing to do any more, and ends. */
  private void cancel(Job job, MethodCallExpression call) {
    Process role = job.process();
    if (role.nature == Process.Nature.THREAD || depth > 0) {
      throw expressions.refuse(call, "is translated for a process, as the last of what it does");
    }
    to(main);
    flush();
    w.needs.helper(Helper.END_ROLE);
    w.frame.line("end_role(" + role.pid + ");");
    role.ended = true;
    role.reaped = true;
  }

  /** What a job has given. */
  private Value got(Job job, MethodCallExpression get) {
    Variable result = job.result();
    if (!result.wanted) {
      result.wanted = true;
      throw new NotYet();
    }
    w.call(awaited(job, get));
    result.read(w.process, get);
    return result.value();
  }

  /** The error that a block is expected to fail with. */
  private String expected;

  @Override
  void fails(MethodCallExpression call, List<Expression> given) {
    String outer = expected;
    expected = given.isEmpty() ? null : given.get(0).getText();
    super.fails(call, given);
    expected = outer;
  }

  // roles and jobs in lists: each is written out

  private static boolean makesOne(Expression e) {
    return e instanceof MethodCallExpression call
        && (call.isImplicitThis()
                && Set.of("fork", "thread", "shell", "bg").contains(call.getMethodAsString())
            || "start".equals(call.getMethodAsString()) && block(call) != null);
  }

  /** The expression that a block ends with. */
  private static Expression last(ClosureExpression block) {
    List<Statement> statements = ((BlockStatement) block.getCode()).getStatements();
    return statements.isEmpty() ? null : valueOf(statements.get(statements.size() - 1));
  }

  private boolean isUnrolled(Expression e) {
    if (e instanceof VariableExpression name) {
      Variable known = w.scope.find(name.getName());
      return known != null && known.all != null;
    }
    if (e instanceof ListExpression list) {
      return !list.getExpressions().isEmpty()
          && list.getExpressions().stream().allMatch(each -> isRoleOrJob(each));
    }
    return e instanceof MethodCallExpression call
        && "collect".equals(call.getMethodAsString())
        && block(call) != null
        && makesOne(last(block(call)));
  }

  private boolean isRoleOrJob(Expression e) {
    Variable known = e instanceof VariableExpression v ? w.scope.find(v.getName()) : null;
    return known != null && (known.role != null || known.job != null);
  }

  /** The roles or jobs of a list. */
  private List<Variable> unrolled(Expression e) {
    if (e instanceof VariableExpression name) {
      return w.scope.find(name.getName()).all;
    }
    if (e instanceof ListExpression list) {
      return list.getExpressions().stream()
          .map(each -> w.scope.find(((VariableExpression) each).getName()))
          .toList();
    }
    MethodCallExpression call = (MethodCallExpression) e;
    ClosureExpression block = block(call);
    List<Variable> made = new ArrayList<>();
    forAll(of(call.getObjectExpression()), block, () -> made.add(one(block)));
    return made;
  }

  private List<Variable> of(Expression list) {
    if (isUnrolled(list)) {
      return unrolled(list);
    }
    Value from = list instanceof RangeExpression range ? expressions.of(range.getFrom()) : null;
    Value to = list instanceof RangeExpression range ? expressions.of(range.getTo()) : null;
    if (from == null
        || !(from.constant() instanceof Integer first)
        || !(to.constant() instanceof Integer last)
        || last - first > 16) {
      throw expressions.refuse(list, "how many roles these are has to stand there");
    }
    List<Variable> numbers = new ArrayList<>();
    for (int i = first; ((RangeExpression) list).isInclusive() ? i <= last : i < last; i++) {
      Variable number = new Variable("number");
      number.kind = Kind.INT;
      number.c = "" + i;
      number.constant = i;
      numbers.add(number);
    }
    return numbers;
  }

  private void forAll(List<Variable> all, ClosureExpression block, Runnable body) {
    String before = w.time;
    Scope outer = w.scope;
    for (int i = 0; i < all.size(); i++) {
      w.time = before + "/" + i;
      w.scope = new Scope(outer);
      w.scope.declared(Lists.parameter(block), all.get(i));
      body.run();
    }
    w.time = before;
    w.scope = outer;
  }

  private Variable one(ClosureExpression block) {
    List<Statement> statements = ((BlockStatement) block.getCode()).getStatements();
    all(statements.subList(0, statements.size() - 1));
    return one(last(block));
  }

  private Variable one(Expression e) {
    MethodCallExpression call = (MethodCallExpression) e;
    Variable made = w.local(call, "role");
    String name = String.valueOf(call.getMethodAsString());
    if (name.equals("start")) {
      Expression of = call.getObjectExpression();
      Process role = makesOne(of) ? one(of).role : role(call);
      if (role == null) {
        throw expressions.refuse(call, "a role is expected");
      }
      start(made, role, block(call));
      return made;
    }
    String number = w.time.substring(1).replace('/', '_');
    String title = name.equals("fork") ? "child" : name.equals("bg") ? "job" : name;
    if (name.equals("bg")) {
      background(made, title + number, call, block(call));
      return made;
    }
    if (call.getArguments() instanceof TupleExpression given
        && !given.getExpressions().isEmpty()
        && given.getExpression(0) instanceof GStringExpression text
        && text.getValues().size() == 1
        && expressions.of(text.getValue(0)).constant() instanceof Integer n) {
      StringBuilder whole = new StringBuilder();
      text.getStrings()
          .forEach(each -> whole.append(whole.isEmpty() ? "" : n).append(each.getText()));
      title = text.getStrings().size() == 1 ? whole + "" + n : whole.toString();
    } else {
      title += Integer.parseInt(number.replaceAll(".*_", "")) + 1;
    }
    makes(
        made,
        title,
        switch (name) {
          case "fork" -> Process.Nature.FORK;
          case "shell" -> Process.Nature.SHELL;
          default -> Process.Nature.THREAD;
        },
        call);
    return made;
  }

  /** A call on a list of roles or jobs; whether it was one. */
  private boolean rolesOrJobs(MethodCallExpression call) {
    ClosureExpression block = block(call);
    if (call.isImplicitThis() || depth > 0 && block != null && !makesOne(last(block))) {
      return false;
    }
    if (isUnrolled(call)) {
      unrolled(call);
      return true;
    }
    boolean each = "each".equals(call.getMethodAsString()) && block != null;
    if (call.isSpreadSafe() && isUnrolled(call.getObjectExpression())) {
      for (Variable one : unrolled(call.getObjectExpression())) {
        w.call(awaited(one.job, call));
      }
      return true;
    }
    if (!each || !isUnrolled(call.getObjectExpression())) {
      return false;
    }
    forAll(
        of(call.getObjectExpression()),
        block,
        () -> all(((BlockStatement) block.getCode()).getStatements()));
    return true;
  }

  @Override
  void assertion(Expression e) {
    if (e instanceof BinaryExpression both
        && both.getOperation().getText().equals("==")
        && both.getLeftExpression() instanceof MethodCallExpression call
        && call.isSpreadSafe()
        && "get".equals(call.getMethodAsString())
        && isUnrolled(call.getObjectExpression())
        && both.getRightExpression() instanceof ListExpression values) {
      List<Variable> all = unrolled(call.getObjectExpression());
      if (all.size() != values.getExpressions().size()) {
        throw expressions.refuse(e, "these lists are of different lengths");
      }
      for (int i = 0; i < all.size(); i++) {
        if (all.get(i).job == null) {
          throw expressions.refuse(e, "something that was started is expected");
        }
        Value value = got(all.get(i).job, call);
        expect(
            e.getLineNumber(),
            expressions.equality.same(e, value, expressions.of(values.getExpression(i))));
        w.statement();
      }
      return;
    }
    if (e instanceof MethodCallExpression call
        && role(call) != null
        && block(call) != null
        && last(block(call)) instanceof MethodCallExpression fails
        && fails.isImplicitThis()
        && "fails".equals(fails.getMethodAsString())) {
      // it gives the failure, which is always there
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
    Job job = "get".equals(call.getMethodAsString()) ? job(call.getObjectExpression()) : null;
    if (job != null && !job.result().wanted) {
      job.result().wanted = true;
      throw new NotYet();
    }
    return job != null && job.result().kind == Kind.LIST
        || swapped(call) != null && "collect".equals(call.getMethodAsString());
  }

  /** {@code 3.times { role { x } }} as {@code role { 3.times { x } }}; null for anything else. */
  private MethodCallExpression swapped(MethodCallExpression call) {
    ClosureExpression block = block(call);
    boolean loop =
        block != null
            && !call.isImplicitThis()
            && Set.of("times", "each", "collect").contains(call.getMethodAsString());
    if (!loop
        || isUnrolled(call.getObjectExpression())
        || ((BlockStatement) block.getCode()).getStatements().size() != 1
        || !(last(block) instanceof MethodCallExpression inner)
        || !inner.isImplicitThis()
        || role(inner) == null
        || block(inner) == null) {
      return null;
    }
    MethodCallExpression made = call.getNodeMetaData("swapped");
    return made == null ? swap(call, block, inner) : made;
  }

  private static MethodCallExpression swap(
      MethodCallExpression call, ClosureExpression block, MethodCallExpression inner) {
    ClosureExpression each = new ClosureExpression(block.getParameters(), block(inner).getCode());
    each.setSourcePosition(block);
    MethodCallExpression loop =
        new MethodCallExpression(
            call.getObjectExpression(), call.getMethod(), new ArgumentListExpression(each));
    loop.setImplicitThis(false);
    loop.setSourcePosition(call);
    ExpressionStatement statement = new ExpressionStatement(loop);
    statement.setSourcePosition(call);
    ClosureExpression all =
        new ClosureExpression(
            Parameter.EMPTY_ARRAY, new BlockStatement(List.of(statement), new VariableScope()));
    all.setSourcePosition(block);
    MethodCallExpression made =
        new MethodCallExpression(
            inner.getObjectExpression(), inner.getMethod(), new ArgumentListExpression(all));
    made.setImplicitThis(true);
    made.setSourcePosition(call);
    call.putNodeMetaData("swapped", made);
    return made;
  }

  // narration

  private void narration(String name, List<Expression> given) {
    Expression text = given.get(0);
    String shown = text instanceof ConstantExpression ? text.getText() : comments.source(text);
    waitingComments.add(
        (name.equals("say") ? "" : "\f")
            + (name.equals("chapter") ? "-- " + shown + " --" : shown));
    if (text instanceof GStringExpression && place == main) {
      tell(text);
    }
  }

  /** Narration with values in it is printed, where they can be. */
  private void tell(Expression text) {
    if (!Quiet.isPlain(text, w.scope)) {
      return;
    }
    to(main);
    flush();
    w.needs.header("stdio.h");
    Printing.Printed printed = expressions.printing.of(text);
    w.frame.line("printf(\"" + printed.format() + "\\n\"" + printed.arguments() + ");");
  }

  @Override
  String linePrefix() {
    return w.process == main || w.process.background || w.process.nature == Process.Nature.FUNCTION
        ? ""
        : Quote.format(w.process.name) + ": ";
  }

  /** Whether several shells have a variable of that name, of which their functions know. */
  private boolean isOfSeveral(Variable variable) {
    return comments.scopes().values().stream()
            .map(scope -> scope.find(variable.name))
            .filter(each -> each != null && (each.isGlobal() || each.shared))
            .count()
        > 1;
  }

  // endings

  private void atExit(ClosureExpression block) {
    if (block == null || place != main) {
      throw new NotInC(w.line, "atexit is translated for the scenario's own lines");
    }
    Process function = new Process("atexit " + ++atExits, Process.Nature.FUNCTION, main);
    function.function = w.outer(atExits == 1 ? "at_exit" : "at_exit" + atExits);
    processes.put(function.name, function);
    to(main);
    w.needs.helper(Helper.STOP);
    w.needs.header("stdlib.h");
    w.frame.line("atexit(" + function.function + ");");
    Writer.Mode mode = w.mode;
    w.mode = Writer.Mode.IGNORE;
    w.to(function);
    w.needs.header("unistd.h");
    w.frame.line("if (getpid() != main_pid)");
    w.frame.line("    return;");
    super.all(((BlockStatement) block.getCode()).getStatements());
    w.to(main);
    w.mode = mode;
  }

  private void exit(MethodCallExpression call, List<Expression> given) {
    String status = given.isEmpty() ? "0" : w.operand(expressions.of(given.get(0))).c();
    w.needs.header("stdlib.h");
    if (w.process == main) {
      w.frame.line("exit(" + status + ");");
      return;
    }
    if (depth > 0 || w.process.nature == Process.Nature.THREAD || w.mode != Writer.Mode.CHECK) {
      throw expressions.refuse(
          call, "exit is translated where it always happens, at the end of a role's block");
    }
    w.needs.header("unistd.h");
    w.frame.line("_exit(" + status + ");");
    w.process.ended = true;
  }

  @Override
  void assign(Variable variable, Expression right, Expression whole) {
    if (w.process.nature == Process.Nature.SHELL && isOfSeveral(variable)) {
      variable.wish = w.process.function + "_" + variable.name;
    }
    boolean forks =
        processes.values().stream().anyMatch(each -> each.nature == Process.Nature.FORK);
    if (forks && w.process.nature == Process.Nature.FUNCTION && w.scope.isOutermost(variable)) {
      throw expressions.refuse(
          whole,
          "a function changes a variable of the scenario, of which each process has its own");
    }
    super.assign(variable, right, whole);
  }

  @Override
  void returned(ReturnStatement statement) {
    if (w.process.nature == Process.Nature.FUNCTION) {
      throw new NotInC(statement, "return in the middle of a function is not translated");
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
    if (watched != null || !(e instanceof MethodCallExpression call)) {
      return watched;
    }
    Definition definition =
        call.isImplicitThis() ? definition(String.valueOf(call.getMethodAsString())) : null;
    if (definition != null) {
      return called(definition, call);
    }
    Process role = role(call);
    ClosureExpression block = block(call);
    if (role != null && block != null && !"start".equals(call.getMethodAsString())) {
      return fromRole(role, block);
    }
    if (swapped(call) != null) {
      return expressions.of(swapped(call));
    }
    Job job = "get".equals(call.getMethodAsString()) ? job(call.getObjectExpression()) : null;
    if (job != null) {
      return got(job, call);
    }
    return super.otherValue(e);
  }

  @Override
  Value done(Expression e) {
    Job job =
        e instanceof MethodCallExpression call && "get".equals(call.getMethodAsString())
            ? job(call.getObjectExpression())
            : null;
    return job == null ? super.done(e) : awaited(job, (MethodCallExpression) e);
  }
}
