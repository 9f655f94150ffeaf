package ipcsh.language.cprogram;

import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.VariableScope;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ClosureListExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.EmptyExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PostfixExpression;
import org.codehaus.groovy.ast.expr.PrefixExpression;
import org.codehaus.groovy.ast.expr.RangeExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.AssertStatement;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.BreakStatement;
import org.codehaus.groovy.ast.stmt.CatchStatement;
import org.codehaus.groovy.ast.stmt.ContinueStatement;
import org.codehaus.groovy.ast.stmt.EmptyStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.ast.stmt.IfStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.ast.stmt.TryCatchStatement;
import org.codehaus.groovy.ast.stmt.WhileStatement;

/** Statements: what is done, one after the other. */
class Statements {
  final Writer w;
  final Expressions expressions;
  final Lists lists;

  /** How often something was given a value. */
  int time;

  Statements(Writer w) {
    this.w = w;
    this.expressions = new Expressions(w, this::otherValue);
    this.lists = new Lists(w, this);
  }

  /** The value of what is neither a command's nor an operator's, null where nobody knows. */
  Value otherValue(Expression e) {
    return e instanceof MethodCallExpression call
            && "every".equals(call.getMethodAsString())
            && Lists.block(call) != null
        ? lists.every(call)
        : null;
  }

  /** A call for what it does, whatever it gives. */
  Value done(Expression e) {
    return expressions.of(e);
  }

  /** What is written within a loop. */
  void inner(Runnable body) {
    body.run();
  }

  /** The expression that a statement is, null for other statements. */
  static Expression valueOf(Statement statement) {
    return statement instanceof ExpressionStatement expression
        ? expression.getExpression()
        : statement instanceof ReturnStatement given ? given.getExpression() : null;
  }

  /** A list of statements. */
  void all(List<Statement> statements) {
    for (Statement each : statements) {
      statement(each);
    }
  }

  void statement(Statement statement) {
    w.statement();
    if (statement instanceof BlockStatement block) {
      all(block.getStatements());
    } else if (statement instanceof ExpressionStatement expression) {
      expression(expression.getExpression());
    } else if (statement instanceof ReturnStatement given) {
      returned(given);
    } else if (statement instanceof AssertStatement assertion) {
      assertion(assertion.getBooleanExpression().getExpression());
    } else if (statement instanceof IfStatement choice) {
      choice(choice);
    } else if (statement instanceof WhileStatement loop) {
      loop(loop.getBooleanExpression().getExpression(), loop.getLoopBlock());
    } else if (statement instanceof ForStatement loop) {
      loop(loop);
    } else if (statement instanceof TryCatchStatement attempt) {
      attempt(attempt);
    } else if (statement instanceof BreakStatement) {
      w.frame.line("break;");
    } else if (statement instanceof ContinueStatement) {
      w.frame.line("continue;");
    } else if (!(statement instanceof EmptyStatement)) {
      throw new NotInC(statement, "this kind of statement is not translated");
    }
  }

  void returned(ReturnStatement statement) {
    if (statement.getExpression() instanceof ConstantExpression constant
        && constant.getValue() == null) {
      // Groovy's own, where a text has no statement
      return;
    }
    expression(statement.getExpression());
  }

  // expressions for what they do

  void expression(Expression e) {
    if (e instanceof DeclarationExpression declaration) {
      declaration(declaration);
    } else if (e instanceof BinaryExpression binary
        && binary.getOperation().getText().equals("=")) {
      assignment(binary);
    } else if (e instanceof BinaryExpression binary
        && binary.getOperation().getText().matches("[-+*%&|^]=|<<=|>>=")) {
      change(binary);
    } else if (e instanceof PostfixExpression step) {
      step(step.getExpression(), step.getOperation().getText());
    } else if (e instanceof PrefixExpression step) {
      step(step.getExpression(), step.getOperation().getText());
    } else if (e instanceof MethodCallExpression call && special(call)) {
      return;
    } else {
      value(e);
    }
  }

  /** A value that nobody uses: what happens on the way. */
  private void value(Expression e) {
    if (Lists.makes(e) && !(e instanceof ListExpression)) {
      each(((MethodCallExpression) e).getObjectExpression(), Lists.block((MethodCallExpression) e));
      return;
    }
    Value value = done(e);
    if (value.fails() == null
        && value.effect()
        && value.binds() > Op.PRIMARY
        && value.binds() < Op.ASSIGNMENT) {
      w.frame.line("(void)(" + value.c() + ");");
    } else if (value.fails() != null || value.effect()) {
      w.call(value);
    }
  }

  private void step(Expression of, String operation) {
    Value value = expressions.of(of);
    if (!(of instanceof VariableExpression) || !value.kind().isNumber()) {
      throw expressions.refuse(of, "a variable with a number is expected");
    }
    vary(of);
    w.frame.line(value.c() + operation + ";");
  }

  private void vary(Expression of) {
    w.scope.find(((VariableExpression) of).getName()).vary();
  }

  private void change(BinaryExpression e) {
    Value target = expressions.of(e.getLeftExpression());
    Value value = w.checked(expressions.of(e.getRightExpression()));
    if (!(e.getLeftExpression() instanceof VariableExpression)
        || !target.kind().isNumber()
        || !value.kind().isNumber()) {
      throw expressions.refuse(e, "only numbers in variables are changed so");
    }
    vary(e.getLeftExpression());
    w.frame.line(target.c() + " " + e.getOperation().getText() + " " + value.c() + ";");
  }

  private void declaration(DeclarationExpression e) {
    if (e.isMultipleAssignmentDeclaration()) {
      List<Variable> variables = new ArrayList<>();
      for (Expression each : e.getTupleExpression().getExpressions()) {
        variables.add(w.local(each, ((VariableExpression) each).getName()));
      }
      two(variables, e.getRightExpression(), e);
      return;
    }
    VariableExpression variable = e.getVariableExpression();
    if (e.getRightExpression() instanceof EmptyExpression) {
      throw expressions.refuse(e, "a variable without a value has no type in C");
    }
    Variable made = w.local(e, variable.getName());
    made.c = null;
    assign(made, e.getRightExpression(), e);
  }

  private void assignment(BinaryExpression e) {
    Expression left = e.getLeftExpression();
    if (left instanceof VariableExpression variable) {
      assign(w.scope.assigned(variable.getName()), e.getRightExpression(), e);
      return;
    }
    if (left instanceof TupleExpression tuple) {
      List<Variable> variables = new ArrayList<>();
      for (Expression each : tuple.getExpressions()) {
        variables.add(w.scope.assigned(((VariableExpression) each).getName()));
      }
      two(variables, e.getRightExpression(), e);
      return;
    }
    if (left instanceof BinaryExpression element && element.getOperation().getText().equals("[")) {
      Value region = w.operand(expressions.of(element.getLeftExpression()));
      Value index = w.operand(expressions.of(element.getRightExpression()));
      Value value = w.checked(expressions.of(e.getRightExpression()));
      if (region.kind() == Kind.REGION) {
        w.frame.line(
            region.in(Op.PRIMARY) + "[" + index.c() + "] = (char)" + value.in(Op.UNARY) + ";");
        return;
      }
    }
    throw expressions.refuse(e, "only variables, and the bytes of memory, are assigned");
  }

  /** {@code (a, b) = pipe()}. */
  private void two(List<Variable> variables, Expression right, Expression whole) {
    String name =
        right instanceof MethodCallExpression call && call.isImplicitThis()
            ? call.getMethodAsString()
            : right instanceof VariableExpression bare ? bare.getName() : "";
    if (variables.size() != 2 || !name.equals("pipe") && !name.equals("socketpair")) {
      throw expressions.refuse(whole, "only (a, b) = pipe() and socketpair() give two");
    }
    String ends = w.temporary("ends", "int ", "[2]");
    Value call = expressions.calls().pairs.two(name, right, ends);
    w.call(call);
    for (int i = 0; i < 2; i++) {
      Variable each = variables.get(i);
      each.become(call.kind(), whole);
      each.write(w.process, ++time);
      each.type = call.more() instanceof SocketCalls.Type type && type.isKnown() ? type.c() : null;
      declare(each);
      w.frame.line(each.c + " = " + ends + "[" + i + "];");
    }
  }

  /** Gives a variable its name in C, and declares it where it is the first time. */
  void declare(Variable variable) {
    if (variable.c == null) {
      variable.c = w.name(variable);
    }
    boolean array = variable.array && (variable.kind == Kind.TEXT || variable.kind == Kind.FILE);
    if (variable.kind.type() != null && !array) {
      w.home(variable).declare(variable.kind.type(), variable.c, "");
    } else if (array) {
      w.home(variable).declare("char ", variable.c, "[4096]");
    }
  }

  void assign(Variable variable, Expression right, Expression whole) {
    if (right instanceof ClosureExpression) {
      throw expressions.refuse(
          whole,
          "a block as a value has no C; write it as a function, def " + variable.name + "(...)");
    }
    if (Lists.makes(right) && w.mode != Writer.Mode.PLAIN) {
      variable.write(w.process, ++time);
      variable.c = variable.c == null ? w.name(variable) : variable.c;
      lists.into(variable, right);
      return;
    }
    if (variable.received == null) {
      variable.received = new Received();
    }
    if (variable.c == null) {
      variable.c = w.name(variable);
    }
    variable.write(w.process, ++time);
    Received received = variable.received;
    boolean message = variable.kind == Kind.MESSAGE || variable.kind == null;
    if (message && (received.data == null || !received.data.equals(variable.c))) {
      received.name(variable.c, variable.c + "_size", w.names);
    }
    boolean simple = right instanceof ConstantExpression;
    boolean object = makesObject(right);
    if (object && variable.kind != null && variable.kind.type() != null) {
      declare(variable);
      w.object = variable;
    }
    Value value = expressions.of(right, received);
    w.object = null;
    variable.become(value.kind(), whole);
    switch (variable.kind) {
      case MESSAGE -> message(received, value, whole);
      case ADDRESS -> address(variable, value);
      case TEXT -> text(variable, value, simple);
      case FILE -> {
        text(variable, value.as(Kind.TEXT), simple);
      }
      case NOTHING -> throw expressions.refuse(right, "gives nothing to be kept");
      default -> {
        if (variable.kind.type() == null) {
          throw expressions.refuse(right, "cannot be kept in C");
        }
        declare(variable);
        boolean inside = variable.kind != Kind.REGION && variable.kind != Kind.TEXT;
        variable.region =
            inside && value.more() instanceof Variable in && in.kind == Kind.REGION ? in : null;
        if (value.more() instanceof MemoryCalls.Length length) {
          variable.length =
              variable.length == null || variable.length.equals(length.c()) ? length.c() : "?";
        }
        variable.type =
            value.more() instanceof SocketCalls.Type type && type.isKnown() ? type.c() : null;
        variable.constant =
            simple && value.constant() instanceof Integer && variable.kind == Kind.INT
                ? value.constant()
                : null;
        keep(variable.place(), value);
      }
    }
  }

  private static boolean makesObject(Expression e) {
    return e instanceof MethodCallExpression call
        && String.valueOf(call.getMethodAsString()).matches("(sem|pthread_\\w+)_init");
  }

  private void keep(String name, Value value) {
    if (w.mode == Writer.Mode.JUMP && value.fails() == Value.Fails.MINUS_ONE) {
      w.call(
          new Value(
              value.kind(),
              name + " = " + value.c(),
              Op.ASSIGNMENT,
              value.fails(),
              true,
              null,
              null));
      return;
    }
    String c = w.checked(value).c();
    if (!c.equals(name)) {
      w.frame.line(name + " = " + c + ";");
    }
  }

  private void message(Received to, Value value, Expression whole) {
    Received there = expressions.calls().receiving.there(value);
    if (there != to) {
      throw expressions.refuse(whole, "a message is received where it is kept; it is not copied");
    }
  }

  private void address(Variable variable, Value value) {
    Place from = (Place) value.more();
    String size = variable.c + "_size";
    w.needs.header("sys/socket.h");
    w.home(variable).declare("struct sockaddr_storage ", variable.c, "");
    w.home(variable).declare("socklen_t ", size, "");
    w.frame.line(variable.c + " = " + from.storage() + ";");
    w.frame.line(size + " = " + from.size() + ";");
  }

  /** A text that stands there is pointed to; one that is made is kept in an array. */
  private void text(Variable variable, Value value, boolean simple) {
    boolean lasts =
        simple
            || value.c().startsWith("argv[")
            || value.c().contains("? argv[")
            || value.c().equals("scratch()");
    if (!lasts && !variable.array) {
      variable.array = true;
      variable.changed = true;
    }
    declare(variable);
    if (!variable.array) {
      w.frame.line(variable.place() + " = " + w.checked(value).c() + ";");
      return;
    }
    if (w.mode == Writer.Mode.PLAIN) {
      w.needs.header("string.h");
      w.frame.line("strcpy(" + variable.place() + ", " + value.c() + ");");
      return;
    }
    w.needs.helper(Helper.FORMAT);
    w.frame.line(
        "format("
            + variable.place()
            + ", sizeof "
            + variable.place()
            + ", \"%s\", "
            + w.checked(value).c()
            + ");");
  }

  // what looks like a call and is more

  /** Calls that are no commands of the kernel; whether it was one. */
  boolean special(MethodCallExpression call) {
    String name = String.valueOf(call.getMethodAsString());
    List<Expression> given =
        call.getArguments() instanceof TupleExpression tuple ? tuple.getExpressions() : List.of();
    Expression last = given.isEmpty() ? null : given.get(given.size() - 1);
    if (call.isImplicitThis()) {
      switch (name) {
        case "println" -> println(given);
        case "fails" -> fails(call, given);
        case "eventually" -> eventually(call, given);
        default -> {
          return false;
        }
      }
      return true;
    }
    if (name.equals("times") && last instanceof ClosureExpression block && given.size() == 1) {
      Value count = w.operand(expressions.of(call.getObjectExpression()));
      counted(block, "0", " < ", count.in(Op.PLUS.level), Lists.parameter(block));
      return true;
    }
    if (name.equals("each") && last instanceof ClosureExpression block && given.size() == 1) {
      each(call.getObjectExpression(), block);
      return true;
    }
    return false;
  }

  /** Looks again and again, as the shell does, for five seconds. */
  private void eventually(MethodCallExpression call, List<Expression> given) {
    Expression condition =
        given.size() == 1 && given.get(0) instanceof ClosureExpression block
            ? single(((BlockStatement) block.getCode()).getStatements())
            : null;
    if (condition == null || w.mode == Writer.Mode.PLAIN) {
      throw expressions.refuse(call, "is translated for one condition, eventually { a == b }");
    }
    w.needs.header("unistd.h");
    w.needs.helper(Helper.EXPECT);
    String tries = w.names.take("tries");
    w.frame.open("for (int " + tries + " = 0;; " + tries + "++)");
    Writer.Mode mode = w.mode;
    String outer = w.label;
    w.mode = Writer.Mode.JUMP;
    w.label = w.names.take("again");
    int before = w.frame.size();
    Value value = expressions.truth(condition);
    w.frame.line("if (" + value.c() + ")");
    w.frame.line("    break;");
    if (w.frame.says("goto " + w.label + ";", before)) {
      w.frame.label(w.label);
    }
    w.mode = mode;
    w.label = outer;
    w.frame.line("expect(" + call.getLineNumber() + ", " + tries + " < 5000);");
    w.frame.line("usleep(1000);");
    w.frame.close("");
    w.names.release(tries);
  }

  String linePrefix() {
    return "";
  }

  private void println(List<Expression> given) {
    w.needs.header("stdio.h");
    if (given.isEmpty()) {
      w.frame.line("putchar('\\n');");
      return;
    }
    Printing.Printed printed = expressions.printing.of(given.get(0));
    w.frame.line(
        "printf(\"" + linePrefix() + printed.format() + "\\n\"" + printed.arguments() + ");");
  }

  void each(Expression list, ClosureExpression block) {
    if (list instanceof RangeExpression range) {
      Value from = w.operand(expressions.of(range.getFrom()));
      Value to = w.operand(expressions.of(range.getTo()));
      counted(
          block,
          from.c(),
          range.isInclusive() ? " <= " : " < ",
          to.in(Op.PLUS.level),
          Lists.parameter(block));
      return;
    }
    if (list instanceof ListExpression values) {
      // as many statements as there are values
      Scope before = w.scope;
      for (Expression value : values.getExpressions()) {
        w.statement();
        w.scope = new Scope(before);
        Variable it = w.local(value, Lists.parameter(block));
        Value one = w.operand(expressions.of(value));
        it.kind = one.kind();
        it.c = one.c();
        if (one.kind() == Kind.TEXT && one.constant() != null || one.more() instanceof Variable) {
          it.length = one.more() instanceof Variable same ? same.length : null;
        }
        within(block.getCode());
      }
      w.scope = before;
      return;
    }
    Value values = expressions.of(list);
    if (!(values.more() instanceof Lists.Shape shape)) {
      throw expressions.refuse(list, "each is translated for ranges and lists");
    }
    Scope before = w.scope;
    String index = w.names.take("i");
    w.frame.open(
        "for (int " + index + " = 0; " + index + " < " + shape.count() + "; " + index + "++)");
    w.scope = new Scope(before);
    Variable it = w.local(block, Lists.parameter(block));
    it.kind = shape.element();
    it.c = values.c() + "[" + index + "]";
    within(block.getCode());
    w.scope = before;
    w.frame.close("");
    w.names.release(index);
  }

  private void counted(
      ClosureExpression block, String from, String compare, String to, String name) {
    Scope before = w.scope;
    w.scope = new Scope(before);
    Variable counter = w.local(block, name);
    counter.kind = Kind.INT;
    counter.c = w.names.take(name.equals("it") ? "i" : name);
    w.frame.open(
        "for (int "
            + counter.c
            + " = "
            + from
            + "; "
            + counter.c
            + compare
            + to
            + "; "
            + counter.c
            + "++)");
    within(block.getCode());
    w.frame.close("");
    w.names.release(counter.c);
    w.scope = before;
  }

  // conditions and loops

  void assertion(Expression e) {
    if (e instanceof BinaryExpression both && both.getOperation().getText().equals("&&")) {
      assertion(both.getLeftExpression());
      w.statement();
      assertion(both.getRightExpression());
      return;
    }
    if (e instanceof BinaryExpression both
        && both.getOperation().getText().equals("==")
        && w.mode != Writer.Mode.PLAIN
        && isList(both.getLeftExpression())) {
      Expression left = both.getLeftExpression();
      boolean standing = Lists.makes(left) && !isListOfOthers(left);
      Value list = standing ? lists.of(left) : expressions.of(left);
      lists.assertSame(e.getLineNumber(), e, list, both.getRightExpression());
      return;
    }
    expect(e.getLineNumber(), expressions.truth(e));
  }

  private boolean isList(Expression e) {
    return Lists.makes(e)
        || e instanceof VariableExpression variable
            && w.scope.find(variable.getName()) != null
            && w.scope.find(variable.getName()).kind == Kind.LIST
        || isListOfOthers(e);
  }

  /** Whether another one knows that it is a list. */
  boolean isListOfOthers(Expression e) {
    return false;
  }

  void expect(int line, Value value) {
    if (w.mode == Writer.Mode.PLAIN) {
      w.needs.header("assert.h");
      w.frame.line("assert(" + value.c() + ");");
      return;
    }
    w.needs.helper(Helper.EXPECT);
    w.frame.line("expect(" + line + ", " + value.c() + ");");
  }

  private void choice(IfStatement e) {
    Value condition = expressions.truth(e.getBooleanExpression().getExpression());
    w.frame.open("if (" + condition.c() + ")");
    within(e.getIfBlock());
    if (!(e.getElseBlock() instanceof EmptyStatement)) {
      w.frame.close(" else {");
      w.frame.deeper();
      within(e.getElseBlock());
    }
    w.frame.close("");
  }

  void within(Statement block) {
    Scope before = w.scope;
    w.scope = new Scope(before);
    statement(block);
    w.scope = before;
  }

  private void loop(Expression condition, Statement body) {
    if (condition instanceof ConstantExpression constant
        && Boolean.TRUE.equals(constant.getValue())) {
      w.frame.open("for (;;)");
      within(body);
      w.frame.close("");
      return;
    }
    w.frame.open("while (");
    int before = w.frame.size();
    Value value = expressions.truth(condition);
    if (w.frame.size() == before) {
      w.frame.rename("while (" + value.c() + ") {");
    } else {
      w.frame.rename(before - 1, "for (;;) {");
      w.frame.line("if (!" + value.in(Op.UNARY) + ")");
      w.frame.line("    break;");
    }
    within(body);
    w.frame.close("");
  }

  private void loop(ForStatement e) {
    if (e.getCollectionExpression() instanceof ClosureListExpression three) {
      loop(three, e);
      return;
    }
    if (!(e.getCollectionExpression() instanceof RangeExpression range)) {
      throw new NotInC(e, "for is translated for ranges, (i in 1..n)");
    }
    Value from = w.operand(expressions.of(range.getFrom()));
    Value to = w.operand(expressions.of(range.getTo()));
    Scope before = w.scope;
    w.scope = new Scope(before);
    Variable counter = w.local(e, e.getValueVariable().getName());
    counter.kind = Kind.INT;
    counter.c = w.names.take(counter.name);
    String end = to.c();
    boolean simple = to.constant() != null || end.matches("[a-z]\\w*");
    if (!simple) {
      end = w.names.take("last");
      w.frame.declare("int ", end, "");
      w.frame.line(end + " = " + to.c() + ";");
    }
    // a number beyond the largest int ends it
    boolean wide = range.isInclusive() && to.constant() == null;
    counter.kind = wide ? Kind.LONG : Kind.INT;
    w.frame.open(
        "for ("
            + counter.kind.type()
            + counter.c
            + " = "
            + from.c()
            + "; "
            + counter.c
            + (range.isInclusive() ? " <= " : " < ")
            + end
            + "; "
            + counter.c
            + "++)");
    within(e.getLoopBlock());
    w.frame.close("");
    w.names.release(counter.c);
    w.scope = before;
  }

  /** {@code for (a; b; c)}. */
  private void loop(ClosureListExpression three, ForStatement e) {
    List<Expression> parts = three.getExpressions();
    if (parts.size() != 3 || Continues.isIn(e.getLoopBlock())) {
      throw new NotInC(e, "for (a; b; c) is translated where nothing in it says continue");
    }
    Scope before = w.scope;
    w.scope = new Scope(before);
    if (!(parts.get(0) instanceof EmptyExpression)) {
      expression(parts.get(0));
    }
    w.statement();
    List<Statement> body = new ArrayList<>(List.of(e.getLoopBlock()));
    if (!(parts.get(2) instanceof EmptyExpression)) {
      body.add(new ExpressionStatement(parts.get(2)));
    }
    Expression condition =
        parts.get(1) instanceof EmptyExpression ? new ConstantExpression(true) : parts.get(1);
    loop(condition, new BlockStatement(body, new VariableScope()));
    w.scope = before;
  }

  // failures

  void fails(MethodCallExpression call, List<Expression> given) {
    if (given.size() != 2 || !(given.get(1) instanceof ClosureExpression block)) {
      throw expressions.refuse(call, "fails(ENOENT) { ... } is expected");
    }
    String error = expressions.of(given.get(0)).c();
    Expression alone = single(((BlockStatement) block.getCode()).getStatements());
    if (error.equals("EFAULT") && w.mode == Writer.Mode.CHECK && touches(alone)) {
      faults((MethodCallExpression) alone, call.getLineNumber());
      return;
    }
    if (error.equals("EFAULT")) {
      throw expressions.refuse(call, "in C that is SIGSEGV or SIGBUS, the end of the program");
    }
    w.needs.header("errno.h");
    Writer.Mode before = w.mode;
    List<Statement> body = ((BlockStatement) block.getCode()).getStatements();
    if (before == Writer.Mode.PLAIN) {
      all(body);
      w.frame.line("/* = -1, errno == " + error + " */");
      return;
    }
    Expression only = single(body);
    if (only != null && !hasAssignment(only) && Failing.count(only, expressions.calls()) == 1) {
      Value value = done(only);
      if (value.fails() != null) {
        w.needs.helper(Helper.FAILS);
        w.frame.line(failing(call.getLineNumber(), error, value));
        return;
      }
    }
    w.needs.helper(Helper.FAILS);
    String label = w.names.take("failed");
    String outer = w.label;
    w.mode = Writer.Mode.JUMP;
    w.label = label;
    w.frame.line("errno = 0;");
    all(body);
    w.frame.line("errno = 0;");
    w.frame.label(label);
    w.frame.line("fails(" + call.getLineNumber() + ", " + error + ", errno == 0 ? 0 : -1);");
    w.mode = before;
    w.label = outer;
  }

  private static boolean touches(Expression e) {
    return e instanceof MethodCallExpression call
        && String.valueOf(call.getMethodAsString())
            .matches("peek|poke|(get|put)(Byte|Short|Int|Long)");
  }

  /** An access to memory that is the end of who makes it: a child does. */
  private void faults(MethodCallExpression call, int line) {
    w.needs.helper(Helper.EXPECT);
    w.needs.helper(Helper.DIES_OF);
    w.frame.open("if (dies_of(" + line + "))");
    if ("peek".equals(call.getMethodAsString())) {
      w.frame.line(expressions.calls().memory.touched(call));
    } else {
      Value value = expressions.of(call);
      w.frame.line((value.effect() ? "" : "(void)") + value.c() + ";");
    }
    w.frame.line("_exit(0);");
    w.frame.close("");
  }

  static String failing(int line, String error, Value value) {
    return switch (value.fails()) {
      case MINUS_ONE -> "fails(" + line + ", " + error + ", " + value.c() + ");";
      case ERROR -> "fails_error(" + line + ", " + error + ", " + value.c() + ");";
      case MAP_FAILED ->
          "fails(" + line + ", " + error + ", " + value.c() + " == MAP_FAILED ? -1 : 0);";
      case SEM_FAILED ->
          "fails(" + line + ", " + error + ", " + value.c() + " == SEM_FAILED ? -1 : 0);";
    };
  }

  static Expression single(List<Statement> body) {
    if (body.size() != 1) {
      return null;
    }
    return valueOf(body.get(0));
  }

  static boolean hasAssignment(Expression e) {
    return e instanceof BinaryExpression binary && binary.getOperation().getText().endsWith("=");
  }

  private void attempt(TryCatchStatement e) {
    if (isUseOfWhatIsGone(e)) {
      faults((MethodCallExpression) single(statements(e.getTryStatement())), e.getLineNumber());
      return;
    }
    if (e.getCatchStatements().size() != 1
        || !e.getCatchStatement(0).getExceptionType().getNameWithoutPackage().equals("SysException")
        || !(e.getFinallyStatement() instanceof EmptyStatement)) {
      throw new NotInC(e, "of try only catch (SysException e) is translated");
    }
    CatchStatement handler = e.getCatchStatement(0);
    Writer.Mode before = w.mode;
    String outer = w.label;
    String label = w.names.take("failed");
    w.needs.header("errno.h");
    Scope scope = w.scope;
    if (before == Writer.Mode.PLAIN) {
      throw new NotInC(e, "try is if (... == -1) in C: it depends on each call");
    }
    List<Statement> body = statements(e.getTryStatement());
    Expression only = single(body);
    Value value =
        only == null || hasAssignment(only) || Failing.count(only, expressions.calls()) != 1
            ? null
            : expressions.of(only);
    if (value != null && value.fails() == Value.Fails.MINUS_ONE) {
      w.frame.open("if (" + value.c() + " == -1)");
      handler(handler);
      w.frame.close("");
      return;
    }
    String done = w.names.take("done");
    w.mode = Writer.Mode.JUMP;
    w.label = label;
    all(body);
    w.mode = before;
    w.label = outer;
    w.frame.line("goto " + done + ";");
    w.frame.label(label);
    w.frame.open("");
    handler(handler);
    w.frame.close("");
    w.frame.label(done);
    w.frame.line(";");
    w.scope = scope;
  }

  private static List<Statement> statements(Statement body) {
    return body instanceof BlockStatement block ? block.getStatements() : List.of(body);
  }

  /** {@code try { peek gone, 0, 1 } catch (UsageException e) { x = e }}: SIGSEGV in C. */
  private boolean isUseOfWhatIsGone(TryCatchStatement e) {
    return w.mode == Writer.Mode.CHECK
        && e.getCatchStatements().size() == 1
        && e.getFinallyStatement() instanceof EmptyStatement
        && e.getCatchStatement(0).getExceptionType().getName().equals("UsageException")
        && touches(single(statements(e.getTryStatement())))
        && single(statements(e.getCatchStatement(0).getCode())) instanceof BinaryExpression kept
        && kept.getOperation().getText().equals("=")
        && kept.getRightExpression()
            .getText()
            .equals(e.getCatchStatement(0).getVariable().getName());
  }

  private void handler(CatchStatement handler) {
    Scope before = w.scope;
    w.scope = new Scope(before);
    Variable error = w.local(handler, handler.getVariable().getName());
    error.kind = Kind.ERROR;
    error.c = "errno";
    statement(handler.getCode());
    w.scope = before;
  }
}
