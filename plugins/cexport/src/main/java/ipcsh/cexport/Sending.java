package ipcsh.cexport;

import org.codehaus.groovy.ast.expr.ArrayExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;

/** Data to send: the address and the number of bytes. */
final class Sending {
  private final Writer w;
  private final Expressions expressions;

  Sending(Writer w, Expressions expressions) {
    this.w = w;
    this.expressions = expressions;
  }

  /** Bytes in C. */
  record Data(String bytes, String size) {}

  Data data(Expression e) {
    if (e instanceof ArrayExpression array
        && array.getSizeExpression() != null
        && array.getElementType().getName().equals("byte")) {
      Value size = w.operand(expressions.of(array.getSizeExpression().get(0)));
      if (!(size.constant() instanceof Integer)) {
        throw expressions.refuse(e, "a C array has a known length");
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
          throw expressions.refuse(e, "bytes must be literal numbers");
        }
        bytes[i] = number.byteValue();
      }
      return new Data(Quote.string(bytes), "" + bytes.length);
    }
    Value value = expressions.of(e);
    if (value.kind() == Kind.MESSAGE) {
      Received received = expressions.calls().receiving.there(value);
      return new Data(received.data, "(size_t)" + received.size);
    }
    if (value.constant() instanceof String || value.constant() instanceof byte[]) {
      return new Data(value.c(), "" + Quote.bytes(value.constant()).length);
    }
    if (value.more() instanceof MemberExpressions.Bytes bytes) {
      return new Data(bytes.of().data, "(size_t)" + bytes.of().size);
    }
    value = w.operand(value);
    if (value.kind() == Kind.TEXT) {
      w.needs.header("string.h");
      return new Data(value.c(), "strlen(" + value.c() + ")");
    }
    throw expressions.refuse(e, "data must be a text, bytes or a message");
  }
}
