package ipcsh.language;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is thrown, an error is shown and the session goes on. */
@OnShell
class ExplainingErrorsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[1, 2].foo      | a list has no member 'foo', nor has an Integer in it",
        "pipe().size     | a list has no member 'size', nor has a descriptor in it; it is a method: size()",
        "p = pipe(); p.read | nor has a descriptor in it; it is a method of a descriptor: ...[0].read()",
        "lessons.titel   | nor has a Lesson in it; did you mean title?",
        "'abc'.length    | a String has no member 'length'; it is a method: length()",
        "null.foo        | null has no member 'foo'",
        "null()          | null has no method call()",
        "throw new groovy.lang.MissingPropertyException(null) | MissingPropertyException",
        "throw new groovy.lang.MissingMethodException(null, null, null) | MissingMethodException",
        "recv 0, -1.s    | a Duration has no operator -",
        "-'abc'          | a String has no operator -",
        "2.s + 1         | a Duration has no operator + with an Integer",
        "-null           | the parser can make nothing of this",
        "y: ;            | the parser can make nothing of this",
        "throw new Throwable('plain')           | Throwable: plain",
        "throw new IllegalStateException()      | assertion failed",
        "throw new OutOfMemoryError('for test') | not enough memory: for test",
        "a = []; a << a; throw new Exception(a.toString()) | Exception: [(this Collection)]",
      })
  void isSaid(String code, String said, Shell shell) {
    // the lessons are where the launcher says
    String before = System.setProperty("ipcsh.scripts", "../scripts");
    try {
      assertThat(shell.complaint(code)).startsWith("test:1: ").contains(said);
    } finally {
      if (before == null) {
        System.clearProperty("ipcsh.scripts");
      }
    }
    assertThat(shell.entry("1 + 1")).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "String getMessage() { throw new Error('no') }",
        "String getMessage() { null }",
        "String getMessage() { getMessage() }",
        "StackTraceElement[] getStackTrace() { throw new Error('no') }",
        "StackTraceElement[] getStackTrace() { null }",
        "Throwable getCause() { throw new Error('no') }",
        "Throwable getCause() { this }",
      })
  void anExceptionThatIsBrokenItselfIsNamed(String method, Shell shell) {
    shell.entry("class Broken extends Exception { " + method + " }");
    assertThat(shell.complaint("throw new Broken()")).contains("Broken");
    assertThat(shell.complaint("bg { throw new Broken() }.get()")).contains("Broken");
    assertThat(shell.complaint("t = thread('t'); t { throw new Broken() }")).contains("Broken");
    assertThat(shell.complaint("explain { throw new Broken() }")).contains("Broken");
    assertThat(shell.entry("1 + 1")).isEqualTo(2);
  }

  @Test
  void causesMayGoRoundInACircle(Shell shell) {
    shell.entry("x = new Exception('x'); y = new Exception('y', x); x.initCause(y)");
    assertThat(shell.complaint("throw y")).contains("Exception: y");
  }

  @Test
  void aMessageOfMegabytesIsCut(Shell shell) {
    String said = shell.complaint("throw new Exception('x' * 3000000)");
    assertThat(said).hasSizeLessThan(11_000).contains("xxx... (3000011 characters)");
  }

  @Test
  void aStackThatIsFullIsEmptiedBefore(Shell shell) {
    shell.entry("def deep(n) { deep(n + 1) }");
    assertThat(shell.complaint("deep 0")).contains("the calls are nested too deeply");
    assertThat(shell.entry("1 + 1")).isEqualTo(2);
  }
}
