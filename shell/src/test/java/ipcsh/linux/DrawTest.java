package ipcsh.linux;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.command.Drawing;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    shell.run(
        "(r, w) = pipe(); c = fork(); p = c.start { read r }; eventually(timeout: 60.s) { p.call }");
    assertThat(drawn(shell, "draw c")).contains("■ read").doesNotContain("╭─ this shell");
    shell.run("p.cancel()");
  }

  @Test
  void aSystemVQueueIsDrawnWithWhoWaits(Shell shell) {
    Tools.need("ipcs");
    shell.run(
        """
        q = msgget ftok(dir, 9), IPC_CREAT | 0640
        msgsnd q, 1, 'hello'
        c = fork()
        p = c.start { msgrcv q, 100, 7 }
        eventually(timeout: 60.s) { p.call }
        line = spawn('ipcs', '-q').out.text.readLines().find { it =~ /\\s$q.id\\s/ }
        (key, id, owner, mode, bytes, messages) = line.trim().split(/\\s+/) as List
        """);
    String text = drawn(shell, "draw()");
    assertThat(text)
        .contains("System V queue", "id " + shell.run("id"))
        .contains(
            shell.run("owner") + " rw-r-----", "1 message ", "5 of ", "last used by this shell")
        .containsPattern("■ msgrcv +├.*by its ID");
    assertThat(Long.decode(String.valueOf(shell.run("key"))).intValue())
        .isEqualTo(shell.run("q.key"));
    assertThat(shell.run("[messages, bytes, mode]")).hasToString("[1, 5, 640]");
    String waits = drawn(shell, "draw c");
    assertThat(waits).containsPattern("■ msgrcv +├.*by its ID").doesNotContain("╭─ this shell");
    shell.run("p.cancel(); msgctl q, IPC_RMID");
    assertThat(drawn(shell, "draw()")).doesNotContain("System V");
  }

  @Test
  void aSemaphoreIsDrawnWithTheThreadOfThisShellThatWaits(Shell shell) {
    shell.run("s = semget IPC_PRIVATE, 2; p = bg { semop s, [[0, -1, 0]] }");
    shell.run("eventually(timeout: 60.s) { semctl(s, 0, GETNCNT) == 1 }");
    assertThat(drawn(shell, "draw()"))
        .contains("System V semaphores", "values 0, 0", "1 waiting")
        .containsPattern("■ semop +├");
    shell.run("semctl s, 0, SETVAL, 1; eventually(timeout: 60.s) { p.done }");
    assertThat(drawn(shell, "draw()")).contains("values 0, 0").doesNotContain("■");
  }

  @Test
  void aSegmentIsDrawnWithWhoHasAttachedIt(Shell shell) {
    shell.run(
        "m = shmget(); r = shmat m; c = fork(); c { shmdt r }; c { r2 = shmat m, SHM_RDONLY }");
    shell.run("shmctl m, IPC_RMID");
    assertThat(drawn(shell, "draw()"))
        .contains("System V segment", "attached rw-", "attached r--", "nattch 2", "dest");
    assertThat(drawn(shell, "draw c")).contains("also this shell", "attached r--");
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
    assertThat(shell.complaint("draw 'x.jpg'"))
        .contains("expected a file that ends in .svg, .png, .pdf, .mmd (Mermaid) or .dot");
    assertThat(shell.complaint("draw '/nowhere/x.svg'"))
        .contains("cannot be written (no such directory)");
    assertThat(shell.complaint("draw 'nobody'")).contains("no shell is called 'nobody'");
    assertThat(shell.complaint("draw 999999999")).contains("ESRCH");
  }

  @Test
  void picturesAreWrittenInTheThemeThatIsAskedFor(Shell shell) throws Exception {
    shell.run(
        """
        (a, b) = socketpair()
        drawn = draw()
        draw "$dir/auto.svg", drawn
        draw "$dir/dark.svg", drawn, theme: 'dark'
        draw "$dir/clear.svg", drawn, background: 'none'
        ['png', 'pdf'].each {
          assert draw("$dir/auto.$it", drawn) == "wrote $dir/auto.$it"
          draw "$dir/light.$it", drawn, theme: 'light'
          draw "$dir/DARK.${it.toUpperCase()}", drawn, theme: 'dark'
          draw "$dir/clear.$it", drawn, background: 'none'
        }
        draw "$dir/large.png", drawn, scale: 4
        draw "$dir/chart.pdf", sequence { send a, 'x'; recv b }
        bytes = { new File("$dir/$it").bytes }
        """);
    assertThat(shell.run("new File(\"$dir/auto.svg\").text"))
        .asString()
        .contains("prefers-color-scheme:dark");
    assertThat(shell.run("new File(\"$dir/dark.svg\").text"))
        .asString()
        .contains(".paper{fill:#12161d}")
        .doesNotContain("prefers-color-scheme", "#ffffff");
    assertThat(shell.run("new File(\"$dir/clear.svg\").text"))
        .asString()
        .doesNotContain("class=\"paper", "class=\"under");
    for (String format : List.of("png", "pdf")) {
      assertThat(shell.run("bytes('auto." + format + "') == bytes('light." + format + "')"))
          .isEqualTo(true);
      assertThat(shell.run("bytes('auto." + format + "') == bytes('clear." + format + "')"))
          .isEqualTo(false);
    }
    BufferedImage auto = image(shell, "auto.png");
    BufferedImage large = image(shell, "large.png");
    assertThat(large.getWidth()).isEqualTo(2 * auto.getWidth());
    assertThat(auto.getRGB(0, 0)).isEqualTo(0xffffffff);
    assertThat(image(shell, "DARK.PNG").getRGB(0, 0)).isEqualTo(0xff12161d);
    assertThat(image(shell, "clear.png").getRGB(0, 0)).isZero();
  }

  private static BufferedImage image(Shell shell, String name) throws Exception {
    return ImageIO.read(new ByteArrayInputStream((byte[]) shell.run("bytes('" + name + "')")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "draw 'x.svg', theme: 'blue'     | expected 'light', 'dark' or 'auto', given 'blue'",
        "draw 'x.svg', background: 'red' | background: expected 'none', given 'red'",
        "draw 'x.png', scale: 100        | scale: expected a number from 0.5 to 8, given 100",
        "draw 'x.png', scale: 'big'      | scale: expected a number from 0.5 to 8, given 'big'",
        "draw 'x.pdf', scale: 2          | scale: is for .png; .pdf has no pixels",
        "draw 'x.dot', theme: 'dark'     | what reads .dot chooses the colours",
        "draw theme: 'dark'              | theme:, background: and scale: are for a file",
        "draw 'a.svg', 'b.png'           | expected one file, given 2",
        "draw '/nowhere/x.png'           | /nowhere/x.png: cannot be written (no such directory)",
        "draw '/proc/x.pdf'              | /proc/x.pdf: cannot be written"
      })
  void whatCannotBeWrittenIsSaid(String line, String message, Shell shell) {
    assertThat(shell.complaint(line)).contains(message);
  }
}
