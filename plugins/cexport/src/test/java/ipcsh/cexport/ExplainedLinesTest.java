package ipcsh.cexport;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.language.Session;
import ipcsh.view.Explanation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code explain { ... }} shows the C of each line, with the current values of its variables. */
@OnShell
class ExplainedLinesTest {
  @BeforeEach
  void translate(Shell shell) {
    Translated.in(shell.context());
  }

  private static Explanation explained(Shell shell, String code) {
    return (Explanation) shell.run("explain {\n" + code + "\n}");
  }

  @Test
  void aLineHasTheNamesOfItsVariables(Shell shell) {
    Explanation e = explained(shell, "(a, b) = socketpair()\nsend a, 'hello'");
    assertThat(e.get(0).getC()).contains("socketpair(AF_UNIX, SOCK_STREAM, 0, ends);");
    assertThat(e.get(1).getC()).isEqualTo("send(a, \"hello\", 5, 0);");
  }

  @Test
  void aRegionIsItsAddress(Shell shell) {
    Explanation e =
        explained(
            shell,
            "(a, b) = socketpair()\nm = mmap 4096\npoke m, 16, 'hello'\nsend a, m, 16, 5\n"
                + "recv b, m, 0, 64, MSG_DONTWAIT\nwrite a, m, 0, 2\nread b, m, 100, 2");
    assertThat(e.get(3).getC()).isEqualTo("send(a, m + 16, 5, 0);");
    assertThat(e.get(4).getC()).isEqualTo("recv(b, m, 64, MSG_DONTWAIT);");
    assertThat(e.get(5).getC()).isEqualTo("write(a, m, 2);");
    assertThat(e.get(6).getC()).isEqualTo("read(b, m + 100, 2);");
  }

  @Test
  void whatKindOfSocketAVariableHasIsKnown(Shell shell) {
    shell.run("s = socket(AF_UNIX, SOCK_DGRAM)");
    assertThat(explained(shell, "bind s, '@ipcsh-explained'").get(0).getC())
        .contains("struct sockaddr_un address", "bind(s, ");
  }

  /** While the user types, the shell warms up in a separate session. */
  @Test
  void aSessionBesideChangesNothing(Shell shell) throws Exception {
    shell.run("(a, b) = socketpair()");
    Session.rehearse(shell.context());
    assertThat(explained(shell, "send a, 'hi'").get(0).getC()).isEqualTo("send(a, \"hi\", 2, 0);");
  }

  /** Printing a message has no C of its own: the call has. */
  @Test
  void aLineWithoutCHasThatOfItsCall(Shell shell) {
    shell.run("(a, b) = socketpair(); send a, 'hi'");
    assertThat(explained(shell, "println recv(b)").get(0).getC())
        .matches("recv\\(\\d+, buf, 65536, \\w+\\);");
  }
}
