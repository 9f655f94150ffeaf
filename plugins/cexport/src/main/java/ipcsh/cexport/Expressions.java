package ipcsh.cexport;

import ipcsh.command.UnsupportedInC;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.BitwiseNegationExpression;
import org.codehaus.groovy.ast.expr.BooleanExpression;
import org.codehaus.groovy.ast.expr.CastExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.ElvisOperatorExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.NotExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.TernaryExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.UnaryMinusExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/** Translates expressions of the language to C. */
final class Expressions {
  private final Writer w;
  private final CallTable calls;
  private final Function<Expression, Value> others;
  private final Texts texts;

  final Printing printing;
  final Operators operators;
  final Equality equality;
  final MemberExpressions members;
  final Cells cells;
  final Sending sending;

  /** Translates the expressions of a text; {@code others} translates what is not handled here. */
  Expressions(Writer w, Function<Expression, Value> others) {
    this.w = w;
    this.others = others;
    this.calls = new CallTable(w, this);
    this.texts = new Texts(w, this);
    this.printing = new Printing(w, this);
    this.operators = new Operators(w, this);
    this.equality = new Equality(w, this);
    this.members = new MemberExpressions(w, this);
    this.cells = new Cells(w, this);
    this.sending = new Sending(w, this);
  }

  CallTable calls() {
    return calls;
  }

  UnsupportedInC refuse(Expression what, String why) {
    String text = w.source(what);
    return new UnsupportedInC(
        Reading.line(what),
        (text.length() > 60 ? text.substring(0, 57) + "..." : text) + ": " + why);
  }

  /** The kind of an expression, as far as it is known without writing anything; or null. */
  Kind kindOf(Expression e) {
    if (e instanceof VariableExpression name) {
      CVariable variable = w.scope.find(name.getName());
      return variable == null ? null : variable.kind;
    }
    boolean text =
        e instanceof GStringExpression
            || e instanceof ConstantExpression constant && constant.getValue() instanceof String;
    return text ? Kind.TEXT : null;
  }

  /** The value of an expression. */
  Value of(Expression e) {
    return of(e, null);
  }

  /**
   * The same.
   *
   * @param target the message that receives bytes, null for a buffer
   */
  Value of(Expression e, Received target) {
    Value other = others.apply(e);
    other = other == null ? texts.of(e) : other;
    if (other != null) {
      return other;
    }
    if (e instanceof ConstantExpression constant) {
      return constant(constant);
    }
    if (e instanceof VariableExpression variable) {
      return variable(variable, target);
    }
    if (e instanceof GStringExpression text) {
      return printing.made(text);
    }
    if (e instanceof BinaryExpression binary) {
      return operators.binary(binary);
    }
    if (e instanceof NotExpression not) {
      return not(truth(not.getExpression()));
    }
    if (e instanceof BooleanExpression bool) {
      return truth(bool.getExpression());
    }
    if (e instanceof ElvisOperatorExpression) {
      throw refuse(e, "?: has no short form in C; write a ? a : b");
    }
    if (e instanceof TernaryExpression choice) {
      return operators.choice(choice);
    }
    if (e instanceof UnaryMinusExpression minus) {
      Value value = number(w.operand(of(minus.getExpression())), e);
      ConstantFolding.Folded folded = ConstantFolding.of(0, Op.MINUS, value.constant());
      if (folded != null) {
        return constant(folded.value());
      }
      String c = value.in(Op.UNARY);
      return Value.of(value.kind(), "-" + (c.startsWith("-") ? "(" + c + ")" : c), Op.UNARY);
    }
    if (e instanceof BitwiseNegationExpression inverse) {
      Value value = number(w.operand(of(inverse.getExpression())), e);
      ConstantFolding.Folded folded = ConstantFolding.of(-1, Op.XOR, value.constant());
      return Value.of(value.kind(), "~" + value.in(Op.UNARY), Op.UNARY)
          .constantly(folded == null ? null : folded.value());
    }
    if (e instanceof CastExpression cast) {
      return cast(cast);
    }
    if (e instanceof PropertyExpression property) {
      return members.property(property);
    }
    if (e instanceof MethodCallExpression call) {
      return call(call, target);
    }
    if (e instanceof MapExpression map) {
      return calls.locks.lock(map);
    }
    throw refuse(e, "is not translated");
  }

  /** A whole number; the smallest long has no literal in C. */
  static Value constant(Number number) {
    if (number instanceof Long wide) {
      return Value.constant(
          Kind.LONG, wide == Long.MIN_VALUE ? "(-9223372036854775807L - 1)" : wide + "L", number);
    }
    return Value.constant(
        Kind.INT,
        number.intValue() == Integer.MIN_VALUE ? "(-2147483647 - 1)" : number.toString(),
        number);
  }

  private static Value constant(ConstantExpression e) {
    Object value = e.getValue();
    if (value instanceof Integer || value instanceof Long) {
      return constant((Number) value);
    }
    if (value instanceof BigDecimal || value instanceof Double || value instanceof Float) {
      return Value.constant(Kind.DOUBLE, ((Number) value).toString(), value);
    }
    if (value instanceof Boolean truth) {
      return Value.constant(Kind.TRUTH, truth ? "1" : "0", truth ? 1 : 0);
    }
    if (value instanceof String text) {
      return Value.constant(Kind.TEXT, Quote.string(text), text);
    }
    if (value == null) {
      return Value.constant(Kind.NOTHING, "NULL", null);
    }
    throw new UnsupportedInC(Reading.line(e), e.getText() + ": is not translated");
  }

  private Value variable(VariableExpression e, Received target) {
    String name = e.getName();
    CVariable variable = w.scope.find(name);
    if (variable != null && variable.kind != null) {
      variable.read(w.process, e);
      if (variable.kind == Kind.MESSAGE) {
        Received known = variable.received;
        if (known.data == null) {
          known.data = variable.c == null ? name : variable.c;
          known.size = known.data + "_size";
        }
      }
      if (variable.c == null) {
        variable.c = name;
      }
      return variable.value();
    }
    if (variable == null && calls.knows(name)) {
      return calls.of(name, e, target);
    }
    if (name.equals("NULL")) {
      return Value.constant(Kind.NOTHING, "NULL", null);
    }
    if (variable == null && w.needs.constant(name)) {
      boolean error = Needs.isErrno(name);
      return Value.of(error ? Kind.ERROR : Kind.INT, name);
    }
    if (name.equals("args")) {
      throw refuse(e, "the arguments can be used as args[0], args.size() and args ? ... : ...");
    }
    throw refuse(e, "this name is unknown");
  }

  /** A number; a descriptor is converted to its number. */
  Value number(Value value, Expression e) {
    if (value.kind().isDescriptor()) {
      return value.as(Kind.INT);
    }
    if (!value.kind().isNumber()) {
      throw refuse(e, "a number is expected");
    }
    return value;
  }

  /** A condition. */
  Value truth(Expression e) {
    if (e instanceof VariableExpression variable && variable.getName().equals("args")) {
      return Value.of(Kind.TRUTH, "argc > 1", Op.GREATER.level);
    }
    if (WaitCalls.isCounted(e)) {
      Value ready = w.checked(calls.waits.ready((MethodCallExpression) e));
      return Operators.joined(Kind.TRUTH, ready, Op.GREATER, Value.of(Kind.TRUTH, "0"));
    }
    Value value = of(e);
    return switch (value.kind()) {
      case TRUTH -> w.checked(value);
      case INT, SIZE, LONG, PID, ERROR, WAITING -> {
        if (value.constant() instanceof Number known && value.more() == null) {
          yield Value.of(Kind.TRUTH, known.longValue() != 0 ? "1" : "0");
        }
        Value number = w.checked(value);
        yield number.binds() <= Op.PRIMARY
            ? number.as(Kind.TRUTH)
            : Operators.joined(Kind.TRUTH, number, Op.UNEQUAL, Value.of(Kind.INT, "0"));
      }
      case TEXT ->
          Value.of(Kind.TRUTH, w.operand(value).in(Op.PRIMARY) + "[0] != '\\0'", Op.EQUAL.level);
      default -> throw refuse(e, "is not a condition in C; compare it with a value");
    };
  }

  private static Value not(Value value) {
    return new Value(
        Kind.TRUTH, "!" + value.in(Op.UNARY), Op.UNARY, null, value.effect(), null, null);
  }

  Value element(BinaryExpression e) {
    if (e.getLeftExpression() instanceof VariableExpression list && list.getName().equals("args")) {
      Value index = w.operand(of(e.getRightExpression()));
      if (!(index.constant() instanceof Integer at) || at < 0) {
        throw refuse(e, "args[0], args[1] and so on");
      }
      return Value.of(Kind.TEXT, "argv[" + (at + 1) + "]");
    }
    if (e.getLeftExpression() instanceof PropertyExpression property
        && property.getPropertyAsString().equals("fds")) {
      Received received = members.received(property.getObjectExpression(), "fds");
      Value index = w.operand(of(e.getRightExpression()));
      return Value.of(Kind.DESCRIPTOR, received.part("fds") + "[" + index.c() + "]");
    }
    Value list = w.operand(of(e.getLeftExpression()));
    Value index = w.operand(of(e.getRightExpression()));
    if (list.more() instanceof Lists.Shape shape) {
      if (!(index.constant() instanceof Integer at) || at < 0 || at >= shape.count()) {
        throw refuse(e, "a literal index within the list is expected");
      }
      return Value.of(shape.element(), list.c() + "[" + index.c() + "]");
    }
    if (list.kind() == Kind.REGION) {
      return Value.of(
          Kind.INT, "(unsigned char)" + list.in(Op.PRIMARY) + "[" + index.c() + "]", Op.UNARY);
    }
    throw refuse(e, "there is no such list in C");
  }

  private Value cast(CastExpression e) {
    Value value = w.operand(of(e.getExpression()));
    String type = e.getType().getNameWithoutPackage();
    boolean whole = type.equals("int") || type.equals("Integer");
    if (whole && value.kind() == Kind.TEXT) {
      w.needs.helper(Helper.NUMBER);
      return Value.effect(Kind.INT, "number(" + value.c() + ")");
    }
    if (whole && value.kind().isNumber() && value.kind() != Kind.DOUBLE) {
      return value.kind() == Kind.INT
          ? value
          : Value.of(Kind.INT, "(int)" + value.in(Op.UNARY), Op.UNARY);
    }
    if (type.equals("long") && value.kind().isNumber()) {
      return Value.of(Kind.LONG, "(long)" + value.in(Op.UNARY), Op.UNARY);
    }
    throw refuse(e, "as " + type + " is not translated");
  }

  private Value call(MethodCallExpression e, Received target) {
    String name = e.getMethodAsString();
    if (name == null) {
      throw refuse(e, "a method with a computed name has no C equivalent");
    }
    if (e.isImplicitThis()) {
      if (calls.knows(name)) {
        return calls.of(name, e, target);
      }
      throw refuse(e, calls.why(name));
    }
    Expression object = e.getObjectExpression();
    if (object instanceof VariableExpression list
        && list.getName().equals("args")
        && name.equals("size")) {
      return Value.of(Kind.INT, "argc - 1", Op.MINUS.level);
    }
    if (object instanceof PropertyExpression property
        && "fds".equals(property.getPropertyAsString())
        && name.equals("size")) {
      return Value.of(
          Kind.INT, members.received(property.getObjectExpression(), "fds").part("fd_count"));
    }
    List<Expression> given =
        e.getArguments() instanceof TupleExpression tuple ? tuple.getExpressions() : List.of();
    if (name.equals("size") && WaitCalls.isCounted(object)) {
      return calls.waits.ready((MethodCallExpression) object);
    }
    if (name.equals("size") || name.equals("length")) {
      if (members.isMessage(object)) {
        return Value.of(Kind.SIZE, members.received(object, "size").size);
      }
    }
    if (calls.knows(name) && !name.equals("size")) {
      return calls.of(name, e, target);
    }
    Value value = w.operand(of(object, target));
    if (value.kind() == Kind.REGION) {
      return cells.call(e, value, name, given);
    }
    if (value.kind() == Kind.TEXT && (name.equals("size") || name.equals("length"))) {
      if (value.constant() instanceof String text) {
        return Value.constant(Kind.INT, "" + text.length(), text.length());
      }
      throw refuse(e, "the length in characters differs from that in bytes; C counts bytes");
    }
    if (name.equals("intdiv") && given.size() == 1 && value.kind().isNumber()) {
      return operators.of(e, value, Op.DIVIDED, number(w.operand(of(given.get(0))), e));
    }
    if (value.kind() == Kind.TEXT && name.equals("toInteger") && given.isEmpty()) {
      w.needs.helper(Helper.NUMBER);
      return Value.effect(Kind.INT, "number(" + value.c() + ")");
    }
    throw refuse(e, "there is no " + name + "() in C");
  }
}
