package ipcsh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which shells are started while a script is compiled. */
class RoleNamesTest {
  @Test
  void thoseThatAreNamedPlainly() {
    assertThat(RoleNames.in("a = shell 'server'\nb = shell(\"client\")\nshell( 'x.y' ) { 1 }"))
        .containsExactly("server", "client", "x.y");
  }

  @Test
  void eachOnce() {
    assertThat(RoleNames.in("shell 'a'\nshell 'b'\nshell 'a'")).containsExactly("a", "b");
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
}
