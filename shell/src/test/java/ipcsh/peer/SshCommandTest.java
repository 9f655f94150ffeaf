package ipcsh.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ipcsh.kit.Tools;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Command lines of ssh: destinations, quoting, what a login shell there makes of them. */
class SshCommandTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-oProxyCommand=x",
        "a b",
        "a;b",
        "$(x)",
        "`x`",
        "a'b",
        "a\"b",
        "a|b",
        "a&b",
        "a\nb",
        "",
        "{a}",
        "user@",
        "ssh://",
        "ssh://user@",
        "ssh://user@:22",
        "ssh://machine:99999"
      })
  void whatAShellWouldTakeForSomethingElseIsRefused(String text) {
    assertThatThrownBy(() -> new SshDestination(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("host: expected a host for ssh(1)");
  }

  @ParameterizedTest
  @CsvSource({
    "one, one",
    "me@one.example.org, one",
    "10.0.0.1, 10.0.0.1",
    "ssh://me@one.example.org:2222, one",
    "me@[fe80::1%eth0], fe80__1_eth0"
  })
  void aRoleIsCalledAfterItsMachine(String text, String name) {
    assertThat(new SshDestination(text).roleName()).isEqualTo(name);
  }

  @Test
  void wordsArriveAsTheyAre() {
    List<String> words =
        List.of("printf", "%s\\n", "it's", "a  b", "$HOME", "`x`", "", "\\", "*", "ö");
    assertThat(Tools.run(directory, "sh", "-c", SshCommand.quoted(words)).lines())
        .containsExactlyElementsOf(words.subList(2, words.size()));
  }

  @Test
  void aRoleIsStartedInItsDirectoryAndEnvironment() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("WHO", "it's me");
    environment.put("HOME", null);
    Path fresh = directory.resolve("new");
    List<String> words =
        SshCommand.role(
            "sh",
            List.of("-c", "pwd; echo $WHO ${HOME-none}; kill -9 $$"),
            fresh + "",
            environment);
    var outcome = Tools.run(directory, "sh", "-c", SshCommand.quoted(words));
    assertThat(outcome.lines()).containsExactly(fresh + "", "it's me none");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isEqualTo(128 + 9);
  }

  @Test
  void aProgramThatIsMissingIsToldByTheStatus() {
    List<String> words = SshCommand.role("/no/such", List.of(), null, Map.of());
    assertThat(Tools.run(directory, "sh", "-c", SshCommand.quoted(words)).status()).isEqualTo(127);
  }

  @Test
  void whatIsBeforeTheMarkIsSkipped() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write("Welcome\n\0ipcsh\n".getBytes(StandardCharsets.US_ASCII));
    bytes.write(RoleHello.MARK);
    bytes.write("message".getBytes(StandardCharsets.US_ASCII));
    MarkedInput input = new MarkedInput(new ByteArrayInputStream(bytes.toByteArray()));
    assertThat(new String(input.readAllBytes(), StandardCharsets.US_ASCII)).isEqualTo("message");
    assertThat(input.skipped()).first().isEqualTo("Welcome");
    assertThat(new MarkedInput(InputStream.nullInputStream()).read()).isEqualTo(-1);
  }
}
