package ipcsh.app;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.peer.RoleShells.Wanted;
import org.junit.jupiter.api.Test;

/** Which shells are started while a script is compiled. */
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
}
