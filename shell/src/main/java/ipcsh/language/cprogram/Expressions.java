package ipcsh.language.cprogram;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.codehaus.groovy.ast.expr.ArrayExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.BitwiseNegationExpression;
import org.codehaus.groovy.ast.expr.BooleanExpression;
import org.codehaus.groovy.ast.expr.CastExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.ElvisOperatorExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.NotExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.RangeExpression;
import org.codehaus.groovy.ast.expr.TernaryExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.UnaryMinusExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/** Values: what an expression of the language is in C. */
final class Expressions {
  /** How much a text that is made of others may have. */
  static final int TEXT_ROOM = 4096;

  private static final Map<String, String> NUMBERS =
      Map.of(
          "Byte", "int8_t",
          "Short", "int16_t",
          "Int", "int32_t",
          "Long", "int64_t",
          "Double", "double");

  private static final Map<String, Double> DURATIONS =
      Map.of("ms", 0.001, "s", 1.0, "us", 1e-6, "seconds", 1.0, "second", 1.0, "min", 60.0);

  private final Writer w;
  private final Calls calls;
  private final Function<Expression, Value> others;
  private final Texts texts;

  /** Those of a text; {@code others} says what else there is. */
  Expressions(Writer w, Function<Expression, Value> others) {
    this.w = w;
    this.others = others;
    this.calls = new Calls(w, this);
    this.texts = new Texts(w, this);
  }

  Calls calls() {
    return calls;
  }

  NotInC refuse(Expression what, String why) {
    String text = w.source(what);
    return new NotInC(
        what, (text.length() > 60 ? text.substring(0, 57) + "..." : text) + ": " + why);
  }

  /** What an expression is, as far as that is seen without writing anything; or null. */
  Kind kindOf(Expression e) {
    if (e instanceof VariableExpression name) {
      Variable variable = w.scope.find(name.getName());
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
   * @param target where bytes are to be received, null for a buffer
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
      return made(text);
    }
    if (e instanceof BinaryExpression binary) {
      return binary(binary);
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
      return choice(choice);
    }
    if (e instanceof UnaryMinusExpression minus) {
      Value value = w.operand(of(minus.getExpression()));
      return Value.of(number(value, e).kind(), "-" + value.in(Op.UNARY), Op.UNARY);
    }
    if (e instanceof BitwiseNegationExpression inverse) {
      Value value = w.operand(of(inverse.getExpression()));
      return Value.of(number(value, e).kind(), "~" + value.in(Op.UNARY), Op.UNARY);
    }
    if (e instanceof CastExpression cast) {
      return cast(cast);
    }
    if (e instanceof PropertyExpression property) {
      return property(property);
    }
    if (e instanceof MethodCallExpression call) {
      return call(call, target);
    }
    throw refuse(e, "is not translated");
  }

  private static Value constant(ConstantExpression e) {
    Object value = e.getValue();
    if (value instanceof Integer number) {
      // an octal number is a mode: it stays one
      return Value.constant(
          Kind.INT, number == Integer.MIN_VALUE ? "(-2147483647 - 1)" : number.toString(), number);
    }
    if (value instanceof Long number) {
      return Value.constant(Kind.LONG, number + "L", number);
    }
    if (value instanceof BigDecimal || value instanceof Double || value instanceof Float) {
      return Value.constant(Kind.DOUBLE, ((Number) value).toString(), value);
    }
    if (value instanceof Boolean truth) {
      return Value.constant(Kind.INT, truth ? "1" : "0", truth ? 1 : 0);
    }
    if (value instanceof String text) {
      return Value.constant(Kind.TEXT, Quote.string(text), text);
    }
    if (value == null) {
      return Value.constant(Kind.NOTHING, "NULL", null);
    }
    throw new NotInC(e, e.getText() + ": is not translated");
  }

  private Value variable(VariableExpression e, Received target) {
    String name = e.getName();
    Variable variable = w.scope.find(name);
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
    if (variable == null && w.needs.constant(name)) {
      boolean error = name.matches("E[A-Z0-9]+");
      return Value.of(error ? Kind.ERROR : Kind.INT, name);
    }
    if (name.equals("args")) {
      throw refuse(e, "the arguments can be used as args[0], args.size() and args ? ... : ...");
    }
    throw refuse(e, "nothing is known of this name");
  }

  // texts

  /** The format of printf for a text, and what is to be put into it. */
  record Printed(String format, List<String> values) {
    String arguments() {
      return values.isEmpty() ? "" : ", " + String.join(", ", values);
    }
  }

  Printed printed(Expression e) {
    if (e instanceof GStringExpression text) {
      StringBuilder format = new StringBuilder();
      List<String> values = new ArrayList<>();
      for (int i = 0; i < text.getStrings().size(); i++) {
        format.append(Quote.format(text.getStrings().get(i).getText()));
        if (i < text.getValues().size()) {
          one(text.getValue(i), format, values);
        }
      }
      return new Printed(format.toString(), values);
    }
    if (e instanceof ConstantExpression constant && constant.getValue() instanceof String text) {
      return new Printed(Quote.format(text), List.of());
    }
    StringBuilder format = new StringBuilder();
    List<String> values = new ArrayList<>();
    one(e, format, values);
    return new Printed(format.toString(), values);
  }

  private void one(Expression e, StringBuilder format, List<String> values) {
    if (e instanceof ConstantExpression constant && constant.getValue() instanceof String text) {
      format.append(Quote.format(text));
      return;
    }
    if (isTruth(e)) {
      format.append("%s");
      Value truth = w.operand(truth(e));
      values.add(truth.in(Op.EITHER.level) + " ? \"true\" : \"false\"");
      return;
    }
    Value value = w.operand(of(e));
    if (value.kind() == Kind.ADDRESS) {
      value = addressText(value);
    }
    if (value.more() instanceof Lists.Shape shape && shape.element().format() != null) {
      format.append('[');
      for (int i = 0; i < shape.count(); i++) {
        format.append(i == 0 ? "" : ", ").append(shape.element().format());
        values.add(value.c() + "[" + i + "]");
      }
      format.append(']');
      return;
    }
    if (value.kind().format() == null) {
      throw refuse(
          e, "what ipcsh prints of it a C program does not have; print its number, or its text");
    }
    if (value.kind() == Kind.DOUBLE) {
      throw refuse(e, "a number with a fraction is printed otherwise in C");
    }
    format.append(value.kind().format());
    values.add(value.c());
  }

  private static boolean isTruth(Expression e) {
    return e instanceof NotExpression
        || e instanceof MethodCallExpression call
            && Set.of("sameFile", "exists", "contains", "startsWith", "isFile")
                .contains(String.valueOf(call.getMethodAsString()))
        || e instanceof BinaryExpression binary
            && Set.of("==", "!=", "<", ">", "<=", ">=", "&&", "||", "in")
                .contains(binary.getOperation().getText())
        || e instanceof ConstantExpression constant && constant.getValue() instanceof Boolean
        || e instanceof PropertyExpression property
            && Set.of("eof", "truncated", "controlTruncated", "done", "file")
                .contains(property.getPropertyAsString());
  }

  /** A text with values in it: made in a buffer. */
  private Value made(GStringExpression e) {
    if (e.getValues().size() == 1
        && e.getStrings().stream().allMatch(text -> text.getText().isEmpty())) {
      Value only = w.operand(of(e.getValue(0)));
      if (only.kind() == Kind.TEXT) {
        return only;
      }
    }
    Printed printed = printed(e);
    if (w.mode == Writer.Mode.PLAIN) {
      w.needs.header("stdio.h");
      String room = w.temporary("text", "char ", "[" + TEXT_ROOM + "]");
      w.frame.line(
          "snprintf("
              + room
              + ", sizeof "
              + room
              + ", \""
              + printed.format
              + "\""
              + printed.arguments()
              + ");");
      return Value.of(Kind.TEXT, room);
    }
    w.needs.helper(Helper.FORMAT);
    String room = w.temporary("line", "char ", "[" + TEXT_ROOM + "]");
    w.frame.line(
        "format("
            + room
            + ", sizeof "
            + room
            + ", \""
            + printed.format
            + "\""
            + printed.arguments()
            + ");");
    return Value.of(Kind.TEXT, room);
  }

  Value addressText(Value address) {
    Place place = (Place) address.more();
    w.needs.helper(Helper.ADDRESS_TEXT);
    String room = w.temporary("name", "char ", "[128]");
    String call =
        "address_text("
            + room
            + ", sizeof "
            + room
            + ", &"
            + place.storage()
            + ", "
            + place.size()
            + ")";
    w.frame.line(call + ";");
    return Value.of(Kind.TEXT, room);
  }

  // operators

  private Value number(Value value, Expression e) {
    if (!value.kind().isNumber()) {
      throw refuse(e, "a number is expected");
    }
    return value;
  }

  /** Whether something holds. */
  Value truth(Expression e) {
    if (e instanceof VariableExpression variable && variable.getName().equals("args")) {
      return Value.of(Kind.INT, "argc > 1", Op.GREATER.level);
    }
    if (e instanceof MethodCallExpression poll
        && poll.isImplicitThis()
        && "poll".equals(poll.getMethodAsString())) {
      return joined(
          Kind.INT, w.checked(calls.waits.ready(poll)), Op.GREATER, Value.of(Kind.INT, "0"));
    }
    Value value = of(e);
    return switch (value.kind()) {
      case INT, SIZE, LONG, PID, ERROR, WAITING -> w.checked(value);
      case TEXT ->
          Value.of(Kind.INT, w.operand(value).in(Op.PRIMARY) + "[0] != '\\0'", Op.EQUAL.level);
      default -> throw refuse(e, "is no condition in C; compare it with something");
    };
  }

  private static Value not(Value value) {
    return new Value(
        Kind.INT, "!" + value.in(Op.UNARY), Op.UNARY, null, value.effect(), null, null);
  }

  private Value choice(TernaryExpression e) {
    Value condition = truth(e.getBooleanExpression());
    int before = w.frame.size();
    Value yes = w.checked(of(e.getTrueExpression()));
    Value no = w.checked(of(e.getFalseExpression()));
    if (w.frame.size() != before) {
      throw refuse(e, "what it chooses from takes several statements of C; write an if");
    }
    Kind kind = yes.kind().with(no.kind());
    if (kind == null) {
      throw refuse(e, "both sides must be of one type in C");
    }
    return new Value(
        kind,
        condition.in(Op.EITHER.level) + " ? " + yes.in(Op.EITHER.level) + " : " + no.in(Op.CHOICE),
        Op.CHOICE,
        null,
        condition.effect() || yes.effect() || no.effect(),
        null,
        null);
  }

  private Value binary(BinaryExpression e) {
    String text = e.getOperation().getText();
    if (text.equals("[")) {
      return element(e);
    }
    if (text.equals("**")) {
      return square(e);
    }
    if (text.equals("in") && e.getRightExpression() instanceof RangeExpression range) {
      Value value = w.operand(of(e.getLeftExpression()));
      Value from = w.operand(of(range.getFrom()));
      Value to = w.operand(of(range.getTo()));
      String last = range.isInclusive() ? " <= " : " < ";
      return Value.of(
          Kind.INT,
          value.in(4) + " >= " + from.in(4) + " && " + value.in(4) + last + to.in(4),
          Op.BOTH.level);
    }
    Op op = Op.of(text);
    if (op == null) {
      throw refuse(e, "the operator " + text + " is not translated");
    }
    if (op == Op.BOTH || op == Op.EITHER) {
      Value left = truth(e.getLeftExpression());
      int before = w.frame.size();
      Value right = truth(e.getRightExpression());
      if (w.frame.size() != before) {
        throw refuse(
            e.getRightExpression(),
            "behind " + text + " it takes several statements of C; give its result a name before");
      }
      return joined(Kind.INT, left, op, right);
    }
    if ((op == Op.EQUAL || op == Op.UNEQUAL) && e.getRightExpression() instanceof ArrayExpression) {
      return sameBytes(e, op);
    }
    Value left = of(e.getLeftExpression());
    boolean zero =
        e.getRightExpression() instanceof ConstantExpression constant
            && Integer.valueOf(0).equals(constant.getValue());
    if (w.mode == Writer.Mode.JUMP && left.fails() == Value.Fails.ERROR && zero && op == Op.EQUAL) {
      return Value.of(Kind.INT, left.c() + " == 0", Op.EQUAL.level);
    }
    boolean twice = left.effect() && hasCall(e.getRightExpression());
    left = twice ? w.operand(left) : w.checked(left);
    Value right = w.checked(of(e.getRightExpression()));
    if (op == Op.EQUAL || op == Op.UNEQUAL) {
      return equality(e, left, op, right);
    }
    if (text.equals("/") || left.kind() == Kind.DOUBLE || right.kind() == Kind.DOUBLE) {
      throw refuse(e, "numbers with a fraction are not translated");
    }
    number(left, e.getLeftExpression());
    number(right, e.getRightExpression());
    return joined(op.isComparison() ? Kind.INT : left.kind().with(right.kind()), left, op, right);
  }

  /** {@code m.bytes == new byte[5]}. */
  private Value sameBytes(BinaryExpression e, Op op) {
    Value left = of(e.getLeftExpression());
    if (left.kind() != Kind.MESSAGE) {
      throw refuse(e, "bytes are expected on the left");
    }
    Received received = calls.receiving.there(left);
    Data data = data(e.getRightExpression());
    w.needs.header("string.h");
    String same =
        "("
            + received.size
            + " == "
            + data.size()
            + " && memcmp("
            + received.data
            + ", "
            + data.bytes()
            + ", "
            + data.size()
            + ") == 0)";
    return op == Op.EQUAL ? Value.of(Kind.INT, same) : Value.of(Kind.INT, "!" + same, Op.UNARY);
  }

  /** A square; it may need more room than an int has. */
  private Value square(BinaryExpression e) {
    Value value = w.operand(of(e.getLeftExpression()));
    if (!(e.getRightExpression() instanceof ConstantExpression two)
        || !Integer.valueOf(2).equals(two.getValue())
        || value.kind() != Kind.INT) {
      throw refuse(e, "only the square of an int is translated, x ** 2");
    }
    return Value.of(Kind.LONG, "(long)" + value.in(Op.UNARY) + " * " + value.in(Op.UNARY), 3);
  }

  private static boolean hasCall(Expression e) {
    return e instanceof MethodCallExpression
        || e instanceof BinaryExpression binary
            && (hasCall(binary.getLeftExpression()) || hasCall(binary.getRightExpression()))
        || e instanceof PropertyExpression property && hasCall(property.getObjectExpression());
  }

  static Value joined(Kind kind, Value left, Op op, Value right) {
    String l = op.accepts(left.binds(), false) ? left.c() : "(" + left.c() + ")";
    String r = op.accepts(right.binds(), true) ? right.c() : "(" + right.c() + ")";
    return new Value(
        kind,
        l + " " + op.c + " " + r,
        op.level,
        null,
        left.effect() || right.effect(),
        null,
        null);
  }

  /** Whether two values are the same. */
  Value same(Expression e, Value left, Value right) {
    return equality(e, left, Op.EQUAL, right);
  }

  private Value equality(Expression e, Value left, Op op, Value right) {
    if (right.kind() == Kind.NOTHING && left.kind() == Kind.ADDRESS) {
      String size = ((Place) left.more()).size();
      w.needs.header("sys/socket.h");
      return Value.of(
          Kind.INT,
          size + (op == Op.EQUAL ? " <= " : " > ") + "sizeof(sa_family_t)",
          Op.LESS.level);
    }
    boolean checked = w.mode != Writer.Mode.PLAIN;
    if (checked && left.more() instanceof Bytes bytes && right.kind() == Kind.TEXT) {
      Received received = bytes.of();
      w.needs.helper(Helper.IS_TEXT);
      boolean nul = right.constant() instanceof String text && text.indexOf('\0') >= 0;
      String same =
          nul
              ? "("
                  + received.size
                  + " == "
                  + Quote.bytes(right.constant()).length
                  + " && memcmp("
                  + received.data
                  + ", "
                  + right.c()
                  + ", "
                  + Quote.bytes(right.constant()).length
                  + ") == 0)"
              : "is_text(" + received.data + ", " + received.size + ", " + right.c() + ")";
      return op == Op.EQUAL ? Value.of(Kind.INT, same) : Value.of(Kind.INT, "!" + same, Op.UNARY);
    }
    Value l = left.kind() == Kind.ADDRESS ? addressText(left) : left;
    Value r = right.kind() == Kind.ADDRESS ? addressText(right) : right;
    if (l.kind() == Kind.TEXT && r.kind() == Kind.TEXT) {
      w.needs.header("string.h");
      return Value.of(
          Kind.INT, "strcmp(" + l.c() + ", " + r.c() + ") " + op.c + " 0", Op.EQUAL.level);
    }
    if (right.kind() == Kind.NOTHING && left.kind() == Kind.CREDENTIALS) {
      return Value.of(Kind.INT, left.c() + ".pid " + op.c + " 0", Op.EQUAL.level);
    }
    boolean numbers = l.kind().isNumber() && r.kind().isNumber();
    boolean errors = l.kind() == Kind.ERROR && r.kind() == Kind.ERROR;
    if (!numbers && !errors) {
      throw refuse(
          e, "these cannot be compared in C: " + name(l.kind()) + " and " + name(r.kind()));
    }
    return joined(Kind.INT, l, op, r);
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  private Value element(BinaryExpression e) {
    if (e.getLeftExpression() instanceof VariableExpression list && list.getName().equals("args")) {
      Value index = w.operand(of(e.getRightExpression()));
      if (!(index.constant() instanceof Integer at) || at < 0) {
        throw refuse(e, "args[0], args[1] and so on");
      }
      return Value.of(Kind.TEXT, "argv[" + (at + 1) + "]");
    }
    if (e.getLeftExpression() instanceof PropertyExpression property
        && property.getPropertyAsString().equals("fds")) {
      Received received = received(property.getObjectExpression(), "fds");
      Value index = w.operand(of(e.getRightExpression()));
      return Value.of(Kind.DESCRIPTOR, received.part("fds") + "[" + index.c() + "]");
    }
    Value list = w.operand(of(e.getLeftExpression()));
    Value index = w.operand(of(e.getRightExpression()));
    if (list.more() instanceof Lists.Shape shape) {
      if (!(index.constant() instanceof Integer at) || at < 0 || at >= shape.count()) {
        throw refuse(e, "an index that stands there, and is within the list, is expected");
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

  // members

  /** The bytes of a message, as a text or as data. */
  record Bytes(Received of) {}

  private Received received(Expression e, String member) {
    if (e instanceof VariableExpression variable) {
      Variable known = w.scope.find(variable.getName());
      if (known != null && known.kind == Kind.MESSAGE) {
        of(e);
        known.received.use(member);
        return known.received;
      }
    }
    Value value = of(e, w.buffer(member));
    if (value.kind() != Kind.MESSAGE) {
      return null;
    }
    return calls.receiving.there(value);
  }

  private Value property(PropertyExpression e) {
    String name = e.getPropertyAsString();
    Expression object = e.getObjectExpression();
    if (object instanceof ConstantExpression number
        && number.getValue() instanceof Number n
        && name != null
        && DURATIONS.containsKey(name)) {
      double seconds =
          new BigDecimal(n.toString())
              .multiply(BigDecimal.valueOf(DURATIONS.get(name)))
              .doubleValue();
      String text = BigDecimal.valueOf(seconds).stripTrailingZeros().toPlainString();
      return Value.constant(Kind.DOUBLE, text, seconds);
    }
    if (object.getText().equals("Integer") && "MAX_VALUE".equals(name)) {
      w.needs.header("limits.h");
      return Value.of(Kind.INT, "INT_MAX");
    }
    if (name == null) {
      throw refuse(e, "a member that is computed has no C");
    }
    Variable role = object instanceof VariableExpression v ? w.scope.find(v.getName()) : null;
    if (role != null && role.role != null && !name.equals("pid")) {
      Variable theirs = role.role.scope.find(name);
      if (role.role.nature != Process.Nature.SHELL || theirs == null || theirs.kind == null) {
        throw refuse(e, "is not known; a variable of a shell is expected, or pid");
      }
      theirs.read(w.process, e);
      return theirs.value();
    }
    Value value = isMessage(object) ? null : of(object, w.buffer(name));
    if (value == null || value.kind() == Kind.MESSAGE) {
      Received received = value == null ? received(object, name) : calls.receiving.there(value);
      return member(e, received, name);
    }
    if (value.kind().isDescriptor() && name.equals("peer")) {
      return calls.addresses.asked("getpeername", w.operand(value));
    }
    if (value.kind() == Kind.PID && name.equals("pid")) {
      return value;
    }
    if (value.kind().isDescriptor() && name.equals("number")) {
      return w.operand(value).as(Kind.INT);
    }
    if (value.kind() == Kind.CREDENTIALS && Set.of("pid", "uid", "gid").contains(name)) {
      return Value.of(Kind.INT, value.in(Op.PRIMARY) + "." + name)
          .as(Kind.INT)
          .with(null)
          .as(Kind.INT);
    }
    if (value.kind() == Kind.ERROR && name.equals("errno")) {
      return value;
    }
    throw refuse(e, "there is no ." + name + " in C");
  }

  private boolean isMessage(Expression object) {
    return object instanceof VariableExpression variable
        && w.scope.find(variable.getName()) != null
        && w.scope.find(variable.getName()).kind == Kind.MESSAGE;
  }

  private Value member(Expression e, Received received, String name) {
    return switch (name) {
      case "text" -> text(received);
      case "bytes" -> Value.of(Kind.MESSAGE, received.data).with(received);
      case "size", "length" -> Value.of(Kind.SIZE, received.size);
      case "eof" -> end(e, received);
      case "truncated" ->
          Value.of(
              Kind.INT,
              "(" + received.part("header") + ".msg_flags & MSG_TRUNC) != 0",
              Op.EQUAL.level);
      case "controlTruncated" ->
          Value.of(
              Kind.INT,
              "(" + received.part("header") + ".msg_flags & MSG_CTRUNC) != 0",
              Op.EQUAL.level);
      case "from" -> Value.of(Kind.ADDRESS, received.part("from")).with(received.sender());
      case "cred" -> Value.of(Kind.CREDENTIALS, received.part("cred"));
      case "fds" -> throw refuse(e, "fds[0] and fds.size() are translated, not the list");
      default -> throw refuse(e, "there is no ." + name + " of a message in C");
    };
  }

  /** Whether nothing more will come: 0 bytes, but of a datagram. */
  private Value end(Expression e, Received received) {
    if (received.type == null && w.mode != Writer.Mode.PLAIN) {
      throw refuse(
          e, "whether 0 bytes are the end depends on the type of the socket, not known here");
    }
    if (received.type != null && received.type.contains("SOCK_DGRAM")) {
      return Value.of(Kind.INT, "0");
    }
    return Value.of(Kind.INT, received.size + " == 0", Op.EQUAL.level);
  }

  private Value text(Received received) {
    received.use("text");
    w.needs.header("string.h");
    if (w.mode == Writer.Mode.PLAIN) {
      return Value.of(Kind.TEXT, received.data).with(new Bytes(received));
    }
    return Value.of(Kind.TEXT, "as_text(" + received.data + ", " + received.size + ")")
        .with(new Bytes(received));
  }

  // calls

  private Value call(MethodCallExpression e, Received target) {
    String name = e.getMethodAsString();
    if (name == null) {
      throw refuse(e, "a method whose name is computed has no C");
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
      return Value.of(Kind.INT, received(property.getObjectExpression(), "fds").part("fd_count"));
    }
    List<Expression> given =
        e.getArguments() instanceof TupleExpression tuple ? tuple.getExpressions() : List.of();
    if (name.equals("size")
        && object instanceof MethodCallExpression poll
        && "poll".equals(poll.getMethodAsString())
        && poll.isImplicitThis()) {
      return calls.waits.ready(poll);
    }
    if (name.equals("size") || name.equals("length")) {
      if (isMessage(object)) {
        return Value.of(Kind.SIZE, received(object, "size").size);
      }
    }
    if (calls.knows(name) && !name.equals("size")) {
      return calls.of(name, e, target);
    }
    Value value = w.operand(of(object, target));
    if (value.kind() == Kind.REGION) {
      return memory(e, value, name, given);
    }
    if (value.kind() == Kind.TEXT && (name.equals("size") || name.equals("length"))) {
      if (value.constant() instanceof String text) {
        return Value.constant(Kind.INT, "" + text.length(), text.length());
      }
      throw refuse(e, "the length in characters is not that in bytes; C counts bytes");
    }
    if (value.kind() == Kind.TEXT && name.equals("toInteger") && given.isEmpty()) {
      w.needs.helper(Helper.NUMBER);
      return Value.effect(Kind.INT, "number(" + value.c() + ")");
    }
    throw refuse(e, "there is no " + name + "() in C");
  }

  /** A place in a region, checked as far as it is known. */
  String at(Expression where, Value region, Value offset, int bytes) {
    if (offset.constant() instanceof Integer at) {
      if (at < 0 || at % bytes != 0) {
        throw refuse(where, "an offset that is no multiple of " + bytes + " is not allowed in C");
      }
      String length = region.more() instanceof Variable variable ? variable.length : null;
      if (length != null && length.matches("\\d+") && at + bytes > Long.parseLong(length)) {
        throw refuse(
            where, "is outside of the region: in C that is the end of the program, or worse");
      }
    }
    return offset.in(Op.PLUS.level - 1);
  }

  private Value memory(MethodCallExpression e, Value region, String name, List<Expression> given) {
    for (Map.Entry<String, String> type : NUMBERS.entrySet()) {
      int bytes =
          switch (type.getKey()) {
            case "Byte" -> 1;
            case "Short" -> 2;
            case "Int" -> 4;
            default -> 8;
          };
      Kind kind = bytes == 8 ? type.getKey().equals("Long") ? Kind.LONG : Kind.DOUBLE : Kind.INT;
      if (name.equals("get" + type.getKey()) && given.size() == 1) {
        return Value.of(kind, cell(e, region, given.get(0), type.getValue(), bytes));
      }
      if (name.equals("put" + type.getKey()) && given.size() == 2) {
        String cell = cell(e, region, given.get(0), type.getValue(), bytes);
        Value value = w.checked(of(given.get(1)));
        return new Value(
            Kind.NOTHING, cell + " = " + value.c(), Op.ASSIGNMENT, null, true, null, null);
      }
      if (name.equals("add" + type.getKey()) && given.size() == 2 && bytes >= 4) {
        String cell = cell(e, region, given.get(0), type.getValue(), bytes);
        Value value = w.operand(of(given.get(1)));
        return Value.effect(
            kind, "__atomic_fetch_add(&" + cell + ", " + value.c() + ", __ATOMIC_SEQ_CST)");
      }
    }
    throw refuse(e, "there is no " + name + " of memory in C");
  }

  private String cell(Expression e, Value region, Expression offset, String type, int bytes) {
    Value at = w.operand(of(offset));
    at(e, region, at, bytes);
    if (w.mode == Writer.Mode.PLAIN) {
      w.needs.header("stdint.h");
      return "*(" + type + " *)(" + region.c() + " + " + at.in(Op.TIMES.level) + ")";
    }
    w.needs.helper(Helper.INT_AT);
    return "AT(" + type + ", " + region.c() + ", " + at.c() + ")";
  }

  /** Data as C passes them: where they begin and how many. */
  record Data(String bytes, String size) {}

  Data data(Expression e) {
    if (e instanceof ArrayExpression array
        && array.getSizeExpression() != null
        && array.getElementType().getName().equals("byte")) {
      Value size = w.operand(of(array.getSizeExpression().get(0)));
      if (!(size.constant() instanceof Integer)) {
        throw refuse(e, "an array in C has a length that is known");
      }
      String name = w.names.take("zeros");
      w.frame.declare("static const char ", name, "[" + size.c() + "]");
      return new Data(name, "sizeof " + name);
    }
    if (e instanceof ListExpression list) {
      byte[] bytes = new byte[list.getExpressions().size()];
      for (int i = 0; i < bytes.length; i++) {
        if (!(list.getExpression(i) instanceof ConstantExpression constant)
            || !(constant.getValue() instanceof Integer number)) {
          throw refuse(e, "bytes are numbers that stand there");
        }
        bytes[i] = number.byteValue();
      }
      return new Data(Quote.string(bytes), "" + bytes.length);
    }
    Value value = of(e);
    if (value.kind() == Kind.MESSAGE) {
      Received received = calls.receiving.there(value);
      return new Data(received.data, "(size_t)" + received.size);
    }
    if (value.constant() instanceof String || value.constant() instanceof byte[]) {
      return new Data(value.c(), "" + Quote.bytes(value.constant()).length);
    }
    if (value.more() instanceof Bytes bytes) {
      return new Data(bytes.of().data, "(size_t)" + bytes.of().size);
    }
    value = w.operand(value);
    if (value.kind() == Kind.TEXT) {
      w.needs.header("string.h");
      return new Data(value.c(), "strlen(" + value.c() + ")");
    }
    throw refuse(e, "data are a text, bytes or a message");
  }
}
