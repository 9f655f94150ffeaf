package ipcsh.app;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.peer.RoleShells.Wanted;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The shells that are started while a script is compiled. */
class RoleNamesTest {
  @Test
  void thoseThatAreNamedPlainly() {
    assertThat(RoleNames.in("a = shell 'server'\nb = shell(\"client\")\nshell( 'x.y' ) { 1 }"))
        .extracting(Wanted::name)
        .containsExactly("server", "client", "x.y");
  }

  @Test
  void eachOnce() {
    assertThat(RoleNames.in("shell 'a'\nshell 'b'\nshell 'a'"))
        .extracting(Wanted::name)
        .containsExactly("a", "b");
  }

  @Test
  void notThoseOfCommentsOrOfOtherThings() {
    assertThat(
            RoleNames.in(
                """
                // a = shell 'commented'
                println "a shell 'b c'"
                x.shell 'method'
                my_shell 'other'
                shell name
                shell "r$it"
                """))
        .isEmpty();
  }

  @Test
  void asTheUserThatIsNamedPlainly() {
    assertThat(
            RoleNames.in(
                """
                a = shell('a', user: 'nobody')
                b = shell 'b', user: "www-data"   // somebody
                c = shell('c', user: 4242) { getuid() }
                d = shell 'd'
                shell('d', user: 'nobody')
                e = shell('e',
                    user: 'nobody')
                """))
        .containsExactly(
            new Wanted("a", "nobody"),
            new Wanted("b", "www-data"),
            new Wanted("c", 4242),
            new Wanted("d", null),
            new Wanted("e", "nobody"));
  }

  @Test
  void notThoseWhoseUserMustBeFoundOutFirst() {
    assertThat(
            RoleNames.in(
                """
                a = shell('a', user: who)
                b = shell('b', user: 'no' + 'body')
                c = shell('c', user: "user$n")
                shell 'c'
                d = shell('d', user: 4242 + n)
                """))
        .isEmpty();
  }

  /** The launcher searches for them as well, before Java is started. */
  @Test
  void theLauncherFindsTheSame() throws Exception {
    String launcher = Files.readString(Path.of("ipcsh"));
    Matcher line = Pattern.compile("grep -q \"(\\S+)\" \"\\$word\"").matcher(launcher);
    assertThat(line.find()).isTrue();
    String pattern = line.group(1).replace("\\\"", "\"");
    for (String makes :
        List.of(
            "a = shell 'a'",
            "shell(\"a\")",
            "shell\t'a'",
            "shell ( 'a' ) { 1 }",
            "shell('a', user: 0)")) {
      assertThat(RoleNames.in(makes)).as(makes).hasSize(1);
      assertThat(isFound(pattern, makes)).as(makes).isTrue();
    }
    for (String not : List.of("println 'a'", "thread 't'", "fork()", "shell name")) {
      assertThat(RoleNames.in(not)).as(not).isEmpty();
      assertThat(isFound(pattern, not)).as(not).isFalse();
    }
  }

  private static boolean isFound(String pattern, String text) throws Exception {
    Process grep = new ProcessBuilder("grep", "-q", pattern).start();
    try (OutputStream in = grep.getOutputStream()) {
      in.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return grep.waitFor() == 0;
  }
}
