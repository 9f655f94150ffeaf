package ipcsh.cexport;

import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.EmptyExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/** Variables: declaration, assignment and modification. */
final class Assignments {
  private final Statements statements;
  private final Writer w;
  private final Expressions expressions;

  Assignments(Statements statements) {
    this.statements = statements;
    this.w = statements.w;
    this.expressions = statements.expressions;
  }

  /** {@code def x = 1}. */
  void declaration(DeclarationExpression e) {
    if (e.isMultipleAssignmentDeclaration()) {
      List<CVariable> variables = new ArrayList<>();
      for (Expression each : e.getTupleExpression().getExpressions()) {
        variables.add(w.local(each, ((VariableExpression) each).getName()));
      }
      two(variables, e.getRightExpression(), e);
      return;
    }
    VariableExpression variable = e.getVariableExpression();
    String type = type(variable, e);
    boolean empty = e.getRightExpression() instanceof EmptyExpression;
    if (empty && type == null) {
      throw expressions.refuse(e, "a variable without an initial value has no type in C");
    }
    CVariable made = w.local(e, variable.getName());
    made.c = null;
    made.type = type;
    if (empty) {
      // declared at its first assignment; a read before that is refused
      return;
    }
    statements.assign(made, e.getRightExpression(), e);
  }

  /** The numeric type that a declaration names; null for any other. */
  private String type(VariableExpression variable, Expression e) {
    String type = variable.isDynamicTyped() ? "" : variable.getOriginType().getNameWithoutPackage();
    return switch (type) {
      case "int", "Integer" -> "int";
      case "long", "Long" -> "long";
      case "short",
          "byte",
          "char",
          "float",
          "double",
          "Short",
          "Byte",
          "Character",
          "Float",
          "Double",
          "Number",
          "BigDecimal",
          "BigInteger" ->
          throw expressions.refuse(
              e, "a variable of type " + type + "; int and long are translated");
      default -> null;
    };
  }

  /** A value converted to the type that a declaration names: {@code int fd = socket()}. */
  private Value typed(CVariable variable, Value value, Expression whole) {
    boolean number = value.kind().isNumber() && value.kind() != Kind.DOUBLE;
    if (variable.type == null || variable.type.equals("int") && value.kind().isDescriptor()) {
      return value;
    }
    if (!number || variable.type.equals("int") && value.kind() == Kind.LONG) {
      throw expressions.refuse(whole, variable.name + " is of type " + variable.type);
    }
    return variable.type.equals("int")
        ? value.as(Kind.INT)
        : value.constant() instanceof Number n
            ? value.as(Kind.LONG).constantly(n.longValue())
            : value.as(Kind.LONG);
  }

  /** {@code x = 1}, {@code (a, b) = pipe()}, {@code r[0] = 1}. */
  void assignment(BinaryExpression e) {
    Expression left = e.getLeftExpression();
    if (left instanceof VariableExpression variable) {
      statements.assign(w.scope.assigned(variable.getName()), e.getRightExpression(), e);
      return;
    }
    if (left instanceof TupleExpression tuple) {
      List<CVariable> variables = new ArrayList<>();
      for (Expression each : tuple.getExpressions()) {
        variables.add(w.scope.assigned(((VariableExpression) each).getName()));
      }
      two(variables, e.getRightExpression(), e);
      return;
    }
    if (left instanceof BinaryExpression element && element.getOperation().getText().equals("[")) {
      Value region = w.operand(expressions.of(element.getLeftExpression()));
      Value index = w.operand(expressions.of(element.getRightExpression()));
      if (region.kind() == Kind.REGION) {
        expressions.cells.set(e, region, index, e.getRightExpression());
        return;
      }
    }
    throw expressions.refuse(e, "only variables and bytes of memory can be assigned");
  }

  /** {@code (a, b) = pipe()}. */
  private void two(List<CVariable> variables, Expression right, Expression whole) {
    String name =
        right instanceof MethodCallExpression call && call.isImplicitThis()
            ? call.getMethodAsString()
            : right instanceof VariableExpression bare ? bare.getName() : "";
    if (variables.size() != 2 || !PairCalls.NAMES.contains(name)) {
      throw expressions.refuse(whole, "only (a, b) = pipe() and socketpair() give two");
    }
    String ends = w.temporary("ends", "int ", "[2]");
    Value call = expressions.calls().pairs.two(name, right, ends);
    w.call(call);
    for (int i = 0; i < 2; i++) {
      CVariable each = variables.get(i);
      each.become(call.kind(), whole);
      each.write(w.process, ++statements.time);
      declare(each);
      w.frame.line(each.c + " = " + ends + "[" + i + "];");
    }
  }

  /** Gives a variable its name in C, and declares it at its first use. */
  void declare(CVariable variable) {
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

  /** Keeps a value in a variable. */
  void assign(CVariable variable, Expression right, Expression whole) {
    if (right instanceof ClosureExpression) {
      throw expressions.refuse(
          whole,
          "a block as a value has no C equivalent; write it as a function, def "
              + variable.name
              + "(...)");
    }
    if (Lists.makes(right) && w.mode != Writer.Mode.PLAIN) {
      variable.write(w.process, ++statements.time);
      variable.c = variable.c == null ? w.name(variable) : variable.c;
      statements.lists.into(variable, right);
      return;
    }
    if (variable.received == null) {
      variable.received = new Received();
    }
    if (variable.c == null) {
      variable.c = w.name(variable);
    }
    variable.write(w.process, ++statements.time);
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
    Value value = typed(variable, expressions.of(right, received), whole);
    w.object = null;
    variable.become(value.kind(), whole);
    switch (variable.kind) {
      case MESSAGE -> message(received, value, whole);
      case ADDRESS -> address(variable, value);
      case TEXT -> {
        expressions.printing.refuseNul(right, value.constant());
        text(variable, value, simple);
      }
      case FILE -> {
        text(variable, value.as(Kind.TEXT), simple);
      }
      case NOTHING -> throw expressions.refuse(right, "has no value that could be stored");
      default -> {
        if (variable.kind.type() == null) {
          throw expressions.refuse(right, "cannot be stored in C");
        }
        declare(variable);
        boolean inside = variable.kind != Kind.REGION && variable.kind != Kind.TEXT;
        variable.region =
            inside && value.more() instanceof CVariable in && in.kind == Kind.REGION ? in : null;
        if (value.more() instanceof MemoryCalls.Length length) {
          variable.length =
              variable.length == null || variable.length.equals(length.c()) ? length.c() : "?";
        }
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
      throw expressions.refuse(
          whole, "a message is received directly into its variable; it cannot be copied");
    }
  }

  private void address(CVariable variable, Value value) {
    SockaddrLocation from = (SockaddrLocation) value.more();
    String size = variable.c + "_size";
    w.needs.header("sys/socket.h");
    w.home(variable).declare("struct sockaddr_storage ", variable.c, "");
    w.home(variable).declare("socklen_t ", size, "");
    w.frame.line(variable.c + " = " + from.storage() + ";");
    w.frame.line(size + " = " + from.size() + ";");
  }

  /** A constant text is pointed to; a composed one is kept in an array. */
  private void text(CVariable variable, Value value, boolean simple) {
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

  /** {@code x += 1}. */
  void change(BinaryExpression e) {
    String operation = e.getOperation().getText();
    Op op = Op.of(operation.substring(0, operation.length() - 1));
    Value target = expressions.of(e.getLeftExpression());
    Value value = w.checked(expressions.of(e.getRightExpression()));
    if (op == Op.DIVIDED
        || !(e.getLeftExpression() instanceof VariableExpression)
        || !target.kind().isNumber()
        || !value.kind().isNumber()) {
      throw expressions.refuse(e, "only numeric variables can be changed this way");
    }
    // checks the operand types of the operator
    Value whole = expressions.operators.of(e, target, op, value);
    vary(e.getLeftExpression());
    variable(e.getLeftExpression()).become(whole.kind(), e);
    if ((op == Op.AND || op == Op.OR) && value.c().equals(target.c())) {
      return;
    }
    if (op == Op.REMAINDER && value.constant() == null) {
      w.frame.line(target.c() + " = " + whole.c() + ";");
      return;
    }
    if (op == Op.REMAINDER && whole.c().matches("0L?")) {
      w.frame.line(target.c() + " = 0;");
      return;
    }
    String operand = op.isShift() ? Operators.count(target, value).c() : value.c();
    w.frame.line(target.c() + " " + operation + " " + operand + ";");
  }

  /** {@code x++}. */
  void step(Expression of, String operation) {
    Value value = expressions.of(of);
    if (!(of instanceof VariableExpression) || !value.kind().isNumber()) {
      throw expressions.refuse(of, "a variable with a number is expected");
    }
    vary(of);
    w.frame.line(value.c() + operation + ";");
  }

  private CVariable variable(Expression of) {
    return w.scope.find(((VariableExpression) of).getName());
  }

  private void vary(Expression of) {
    variable(of).vary();
  }
}
