package ipcsh.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kinds of entries of a scenario. */
class EntryKindTest {
  private final List<String> made = new ArrayList<>();

  private EntryKind of(String text) {
    return EntryKind.of(text, Set.of("server", "t")::contains, made::add);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "title 'x'",
        "chapter('x')",
        "say \"a ${b}\"",
        "pause 1.s",
        "hide { server { 1 } }"
      })
  void stageDirections(String text) {
    assertThat(of(text)).isEqualTo(EntryKind.STAGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s2 = shell 's2'",
        "def t2 = thread('t2')",
        "c = fork()",
        "server { bind s, 'x' }",
        "server.start { recv s }",
        "p = server.start { recv s }",
        "m = server { 1 }",
        "thread('x') { 1 }",
        "def m = t { 1 }"
      })
  void whatIsSeenAtARolesPrompt(String text) {
    assertThat(of(text)).isEqualTo(EntryKind.ROLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "assert server { 1 } == 1",
        "fails(EPERM) { server { 1 } }",
        "kill server, SIGKILL",
        "server.n = 1",
        "x.each { it }",
        "def f() { 1 }",
        "p.get()",
        "title",
        "1 +",
        "other { 1 }"
      })
  void whatIsTypedAtTheScenariosOwnPrompt(String text) {
    assertThat(of(text)).isEqualTo(EntryKind.LINE);
  }

  @Test
  void comments() {
    assertThat(of("// nothing")).isEqualTo(EntryKind.COMMENT);
    assertThat(of("/** about f */")).isEqualTo(EntryKind.COMMENT);
  }

  @Test
  void namesOfNewRolesAreReported() {
    of("server2 = shell 'server2'");
    of("def t2 = thread('t2')");
    of("m = thread('t3') { 1 }");
    assertThat(made).containsExactly("server2", "t2");
  }
}
