package ipcsh.language.cprogram;

import org.codehaus.groovy.ast.MethodNode;

/** A function of the scenario: what is learned of it from its calls, reading by reading. */
final class Definition {
  final MethodNode node;

  /** What it gives, NOTHING until it is known. */
  Kind result = Kind.NOTHING;

  /** Whether its text was read already. */
  boolean known;

  boolean changed;
  boolean called;
  Process process;

  Definition(MethodNode node) {
    this.node = node;
  }

  void begin() {
    changed = false;
    called = false;
    process = new Process("function " + node.getName(), Process.Nature.FUNCTION, null);
  }
}
