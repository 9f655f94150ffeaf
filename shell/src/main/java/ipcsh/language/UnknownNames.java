package ipcsh.language;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.control.SourceUnit;

/**
 * Checks names that are not defined in the session and not assigned in the text: if a name is known
 * from C, Python or sh, the text is refused before anything of it is run, with a message that says
 * what to use instead ({@link Habits}). Any other name may be assigned in a way that is not visible
 * here, and is left to the run.
 */
final class UnknownNames {
  /** Methods that Groovy adds to a script. */
  private static final Set<String> MADE = Set.of("run", "main");

  /** Ways in which a variable may get its value without an assignment. */
  private static final Pattern OTHER_WAYS =
      Pattern.compile(
          "\\b(this\\s*\\.|binding|evaluate|setVariable|setProperty|metaClass|load)\\b");

  private final SourceUnit source;
  private final ShellBinding names;
  private final Set<Integer> linesSeen = new HashSet<>();
  private Set<String> assigned;
  private Boolean otherWays;
  private List<String> lines;

  UnknownNames(SourceUnit source, ShellBinding names) {
    this.source = source;
    this.names = names;
  }

  /** A name that is read. */
  void read(VariableExpression variable) {
    check(variable.getName(), variable);
  }

  /** A name that is called. */
  void called(MethodCallExpression call) {
    String name = call.getMethodAsString();
    if (name != null) {
      check(name, call.getMethod());
    }
  }

  private void check(String name, ASTNode place) {
    if (!isKnown(name) && !line(place)) {
      String answer = Habits.ofName(name);
      if (answer != null) {
        SyntaxProblem.of(source, place, answer);
      }
    }
  }

  /**
   * Checks a line whose error does not follow from its names alone.
   *
   * @return whether it was refused
   */
  boolean line(ASTNode place) {
    int number = place.getLineNumber();
    if (number < 1 || !linesSeen.add(number)) {
      return false;
    }
    String answer = number > lines().size() ? null : Habits.ofLine(lines().get(number - 1));
    if (answer != null) {
      SyntaxProblem.of(source, place, answer);
    }
    return answer != null;
  }

  /** Whether the text assigns it, or may do so in a way that is not visible. */
  boolean isGivenHere(String name) {
    return assignedHere().contains(name) || byOtherWays();
  }

  /** Whether the text assigns it, as far as that is visible. */
  boolean isAssignedHere(String name) {
    return assignedHere().contains(name);
  }

  private boolean isKnown(String name) {
    // what looks for a command of this name in plugins comes last
    return isAssignedHere(name) || names.isKnown(name) || byOtherWays();
  }

  private boolean byOtherWays() {
    if (otherWays == null) {
      otherWays = OTHER_WAYS.matcher(String.join("\n", lines())).find();
    }
    return otherWays;
  }

  private List<String> lines() {
    if (lines == null) {
      lines = SourceLines.of(source);
    }
    return lines;
  }

  private Set<String> assignedHere() {
    if (assigned == null) {
      Assigned found = new Assigned();
      source.getAST().getStatementBlock().visit(found);
      for (ClassNode each : source.getAST().getClasses()) {
        found.names.add(each.getNameWithoutPackage());
        each.getFields().forEach(field -> found.names.add(field.getName()));
        for (MethodNode method : each.getMethods()) {
          if (!each.isScript() || !MADE.contains(method.getName())) {
            found.names.add(method.getName());
          }
          if (method.getCode() != null) {
            method.getCode().visit(found);
          }
        }
      }
      assigned = found.names;
    }
    return assigned;
  }

  /** The names that a text assigns. */
  private static final class Assigned extends CodeVisitorSupport {
    private final Set<String> names = new HashSet<>();

    @Override
    public void visitBinaryExpression(BinaryExpression binary) {
      if (AssignmentOperators.is(binary)) {
        add(binary.getLeftExpression());
      }
      super.visitBinaryExpression(binary);
    }

    private void add(Expression left) {
      if (left instanceof VariableExpression variable) {
        names.add(variable.getName());
      } else if (left instanceof TupleExpression many) {
        many.getExpressions().forEach(this::add);
      }
    }
  }
}
