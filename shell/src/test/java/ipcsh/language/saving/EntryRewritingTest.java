package ipcsh.language.saving;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries rewritten as a condition, as a block. */
@OnShell
class EntryRewritingTest {
  private static final String NONE = "none";

  /** The text as an assertion, {@link #NONE} if that is not possible. */
  private static String asserted(Shell shell, String text, String condition) {
    EntryTree tree = EntryTree.of(shell.session(), text);
    Edits edits = new Edits();
    boolean done = EntryRewriting.assertion(tree, tree.result(), condition, edits);
    String after = edits.apply(text);
    if (!done) {
      assertThat(after).as("nothing is changed").isEqualTo(text);
    }
    return done ? after : NONE;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "write(w, 'x') | assert write(w, 'x') == 1",
        "write w, 'x' | assert write(w, 'x') == 1",
        "write  w, 'x'  // one | assert write(w, 'x') == 1  // one",
        "m.text | assert m.text == 1",
        "x | assert x == 1",
        "x[0] | assert x[0] == 1",
        "x.size() | assert x.size() == 1",
        "2 - 1 | assert (2 - 1) == 1",
        "-x | assert (-x) == 1",
        "a ? b : c | assert (a ? b : c) == 1",
        "\"a$x\" | assert (\"a$x\") == 1",
        "list.sum { it } | assert list.sum { it } == 1",
        "eventually { 1 } | assert eventually { 1 } == 1",
        "fcntl x, F_GETFL | assert fcntl(x, F_GETFL) == 1",
        "f.call x | assert f.call(x) == 1",
      })
  void anEqualityStandsBehind(String text, String result, Shell shell) {
    assertThat(asserted(shell, text, " == 1")).isEqualTo(result);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "m.eof | assert m.eof",
        "a == b | assert a == b",
        "a == b && c | assert a == b && c",
        "has x, 1 | assert has(x, 1)",
        "!x | assert (!x)",
      })
  void aTruthIsItself(String text, String result, Shell shell) {
    assertThat(asserted(shell, text, "")).isEqualTo(result);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "m.eof | assert !m.eof",
        "a == b | assert !(a == b)",
        "x[0] | assert !x[0]",
        "has x, 1 | assert !has(x, 1)",
        "!x | assert !(!x)",
      })
  void aFalsehoodHasItsSignInFront(String text, String result, Shell shell) {
    assertThat(asserted(shell, text, "!")).isEqualTo(result);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{ -> 1 }", "write (w), 'x'"})
  void whatCanBeNone(String text, Shell shell) {
    assertThat(asserted(shell, text, " == 1")).isEqualTo(NONE);
  }

  @Test
  void onlyTheLastOfSeveralIsAsserted(Shell shell) {
    assertThat(asserted(shell, "x = 1\nx + 1\n", " == 2"))
        .isEqualTo("x = 1\nassert (x + 1) == 2\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "send a, b | true",
        "send  a | true",
        "send (a), b | true",
        "send(a, b) | false",
        "send() | false",
        "send { 1 } | false",
        "x.send a | true",
        "x.send(a) | false",
        "x.each { it } | false",
      })
  void commandForm(String text, boolean is, Shell shell) {
    EntryTree tree = EntryTree.of(shell.session(), text);
    assertThat(EntryRewriting.isCommandForm(tree, (MethodCallExpression) tree.result()))
        .isEqualTo(is);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "def f() { 1 } | f = { -> 1 }",
        "def f(a) { a } | f = { a -> a }",
        "int f(int a, b = (1 + 2)) { a + b } | f = { int a, b = (1 + 2) -> a + b }",
        "def  f ( a )  { a } | f = {  a  -> a }",
        "def f(Closure c = { 1 }) { c() } | f = { Closure c = { 1 } -> c() }",
        "static f(a) { a } | f = { a -> a }",
      })
  void aFunctionAsABlock(String text, String block, Shell shell) {
    EntryTree tree = EntryTree.of(shell.session(), text);
    Edits edits = new Edits();
    EntryRewriting.functionAsBlock(tree, tree.functions().get(0), edits);
    String after = edits.apply(text);
    assertThat(after).isEqualTo(block);
    assertThat(EntryTree.of(shell.session(), after).functions()).isEmpty();
  }

  @Test
  void theBlockDoesWhatTheFunctionDid(Shell shell) {
    String text = "def twice(n, by = 2) {\n  if (n < 0) {\n    return 0\n  }\n  n * by\n}";
    EntryTree tree = EntryTree.of(shell.session(), text);
    Edits edits = new Edits();
    EntryRewriting.functionAsBlock(tree, tree.functions().get(0), edits);
    shell.run(edits.apply(text) + "\nassert twice(4) == 8 && twice(-1) == 0 && twice(2, 5) == 10");
  }
}
