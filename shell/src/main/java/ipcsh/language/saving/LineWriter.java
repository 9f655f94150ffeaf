package ipcsh.language.saving;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.EmptyExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/** Writes the text of an entry that is saved, with its assertions. */
final class LineWriter {
  private final SessionState known;
  private final HandleNames names;
  private final Asserts asserts;
  private final OmittedEntries omitted;
  private final Map<String, Integer> lastDefinition;
  private final boolean failures;
  private final boolean inBlocks;
  private final Set<String> defined = new HashSet<>();

  /**
   * @param lastDefinition the index of the last entry that defines a function
   * @param failures whether failed calls are kept as expected failures
   * @param inBlocks whether the lines will be placed in a block, which cannot contain definitions
   */
  LineWriter(
      SessionState known,
      HandleNames names,
      Asserts asserts,
      OmittedEntries omitted,
      Map<String, Integer> lastDefinition,
      boolean failures,
      boolean inBlocks) {
    this.known = known;
    this.names = names;
    this.asserts = asserts;
    this.omitted = omitted;
    this.lastDefinition = lastDefinition;
    this.failures = failures;
    this.inBlocks = inBlocks;
  }

  void write(SavedLine line, int index) {
    EntryTree tree = line.tree;
    line.tree.statements().forEach(statement -> plain(line, statement));
    line.definition = tree.hasImports() || !tree.classes().isEmpty();
    tree.functions().forEach(function -> function(line, function, index));
    if (line.wanted) {
      name(line);
    }
    if (line.entry.isWell() && tree.functions().isEmpty() && tree.statements().size() == 1) {
      assertResult(line, tree.statements().get(0));
    }
    line.text = line.edits.apply(tree.text()).strip();
    if (!line.entry.errno().isEmpty() && !line.entry.interrupted() && failures) {
      line.text = fails(line.entry.errno(), line.text);
    } else if (line.entry.isWell() && !line.wanted && !line.asserted && Inspections.isInert(tree)) {
      omitted.leave(line, OmittedEntries.ONLY_LOOK);
    }
  }

  private static String fails(String errno, String text) {
    if (!text.contains("\n") && !text.contains("//")) {
      return "fails(" + errno + ") { " + text + " }";
    }
    boolean keep = text.contains("'''") || text.contains("\"\"\"");
    return "fails(" + errno + ") {\n" + (keep ? text : text.indent(4).stripTrailing()) + "\n}";
  }

  /** The definition of a variable becomes one of the session, visible to functions. */
  private void plain(SavedLine line, Statement statement) {
    EntryTree tree = line.tree;
    if (statement instanceof ReturnStatement) {
      int start = tree.start(statement);
      if (start >= 0 && tree.text().startsWith("return", start)) {
        line.edits.replace(start, start + "return".length(), "");
      }
    }
    if (statement instanceof ExpressionStatement expression
        && expression.getExpression() instanceof DeclarationExpression declaration) {
      int start = tree.start(statement);
      String text = tree.text();
      int left;
      if (declaration.isMultipleAssignmentDeclaration()) {
        left = text.indexOf('(', start);
      } else {
        String name = declaration.getVariableExpression().getName();
        left = start + indexOfWord(text.substring(start), name);
      }
      line.edits.replace(start, left, "");
      if (declaration.getRightExpression() instanceof EmptyExpression) {
        line.edits.insert(tree.end(statement), " = null");
      }
      conversion(line, declaration);
    }
  }

  private static int indexOfWord(String text, String word) {
    Matcher found =
        Pattern.compile("(?<![\\w$])" + Pattern.quote(word) + "(?![\\w$])").matcher(text);
    return found.find() ? found.start() : 0;
  }

  /** {@code int n = 5L} converts the value. */
  private void conversion(SavedLine line, DeclarationExpression declaration) {
    if (declaration.isMultipleAssignmentDeclaration()) {
      return;
    }
    ClassNode type = declaration.getVariableExpression().getOriginType();
    Expression value = declaration.getRightExpression();
    boolean plain =
        declaration.getVariableExpression().isDynamicTyped()
            || type.getName().equals("java.lang.Object");
    int start = line.tree.start(value);
    int end = line.tree.end(value);
    boolean commandForm =
        value instanceof MethodCallExpression call && EntryRewriting.isCommandForm(line.tree, call);
    boolean empty = value instanceof EmptyExpression;
    if (!plain && !commandForm && !empty && start >= 0 && end > start) {
      // (a) as int would be a cast to a class a
      String wanted = type.toString(false).replaceAll("^java\\.lang\\.", "");
      line.edits.insert(start, "(" + wanted + ") (");
      line.edits.insert(end, ")");
    }
  }

  /**
   * A function that cannot be kept as a definition in the file becomes a block with the same name.
   */
  private void function(SavedLine line, MethodNode function, int index) {
    String name = function.getName();
    boolean again = lastDefinition.getOrDefault(name, index) != index || defined.contains(name);
    defined.add(name);
    if (inBlocks || again || known.command(name) != null) {
      EntryRewriting.functionAsBlock(line.tree, function, line.edits);
    } else {
      line.definition = true;
    }
  }

  /** Names the result of a line, because later lines use it. */
  private void name(SavedLine line) {
    int start = line.tree.start(line.tree.last());
    if (start < 0) {
      return;
    }
    String left = line.elements != null ? "(" + String.join(", ", line.elements) + ")" : line.name;
    if (left != null) {
      line.edits.insert(start, left + " = ");
    }
  }

  private void assertResult(SavedLine line, Statement statement) {
    if (!(statement instanceof ExpressionStatement expression) || isRacing(line)) {
      return;
    }
    Expression given = expression.getExpression();
    BinaryExpression assignment = EntryTree.assignment(given);
    if (assignment != null) {
      List<String> targets = EntryTree.targets(given);
      boolean worth = line.sure.data() || line.sure.state();
      if (targets.size() == 1
          && worth
          && assignment.getLeftExpression() instanceof VariableExpression) {
        after(line, targets.get(0));
      }
      return;
    }
    if (line.wanted) {
      if (line.name != null) {
        after(line, line.name);
      }
      return;
    }
    if (given instanceof ConstantExpression) {
      return;
    }
    List<String> conditions = asserts.conditions("", line.entry.value(), line.sure);
    if (conditions.isEmpty()) {
      return;
    }
    if (conditions.size() == 1
        && EntryRewriting.assertion(line.tree, given, conditions.get(0), line.edits)) {
      line.asserted = true;
      return;
    }
    line.wanted = true;
    line.name = names.forResult(line.entry.value());
    name(line);
    after(line, line.name);
  }

  /** Whether the value depends on the timing of background jobs. */
  private static boolean isRacing(SavedLine line) {
    long alive = line.entry.jobs().values().stream().filter(where -> !where.equals("done")).count();
    boolean unknown = line.entry.jobs().containsValue("running");
    return line.sure.state() && unknown || (line.sure.state() || line.sure.data()) && alive > 1;
  }

  private void after(SavedLine line, String name) {
    List<String> conditions = asserts.conditions(name, line.entry.value(), line.sure);
    if (!conditions.isEmpty()) {
      line.after.add(0, "assert " + String.join(" && ", conditions));
      line.asserted = true;
    }
  }
}
