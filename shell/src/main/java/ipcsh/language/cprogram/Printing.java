package ipcsh.language.cprogram;

import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;

/** Texts with values in them: the formats of printf, and buffers that they are made in. */
final class Printing {
  /** How much a text that is made of others may have. */
  static final int TEXT_ROOM = 4096;

  private final Writer w;
  private final Expressions expressions;

  Printing(Writer w, Expressions expressions) {
    this.w = w;
    this.expressions = expressions;
  }

  /** The format of printf for a text, and what is to be put into it. */
  record Printed(String format, List<String> values) {
    String arguments() {
      return values.isEmpty() ? "" : ", " + String.join(", ", values);
    }
  }

  /** How printf writes it. */
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

  /** One value of it. */
  private void one(Expression e, StringBuilder format, List<String> values) {
    if (e instanceof ConstantExpression constant && constant.getValue() instanceof String text) {
      format.append(fixed(e, text));
      return;
    }
    Value value = w.operand(expressions.of(e));
    if (value.kind() == Kind.ADDRESS) {
      value = address(value);
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
          e, "what ipcsh prints of it a C program does not have; print its number, or its text");
    }
    if (value.kind() == Kind.DOUBLE) {
      throw expressions.refuse(e, "a number with a fraction is printed otherwise in C");
    }
    format.append(value.kind().format());
    values.add(shown(value.kind(), value.in(Op.EITHER.level)));
  }

  /** How printf gets a value. */
  private static String shown(Kind kind, String c) {
    return kind == Kind.TRUTH ? c + " ? \"true\" : \"false\"" : c;
  }

  /** What is written into a format as it is. */
  private String fixed(Expression where, String text) {
    refuseNul(where, text);
    return Quote.format(text);
  }

  /** A text of C ends at its first NUL. */
  void refuseNul(Expression where, Object constant) {
    if (constant instanceof String text && text.indexOf('\0') >= 0) {
      throw expressions.refuse(where, "a text with a NUL in it ends there in C");
    }
  }

  /** A text with values in it: made in a buffer. */
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

  /** An address, as the shell writes it. */
  Value address(Value address) {
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
}
