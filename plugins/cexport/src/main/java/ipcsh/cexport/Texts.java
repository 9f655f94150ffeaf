package ipcsh.cexport;

import java.util.List;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;

/** Composed texts, and files by their path: {@code 'x' * 9}, {@code new File(p)}. */
final class Texts {
  private final Writer w;
  private final Expressions expressions;

  Texts(Writer w, Expressions expressions) {
    this.w = w;
    this.expressions = expressions;
  }

  /** The expression in C, null for anything else. */
  Value of(Expression e) {
    if (w.mode == Writer.Mode.PLAIN) {
      return null;
    }
    if (e instanceof ConstructorCallExpression made
        && made.getType().getNameWithoutPackage().equals("File")
        && made.getArguments() instanceof TupleExpression given
        && given.getExpressions().size() == 1) {
      return text(given.getExpression(0)).as(Kind.FILE);
    }
    if (e instanceof BinaryExpression binary) {
      return switch (binary.getOperation().getText()) {
        case "*" -> times(binary);
        case "+" -> plus(binary);
        default -> null;
      };
    }
    if (e instanceof PropertyExpression property && isFile(property.getObjectExpression())) {
      return file(
          expressions.of(property.getObjectExpression()), property.getPropertyAsString(), e);
    }
    if (e instanceof MethodCallExpression call && !call.isImplicitThis()) {
      Expression object = call.getObjectExpression();
      List<Expression> given =
          call.getArguments() instanceof TupleExpression tuple ? tuple.getExpressions() : List.of();
      if (isFile(object)) {
        return file(expressions.of(object), call.getMethodAsString(), e);
      }
      return method(object, String.valueOf(call.getMethodAsString()), given);
    }
    return null;
  }

  /** A text, in a buffer that is valid for this statement. */
  private Value text(Expression e) {
    Value value = w.operand(expressions.of(e));
    if (value.kind() == Kind.ADDRESS) {
      value = expressions.printing.address(value);
    }
    if (value.kind() != Kind.TEXT) {
      throw expressions.refuse(e, "a text is expected");
    }
    expressions.printing.refuseNul(e, value.constant());
    return value;
  }

  private boolean isFile(Expression e) {
    return e instanceof ConstructorCallExpression made
            && made.getType().getNameWithoutPackage().equals("File")
        || expressions.kindOf(e) == Kind.FILE;
  }

  private boolean isText(Expression e) {
    return expressions.kindOf(e) == Kind.TEXT
        || e instanceof BinaryExpression binary
            && (binary.getOperation().getText().equals("*")
                || binary.getOperation().getText().equals("+"))
            && isText(binary.getLeftExpression());
  }

  private Value times(BinaryExpression e) {
    if (!isText(e.getLeftExpression())) {
      return null;
    }
    Value text = text(e.getLeftExpression());
    Value count = w.operand(expressions.of(e.getRightExpression()));
    if (!count.kind().isNumber()) {
      throw expressions.refuse(e.getRightExpression(), "a number is expected");
    }
    w.needs.helper(Helper.REPEATED);
    boolean large = count.constant() instanceof Integer n && n >= Printing.TEXT_ROOM;
    if (large && (int) count.constant() > 1_000_000) {
      throw expressions.refuse(e, "is too large for a C buffer");
    }
    String room =
        large
            ? w.temporary("much", "static char ", "[" + ((int) count.constant() + 1) + "]")
            : room();
    w.frame.line(
        "repeated(" + room + ", sizeof " + room + ", " + text.c() + ", " + count.c() + ");");
    return Value.of(Kind.TEXT, room);
  }

  private String room() {
    return w.temporary("line", "char ", "[" + Printing.TEXT_ROOM + "]");
  }

  private Value plus(BinaryExpression e) {
    if (!isText(e.getLeftExpression())) {
      return null;
    }
    Value left = text(e.getLeftExpression());
    Printing.Printed right = expressions.printing.of(e.getRightExpression());
    w.needs.helper(Helper.FORMAT);
    String room = room();
    w.frame.line(
        "format("
            + room
            + ", sizeof "
            + room
            + ", \"%s"
            + right.format()
            + "\", "
            + left.c()
            + right.arguments()
            + ");");
    return Value.of(Kind.TEXT, room);
  }

  private Value method(Expression object, String name, List<Expression> given) {
    boolean one = given.size() == 1;
    boolean none = given.isEmpty();
    boolean known =
        switch (name) {
          case "trim" -> none;
          case "substring", "contains", "startsWith" -> one;
          case "size", "length" -> none && expressions.kindOf(object) == Kind.TEXT;
          default -> false;
        };
    if (!known) {
      return null;
    }
    if (name.equals("trim")) {
      Value text = text(object);
      w.needs.helper(Helper.TRIMMED);
      String room = w.temporary("word", "char ", "[" + Printing.TEXT_ROOM + "]");
      w.frame.line("trimmed(" + room + ", sizeof " + room + ", " + text.c() + ");");
      return Value.of(Kind.TEXT, room);
    }
    Value text = text(object);
    switch (name) {
      case "substring" -> {
        w.needs.helper(Helper.BEHIND);
        Value from = w.operand(expressions.of(given.get(0)));
        return Value.effect(Kind.TEXT, "behind(" + text.c() + ", " + from.c() + ")");
      }
      case "contains" -> {
        w.needs.header("string.h");
        return Value.of(
            Kind.TRUTH,
            "strstr(" + text.c() + ", " + text(given.get(0)).c() + ") != NULL",
            Op.EQUAL.level);
      }
      case "startsWith" -> {
        w.needs.header("string.h");
        String start = text(given.get(0)).c();
        return Value.of(
            Kind.TRUTH,
            "strncmp(" + text.c() + ", " + start + ", strlen(" + start + ")) == 0",
            Op.EQUAL.level);
      }
      default -> {
        if (text.constant() instanceof String constant) {
          return Value.constant(Kind.INT, "" + constant.length(), constant.length());
        }
        w.needs.helper(Helper.CHARACTERS);
        return Value.of(Kind.INT, "characters(" + text.c() + ")");
      }
    }
  }

  private Value file(Value path, String what, Expression e) {
    switch (what) {
      case "text" -> {
        w.needs.helper(Helper.FILE_TEXT);
        String room = w.temporary("content", "static char ", "[65536]");
        w.frame.line("file_text(" + room + ", sizeof " + room + ", " + path.c() + ");");
        return Value.of(Kind.TEXT, room);
      }
      case "exists" -> {
        w.needs.header("unistd.h");
        return Value.of(Kind.TRUTH, "access(" + path.c() + ", F_OK) == 0", Op.EQUAL.level);
      }
      case "length" -> {
        w.needs.helper(Helper.FILE_SIZE);
        return Value.of(Kind.LONG, "file_size(" + path.c() + ")");
      }
      case "file", "isFile" -> {
        w.needs.helper(Helper.IS_FILE);
        return Value.of(Kind.TRUTH, "is_file(" + path.c() + ")");
      }
      case "name" -> {
        w.needs.helper(Helper.FILE_NAME);
        return Value.of(Kind.TEXT, "file_name(" + path.c() + ")");
      }
      case "path" -> {
        return path.as(Kind.TEXT);
      }
      default -> throw expressions.refuse(e, "there is no ." + what + " of a file in C");
    }
  }
}
