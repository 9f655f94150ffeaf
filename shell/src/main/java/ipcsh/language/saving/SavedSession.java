package ipcsh.language.saving;

import ipcsh.command.model.CommandModel;
import ipcsh.command.model.PersistentName;
import ipcsh.command.model.SavedAs;
import ipcsh.handle.Message;
import ipcsh.language.JournalEntry;
import ipcsh.language.Session;
import ipcsh.language.ValueFact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.EmptyExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/**
 * A journal as lines that can be replayed: descriptors by name, expected failures, assertions, and
 * waiting for background jobs. An entry that would do something else next time is left out; a
 * result that may differ is not asserted.
 */
public final class SavedSession {
  /** A job that took longer than this in the session gets a longer timeout in the script. */
  private static final long PATIENCE = 4_000_000_000L;

  private static final Pattern INTERNET = Pattern.compile("(\\[.*\\]|[^/]*):\\d+");

  private final Session session;
  private final boolean failures;
  private final boolean inBlocks;
  private final SessionState known;
  private final HandleNames names;
  private final Asserts asserts;
  private final List<JournalEntry> entries;
  private final List<Line> lines = new ArrayList<>();
  private final Map<String, Integer> leftOut = new LinkedHashMap<>();
  private final Map<Object, ValueFact> facts = new HashMap<>();

  /** The jobs that have run since there was none, by number. */
  private final Set<Integer> background = new TreeSet<>();

  private final Set<Integer> blocked = new HashSet<>();
  private final Set<Integer> over = new HashSet<>();
  private long ended;
  private final Map<Integer, Long> started = new HashMap<>();
  private final Set<String> defined = new HashSet<>();
  private final Map<String, Integer> lastDefinition = new HashMap<>();
  private Line lastValue;

  /** An entry being processed: its tree, and the edits of its text. */
  private static final class Line {
    final JournalEntry entry;
    final EntryTree tree;
    final Edits edits = new Edits();
    final List<String> before = new ArrayList<>();
    final List<String> after = new ArrayList<>();
    Determinism sure = Determinism.OTHER;
    boolean kept = true;
    boolean wanted;
    boolean asserted;
    boolean definition;
    String name;
    List<String> elements;
    String text;

    Line(JournalEntry entry, EntryTree tree) {
      this.entry = entry;
      this.tree = tree;
    }
  }

  private SavedSession(
      Session session, List<JournalEntry> entries, int pid, boolean failures, boolean inBlocks) {
    this.session = session;
    this.entries = entries;
    this.failures = failures;
    this.inBlocks = inBlocks;
    known = new SessionState(session.context());
    names = new HandleNames(entries);
    asserts = new Asserts(known, names, pid, strings(entries));
    for (int i = 0; i < entries.size(); i++) {
      EntryTree tree = EntryTree.of(session, entries.get(i).text());
      if (tree != null && entries.get(i).isWell()) {
        int at = i;
        tree.functions().forEach(function -> lastDefinition.put(function.getName(), at));
        tree.classes().forEach(type -> lastDefinition.put(type.getName(), at));
      }
    }
  }

  /**
   * The lines of a journal.
   *
   * @param session parses the texts; nothing is run in it
   * @param pid the process ID of the journal's shell
   * @param failures whether failed calls are kept as expected failures
   * @param inBlocks whether the lines will be placed in a block, which cannot contain definitions
   */
  public static SavedSession of(
      Session session, List<JournalEntry> entries, int pid, boolean failures, boolean inBlocks) {
    SavedSession saved = new SavedSession(session, entries, pid, failures, inBlocks);
    saved.read();
    saved.write();
    return saved;
  }

  /** The entries that are kept, in order. */
  public List<SavedEntry> pieces() {
    return lines.stream()
        .filter(line -> line.kept)
        .map(
            line ->
                new SavedEntry(
                    line.before,
                    line.text,
                    line.after,
                    line.entry.begin(),
                    line.entry.end(),
                    line.definition))
        .toList();
  }

  /** The number of asserted results. */
  public int asserted() {
    return (int) lines.stream().filter(line -> line.kept && line.asserted).count();
  }

  /** The numbers of omitted entries, by reason. */
  public Map<String, Integer> leftOut() {
    return leftOut;
  }

  private void leave(Line line, String why) {
    line.kept = false;
    leftOut.merge(why, 1, Integer::sum);
  }

  private static Set<String> strings(List<JournalEntry> entries) {
    Set<String> all = new HashSet<>();
    Pattern quoted = Pattern.compile("'([^'\\\\]*)'|\"([^\"$\\\\]*)\"");
    for (JournalEntry entry : entries) {
      quoted
          .matcher(entry.text())
          .results()
          .forEach(found -> all.add(found.group(1) == null ? found.group(2) : found.group(1)));
    }
    return all;
  }

  // the first pass: analyses the entries in order

  private void read() {
    Map<String, Line> left = new LinkedHashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      JournalEntry entry = entries.get(i);
      Line line = new Line(entry, EntryTree.of(session, entry.text()));
      lines.add(line);
      entry.jobs().keySet().forEach(job -> started.putIfAbsent(job, entry.begin()));
      if (line.tree == null) {
        leave(line, "not valid in the language");
        continue;
      }
      decide(line, i);
      if (line.kept) {
        names(line);
        waits(line);
        line.sure = DeterminismAnalysis.entry(known, line.tree);
        leftovers(line, left);
      }
      learn(line);
    }
    left.forEach(
        (name, line) -> {
          String[] parts = name.split(" ", 2);
          String removal = parts[0] + " " + Literals.quoted(parts[1]);
          line.before.add(
              "try { "
                  + removal
                  + " } catch (SysException e) { assert e.errno == ENOENT }  // of an earlier run");
          line.after.add("atexit { " + removal + " }");
        });
  }

  private void decide(Line line, int index) {
    JournalEntry entry = line.entry;
    EntryTree tree = line.tree;
    if (entry.interrupted()) {
      salvage(line, "interrupted");
    } else if (isLook(tree)) {
      // omitted even if it failed: it has no effect
      leave(line, "only look");
    } else if (!entry.isWell() && entry.end() != 0) {
      if (entry.errno().isEmpty()) {
        salvage(line, "mistaken");
      } else if (!failures) {
        salvage(line, "failed");
      } else if (!tree.functions().isEmpty() || !tree.classes().isEmpty() || tree.hasImports()) {
        leave(line, "failed definitions");
      }
    } else if (inBlocks && (!tree.classes().isEmpty() || tree.hasImports())) {
      leave(line, "cannot be part of a role's block");
    } else if (tree.classes().stream().anyMatch(type -> isDefinedAgain(type, index))) {
      leave(line, "defined again later");
    }
  }

  private boolean isDefinedAgain(ClassNode type, int index) {
    return lastDefinition.get(type.getName()) != index;
  }

  /** Keeps the assignments that an omitted entry had made before it failed. */
  private void salvage(Line line, String why) {
    leave(line, why);
    Set<String> assigned = line.entry.assigned().keySet();
    Statement last = null;
    for (Statement statement : line.tree.statements()) {
      if (statement instanceof ExpressionStatement expression
          && EntryTree.assignment(expression.getExpression()) != null
          && targets(expression.getExpression()).stream().anyMatch(assigned::contains)) {
        last = statement;
      }
    }
    if (last != null) {
      line.kept = true;
      line.edits.replace(line.tree.end(last), line.tree.text().length(), "");
    }
  }

  private static List<String> targets(Expression assignment) {
    Expression left = ((BinaryExpression) assignment).getLeftExpression();
    if (left instanceof VariableExpression variable) {
      return List.of(variable.getName());
    }
    List<String> names = new ArrayList<>();
    if (left instanceof TupleExpression many) {
      for (Expression each : many.getExpressions()) {
        if (each instanceof VariableExpression variable) {
          names.add(variable.getName());
        }
      }
    }
    return names;
  }

  /** Whether every statement only inspects something. */
  private boolean isLook(EntryTree tree) {
    return !tree.isEmpty()
        && tree.functions().isEmpty()
        && tree.classes().isEmpty()
        && !tree.hasImports()
        && tree.statements().stream()
            .allMatch(s -> s instanceof ExpressionStatement e && isLook(e.getExpression()));
  }

  private boolean isLook(Expression expression) {
    if (expression instanceof MethodCallExpression call) {
      CommandModel command =
          call.getMethodAsString() == null ? null : command(call.getMethodAsString());
      boolean looks = command != null && command.saves() == SavedAs.NOTHING;
      return looks || !call.isImplicitThis() && isLook(call.getObjectExpression());
    }
    if (expression instanceof PropertyExpression property) {
      return isLook(property.getObjectExpression());
    }
    if (expression instanceof BinaryExpression binary && EntryTree.assignment(binary) == null) {
      return isLook(binary.getLeftExpression());
    }
    if (expression instanceof VariableExpression variable) {
      CommandModel command = command(variable.getName());
      return command != null && command.saves() == SavedAs.NOTHING;
    }
    return false;
  }

  /** The command with a name, unless that is a variable. */
  private CommandModel command(String name) {
    return known.variable(name) == null ? known.command(name) : null;
  }

  /** Replaces numbers and {@code _} by names. */
  private void names(Line line) {
    CodeVisitorSupport visitor =
        new CodeVisitorSupport() {
          @Override
          public void visitMethodCallExpression(MethodCallExpression call) {
            String name = call.getMethodAsString();
            CommandModel command = name == null ? null : command(name);
            if (command != null) {
              CallParts.of(call, command).forEach(part -> named(line, part));
            }
            if (command != null && isWhole(line.tree, call)) {
              arrival(line, call, command);
            }
            super.visitMethodCallExpression(call);
          }

          @Override
          public void visitVariableExpression(VariableExpression variable) {
            if (variable.getName().equals("_") && known.variable("_") == null) {
              last(line, variable);
            }
          }
        };
    line.tree.statements().forEach(statement -> statement.visit(visitor));
    line.tree.functions().forEach(function -> function.getCode().visit(visitor));
  }

  /** Whether the entry consists only of the call, apart from an assignment and a member. */
  private static boolean isWhole(EntryTree tree, MethodCallExpression call) {
    Expression result = tree.statements().size() == 1 ? tree.result() : null;
    BinaryExpression assignment = result == null ? null : EntryTree.assignment(result);
    return call == (assignment == null ? result : assignment.getRightExpression());
  }

  private void named(Line line, CallParts.Part part) {
    if (part.parameter() == null) {
      return;
    }
    boolean many = part.parameter().name().equals("fds");
    if (!many && !part.parameter().isDescriptor()) {
      return;
    }
    if (part.given() instanceof ListExpression list) {
      list.getExpressions().forEach(each -> descriptor(line, each));
    } else if (part.given() instanceof MapExpression map) {
      for (MapEntryExpression entry : map.getMapEntryExpressions()) {
        descriptor(line, entry.getValueExpression());
      }
    } else {
      descriptor(line, part.given());
    }
  }

  private void descriptor(Line line, Expression given) {
    if (given instanceof ConstantExpression constant
        && constant.getValue() instanceof Integer number
        && line.tree.slice(given).equals(number.toString())) {
      String name = names.of(ValueFact.Kind.DESCRIPTOR, number);
      if (name != null) {
        line.edits.replace(line.tree.start(given), line.tree.end(given), name);
      }
    }
  }

  private void last(Line line, VariableExpression variable) {
    String name = lastValue == null ? null : nameOf(lastValue, "");
    if (name == null) {
      leave(line, "use a value that has no variable");
    } else if (line.tree.slice(variable).equals("_")) {
      line.edits.replace(line.tree.start(variable), line.tree.end(variable), name);
    }
  }

  /** The name of a line's value, or of a path in it; null if it cannot have one. */
  private String nameOf(Line line, String path) {
    Expression result = line.tree.result();
    if (result == null) {
      return null;
    }
    boolean assigns = EntryTree.assignment(result) != null;
    List<String> targets = assigns ? targets(result) : List.of();
    if (targets.size() == 1) {
      return targets.get(0) + path;
    }
    if (assigns) {
      return targets.isEmpty() ? null : "[" + String.join(", ", targets) + "]" + path;
    }
    if (result instanceof VariableExpression variable
        && known.variable(variable.getName()) != null) {
      return variable.getName() + path;
    }
    line.wanted = true;
    if (isListOfDescriptors(line.entry.value())) {
      if (line.elements == null) {
        line.elements = line.entry.value().list().stream().map(names::forResult).toList();
      }
      return path.matches("\\[\\d+\\]")
          ? line.elements.get(Integer.parseInt(path.substring(1, path.length() - 1)))
          : "[" + String.join(", ", line.elements) + "]" + path;
    }
    if (line.name == null) {
      line.name = names.forResult(line.entry.value());
    }
    return line.name + path;
  }

  private static boolean isListOfDescriptors(ValueFact fact) {
    return !fact.list().isEmpty()
        && fact.list().stream().allMatch(each -> each.kind() == ValueFact.Kind.DESCRIPTOR);
  }

  /** Adds waits for the state that background jobs had reached when the entry began. */
  private void waits(Line line) {
    Map<Integer, String> jobs = line.entry.jobs();
    jobs.keySet().stream().filter(job -> !over.contains(job)).forEach(background::add);
    List<String> all = background.stream().map(job -> names.of(ValueFact.Kind.JOB, job)).toList();
    if (background.isEmpty() || all.contains(null)) {
      return;
    }
    for (int job : background) {
      String name = names.of(ValueFact.Kind.JOB, job);
      if ("blocked".equals(jobs.get(job)) && blocked.add(job) && !isAwaited(name + ".call")) {
        eventually(line, job, name + ".call || " + name + ".done");
      }
    }
    // jobs that are no longer listed have returned their result
    long done = background.stream().filter(job -> isDone(jobs.get(job))).count();
    boolean taken =
        all.stream().anyMatch(name -> line.tree.text().contains(name + ".get"))
            && done == background.size();
    if (done > ended && !taken && jobs.containsValue("done")) {
      // it is unknown which of several ends first
      String condition =
          all.size() == 1 ? all.get(0) + ".done" : all + ".count { it.done } >= " + done;
      eventually(line, background.iterator().next(), condition);
    }
    ended = done;
    if (done == background.size()) {
      over.addAll(background);
      background.clear();
      ended = 0;
    }
  }

  private static boolean isDone(String where) {
    return where == null || where.equals("done");
  }

  /** Whether the previous line waits for this already. */
  private boolean isAwaited(String what) {
    Line before = null;
    for (Line each : lines.subList(0, lines.size() - 1)) {
      before = each.kept ? each : before;
    }
    return before != null && before.tree.text().matches("(?s).*eventually.*" + what + ".*");
  }

  private void eventually(Line line, int job, String condition) {
    long took = line.entry.begin() - started.get(job);
    String patience = took < PATIENCE ? "" : "(timeout: " + 2 * took / 1_000_000_000 + ".s)";
    line.before.add("eventually" + patience + " { " + condition + " }");
  }

  /**
   * Waits for all data: TCP may deliver in several segments what arrived at once in the session.
   */
  private void arrival(Line line, MethodCallExpression call, CommandModel command) {
    ValueFact value = line.entry.value();
    boolean whole = command.result() == Message.class && value.kind() == ValueFact.Kind.MESSAGE;
    List<CallParts.Part> parts = whole ? CallParts.of(call, command) : List.of();
    if (parts.isEmpty() || !line.entry.isWell() || value.member("size").equals(0)) {
      return;
    }
    Expression from = parts.get(0).given();
    Object number = from instanceof ConstantExpression given ? given.getValue() : null;
    String name =
        from instanceof VariableExpression variable
            ? variable.getName()
            : number == null ? null : names.of(ValueFact.Kind.DESCRIPTOR, number);
    ValueFact fact = name == null ? null : facts.get(number == null ? name : number);
    if (fact != null && fact.type().equals(ValueFact.TCP)) {
      line.before.add(
          "eventually { ioctl(" + name + ", FIONREAD) >= " + value.member("size") + " }");
    }
  }

  /**
   * Keeps track of names created by this entry and not removed, by the command that would remove
   * them.
   */
  private void leftovers(Line line, Map<String, Line> left) {
    if (!line.entry.isWell()) {
      return;
    }
    CodeVisitorSupport visitor =
        new CodeVisitorSupport() {
          @Override
          public void visitMethodCallExpression(MethodCallExpression call) {
            String name = call.getMethodAsString();
            if ("fails".equals(name) && isOneStatement(call)) {
              // what fails as expected leaves nothing
              return;
            }
            CommandModel command = name == null ? null : command(name);
            if (command != null) {
              for (CallParts.Part part : CallParts.of(call, command)) {
                if (part.given() instanceof ConstantExpression constant
                    && constant.getValue() instanceof String text) {
                  left.remove(name + " " + text);
                  PersistentName leaves =
                      part.parameter() == null ? null : part.parameter().leaves();
                  if (leaves != null && isMade(line.tree.slice(call), leaves, text)) {
                    left.put(leaves.until() + " " + text, line);
                  }
                }
              }
            }
            super.visitMethodCallExpression(call);
          }
        };
    line.tree.statements().forEach(statement -> statement.visit(visitor));
  }

  /** Whether its block, the last argument, consists of one statement. */
  private static boolean isOneStatement(MethodCallExpression call) {
    return call.getArguments() instanceof TupleExpression arguments
        && !arguments.getExpressions().isEmpty()
        && arguments.getExpression(arguments.getExpressions().size() - 1)
            instanceof ClosureExpression block
        && block.getCode() instanceof BlockStatement body
        && body.getStatements().size() == 1;
  }

  private static boolean isMade(String call, PersistentName leaves, String name) {
    return !name.isEmpty()
        && !name.startsWith("@")
        && !INTERNET.matcher(name).matches()
        && call.contains(leaves.with());
  }

  /** Records what the following entries can use of this one. */
  private void learn(Line line) {
    JournalEntry entry = line.entry;
    Set<String> judged = known.takeAssigned();
    entry
        .assigned()
        .forEach(
            (name, fact) -> {
              if (!name.equals("_")) {
                names.variable(name, fact);
                facts.put(name, fact);
                known.handle(name, fact.kind() != ValueFact.Kind.LITERAL);
                if (!judged.contains(name)) {
                  known.assign(name, Determinism.OTHER);
                }
              }
            });
    known.takeAssigned();
    numbers(entry.value());
    entry.assigned().values().forEach(this::numbers);
    if (entry.isWell() && entry.value().kind() != ValueFact.Kind.NOTHING) {
      boolean assigns =
          line.tree.result() != null && EntryTree.assignment(line.tree.result()) != null;
      if (!assigns && line.kept) {
        names.result(entry.value(), path -> nameOf(line, path));
      }
      lastValue = line;
      known.gave(line.sure);
    }
  }

  private void numbers(ValueFact fact) {
    if (fact.kind() == ValueFact.Kind.DESCRIPTOR) {
      facts.put(fact.value(), fact);
    }
    fact.list().forEach(this::numbers);
  }

  // the second pass: writes the lines

  private void write() {
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      if (line.wanted && !line.kept && line.entry.isWell()) {
        line.kept = true;
        leftOut.merge("only look", -1, Integer::sum);
      }
      if (line.kept) {
        write(line, i);
      }
    }
    leftOut.values().removeIf(count -> count <= 0);
  }

  private void write(Line line, int index) {
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
    } else if (line.entry.isWell() && !line.wanted && !line.asserted && isInert(tree)) {
      leave(line, "only look");
    }
  }

  private static String fails(String errno, String text) {
    if (!text.contains("\n") && !text.contains("//")) {
      return "fails(" + errno + ") { " + text + " }";
    }
    boolean keep = text.contains("'''") || text.contains("\"\"\"");
    return "fails(" + errno + ") {\n" + (keep ? text : text.indent(4).stripTrailing()) + "\n}";
  }

  /** Whether it is a name, a member of one, or a number: it has no effect. */
  private static boolean isInert(EntryTree tree) {
    return tree.statements().size() == 1
        && tree.statements().get(0) instanceof ExpressionStatement statement
        && isInert(statement.getExpression());
  }

  private static boolean isInert(Expression expression) {
    return expression instanceof ConstantExpression
        || expression instanceof VariableExpression
        || expression instanceof PropertyExpression property
            && isInert(property.getObjectExpression());
  }

  /** The definition of a variable becomes one of the session, visible to functions. */
  private void plain(Line line, Statement statement) {
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
  private void conversion(Line line, DeclarationExpression declaration) {
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
  private void function(Line line, MethodNode function, int index) {
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
  private void name(Line line) {
    int start = line.tree.start(line.tree.last());
    if (start < 0) {
      return;
    }
    String left = line.elements != null ? "(" + String.join(", ", line.elements) + ")" : line.name;
    if (left != null) {
      line.edits.insert(start, left + " = ");
    }
  }

  private void assertResult(Line line, Statement statement) {
    if (!(statement instanceof ExpressionStatement expression) || isRacing(line)) {
      return;
    }
    Expression given = expression.getExpression();
    BinaryExpression assignment = EntryTree.assignment(given);
    if (assignment != null) {
      List<String> targets = targets(given);
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
  private static boolean isRacing(Line line) {
    long alive = line.entry.jobs().values().stream().filter(where -> !where.equals("done")).count();
    boolean unknown = line.entry.jobs().containsValue("running");
    return line.sure.state() && unknown || (line.sure.state() || line.sure.data()) && alive > 1;
  }

  private void after(Line line, String name) {
    List<String> conditions = asserts.conditions(name, line.entry.value(), line.sure);
    if (!conditions.isEmpty()) {
      line.after.add(0, "assert " + String.join(" && ", conditions));
      line.asserted = true;
    }
  }
}
