package ipcsh.language;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is thrown, an error is shown and the session continues. */
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
        "lessons.titel   | nor has a lesson in it; did you mean title?",
        "'abc'.length    | a String has no member 'length'; it is a method: length()",
        "fdstore().put(1) | has no method put(an Integer); expected put(String name, Fd fd) or put(String name, int number)",
        "null.foo        | null has no member 'foo'",
        "null.foo()      | null has no method foo()",
        "x = null; x.y = 3 | null has no members",
        "pipe().foo()    | a list has no method foo()",
        "[a: 1].foo()    | a map has no method foo()",
        "(1..3).foo()    | a range has no method foo()",
        "poll([], timeout: 0).foo() | a map has no method foo()",
        "({ it }).foo(3) | no such command or function: 'foo'",
        "socket().number(3) | it is a member: .number",
        "socket().read(1, 2, 3, 4) | read: expected",
        "printf('%d', 'x') | printf: %d: expected a whole number, given a String",
        "printf('%d %d', 1) | printf: expected a value for %d, given none",
        "printf('%q') | printf: %q is not a conversion; %% prints the character",
        "socket().notify() | Java's wait and notify are for threads",
        "'a'.wait()      | Java's wait and notify are for threads",
        "socket().clone() | this cannot be cloned",
        "throw 3         | an exception is thrown: throw new Exception('text')",
        "evaluate('1 +') | Unexpected input",
        "evaluate('nope') | no such variable or command: 'nope'",
        "setBinding 3    | setBinding: expected other arguments, given 3",
        "export 'a\\0b', 'x.c' | export: expected the name of a file, without NUL characters",
        "thread('t', on: 3) | thread: unknown option on:, there are none",
        "send socket(), 'x', [1] | send: flags: expected constants MSG_..., given a list",
        "kill 0, 'x'     | kill: signal: expected constants SIG..., given 'x'",
        "lseek socket(), 0, 'x' | whence: expected constants SEEK_SET, SEEK_CUR, SEEK_END, SEEK_DATA, SEEK_HOLE, given 'x'",
        "close fdstore() | close: fd: expected a descriptor, given a store of descriptors, which has a method: .close()",
        "close mmap(1)   | close: fd: expected a descriptor, given a region",
        "close shell('r') | close: fd: expected a descriptor, given a role",
        "close bg { }    | close: fd: expected a descriptor, given a background job",
        "sem_post pthread_cond_init(mmap(4096), 0) | expected a semaphore, given a condition variable",
        "close new Date() | close: fd: expected a descriptor, given a Date",
        "shells([])      | shells: host: expected hosts for ssh(1), 'user@machine', given an empty list",
        "shells(3)       | shells: host: expected a host for ssh(1), 'user@machine', given 3",
        "shells('a', null) | given null",
        "null()          | null has no method call()",
        "waitpid(-1, NULL, WNOHANG) | given -1, null, 1; omit C's NULL: what C returns",
        "wait(NULL)      | wait: expected wait(timeout:), given null; omit C's NULL",
        "save ''         | save: expected the name of a file, given ''",
        "load ''         | load: expected the name of a file, given ''",
        "export '', 'x.svg' | export: expected the name of a file, given ''",
        "export 'x.cast', '' | export: expected the name of a file, given ''",
        "throw new groovy.lang.MissingPropertyException(null) | MissingPropertyException",
        "throw new groovy.lang.MissingMethodException(null, null, null) | MissingMethodException",
        "recv 0, -1.s    | a Duration has no operator -",
        "-'abc'          | a String has no operator -",
        "2.s + 1         | a Duration has no operator + with an Integer",
        "-null           | the parser does not understand this",
        "y: ;            | the parser does not understand this",
        "throw new Throwable('plain')           | Throwable: plain",
        "throw new IllegalStateException()      | assertion failed",
        "throw new OutOfMemoryError('for test') | not enough memory: for test",
        "a = []; a << a; throw new Exception(a.toString()) | Exception: [(this Collection)]",
      })
  void isSaid(String code, String said, Shell shell) {
    // the directory of the lessons is set by the launcher
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

  /** Shells on other machines are started by threads of their own. */
  @ParameterizedTest
  @ValueSource(strings = {"shell 'far', host: 'ssh://127.0.0.1:1'", "shells 'ssh://127.0.0.1:1'"})
  void failureOfAnotherThreadHasThePlace(String code, Shell shell) {
    Tools.need("ssh");
    assertThat(shell.complaint(code)).startsWith("test:1: ssh://127.0.0.1:1 cannot be reached: ");
  }

  /** A null variable is not a null pointer that C accepts. */
  @ParameterizedTest
  @ValueSource(strings = {"x = null; read x", "poll null", "connect null, '@x'", "dup2 null"})
  void nullIsNotAlwaysAPointer(String code, Shell shell) {
    assertThat(shell.complaint(code)).contains("given null").doesNotContain("omit C's NULL");
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

  /** Its lines are not those of the entry. */
  @Test
  void anErrorInATextThatIsEvaluatedIsOfTheLineThatEvaluatesIt(Shell shell) {
    assertThat(shell.complaint("x = 1\ny = 2\nevaluate('1 +')"))
        .startsWith("test:3: ")
        .contains("evaluate('1 +')");
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
