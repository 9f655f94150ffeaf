package ipcsh.cexport;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;

/** Texts with embedded values: printf formats, and buffers for composed texts. */
final class Printing {
  /** The size of a buffer for a composed text. */
  static final int TEXT_ROOM = 4096;

  /** The parts of a printf conversion that are translated: flags, width, length, conversion. */
  private static final Pattern CONVERSION =
      Pattern.compile("%([-+ 0]*)(\\d*)(hh?|ll?|[zj])?([diuxXosn%])");

  /** The size of a buffer for the text of an address, if every byte is escaped. */
  private static final int NAME_ROOM = 700;

  private final Writer w;
  private final Expressions expressions;

  Printing(Writer w, Expressions expressions) {
    this.w = w;
    this.expressions = expressions;
  }

  /** A printf format for a text, and its arguments. */
  record Printed(String format, List<String> values) {
    String arguments() {
      return values.isEmpty() ? "" : ", " + String.join(", ", values);
    }
  }

  /** The format and arguments of an expression. */
  Printed of(Expression e) {
    if (e instanceof GStringExpression text) {
      StringBuilder format = new StringBuilder();
      List<String> values = new ArrayList<>();
      for (int i = 0; i < text.getStrings().size(); i++) {
        format.append(fixed(e, text.getStrings().get(i).getText()));
        if (i < text.getValues().size()) {
          one(text.getValue(i), format, values);
        }
      }
      return new Printed(format.toString(), values);
    }
    if (e instanceof ConstantExpression constant && constant.getValue() instanceof String text) {
      return new Printed(fixed(e, text), List.of());
    }
    StringBuilder format = new StringBuilder();
    List<String> values = new ArrayList<>();
    one(e, format, values);
    return new Printed(format.toString(), values);
  }

  /** Appends one value. */
  private void one(Expression e, StringBuilder format, List<String> values) {
    if (e instanceof ConstantExpression constant && constant.getValue() instanceof String text) {
      format.append(fixed(e, text));
      return;
    }
    Value value = w.operand(expressions.of(e));
    if (value.kind() == Kind.ADDRESS) {
      value = address(value);
    }
    if (value.kind().isDescriptor()
        && value.more() instanceof CVariable variable
        && variable.type != null) {
      // int fd = socket() is a number
      value = value.as(Kind.INT);
    }
    if (value.more() instanceof Lists.Shape shape && shape.element().format() != null) {
      format.append('[');
      for (int i = 0; i < shape.count(); i++) {
        format.append(i == 0 ? "" : ", ").append(shape.element().format());
        values.add(shown(shape.element(), value.c() + "[" + i + "]"));
      }
      format.append(']');
      return;
    }
    if (value.kind().format() == null) {
      throw expressions.refuse(
          e, "a C program cannot print it as ipcsh does; print its number, or its text");
    }
    if (value.kind() == Kind.DOUBLE) {
      throw expressions.refuse(e, "a number with a fraction is printed differently in C");
    }
    format.append(value.kind().format());
    values.add(shown(value.kind(), value.in(Op.EITHER.level)));
  }

  /** The arguments of a {@code printf} call: conversions that match the C types of the values. */
  Printed formatted(MethodCallExpression call, List<Expression> given) {
    if (given.isEmpty()
        || !(given.get(0) instanceof ConstantExpression constant)
        || !(constant.getValue() instanceof String text)) {
      throw expressions.refuse(call, "the format must be a literal");
    }
    StringBuilder format = new StringBuilder();
    List<String> values = new ArrayList<>();
    Matcher each = CONVERSION.matcher(text);
    int next = 1;
    int from = 0;
    for (; each.find(); from = each.end()) {
      format.append(fixed(call, text.substring(from, each.start())));
      String conversion = each.group(4);
      if (conversion.equals("%") || conversion.equals("n")) {
        format.append(conversion.equals("%") ? "%%" : "\\n");
        continue;
      }
      if (next == given.size()) {
        throw expressions.refuse(call, each.group() + " has no value");
      }
      format.append('%').append(each.group(1)).append(each.group(2));
      conversion(given.get(next++), each, format, values);
    }
    String rest = text.substring(from);
    if (next < given.size() || rest.indexOf('%') >= 0) {
      throw expressions.refuse(call, "expected one conversion for each value, %d, %x or %s");
    }
    return new Printed(format.append(fixed(call, rest)).toString(), values);
  }

  private void conversion(
      Expression e, Matcher written, StringBuilder format, List<String> values) {
    String conversion = written.group(4);
    String flags = written.group(1);
    boolean padded = !written.group(2).isEmpty();
    boolean wrong = !padded && flags.matches(".*[-0].*");
    if (wrong || flags.matches(".*-.*0.*|.*0.*-.*|(.).*\\1.*|.*[+ ].*[+ ].*")) {
      throw expressions.refuse(e, written.group() + " is not a conversion");
    }
    if (conversion.equals("s")) {
      int before = format.length();
      one(e, format, values);
      boolean text = format.indexOf("%s", before) == before;
      if (!flags.isEmpty() || padded || !text && format.length() == before) {
        throw expressions.refuse(e, written.group() + ": only %s is translated");
      }
      // the text already contains its percent sign
      format.deleteCharAt(before - 1);
      return;
    }
    Value value = number(e);
    boolean wide = value.kind() == Kind.LONG;
    String length = wide ? "l" : value.kind() == Kind.SIZE ? "z" : "";
    if (conversion.matches("[xXo]")) {
      if (flags.matches(".*[+ ].*")) {
        throw expressions.refuse(e, written.group() + " is not a conversion");
      }
      format.append(wide ? "l" : "").append(conversion);
      values.add(
          value.kind() == Kind.SIZE ? "(int)" + value.in(Op.UNARY) : value.in(Op.EITHER.level));
      return;
    }
    format.append(length).append('d');
    values.add(value.in(Op.EITHER.level));
  }

  private Value number(Expression e) {
    Value value = expressions.number(w.operand(expressions.of(e)), e);
    if (value.kind() == Kind.DOUBLE) {
      throw expressions.refuse(e, "a number with a fraction is printed differently in C");
    }
    return value;
  }

  /** A value as an argument of printf. */
  private static String shown(Kind kind, String c) {
    return kind == Kind.TRUTH ? c + " ? \"true\" : \"false\"" : c;
  }

  /** Literal text of a format. */
  private String fixed(Expression where, String text) {
    refuseNul(where, text);
    return Quote.format(text);
  }

  /** Refuses a NUL: a C string ends at the first. */
  void refuseNul(Expression where, Object constant) {
    if (constant instanceof String text && text.indexOf('\0') >= 0) {
      throw expressions.refuse(where, "a text that contains NUL ends there in C");
    }
  }

  /** A text with embedded values, composed in a buffer. */
  Value made(GStringExpression e) {
    if (e.getValues().size() == 1
        && e.getStrings().stream().allMatch(text -> text.getText().isEmpty())) {
      Value only = w.operand(expressions.of(e.getValue(0)));
      if (only.kind() == Kind.TEXT) {
        return only;
      }
    }
    Printed printed = of(e);
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

  /** An address, printed as the shell prints it. */
  Value address(Value address) {
    SockaddrLocation place = (SockaddrLocation) address.more();
    w.needs.helper(Helper.ADDRESS_TEXT);
    String room = w.temporary("name", "char ", "[" + NAME_ROOM + "]");
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
}
