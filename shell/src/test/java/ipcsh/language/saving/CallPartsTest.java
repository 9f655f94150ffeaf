package ipcsh.language.saving;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import java.util.stream.Collectors;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The assignment of a call's arguments to parameters. */
@OnShell
class CallPartsTest {
  private static String parts(Shell shell, String text) {
    EntryTree tree = EntryTree.of(shell.session(), text);
    MethodCallExpression call = (MethodCallExpression) tree.result();
    return CallParts.of(call, shell.context().registry().find(call.getMethodAsString())).stream()
        .map(
            part ->
                (part.parameter() == null ? "?" : part.parameter().name())
                    + "="
                    + tree.slice(part.given()))
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "dup 5 | fd=5",
        "bind(s, '@x') | fd=s address='@x'",
        "s.bind '@x' | fd=s address='@x'",
        "write s, 'abc' | fd=s data='abc'",
        "sendmsg s, 'x', fds: [3, 4] | fds=[3, 4] fd=s data='x'",
        "sendmsg fds: [3, 4], s, 'x' | fds=[3, 4] fd=s data='x'",
        "recv s | fd=s",
        "recv s, 10 | fd=s n=10",
        "spawn 'sh', '-c', 'exit 1' | command='sh' command='-c' command='exit 1'",
      })
  void byPlaceAndByName(String text, String parts, Shell shell) {
    assertThat(parts(shell, text)).isEqualTo(parts);
  }

  @Test
  void nothingOfNothing(Shell shell) {
    assertThat(parts(shell, "bind()")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "dup 5, 6 | fd=5 ?=6",
        "dup nonsense: 1, 5 | ?=1 fd=5",
        "bind s, '@x', 1, 2 | fd=s address='@x' ?=1 ?=2",
        "bind s | fd=s",
      })
  void tooManyTooFewAndUnknownOnes(String text, String parts, Shell shell) {
    assertThat(parts(shell, text)).isEqualTo(parts);
  }
}
