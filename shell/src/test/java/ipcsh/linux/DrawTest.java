package ipcsh.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.command.Drawing;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import org.junit.jupiter.api.Test;

/** draw on the live system; numbers that differ from run to run are masked. */
@OnShell
class DrawTest {
  private static String drawn(Shell shell, String code) {
    String text = ((Drawing) shell.run(code)).text(100, false);
    // the process ID of this test has any number of digits
    return text.replaceAll("(this shell|child) \\d+", "$1");
  }

  @Test
  void aPairIsJoined(Shell shell) {
    assertThat(drawn(shell, "(a, b) = socketpair(); send a, 'abc'; draw()"))
        .containsPattern("O_RDWR +├─+▶│ connected +│◀─+╮")
        .containsPattern("O_RDWR +├─+▶│ connected +│◀─+╯")
        .contains("3 bytes to receive");
  }

  @Test
  void aChildHasTheSameOpenFileDescription(Shell shell) {
    String text =
        drawn(shell, "f = open \"$dir/f\", O_CREAT | O_RDWR; write f, 'abc'; fork(); draw()");
    assertThat(text).contains("╭─ this shell ", "╭─ child ").containsPattern("├─+┬─+▶│ O_RDWR");
    assertThat(text.split("offset 3", -1)).hasSize(2);
  }

  @Test
  void whoWaitsIsMarked(Shell shell) {
    shell.run("(r, w) = pipe(); c = fork(); p = c.start { read r }; eventually { p.call }");
    assertThat(drawn(shell, "draw c")).contains("■ read").doesNotContain("╭─ this shell");
    shell.run("p.cancel()");
  }

  @Test
  void filesAreWrittenByTheirEnding(Shell shell) {
    shell.run(
        """
        (r, w) = pipe()
        assert draw("$dir/x.svg") == "wrote $dir/x.svg"
        draw "$dir/x.mmd"
        draw "$dir/x.dot"
        assert new File("$dir/x.svg").text.startsWith('<svg ')
        assert new File("$dir/x.mmd").text.startsWith('flowchart LR')
        assert new File("$dir/x.dot").text.startsWith('digraph ')
        """);
    assertThat(shell.complaint("draw 'x.png'")).contains("expected a file that ends in .svg");
    assertThat(shell.complaint("draw '/nowhere/x.svg'"))
        .contains("cannot be written (no such directory)");
    assertThat(shell.complaint("draw 'nobody'")).contains("no shell is called 'nobody'");
    assertThat(shell.complaint("draw 999999999")).contains("ESRCH");
  }
}
