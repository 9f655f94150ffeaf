package ipcsh.cexport;

import ipcsh.command.UnsupportedInC;
import ipcsh.command.model.CommandModel;
import ipcsh.command.model.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;

/** Assigns the arguments of a call to the parameters of the command's definition. */
final class Arguments {
  private final CommandModel command;
  private final Expression call;
  private final Map<String, Expression> given = new LinkedHashMap<>();
  private final Set<String> read = new HashSet<>();

  Arguments(CommandModel command, Expression call) {
    this.command = command;
    this.call = call;
    List<Expression> byPlace = new ArrayList<>();
    if (call instanceof MethodCallExpression method) {
      if (!method.isImplicitThis()) {
        byPlace.add(method.getObjectExpression());
      }
      if (method.getArguments() instanceof TupleExpression tuple) {
        for (Expression each : tuple.getExpressions()) {
          if (each instanceof MapExpression map && each == tuple.getExpression(0)) {
            named(map);
          } else {
            byPlace.add(each);
          }
        }
      }
    }
    place(byPlace);
  }

  private void named(MapExpression map) {
    List<String> options = command.optionNames();
    for (MapEntryExpression entry : map.getMapEntryExpressions()) {
      String name =
          entry.getKeyExpression() instanceof ConstantExpression word ? word.getText() : "?";
      if (!options.contains(name)) {
        throw notTranslated(entry, name + ":");
      }
      given.put(name, entry.getValueExpression());
    }
  }

  private void place(List<Expression> byPlace) {
    List<Parameter> placed = command.placed(byPlace.size());
    if (placed.size() < byPlace.size()) {
      throw new UnsupportedInC(Reading.line(call), command() + " takes no more than " + wanted());
    }
    for (int i = 0; i < placed.size(); i++) {
      given.put(placed.get(i).name(), byPlace.get(i));
    }
    List<Parameter> wanted = command.form(byPlace.size()).positional();
    if (wanted.stream().anyMatch(each -> each.isRequired() && !has(each.name()))) {
      throw new UnsupportedInC(Reading.line(call), command() + " requires " + wanted());
    }
  }

  private String wanted() {
    return String.join(
        ", ",
        command.positional().stream()
            .map(each -> each.isRequired() ? each.name() : "[" + each.name() + "]")
            .toList());
  }

  /** Refuses arguments that were given but never read. */
  void checkAllRead() {
    for (Map.Entry<String, Expression> each : given.entrySet()) {
      if (!read.contains(each.getKey())) {
        boolean option = command.optionNames().contains(each.getKey());
        throw notTranslated(each.getValue(), each.getKey() + (option ? ":" : ""));
      }
    }
  }

  private UnsupportedInC notTranslated(Expression where, String name) {
    return new UnsupportedInC(
        Reading.line(where), command() + " with " + name + " is not translated");
  }

  /** The name of the parameter at an index. */
  String name(int place) {
    return command.positional().get(place).name();
  }

  /** Whether it is the form of the command on a region. */
  boolean isOnRegion() {
    return command.onRegion() != null && given.containsKey("region");
  }

  boolean has(String name) {
    return given.containsKey(known(name));
  }

  Expression get(String name) {
    read.add(known(name));
    return given.get(name);
  }

  /** The default value of a parameter in the command's definition. */
  String otherwise(String name) {
    Parameter option = command.option(name);
    String text =
        option != null
            ? option.defaultText()
            : command.positional().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .map(Parameter::defaultText)
                .orElse(null);
    if (text == null || text.isEmpty()) {
      throw new IllegalStateException(command.usage() + ": " + name + " has no default");
    }
    return text;
  }

  private static boolean isOf(CommandModel form, String name) {
    return form.positional().stream().anyMatch(each -> each.name().equals(name));
  }

  /**
   * A valid parameter name: one of the command, or one that many commands have, as {@code
   * timeout:}.
   */
  private String known(String name) {
    boolean known =
        name.equals(CommandModel.TIMEOUT)
            || command.option(name) != null
            || isOf(command, name)
            || command.onRegion() != null && isOf(command.onRegion(), name);
    if (!known) {
      throw new IllegalStateException(command.usage() + " has no " + name);
    }
    return name;
  }

  Expression call() {
    return call;
  }

  String command() {
    return command.name();
  }
}
