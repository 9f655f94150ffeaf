package ipcsh.cexport;

import java.util.List;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/**
 * A function of the scenario, {@code def put(x) { ... }} or {@code put = { x -> ... }}, and what
 * the passes so far have inferred about it from its calls.
 */
final class Definition {
  final String name;
  final Parameter[] parameters;
  final List<Statement> statements;

  /** The kind of its result, NOTHING until it is known. */
  Kind result = Kind.NOTHING;

  /** Whether its text has been translated. */
  boolean known;

  boolean changed;
  boolean called;

  /** Whether its text is being translated, for recursive calls. */
  boolean open;

  private Parameter[] it;
  CProcess process;

  /** The scope of its text. */
  Scope scope;

  /** The role that defines it, null for the scenario. */
  CProcess owner;

  Definition(MethodNode node) {
    this(node.getName(), node.getParameters(), ((BlockStatement) node.getCode()).getStatements());
  }

  /** A block that is assigned to a variable and called. */
  Definition(String name, ClosureExpression block) {
    this(
        name,
        block.getParameters() == null ? Parameter.EMPTY_ARRAY : block.getParameters(),
        ((BlockStatement) block.getCode()).getStatements());
  }

  private Definition(String name, Parameter[] parameters, List<Statement> statements) {
    this.name = name;
    this.parameters = parameters;
    this.statements = statements;
  }

  /** Whether it is a block with the implicit parameter {@code it}. */
  boolean usesIt() {
    return parameters.length == 0 && Uses.it(statements);
  }

  /** The implicit parameter of such a block. */
  Parameter[] it() {
    if (it == null) {
      it = new Parameter[] {new Parameter(ClassHelper.OBJECT_TYPE, "it")};
    }
    return it;
  }

  void begin() {
    changed = false;
    called = false;
    begin(null);
  }

  /** Starts a new pass over it. */
  void begin(CProcess before) {
    process = new CProcess("function " + name, CProcess.Nature.FUNCTION, null);
    if (owner != null) {
      process = new CProcess(owner.name + "'s function " + name, CProcess.Nature.FUNCTION, null);
    }
    if (before != null) {
      process.function = before.function;
      process.callers.addAll(before.callers);
    }
  }
}
