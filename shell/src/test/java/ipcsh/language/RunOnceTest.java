package ipcsh.language;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;

/** Statements that run once mean what they would mean in a loop or a function. */
@OnShell
class RunOnceTest {
  /** The value of an expression in code that runs once is that in a function, and in a block. */
  private static void assertSame(Shell shell, String before, String expression, String value) {
    assertThat(shell.run(before + "\n" + expression)).as(expression).hasToString(value);
    assertThat(shell.run(before + "\nfor (each in [1]) { w = " + expression + " }\nw"))
        .as("in a loop: " + expression)
        .hasToString(value);
  }

  @Test
  void operatorsPropertiesAndCallsHaveTheirValues(Shell shell) {
    String before = "x = [6, 7, 4]; n = 2147483647; m = [p: [q: 4]]; s = 'abc'";
    assertSame(shell, before, "x[0] + x[1] * x[2] - 1", "33");
    assertSame(shell, before, "n + 1", "-2147483648");
    assertSame(shell, before, "n * 2", "-2");
    assertSame(shell, before, "[x[-1], x[5], x[0..1]]", "[4, null, [6, 7]]");
    assertSame(
        shell, before, "[n / 2, n & 6, n | 1, 5 ^ n]", "[1073741823.5, 6, 2147483647, 2147483642]");
    assertSame(shell, before, "(x + [1] - 7) << 'y'", "[6, 4, 1, y]");
    assertSame(shell, before, "m.p.q + m['p'].size() + s.length()", "8");
    assertSame(shell, before, "s[1] + s.substring(1, 2) + s.class.simpleName", "bbString");
    assertSame(shell, before, "x.collect { it + 1 }.findAll { it > 5 }", "[7, 8]");
    assertSame(shell, before, "\"${x[0] + 1} ${s.toUpperCase()}\".length()", "5");
    assertSame(shell, before, "x.size() > 2 ? x.size() : s", "3");
    assertSame(shell, before, "[*x, 1].size() + x*.hashCode().sum() + (m?.p?.q ?: 0)", "25");
  }

  @Test
  void whatIsAssignedToIsNotRead(Shell shell) {
    assertThat(
            shell.run(
                "x = [1, 2, 3]; x[1] = 7; x[0] += 5; x[2]++; --x[2]\n"
                    + "m = [p: [q: 4]]; m.p.q = 9; m.p.q++; m.p.r = x[0]; m['z'] = [0]; m.z[0]--\n"
                    + "[x, m]"))
        .hasToString("[[6, 7, 3], {p={q=10, r=6}, z=[-1]}]");
  }

  @Test
  void errorsAreThoseOfGroovy(Shell shell) {
    for (String wrong :
        new String[] {
          "x.nonsense(3)", "x.foo.bar", "y.foo()", "y + 1", "y[0]", "y.foo", "x['a']"
        }) {
      Throwable once = shell.failure("x = [1]; y = null\n" + wrong);
      Throwable looped = shell.failure("x = [1]; y = null\nfor (each in [1]) { " + wrong + " }");
      assertThat(once).as(wrong).isInstanceOf(looped.getClass()).hasMessage(looped.getMessage());
      assertThat(once.getStackTrace())
          .as(wrong)
          .anyMatch(
              frame -> frame.getClassName().startsWith("Script") && frame.getLineNumber() == 2);
    }
  }

  @Test
  void otherMethodsOfClassesAndObjectsAreUsedAsInALoop(Shell shell) {
    String all = "[x[0], x[1], n + 2, n - 1, x.size(), n.toString(), x + 1]";
    try {
      shell.run(
          "ArrayList.metaClass.getAt = { Integer i -> 'mine' }\n"
              + "ArrayList.metaClass.size = { -> 42 }\n"
              + "Integer.metaClass.plus = { Integer i -> 'sum' }\n"
              + "Integer.metaClass.toString = { -> 'one' }");
      assertThat(shell.run("x = [1]; n = 1\n" + all))
          .hasToString(
              String.valueOf(shell.run("x = [1]; n = 1\nfor (k in [1]) { w = " + all + " }\nw")));
    } finally {
      shell.run(
          "GroovySystem.metaClassRegistry.removeMetaClass(ArrayList)\n"
              + "GroovySystem.metaClassRegistry.removeMetaClass(Integer)");
    }
    assertThat(shell.run("x = [1]; n = 1; [x[0], n + 2, x.size()]")).hasToString("[1, 3, 1]");
  }

  @Test
  void aCategoryIsUsed(Shell shell) {
    assertThat(
            shell.run(
                "class Cat { static getAt(List l, Integer i) { 'cat' } }\n"
                    + "x = [1]; use(Cat) { y = x[0] }; [y, x[0]]"))
        .hasToString("[cat, 1]");
  }

  /** Printing goes past Groovy's choice of a method only where that would find the same. */
  @Test
  void printingIsThatOfTheTextIfItHasItsOwn(Shell shell) {
    assertPrints(shell, "void print(x) { seen << x }", "[a]");
    assertPrints(shell, "def print(String x) { seen << x + x }", "[aa]");
    assertPrints(shell, "this.metaClass.print = { x -> seen << x }", "[a]");
    assertThat(
            shell.run(
                "seen = []\n"
                    + "class Pages { static void println(Script self, String x) { self.seen << x } }\n"
                    + "use(Pages) { println 'a' }\nseen"))
        .hasToString("[a]");
  }

  private static void assertPrints(Shell shell, String definition, String seen) {
    assertThat(shell.run("seen = []\n" + definition + "\nprint 'a'\nseen"))
        .as(definition)
        .hasToString(seen);
  }

  @Test
  void aNameWithASetterIsSetByIt(Shell shell) {
    assertThat(
            shell.run(
                "seen = []\ndef setLevel(x) { seen << x }\nlevel = 5; other = 6\nseen + other"))
        .hasToString("[5, 6]");
    assertThat(shell.run("b = binding; binding = b; c = 1; binding.hasVariable('c')"))
        .hasToString("true");
  }

  @Test
  void aTextThatIsJustShortEnoughWithoutThisIsStillCompiledAsAWhole(Shell shell) {
    String line = "x = a + a + a + a + a + a + a + a + a + a\n";
    StringBuilder text = new StringBuilder("a = 1; def local = 5\n");
    text.append(line.repeat(500));
    assertThat(shell.run(text + "x + local")).hasToString("15");
  }
}
