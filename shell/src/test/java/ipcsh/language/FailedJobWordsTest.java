package ipcsh.language;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Failures that are reported later have the words that they have at the prompt. */
@OnShell
class FailedJobWordsTest {
  private static final String WORDS =
      """
      nope         | no such variable or command: 'nope'
      nope()       | no such command or function: 'nope'
      pipe().foo() | a list has no method foo()
      null.foo     | null has no member 'foo'
      close 77     | close(77) = -1 EBADF
      """;

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = WORDS)
  void ofAJob(String code, String words, Shell shell) {
    shell.run("p = bg { " + code + " }; eventually(timeout: 60.s) { p.done }");
    assertThat(shell.run("p.toString()").toString()).startsWith("bg 1  failed: " + words);
    assertThat(
            shell.run(
                "t = thread('t'); q = t.start { "
                    + code
                    + " }; eventually(timeout: 60.s) { q.done }"))
        .isEqualTo(true);
    assertThat(shell.run("q.toString()").toString()).startsWith("t  failed: " + words);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = WORDS)
  void ofACondition(String code, String words, Shell shell) {
    assertThat(shell.complaint("eventually(timeout: 1.ms) { " + code + " }"))
        .startsWith("test:1: not within 1 ms: " + words);
  }
}
