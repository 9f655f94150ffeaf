package ipcsh.cexport;

import java.util.List;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/**
 * A function of the scenario, {@code def put(x) { ... }} or {@code put = { x -> ... }}: what is
 * learned of it from its calls, reading by reading.
 */
final class Definition {
  final String name;
  final Parameter[] parameters;
  final List<Statement> statements;

  /** What it gives, NOTHING until it is known. */
  Kind result = Kind.NOTHING;

  /** Whether its text was read already. */
  boolean known;

  boolean changed;
  boolean called;

  /** Whether its text is being read. */
  boolean open;

  private Parameter[] it;
  CProcess process;

  /** What its text sees. */
  Scope scope;

  /** The role that has it, null for the scenario. */
  CProcess owner;

  Definition(MethodNode node) {
    this(node.getName(), node.getParameters(), ((BlockStatement) node.getCode()).getStatements());
  }

  /** A block that is kept in a variable, and called. */
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

  /** Whether it is a block that takes one value, of no name. */
  boolean usesIt() {
    return parameters.length == 0 && Uses.it(statements);
  }

  /** The parameter of such a block. */
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

  /** It is written anew. */
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
