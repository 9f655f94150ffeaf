package ipcsh.language.saving;

import ipcsh.command.model.CommandModel;
import ipcsh.command.model.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;

/**
 * Assigns the arguments of a command's call to its parameters, as {@link CommandModel#call} does.
 */
final class CallParts {
  /**
   * An argument.
   *
   * @param parameter its parameter, null if the command has no such parameter
   */
  record Part(Parameter parameter, Expression given) {}

  private CallParts() {}

  static List<Part> of(MethodCallExpression call, CommandModel command) {
    List<Part> parts = new ArrayList<>();
    List<Expression> byPlace = new ArrayList<>();
    if (!call.isImplicitThis()) {
      byPlace.add(call.getObjectExpression());
    }
    if (call.getArguments() instanceof TupleExpression given) {
      for (Expression each : given.getExpressions()) {
        if (each instanceof MapExpression map && each == given.getExpression(0)) {
          named(map, command, parts);
        } else {
          byPlace.add(each);
        }
      }
    }
    List<Parameter> placed = command.placed(byPlace.size());
    for (int i = 0; i < byPlace.size(); i++) {
      parts.add(new Part(i < placed.size() ? placed.get(i) : null, byPlace.get(i)));
    }
    return parts;
  }

  private static void named(MapExpression map, CommandModel command, List<Part> parts) {
    for (MapEntryExpression entry : map.getMapEntryExpressions()) {
      boolean word = entry.getKeyExpression() instanceof ConstantExpression;
      Parameter option = word ? command.option(entry.getKeyExpression().getText()) : null;
      parts.add(new Part(option, entry.getValueExpression()));
    }
  }
}
