package ipcsh.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Definitions of one entry at the prompt are available in the next. */
@OnShell
class EntriesTest {
  @Test
  void definitionsStay(Shell shell) {
    shell.entry("def x = 1");
    shell.entry("int y = 2");
    shell.entry("def (p, q) = [3, 4]");
    shell.entry("var v = 5");
    shell.entry("String nothing");
    shell.entry("z = 6");
    assertThat(shell.entry("[x, y, p, q, v, z, nothing]").toString())
        .isEqualTo("[1, 2, 3, 4, 5, 6, null]");
  }

  @Test
  void annotationsOfADefinitionAreRead(Shell shell) {
    assertThat(shell.complaint("@Nope def y = 3")).contains("unable to resolve class Nope");
    assertThat(shell.session().names().isAssigned("y")).isFalse();
    assertThat(shell.entry("@Deprecated def z = 3")).isEqualTo(3);
    assertThat(shell.entry("z")).isEqualTo(3);
    shell.entry("@groovy.transform.Field int f = 4");
    assertThat(shell.entry("f")).isEqualTo(4);
  }

  @Test
  void numbersOfSeveralDescriptorsAreNumbers(Shell shell) {
    shell.entry("def (int r, int w) = pipe()");
    assertThat(shell.entry("[r, w]*.class*.simpleName").toString()).isEqualTo("[Integer, Integer]");
    assertThat(shell.entry("write w, 'x'; read(r).text")).isEqualTo("x");
  }

  @Test
  void typedDefinitionConverts(Shell shell) {
    shell.entry("int n = 5L");
    assertThat(shell.entry("n")).isEqualTo(5);
    shell.entry("long l = 5");
    assertThat(shell.entry("l")).isEqualTo(5L);
    shell.entry("byte[] b = [1, 2]");
    assertThat(shell.entry("b")).isEqualTo(new byte[] {1, 2});
  }

  @Test
  void functionsStayAndSeeLaterNames(Shell shell) {
    shell.entry("def twice(n) { n * factor }");
    shell.entry("factor = 2");
    assertThat(shell.entry("twice 4")).isEqualTo(8);
    shell.entry("def twice(n) { 'again ' + n }");
    assertThat(shell.entry("twice 4")).isEqualTo("again 4");
    shell.entry("def four() { twice(2) }");
    assertThat(shell.entry("four()")).isEqualTo("again 2");
    assertThat(shell.entry("[1, 2].collect(this.&twice)").toString()).contains("again 1");
  }

  @Test
  void overloadsOfAFunctionStayTogether(Shell shell) {
    shell.entry("def f(a) { 'one' }\ndef f(a, b) { 'two' }");
    assertThat(shell.entry("f(1)")).isEqualTo("one");
    assertThat(shell.entry("f(1, 2)")).isEqualTo("two");
  }

  @Test
  void defaultsOfAFunctionWork(Shell shell) {
    shell.entry("def f(a, b = 5) { a + b }");
    assertThat(shell.entry("f(1)")).isEqualTo(6);
    assertThat(shell.entry("f 1, 2")).isEqualTo(3);
  }

  @Test
  void classesStay(Shell shell) {
    shell.entry("class Point { int x, y; int sum() { x + y } }");
    assertThat(shell.entry("new Point(x: 1, y: 2).sum()")).isEqualTo(3);
    shell.entry("p = new Point(x: 5)");
    assertThat(shell.entry("p.x")).isEqualTo(5);
    shell.entry("class Point { int z }");
    assertThat(shell.entry("new Point(z: 9).z")).isEqualTo(9);
  }

  @Test
  void importsStay(Shell shell) {
    shell.entry("import java.util.concurrent.atomic.AtomicInteger");
    assertThat(shell.entry("new AtomicInteger(5).get()")).isEqualTo(5);
    shell.entry("import static java.lang.Math.*");
    assertThat(shell.entry("max(3, 4)")).isEqualTo(4);
    shell.entry("import java.util.regex.Pattern as P");
    assertThat(shell.entry("P.quote('x')")).isEqualTo("\\Qx\\E");
  }

  @Test
  void closuresStay(Shell shell) {
    shell.entry("def greet = { 'hello ' + it }");
    assertThat(shell.entry("greet 'you'")).isEqualTo("hello you");
    assertThat(shell.entry("greet('you')")).isEqualTo("hello you");
  }

  @Test
  void definitionsOfAFileAreItsOwn(Shell shell) {
    shell.run("def own = 1\nshared = 2");
    assertThat(shell.run("shared")).isEqualTo(2);
    assertThatThrownBy(() -> shell.run("own")).hasMessageContaining("own");
  }

  @Test
  void failedEntryLeavesWhatItDid(Shell shell) {
    assertThatThrownBy(() -> shell.entry("a = 1; open '/no/such'; a = 2"))
        .hasMessageContaining("ENOENT");
    assertThat(shell.entry("a")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a(",
        "[1,",
        "{ x ->",
        "'''",
        "\"\"\"a",
        "x = [",
        "f(1,\n2",
        "1 +",
        "a,",
        "if (x) {",
        "/* open",
        "x = \\",
        "\"${a",
        "foo {\n  bar {\n  }",
        "a &&",
        "x =",
      })
  void unfinishedEntriesWantMore(String text) {
    assertThat(Completeness.isComplete(text)).as(text).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a()", "x = 'it''s'", "\"a\"", "// open (", "/* ( */ 1", "'('", "a[1]", "x++", "i--",
        "\"${a + '}'}\"", "a / b", "~/x(/", "x = /[(]/", ")", "]", "1 // +", "", "'unclosed\n",
      })
  void wholeEntriesWantNothing(String text) {
    assertThat(Completeness.isComplete(text)).as(text).isTrue();
  }
}
