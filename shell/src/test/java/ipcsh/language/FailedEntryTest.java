package ipcsh.language;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An entry that does not compile leaves nothing behind, and keeps what was there. */
@OnShell
class FailedEntryTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "import socket",
        "import java.nio.file.Fils",
        "import java.nio.file.Fils as F",
        "import static foo.Bar.*",
        "import static foo.Bar.x",
        "import java.util.concurrent.atomic.AtomicInteger; foo(",
        "import java.util.List as L; import java.awt.List as L",
        "class C extends Nope { }",
        "class D { def x( { } }",
        "class E1 { int f() { 1 }; int f() { 2 } }",
        "interface I { def a() }; class J implements I { }",
        "enum P { A, A }",
        "@Nope class K { }",
        "def f() { 1 +",
        "int g() { 1 }; int g() { 2 }",
        "x = { -> ) }",
        "def fds = 3 +",
        "package class",
      })
  void theNextLinesAreAsBefore(String wrong, Shell shell) {
    assertThat(shell.complaint(wrong)).startsWith("test:1: ");
    assertThat(shell.entry("1 + 1")).isEqualTo(2);
    assertThat(shell.line("help send")).startsWith("send(");
    assertThat(shell.line("fds")).contains("descriptor");
    assertThat(shell.entry("class Z { def z() { 7 } }; new Z().z()")).isEqualTo(7);
    assertThat(shell.line("save \"$dir/x.groovy\", force: true")).contains("x.groovy: ");
  }

  @Test
  void importsThatCompileAreKept(Shell shell) {
    shell.entry("import java.util.concurrent.atomic.AtomicInteger");
    shell.entry("import java.util.concurrent.atomic.AtomicLong as Long64");
    shell.entry("import static java.lang.Math.max");
    shell.entry("import static java.util.Collections.*");
    shell.complaint("import nowhere.Nothing");
    assertThat(shell.entry("new AtomicInteger(max(3, 4)).get() + new Long64(1).get()"))
        .isEqualTo(5L);
    assertThat(shell.entry("nCopies(2, 'x')")).asString().isEqualTo("[x, x]");
  }

  @Test
  void aNameThatIsImportedAgainMeansTheLastOne(Shell shell) {
    shell.entry("import java.util.ArrayList as L");
    shell.entry("import java.util.LinkedList as L");
    assertThat(shell.entry("new L().getClass().simpleName")).isEqualTo("LinkedList");
  }

  @Test
  void aClassOfTheSessionTakesThePlaceOfAnImport(Shell shell) {
    shell.entry("import java.util.Date");
    shell.entry("class Date { int z = 7 }");
    assertThat(shell.entry("new Date().z")).isEqualTo(7);
  }

  @Test
  void anImportOfAClassOfTheSessionDoesNotDisturbAPackage(Shell shell) {
    shell.entry("class A { def x() { 1 } }");
    shell.entry("import A as B");
    assertThat(shell.entry("package p; 1 + 1")).isEqualTo(2);
    assertThat(shell.entry("new B().x()")).isEqualTo(1);
  }

  @Test
  void aClassThatCannotBeInitialisedDoesNotTakeThePlaceOfOneThatCan(Shell shell) {
    shell.entry("class A { def x() { 1 } }");
    assertThat(shell.complaint("class A { static q = 1 / 0; def x() { 2 } }; new A()"))
        .contains("a class cannot be initialized: ArithmeticException: Division by zero");
    assertThat(shell.entry("new A().x()")).isEqualTo(1);
    shell.entry("class A { static q = 1 / 0; def x() { 3 } }");
    assertThat(shell.complaint("new A()")).contains("Division by zero");
    assertThat(shell.entry("new A().x()")).isEqualTo(1);
    shell.entry("class A { def x() { 4 } }");
    assertThat(shell.entry("new A().x()")).isEqualTo(4);
  }

  @Test
  void anImportOfAClassThatCannotBeInitialisedGoesWithIt(Shell shell) {
    shell.entry("class A { static q = 1 / 0 }");
    shell.entry("import A as B");
    assertThat(shell.complaint("new B()")).contains("Division by zero");
    assertThat(shell.entry("1 + 1")).isEqualTo(2);
    assertThat(shell.complaint("new A()")).contains("unable to resolve class A");
  }
}
