package ipcsh.language;

import ipcsh.command.model.CommandModel;
import ipcsh.command.model.Registry;
import ipcsh.sys.text.SourceColumns;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.DynamicVariable;
import org.codehaus.groovy.ast.Variable;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.syntax.Types;

/**
 * Finds arguments that Groovy parses as something else, so that it would run the command without
 * them before it fails: a missing comma, {@code bind s 'x'}, for Groovy a chain, {@code
 * bind(s).'x'}; a list after a blank, {@code poll [a] + b}, for Groovy an element of the result of
 * {@code poll}; a path without quotes, {@code bind s, /tmp/x}, for Groovy the text {@code tmp} and
 * a member of it.
 */
final class MissingComma {
  private static final String WORDS = "a comma is missing before this argument of ";

  /** A call and its arguments, provided that they contain no other call. */
  private static final Pattern CALL =
      Pattern.compile("(\\w+)\\(((?:'[^']*'|\"[^\"]*\"|[^()'\"])*)\\)");

  /** Two operands with nothing between them; operators that are words are not operands. */
  private static final Pattern NEIGHBOURS =
      Pattern.compile(
          "(?:'[^']*'|\"[^\"]*\"|\\b(?!(?:as|in|instanceof|new|return|assert)\\b)\\w+|\\])\\s+"
              + "(?!(?:as|in|instanceof)\\b)['\"\\w\\[]");

  private static final Pattern TEXT = Pattern.compile("(['\"])(?:\\\\.|(?!\\1)[^\\\\])*\\1");

  private final SourceUnit source;
  private final ShellBinding names;
  private final UnknownNames given;

  /** Checks a text; {@code given} knows the names that it assigns. */
  MissingComma(SourceUnit source, ShellBinding names, UnknownNames given) {
    this.source = source;
    this.names = names;
    this.given = given;
  }

  void check(PropertyExpression property) {
    check(property.getObjectExpression(), property.getProperty());
  }

  void check(MethodCallExpression call) {
    if (!call.isImplicitThis()) {
      check(call.getObjectExpression(), call.getMethod());
    }
  }

  /**
   * {@code poll [a] + b}, {@code open /tmp/x}: an operator after a bare command that requires
   * arguments.
   */
  void check(BinaryExpression binary) {
    int operation = binary.getOperation().getType();
    if (operation != Types.LEFT_SQUARE_BRACKET && operation != Types.DIVIDE) {
      return;
    }
    CommandModel command = bare(binary.getLeftExpression());
    if (command == null || command.positional().stream().noneMatch(p -> p.isRequired())) {
      return;
    }
    String name = command.name();
    if (operation == Types.LEFT_SQUARE_BRACKET) {
      SyntaxProblem.of(
          source,
          binary.getRightExpression(),
          "after a name, [ ] selects an element; a list argument needs parentheses: "
              + name
              + "([a, b])");
    } else {
      path(binary, name);
    }
  }

  /** {@code 1 2}, for Groovy a call of 1. */
  static boolean isOfNumber(MethodCallExpression call) {
    return "call".equals(call.getMethodAsString())
        && call.getObjectExpression() instanceof ConstantExpression constant
        && constant.getValue() instanceof Number;
  }

  private CommandModel bare(Expression expression) {
    return expression instanceof VariableExpression variable
            && !isLocal(variable)
            && !names.isAssigned(variable.getName())
            && !given.isGivenHere(variable.getName())
        ? names.registry().find(variable.getName())
        : null;
  }

  /** Whether it is a parameter, or declared in this text. */
  private static boolean isLocal(VariableExpression variable) {
    Variable accessed = variable.getAccessedVariable();
    return accessed != variable && accessed != null && !(accessed instanceof DynamicVariable);
  }

  private void path(ASTNode place, String command) {
    SyntaxProblem.of(source, place, "a path is written in quotes: help " + command + " shows how");
  }

  private void check(Expression object, Expression next) {
    if (!(object instanceof MethodCallExpression first)
        || !first.isImplicitThis()
        || first.getMethodAsString() == null
        || names.registry().find(first.getMethodAsString()) == null
        || !(next instanceof ConstantExpression)) {
      return;
    }
    String between = between(object, next);
    if (between == null || !between.isBlank()) {
      return;
    }
    String command = first.getMethodAsString();
    if (!between.isEmpty()) {
      SyntaxProblem.of(source, next, WORDS + command);
    } else if (endsInSlashes(first)) {
      path(last(first), command);
    }
  }

  private static Expression last(MethodCallExpression call) {
    return call.getArguments() instanceof TupleExpression given && !given.getExpressions().isEmpty()
        ? given.getExpression(given.getExpressions().size() - 1)
        : call;
  }

  /** Whether the last argument is a text between slashes. */
  private boolean endsInSlashes(MethodCallExpression call) {
    Expression last = last(call);
    String line = line(last.getLineNumber());
    int at = line == null ? -1 : SourceColumns.index(line, last.getColumnNumber());
    return line != null
        && last.getColumnNumber() > 0
        && at < line.length()
        && line.charAt(at) == '/';
  }

  /** The text between the two: an intended chain has a dot. */
  private String between(Expression object, Expression next) {
    String text =
        next.getLineNumber() == object.getLastLineNumber() ? line(next.getLineNumber()) : null;
    if (text == null) {
      return null;
    }
    int from = SourceColumns.index(text, object.getLastColumnNumber());
    int to = SourceColumns.index(text, next.getColumnNumber());
    return object.getLastColumnNumber() > 0 && from <= to && to <= text.length()
        ? text.substring(from, to)
        : null;
  }

  private String line(int number) {
    List<String> lines = SourceLines.of(source);
    return number >= 1 && number <= lines.size() ? lines.get(number - 1) : null;
  }

  /**
   * {@code write(w "abc")}, for Groovy a call of {@code w}.
   *
   * @param argument an argument of a command, and not a call of something callable
   */
  void check(MethodCallExpression argument, String command) {
    if (isOfNumber(argument)) {
      SyntaxProblem.of(source, argument.getArguments(), WORDS + command);
      return;
    }
    Expression last = last(argument);
    Expression method = argument.getMethod();
    if (last != argument && last.getLineNumber() == method.getLastLineNumber()) {
      String line = line(last.getLineNumber());
      int from = line == null ? 0 : SourceColumns.index(line, method.getLastColumnNumber());
      int to =
          line == null ? 0 : SourceColumns.index(line, argument.getArguments().getColumnNumber());
      if (line != null
          && method.getLastColumnNumber() > 0
          && from < to
          && line.substring(from, to).isBlank()
          && line.charAt(to) != '(') {
        SyntaxProblem.of(source, argument.getArguments(), WORDS + command);
      }
    }
  }

  /**
   * The missing comma in a line with a syntax error, {@code write(1, 'abc' 3)}: two arguments of a
   * command separated only by a blank; null if that is not the error.
   */
  static String in(String line, Registry registry) {
    // the contents of a text are not arguments, whatever they look like
    Matcher call = CALL.matcher(TEXT.matcher(line).replaceAll("$1$1"));
    while (call.find()) {
      if (registry.find(call.group(1)) != null && NEIGHBOURS.matcher(call.group(2)).find()) {
        return WORDS + call.group(1);
      }
    }
    return null;
  }
}
