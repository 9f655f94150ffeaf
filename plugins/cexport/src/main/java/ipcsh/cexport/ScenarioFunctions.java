package ipcsh.cexport;

import ipcsh.sys.text.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.stmt.Statement;

/**
 * Functions of the scenario, {@code def f(x)}, and blocks that are assigned to variables, as C
 * functions.
 */
final class ScenarioFunctions {
  private final Scenario scenario;
  private final Writer w;
  private final Expressions expressions;
  private final Map<String, Definition> definitions;
  private final List<Function> written = new ArrayList<>();

  ScenarioFunctions(Scenario scenario, Map<String, Definition> definitions) {
    this.scenario = scenario;
    this.w = scenario.w;
    this.expressions = scenario.expressions;
    this.definitions = definitions;
    definitions.values().forEach(each -> each.begin());
  }

  /** A function of C. */
  record Function(String head, List<String> body) {}

  List<Function> written() {
    return written;
  }

  /** Whether something new was inferred about a function, so that another pass is needed. */
  boolean hasLearned() {
    return definitions.values().stream().anyMatch(each -> each.changed);
  }

  /** Writes the functions that are called. */
  void all() {
    boolean more = true;
    while (more) {
      more = false;
      for (Definition each : definitions.values()) {
        if (each.called && each.process.frame.size() == 0) {
          define(each);
          more = true;
        }
      }
    }
  }

  /** A call of a function. */
  Value called(Definition definition, MethodCallExpression call) {
    List<Expression> given =
        call.getArguments() instanceof TupleExpression tuple ? tuple.getExpressions() : List.of();
    Parameter[] parameters = definition.parameters;
    if (parameters.length == 0 && given.size() == 1 && definition.usesIt()) {
      parameters = definition.it();
    }
    if (given.size() != parameters.length) {
      throw expressions.refuse(call, "it takes " + Counted.of(parameters.length, "value"));
    }
    definition.called = true;
    definition.process.callers.add(w.process);
    definition.process.callers.addAll(w.process.callers);
    if (definition.process.function == null) {
      definition.process.function = w.outer(wish(definition));
    }
    List<String> values = new ArrayList<>();
    Scope before = w.scope;
    String times = w.time;
    for (int i = 0; i < parameters.length; i++) {
      Value value = w.operand(expressions.of(given.get(i)));
      if (value.kind().type() == null
          || value.kind() == Kind.CREDENTIALS
          || value.kind() == Kind.QUEUE_ATTRIBUTES
          || value.kind() == Kind.LOCK) {
        throw expressions.refuse(given.get(i), "cannot be passed to a C function");
      }
      w.scope = new Scope(before);
      w.time = "";
      w.local(parameters[i], parameters[i].getName()).become(value.kind(), call);
      w.scope = before;
      w.time = times;
      values.add(value.c());
    }
    if (!definition.known && !definition.open) {
      learn(definition);
    }
    return Value.effect(
        definition.known ? definition.result : Kind.INT,
        definition.process.function + "(" + String.join(", ", values) + ")");
  }

  /**
   * Its preferred C name: prefixed by the role's name if other roles have a function of that name.
   */
  private String wish(Definition definition) {
    boolean several =
        definitions.values().stream().filter(each -> each.name.equals(definition.name)).count() > 1;
    return several && definition.owner != null
        ? definition.owner.function + "_" + definition.name
        : definition.name;
  }

  /** Translates a function to infer its result; it is written when all its callers are known. */
  private void learn(Definition definition) {
    CProcess process = w.process;
    CProcess where = scenario.place;
    Scope scope = w.scope;
    Writer.Mode mode = w.mode;
    String label = w.label;
    int loops = scenario.depth;
    String times = w.time;
    w.time = "";
    List<String> comment = List.copyOf(scenario.narration.waiting);
    w.mode = Writer.Mode.CHECK;
    scenario.depth = 0;
    scenario.narration.waiting.clear();
    define(definition);
    written.remove(written.size() - 1);
    definition.begin(definition.process);
    scenario.narration.waiting.clear();
    scenario.narration.waiting.addAll(comment);
    scenario.depth = loops;
    w.time = times;
    w.mode = mode;
    w.label = label;
    w.to(process);
    scenario.place = where;
    w.scope = scope;
  }

  /** Writes a function. */
  private void define(Definition definition) {
    CProcess process = definition.process;
    definition.open = true;
    process.names = new CNames(w.shown);
    Scope before = w.scope;
    w.to(process);
    scenario.place = process;
    w.scope = new Scope(definition.scope == null ? scenario.main.scope : definition.scope);
    List<String> parameters = new ArrayList<>();
    for (Parameter each : definition.usesIt() ? definition.it() : definition.parameters) {
      CVariable variable = w.local(each, each.getName());
      variable.used(process);
      variable.c = w.names.take(variable.name);
      parameters.add(variable.kind.type() + variable.c);
    }
    scenario.depth++;
    List<Statement> statements = definition.statements;
    for (int i = 0; i < statements.size(); i++) {
      Statement each = statements.get(i);
      Expression value = i == statements.size() - 1 ? Statements.valueOf(each) : null;
      if (value == null || value instanceof MethodCallExpression call && !isValue(call)) {
        scenario.statement(each);
      } else {
        result(definition, each, value);
      }
    }
    scenario.depth--;
    definition.changed |= !definition.known;
    definition.known = true;
    definition.open = false;
    w.scope = before;
    w.to(scenario.main);
    scenario.place = scenario.main;
    String head =
        "static "
            + (definition.result == Kind.NOTHING ? "void " : definition.result.type())
            + process.function
            + "("
            + (parameters.isEmpty() ? "void" : String.join(", ", parameters))
            + ")";
    written.add(new Function(head, process.frame.whole(true)));
    if (process.frame.size() == 0) {
      w.frame = process.frame;
      w.frame.line("");
      w.to(scenario.main);
    }
  }

  /** Whether a call in the last statement is the function's result. */
  private boolean isValue(MethodCallExpression call) {
    String name = String.valueOf(call.getMethodAsString());
    return name.startsWith("get") || call.isImplicitThis() && definition(name) != null;
  }

  /** The last expression of a function: its result. */
  private void result(Definition definition, Statement statement, Expression value) {
    if (value instanceof BinaryExpression binary
        && binary.getOperation().getText().endsWith("=")
        && !binary.getOperation().getText().matches("[=!<>]=")) {
      scenario.statement(statement);
      return;
    }
    scenario.narration.before(statement);
    scenario.narration.flush();
    w.statement();
    Value given = w.checked(expressions.of(value));
    boolean plain = given.kind().isNumber() || given.kind() == Kind.TRUTH;
    if (!plain && !given.kind().isDescriptor()) {
      if (given.kind() == Kind.TEXT && given.constant() != null) {
        // a message for a caller at the prompt
        given = Value.of(Kind.TEXT, given.c());
      } else {
        throw expressions.refuse(value, "in C a function returns a number or a descriptor");
      }
    }
    if (definition.result != given.kind()) {
      definition.result = given.kind();
      definition.changed = true;
    }
    w.frame.line("return " + given.c() + ";");
  }

  /** A block that is assigned to a variable. */
  void function(String name, ClosureExpression block, Expression whole) {
    if (scenario.depth > 0 || scenario.place.nature == CProcess.Nature.FUNCTION) {
      throw expressions.refuse(whole, "a block as a value is translated only as a function");
    }
    Definition definition =
        definitions.computeIfAbsent(
            scenario.place.name + " " + name + " " + block.getLineNumber(),
            key -> {
              Definition made = new Definition(name, block);
              made.changed = true;
              return made;
            });
    boolean first = definition.process == null || definition.owner == null;
    definition.owner = scenario.place == scenario.main ? null : scenario.place;
    definition.scope = scenario.place == scenario.main ? scenario.main.scope : scenario.place.scope;
    if (first) {
      definition.begin(null);
    }
    w.scope.assigned(name).function = definition;
  }

  /** The function with this name that is in scope, or null. */
  Definition definition(String name) {
    CVariable variable = w.scope.find(name);
    return variable != null && variable.function != null
        ? variable.function
        : definitions.get(name);
  }
}
