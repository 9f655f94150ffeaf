package ipcsh.cexport;

import java.util.List;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.RangeExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/** Lists of values as arrays: list literals, collect, toList. */
final class Lists {
  /** The maximum length of a list. */
  private static final int MOST = 1000;

  private final Writer w;
  private final Statements statements;

  Lists(Writer w, Statements statements) {
    this.w = w;
    this.statements = statements;
  }

  /** The kind and the number of an array's elements. */
  record Shape(Kind element, int count) {}

  /** Whether an expression makes a list. */
  static boolean makes(Expression e) {
    return e instanceof ListExpression
        || e instanceof MethodCallExpression call
            && !call.isImplicitThis()
            && !call.isSpreadSafe()
            && ("collect".equals(call.getMethodAsString()) && block(call) != null
                || "toList".equals(call.getMethodAsString())
                    && call.getObjectExpression() instanceof RangeExpression);
  }

  static ClosureExpression block(MethodCallExpression call) {
    return call.getArguments() instanceof TupleExpression given
            && given.getExpressions().size() == 1
            && given.getExpression(0) instanceof ClosureExpression block
        ? block
        : null;
  }

  static String parameter(ClosureExpression block) {
    return block.getParameters() == null || block.getParameters().length == 0
        ? "it"
        : block.getParameters()[0].getName();
  }

  /** An element of a list. */
  Value at(Value list, String index) {
    Shape shape = (Shape) list.more();
    return Value.of(shape.element, list.c() + "[" + index + "]");
  }

  /** Stores the list in a variable of its own. */
  Value of(Expression e) {
    CVariable list = w.local(e, "values");
    list.used(w.process);
    if (list.c == null) {
      list.c = w.name(list);
    }
    into(list, e);
    return list.value();
  }

  /** Stores the elements in the variable's array. */
  void into(CVariable list, Expression e) {
    list.become(Kind.LIST, e);
    if (e instanceof ListExpression values) {
      shape(list, values.getExpressions().size(), e);
      int i = 0;
      for (Expression each : values.getExpressions()) {
        put(list, i++ + "", each, e);
      }
      return;
    }
    MethodCallExpression call = (MethodCallExpression) e;
    Source source = source(call.getObjectExpression());
    shape(list, source.count, e);
    String index = w.names.take("i");
    w.frame.open(
        "for (int " + index + " = 0; " + index + " < " + source.count + "; " + index + "++)");
    Value value = source.at(index);
    ClosureExpression block = block(call);
    if (block == null) {
      element(list, value.kind(), e);
      put(list, index, value);
    } else {
      Scope before = w.scope;
      w.scope = new Scope(before);
      CVariable it = w.local(block, parameter(block));
      it.kind = value.kind();
      it.c = value.in(Op.PRIMARY);
      List<Statement> body = ((BlockStatement) block.getCode()).getStatements();
      statements.inner(() -> collect(list, body, index, e));
      w.scope = before;
    }
    w.frame.close("");
    w.names.release(index);
  }

  private void collect(CVariable list, List<Statement> body, String index, Expression e) {
    for (int i = 0; i < body.size() - 1; i++) {
      statements.statement(body.get(i));
    }
    Expression last = body.isEmpty() ? null : Statements.valueOf(body.get(body.size() - 1));
    if (last == null) {
      throw statements.expressions.refuse(e, "collect requires a value for each element");
    }
    w.statement();
    put(list, index, last, e);
  }

  private void put(CVariable list, String index, Expression value, Expression whole) {
    Value one = w.checked(statements.expressions.of(value));
    boolean plain = one.kind().isNumber() || one.kind() == Kind.TRUTH;
    if (!plain && !one.kind().isDescriptor() && one.kind() != Kind.TEXT) {
      throw statements.expressions.refuse(value, "cannot be an element of a C array");
    }
    element(list, one.kind(), whole);
    put(list, index, one);
  }

  private void put(CVariable list, String index, Value value) {
    String place = list.place() + "[" + index + "]";
    if (value.kind() == Kind.TEXT) {
      w.needs.helper(Helper.FORMAT);
      w.frame.line("format(" + place + ", sizeof " + place + ", \"%s\", " + value.c() + ");");
    } else {
      w.frame.line(place + " = " + value.c() + ";");
    }
  }

  private void element(CVariable list, Kind given, Expression where) {
    Kind both = list.element == null ? given : list.element.with(given);
    if (both == null) {
      throw statements.expressions.refuse(where, "the elements of a C array have one type");
    }
    if (both != list.element) {
      list.element = both;
      list.changed = true;
    }
    boolean text = both == Kind.TEXT;
    w.home(list)
        .declare(
            text ? "char " : both.type(),
            list.c,
            "[" + list.count + "]" + (text ? "[" + Printing.TEXT_ROOM + "]" : ""));
  }

  private void shape(CVariable list, int count, Expression where) {
    if (list.count != 0 && list.count != count || count == 0 || count > MOST) {
      throw statements.expressions.refuse(
          where, "a C array has a fixed length, from 1 to " + MOST + " here");
    }
    list.count = count;
  }

  /** Whether a condition holds for all elements. */
  Value every(MethodCallExpression call) {
    ClosureExpression block = block(call);
    List<Statement> body = ((BlockStatement) block.getCode()).getStatements();
    Expression condition = Statements.single(body);
    if (condition == null) {
      throw statements.expressions.refuse(call, "every is translated only with a single condition");
    }
    Source source = source(call.getObjectExpression());
    String all = w.temporary("all_so", "int ", "");
    String index = w.names.take("i");
    w.frame.line(all + " = 1;");
    w.frame.open(
        "for (int "
            + index
            + " = 0; "
            + all
            + " && "
            + index
            + " < "
            + source.count
            + "; "
            + index
            + "++)");
    Scope before = w.scope;
    w.scope = new Scope(before);
    Value value = source.at(index);
    CVariable it = w.local(block, parameter(block));
    it.kind = value.kind();
    it.c = value.in(Op.PRIMARY);
    statements.inner(
        () -> w.frame.line(all + " = " + statements.expressions.truth(condition).c() + ";"));
    w.scope = before;
    w.frame.close("");
    w.names.release(index);
    return Value.of(Kind.TRUTH, all);
  }

  /** The source of the elements. */
  private record Source(int count, Value first, Value list, Kind element) {
    Value at(String index) {
      if (list != null) {
        return Value.of(element, list.c() + "[" + index + "]");
      }
      return first.constant().equals(0)
          ? Value.of(Kind.INT, index)
          : Value.of(Kind.INT, index + " + " + first.c(), Op.PLUS.level);
    }
  }

  private Source source(Expression e) {
    Expressions expressions = statements.expressions;
    if (e instanceof RangeExpression range) {
      Value from = expressions.of(range.getFrom());
      Value to = expressions.of(range.getTo());
      if (!(from.constant() instanceof Integer first) || !(to.constant() instanceof Integer last)) {
        throw expressions.refuse(e, "their number must be a literal");
      }
      return new Source(last - first + (range.isInclusive() ? 1 : 0), from, null, Kind.INT);
    }
    if (e instanceof ListExpression list) {
      return standing(list);
    }
    Value value = expressions.of(e);
    if (!(value.more() instanceof Shape shape)) {
      throw expressions.refuse(e, "is not a list in C");
    }
    return new Source(shape.count, null, value, shape.element);
  }

  /** The elements of a list literal. */
  private Source standing(ListExpression list) {
    StringBuilder values = new StringBuilder();
    Kind kind = null;
    for (Expression each : list.getExpressions()) {
      Value value = statements.expressions.of(each);
      boolean stands = each instanceof ConstantExpression || each instanceof VariableExpression;
      if (!stands || value.effect() || value.kind() != Kind.TEXT && !value.kind().isNumber()) {
        throw statements.expressions.refuse(each, "a literal number or text is expected");
      }
      values.append(values.isEmpty() ? "" : ", ").append(value.c());
      kind = kind == null ? value.kind() : kind.with(value.kind());
    }
    if (kind == null) {
      throw statements.expressions.refuse(list, "the elements of a C array have one type");
    }
    String name = w.names.take("given");
    w.frame.line(
        "const "
            + kind.type().replace("const char *", "char *const ")
            + name
            + "[] = { "
            + values
            + " };");
    Value array = Value.of(Kind.LIST, name);
    return new Source(list.getExpressions().size(), null, array, kind);
  }

  /** Asserts that two lists are equal, element by element. */
  void assertSame(int line, Expression e, Value left, Expression right) {
    Shape shape = (Shape) left.more();
    if (right instanceof ListExpression list) {
      if (list.getExpressions().size() != shape.count) {
        throw statements.expressions.refuse(e, "these lists have different lengths");
      }
      for (int i = 0; i < shape.count; i++) {
        Value value = statements.expressions.of(list.getExpression(i));
        statements.expect(line, statements.expressions.equality.same(e, at(left, "" + i), value));
        w.statement();
      }
      return;
    }
    Source source =
        right instanceof MethodCallExpression call && makes(call) && block(call) == null
            ? source(call.getObjectExpression())
            : source(right);
    if (source.count != shape.count) {
      throw statements.expressions.refuse(e, "these lists have different lengths");
    }
    String i = w.names.take("i");
    w.frame.open("for (int " + i + " = 0; " + i + " < " + shape.count + "; " + i + "++)");
    statements.expect(line, statements.expressions.equality.same(e, at(left, i), source.at(i)));
    w.frame.close("");
    w.names.release(i);
  }
}
