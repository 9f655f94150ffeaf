package ipcsh.language.cprogram;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
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
  private final Map<String, Process> processes = new LinkedHashMap<>();

  /** What the pending results are called, and the number of each. */
  private final Map<String, Integer> pending = new LinkedHashMap<>();

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
    this.definitions = definitions;
    definitions.values().forEach(Definition::begin);
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
    Parameter[] parameters = definition.node.getParameters();
    if (given.size() != parameters.length) {
      throw expressions.refuse(call, "it takes " + parameters.length + " values");
    }
    definition.called = true;
    definition.process.callers.add(w.process);
    definition.process.callers.addAll(w.process.callers);
    if (definition.process.function == null) {
      definition.process.function = w.all.take(definition.node.getName());
    }
    List<String> values = new ArrayList<>();
    Scope before = w.scope;
    for (int i = 0; i < parameters.length; i++) {
      Value value = w.operand(expressions.of(given.get(i)));
      if (value.kind().type() == null || value.kind() == Kind.CREDENTIALS) {
        throw expressions.refuse(given.get(i), "cannot be given to a function of C");
      }
      w.scope = new Scope(before);
      w.local(parameters[i], parameters[i].getName()).become(value.kind(), call);
      w.scope = before;
      values.add(value.c());
    }
    return Value.effect(
        definition.known ? definition.result : Kind.INT,
        definition.process.function + "(" + String.join(", ", values) + ")");
  }

  private void define(Definition definition) {
    Process process = definition.process;
    Scope before = w.scope;
    w.to(process);
    place = process;
    w.scope = new Scope(main.scope);
    List<String> parameters = new ArrayList<>();
    for (Parameter each : definition.node.getParameters()) {
      Variable variable = w.local(each, each.getName());
      variable.used(process);
      variable.c = w.names.take(variable.name);
      parameters.add(variable.kind.type() + variable.c);
    }
    depth++;
    List<Statement> statements = ((BlockStatement) definition.node.getCode()).getStatements();
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

  private static boolean isValue(MethodCallExpression call) {
    return call.getMethodAsString() != null && call.getMethodAsString().startsWith("get");
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
      if (value != null) {
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
      case "shell" -> makes(name, Process.Nature.SHELL, call);
      case "fork" -> makes(name, Process.Nature.FORK, call);
      case "thread" -> makes(name, Process.Nature.THREAD, call);
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
          start(name, role, block);
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

  private void makes(String name, Process.Nature nature, MethodCallExpression call) {
    if (place != main || depth > 0) {
      throw expressions.refuse(
          call, "a role is made by the scenario's own lines, not within a block");
    }
    if (call.getArguments() instanceof TupleExpression given
        && given.getExpressions().stream()
            .anyMatch(each -> !(each instanceof ConstantExpression))) {
      throw expressions.refuse(
          call, "what " + call.getMethodAsString() + " is given here is not translated");
    }
    Variable variable = w.scope.assigned(name);
    if (variable.role != null) {
      throw expressions.refuse(call, "another role of the same name; another variable would do");
    }
    String title =
        call.getArguments() instanceof TupleExpression given && !given.getExpressions().isEmpty()
            ? given.getExpression(0).getText()
            : name;
    Process process = new Process(title, nature, main);
    process.function = w.all.take(name);
    process.names = nature == Process.Nature.SHELL ? new Names() : null;
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
    processes.put(title, process);
    boolean thread = nature == Process.Nature.THREAD;
    process.pid = w.all.take(name + (thread ? "_thread" : "_pid"));
    variable.c = process.pid;
    variable.kind = Kind.PID;
    variable.role = process;
    w.needs.helper(Helper.TURNS);
    if (thread) {
      w.needs.header("pthread.h");
      w.needs.helper(Helper.CHECK_ERROR);
      w.globals.declare("pthread_t ", process.pid, "");
      w.frame.line(
          "check_error(pthread_create(&"
              + process.pid
              + ", NULL, "
              + process.function
              + ", NULL));");
    } else {
      w.needs.helper(Helper.START);
      w.needs.helper(Helper.AWAIT_END);
      w.globals.declare("pid_t ", process.pid, "");
      w.frame.line(process.pid + " = start(" + process.function + ");");
    }
  }

  private void start(String name, Process role, ClosureExpression block) {
    int job = done++;
    pending.put(name, job);
    if (depth > 0 || place != main) {
      throw new NotInC(w.line, "start in a block is not translated");
    }
    to(role);
    flush();
    w.frame.line("end_turn(" + turn + ");");
    turn++;
    owner = null;
    List<Statement> statements = ((BlockStatement) block.getCode()).getStatements();
    boolean endless = !statements.isEmpty() && isEndless(statements.get(statements.size() - 1));
    depth++;
    body(role, block, null);
    depth--;
    if (!endless) {
      w.frame.line("job_done(" + job + ");");
    }
    w.needs.helper(Helper.JOB_DONE);
    w.to(main);
    owner = null;
  }

  private static boolean isEndless(Statement statement) {
    return statement instanceof org.codehaus.groovy.ast.stmt.WhileStatement loop
        && loop.getBooleanExpression().getExpression() instanceof ConstantExpression constant
        && Boolean.TRUE.equals(constant.getValue());
  }

  private boolean roleOrFlow(MethodCallExpression call) {
    Process role = role(call);
    ClosureExpression block = block(call);
    String name = String.valueOf(call.getMethodAsString());
    if (role != null && block != null) {
      if (name.equals("start") && !call.isImplicitThis()) {
        start("job" + done, role, block);
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
      case "atexit" -> atExit(block);
      case "exit" -> exit(call, given);
      default -> {
        return false;
      }
    }
    return true;
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
    Expressions.Printed printed = expressions.printed(text);
    w.frame.line("printf(\"" + printed.format() + "\\n\"" + printed.arguments() + ");");
  }

  @Override
  String linePrefix() {
    return w.process == main || w.process.nature == Process.Nature.FUNCTION
        ? ""
        : Quote.format(w.process.name) + ": ";
  }

  // endings

  private void atExit(ClosureExpression block) {
    if (block == null || place != main) {
      throw new NotInC(w.line, "atexit is translated for the scenario's own lines");
    }
    Process function = new Process("atexit " + ++atExits, Process.Nature.FUNCTION, main);
    function.function = w.all.take(atExits == 1 ? "at_exit" : "at_exit" + atExits);
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
    depth++;
    super.within(block);
    depth--;
  }

  @Override
  Value otherCall(MethodCallExpression call) {
    Definition definition =
        call.isImplicitThis() ? definitions.get(String.valueOf(call.getMethodAsString())) : null;
    if (definition != null) {
      return called(definition, call);
    }
    Process role = role(call);
    ClosureExpression block = block(call);
    if (role != null && block != null && !"start".equals(call.getMethodAsString())) {
      return fromRole(role, block);
    }
    if ("get".equals(call.getMethodAsString())
        && call.getObjectExpression() instanceof VariableExpression variable
        && pending.containsKey(variable.getName())) {
      to(main);
      w.needs.helper(Helper.AWAIT_JOB);
      List<Expression> given =
          call.getArguments() instanceof TupleExpression tuple ? tuple.getExpressions() : List.of();
      String seconds = given.isEmpty() ? "-1" : w.operand(expressions.of(given.get(0))).c();
      return Value.call(
          Kind.NOTHING,
          "await_job(" + pending.get(variable.getName()) + ", " + seconds + ")",
          Value.Fails.MINUS_ONE);
    }
    return null;
  }
}
