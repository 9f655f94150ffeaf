package ipcsh.language;

import ipcsh.handle.Descriptor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.StaticMethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.runtime.InvokerHelper;

/**
 * {@code printf("%d\n", fd)}: if a conversion requires a number, a descriptor is converted to its
 * number; {@code %s} shows its description. C's length modifiers, {@code %ld}, {@code %zu}, are
 * removed.
 */
public final class Formats {
  private static final Pattern CONVERSION =
      Pattern.compile(
          "%(\\d+\\$|<)?([-#+ 0,(]*\\d*(?:\\.\\d+)?)((?:hh?|ll?|[zj])(?=[diuxXoc]))?([a-zA-Z%])");
  private static final String OF_NUMBERS = "diuxXoc";

  private Formats() {}

  /** {@code "%d".formatted(fd)} and {@code String.format("%d", fd)} as calls of this class. */
  static Expression instead(MethodCallExpression call) {
    String name = call.getMethodAsString();
    Expression object = call.getObjectExpression();
    if (call.isImplicitThis() || !(call.getArguments() instanceof TupleExpression given)) {
      return call;
    }
    List<Expression> arguments = new ArrayList<>();
    boolean string =
        object instanceof ClassExpression type && type.getType().equals(ClassHelper.STRING_TYPE)
            || object instanceof VariableExpression variable && variable.getName().equals("String");
    if ("formatted".equals(name) && !call.isSpreadSafe() && !call.isSafe()) {
      arguments.add(object);
    } else if (!"format".equals(name) || !string) {
      return call;
    }
    arguments.addAll(given.getExpressions());
    Expression instead =
        new StaticMethodCallExpression(
            ClassHelper.make(Formats.class), name, new ArgumentListExpression(arguments));
    instead.setSourcePosition(call);
    return instead;
  }

  /** {@code printf(...)} and {@code sprintf(...)}, which a block would look up in Groovy first. */
  static Expression printing(MethodCallExpression call) {
    String name = call.getMethodAsString();
    boolean prints = "printf".equals(name);
    if (!prints && !"sprintf".equals(name)) {
      return call;
    }
    Expression text =
        new StaticMethodCallExpression(
            ClassHelper.make(Formats.class), "format", call.getArguments());
    text.setSourcePosition(call);
    if (!prints) {
      return text;
    }
    MethodCallExpression print =
        new MethodCallExpression(
            call.getObjectExpression(), "print", new ArgumentListExpression(text));
    print.setImplicitThis(true);
    print.setSourcePosition(call);
    return print;
  }

  /** {@code format.formatted(...)}. */
  public static Object formatted(Object format, Object... values) {
    return format instanceof CharSequence
        ? format(format, values)
        : InvokerHelper.invokeMethod(format, "formatted", values);
  }

  /** {@code String.format(...)}. */
  public static String format(Object format, Object... values) {
    if (!(format instanceof CharSequence)) {
      return (String) InvokerHelper.invokeMethod(String.class, "format", joined(format, values));
    }
    return String.format(plain(format.toString()), numbers(format.toString(), values));
  }

  private static Object[] joined(Object first, Object[] rest) {
    List<Object> all = new ArrayList<>(List.of(first));
    all.addAll(Arrays.asList(rest));
    return all.toArray();
  }

  /** The format without modifiers that Java does not have. */
  private static String plain(String format) {
    return CONVERSION
        .matcher(format)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    "%"
                        + (found.group(1) == null ? "" : found.group(1))
                        + found.group(2)
                        + ("ui".contains(found.group(4)) ? "d" : found.group(4))));
  }

  private static Object[] numbers(String format, Object[] values) {
    if (Arrays.stream(values).noneMatch(Descriptor.class::isInstance)) {
      return values;
    }
    Object[] plain = values.clone();
    Matcher each = CONVERSION.matcher(format);
    int next = 0;
    int last = 0;
    while (each.find()) {
      String conversion = each.group(4);
      if (conversion.equals("n") || conversion.equals("%")) {
        continue;
      }
      String place = each.group(1);
      if (place == null) {
        last = next++;
      } else if (!place.equals("<")) {
        last = Integer.parseInt(place.substring(0, place.length() - 1)) - 1;
      }
      if (OF_NUMBERS.contains(conversion) && last >= 0 && last < plain.length) {
        plain[last] = DescriptorNumbers.plain(plain[last]);
      }
    }
    return plain;
  }
}
