package ipcsh.language.saving;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.command.model.CommandModel;
import ipcsh.command.model.Parameter;
import ipcsh.kit.BuiltIn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.NamedArgumentListExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The parameter of each argument is found as the command itself does. */
class CallPartsParityTest {
  static Stream<String> commands() {
    return BuiltIn.COMMANDS.all().stream().map(CommandModel::name);
  }

  /** The parts of a call, name(...), from the syntax tree. */
  private static List<CallParts.Part> parts(CommandModel command, Expression arguments) {
    return CallParts.of(
        new MethodCallExpression(VariableExpression.THIS_EXPRESSION, command.name(), arguments),
        command);
  }

  private static List<String> names(List<CallParts.Part> parts) {
    return parts.stream()
        .map(part -> part.parameter() == null ? null : part.parameter().name())
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /**
   * An independent implementation: optional parameters get arguments from the left, as far as there
   * are any.
   */
  private static List<String> expected(CommandModel command, int count) {
    CommandModel onRegion = command.onRegion();
    boolean isLong = onRegion != null && count > command.positional().size();
    List<Parameter> all =
        isLong && count >= required(onRegion) ? onRegion.positional() : command.positional();
    int spare = count - (int) all.stream().filter(Parameter::isRequired).count();
    List<String> expected = new ArrayList<>();
    for (Parameter parameter : all) {
      int times = parameter.isRequired() ? 1 : parameter.isRest() ? spare : Math.min(1, spare);
      spare -= parameter.isRequired() ? 0 : times;
      IntStream.range(0, times).forEach(i -> expected.add(parameter.name()));
    }
    while (expected.size() < count) {
      expected.add(null);
    }
    return expected;
  }

  private static int required(CommandModel command) {
    return (int) command.positional().stream().filter(Parameter::isRequired).count();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void argumentsByPlaceAreForTheParametersOfTheDefinition(String name) {
    CommandModel command = BuiltIn.COMMANDS.find(name);
    int required = (int) command.positional().stream().filter(Parameter::isRequired).count();
    for (int count = required; count <= command.positional().size() + 2; count++) {
      ArgumentListExpression arguments = new ArgumentListExpression();
      IntStream.range(0, count).forEach(i -> arguments.addExpression(new ConstantExpression(i)));
      assertThat(names(parts(command, arguments)))
          .as("%s with %d", command.usage(), count)
          .isEqualTo(expected(command, count));
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void namedArgumentsAreForTheOptionsOfTheDefinition(String name) {
    CommandModel command = BuiltIn.COMMANDS.find(name);
    for (String option : command.optionNames()) {
      Parameter parameter = command.option(option);
      var entry = new MapEntryExpression(new ConstantExpression(option), new ConstantExpression(1));
      Expression named = new TupleExpression(new NamedArgumentListExpression(List.of(entry)));
      assertThat(names(parts(command, named)))
          .as(option)
          .containsExactly(parameter == null ? null : option);
    }
  }
}
