package ipcsh.language.cprogram;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;

/** What a call of a command gives for which parameter. */
final class Arguments {
  private final String command;
  private final Expression call;
  private final Map<String, Expression> given = new LinkedHashMap<>();

  /**
   * Reads them.
   *
   * @param parameters in C's order, in brackets those that can be left out, behind a colon those
   *     that are given by name: {@code fd data [flags] address : timeout}
   */
  Arguments(String command, Expression call, String parameters) {
    this.command = command;
    this.call = call;
    List<Expression> byPlace = new ArrayList<>();
    String[] parts = (parameters + ":").split(":", -1);
    List<String> options = List.of(parts[1].trim().split(" +"));
    if (call instanceof MethodCallExpression method) {
      if (!method.isImplicitThis()) {
        byPlace.add(method.getObjectExpression());
      }
      if (method.getArguments() instanceof TupleExpression tuple) {
        for (Expression each : tuple.getExpressions()) {
          if (each instanceof MapExpression map && each == tuple.getExpression(0)) {
            named(map, options);
          } else {
            byPlace.add(each);
          }
        }
      }
    }
    place(parts[0].isBlank() ? List.of() : List.of(parts[0].trim().split(" +")), byPlace);
  }

  private void named(MapExpression map, List<String> options) {
    for (MapEntryExpression entry : map.getMapEntryExpressions()) {
      String name =
          entry.getKeyExpression() instanceof ConstantExpression word ? word.getText() : "?";
      if (!options.contains(name)) {
        throw new UnsupportedInC(entry, command + " with " + name + ": is not translated");
      }
      given.put(name, entry.getValueExpression());
    }
  }

  private void place(List<String> parameters, List<Expression> byPlace) {
    long required = parameters.stream().filter(name -> !name.startsWith("[")).count();
    long spare = byPlace.size() - required;
    int next = 0;
    for (String parameter : parameters) {
      boolean optional = parameter.startsWith("[");
      if (next < byPlace.size() && (!optional || spare > 0)) {
        given.put(parameter.replaceAll("[\\[\\]]", ""), byPlace.get(next++));
        spare -= optional ? 1 : 0;
      } else if (!optional) {
        throw new UnsupportedInC(call, command + " takes " + String.join(", ", parameters));
      }
    }
    if (next < byPlace.size()) {
      throw new UnsupportedInC(call, command + " takes at most " + String.join(", ", parameters));
    }
  }

  boolean has(String name) {
    return given.containsKey(name);
  }

  Expression get(String name) {
    return given.get(name);
  }

  Expression call() {
    return call;
  }

  String command() {
    return command;
  }
}
