package ipcsh.record;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The emulator shows the same as tmux. */
class EmulatorTest {
  private static final int COLUMNS = 30;
  private static final int ROWS = 8;
  private static final String LAST = "all of it";

  @TempDir Path directory;

  private String socket;

  @BeforeEach
  void name() {
    socket = directory.resolve("tmux").toString();
  }

  @AfterEach
  void end() {
    if (Files.exists(Path.of(socket))) {
      tmux("kill-server");
    }
  }

  private Outcome tmux(String... words) {
    return Tools.run(
        directory,
        Stream.concat(Stream.of("tmux", "-S", socket, "-f", "/dev/null"), Stream.of(words))
            .toArray(String[]::new));
  }

  /** The screen of tmux for a text, and the position of its cursor. */
  private List<String> inTmux(String text) throws Exception {
    Tools.need("tmux");
    // a title comes last: when tmux has it, it has processed everything
    Path file = Files.writeString(directory.resolve("text"), text + "\u001b]2;" + LAST + "\u0007");
    String show = "stty raw -echo; cat " + file + "; exec sleep 1000";
    tmux("new-session", "-d", "-x", "" + COLUMNS, "-y", "" + ROWS, "cd " + directory + "; " + show);
    Wait.until(
        Wait.LONG,
        "the text",
        () -> tmux("display-message", "-p", "#{pane_title}").out().strip().equals(LAST));
    return shown().lines().toList();
  }

  private String shown() {
    return tmux("capture-pane", "-p", ";", "display-message", "-p", "#{cursor_x} #{cursor_y}")
        .out();
  }

  private static List<String> here(String text) {
    Emulator emulator = new Emulator(COLUMNS, ROWS);
    emulator.write(text);
    ScreenSnapshot still = emulator.still();
    return Stream.concat(emulator.text().stream(), Stream.of(still.column() + " " + emulator.row()))
        .toList();
  }

  static Stream<String> texts() {
    return Stream.of(
        "one\r\ntwo\r\n\tthree",
        "x".repeat(COLUMNS) + "\r\nwrapped " + "y".repeat(COLUMNS),
        "1\r\n2\r\n3\r\n4\r\n5\r\n6\r\n7\r\n8\r\n9\r\n10",
        "abc\u001b[2;5Hhere\u001b[A\u001b[3Dup\u001b[5;1Hlow\u001b[2Edown",
        "abcdefghij\u001b[5D\u001b[K\r\nabcdefghij\u001b[5D\u001b[1K\r\nabcdefghij\u001b[2K",
        "one\r\ntwo\r\nthree\r\nfour\u001b[2;3H\u001b[J",
        "one\r\ntwo\r\nthree\r\nfour\u001b[2;3H\u001b[1J",
        "one\r\ntwo\u001b[2Jthree",
        "abcdefghij\u001b[5D\u001b[2P\u001b[C\u001b[3@XY\u001b[2X",
        "1\r\n2\r\n3\r\n4\r\n5\r\n6\u001b[2;4r\u001b[4;1H\n\nnew\u001b[2;1H\u001bMtop",
        "1\r\n2\r\n3\r\n4\r\n5\r\n6\u001b[2;5r\u001b[3;1H\u001b[2L",
        "1\r\n2\r\n3\r\n4\r\n5\r\n6\u001b[2;5r\u001b[3;1H\u001b[2M\u001b[rend",
        "1\r\n2\r\n3\u001b[S\u001b[2T",
        "main\u001b[?1049h\u001b[Hother\u001b[?1049l back",
        "漢字 wide\u001b[3Gx\r\n" + "a".repeat(COLUMNS - 1) + "字!",
        "e\u0301 combined o\u0308\r\nß€",
        "a\u001b7\u001b[5;5Hb\u001b8c",
        "\u001b]0;a title\u0007text\u001b]2;another\u001b\\more\u001bP+q544e\u001b\\!",
        "\u001b[31mred\u001b[0m\u001b[?25l\u001b[?2004h\u001b[>4;2m\u001b[38;5;9mx\u001b[5 q",
        "ab\b\bX\u0007\u0000Y",
        "x\u001b[4bz\u001b[10Gg\u001b[4dd",
        "a\tb\tc\u001b[Z!",
        "\u001b[?7l" + "0123456789".repeat(4) + "\u001b[?7h",
        "abc\u001b[1G\u001b[4hXY\u001b[4lZ");
  }

  @ParameterizedTest
  @MethodSource("texts")
  void theScreenIsThatOfTmux(String text) throws Exception {
    assertThat(here(text)).isEqualTo(inTmux(text));
  }

  /**
   * Words stay away from the last column: what happens after a line is wrapped is another matter.
   */
  @Test
  void anythingAtAllIsTheSameAsInTmux() throws Exception {
    Random random = new Random(4711);
    String finals = "ABCDGHLMPSTX@d";
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      text.append(
          switch (random.nextInt(5)) {
            case 0 -> "\u001b[" + (1 + random.nextInt(6)) + finals.charAt(random.nextInt(14));
            case 1 -> "\u001b[" + random.nextInt(2) + "JK".charAt(random.nextInt(2));
            case 2 -> "\r\n";
            default -> "\u001b[" + (1 + random.nextInt(6)) + "G" + "word".repeat(random.nextInt(5));
          });
    }
    assertThat(here(text.toString())).isEqualTo(inTmux(text.toString()));
  }

  @Test
  void linesAreDrawnFromTheirCharacterSet() {
    assertThat(here("\u001b(0lqqk\u001b(B lqqk \u001b)0\u000elqk\u000f lqk"))
        .startsWith("┌──┐ lqqk ┌─┐ lqk");
  }

  @Test
  void aSequenceInPiecesIsWhole() {
    Emulator emulator = new Emulator(COLUMNS, ROWS);
    for (String piece : "\u001b[2;3H\u001b[1;38;2;1;2;3mx".split("")) {
      emulator.write(piece);
    }
    assertThat(emulator.text().get(1)).isEqualTo("  x");
    CellStyle style = emulator.still().lines().get(1).cells().get(2).style();
    assertThat(style)
        .isEqualTo(new CellStyle(CellStyle.rgb(1, 2, 3), CellStyle.DEFAULT, CellStyle.BOLD));
  }

  @Test
  void looksAreAddedAndTakenAway() {
    assertThat(SgrParser.change(CellStyle.PLAIN, "1;2;3;4;7;9;31;42").marks())
        .isEqualTo(
            CellStyle.BOLD
                | CellStyle.FAINT
                | CellStyle.ITALIC
                | CellStyle.UNDERLINE
                | CellStyle.INVERSE
                | CellStyle.STRUCK);
    assertThat(SgrParser.change(CellStyle.PLAIN, "31;42;22")).isEqualTo(new CellStyle(1, 2, 0));
    assertThat(SgrParser.change(CellStyle.PLAIN, "91;107")).isEqualTo(new CellStyle(9, 15, 0));
    assertThat(SgrParser.change(CellStyle.PLAIN, "38;5;208;1").foreground()).isEqualTo(208);
    assertThat(SgrParser.change(CellStyle.PLAIN, "48:2::9:8:7").background())
        .isEqualTo(CellStyle.rgb(9, 8, 7));
    assertThat(SgrParser.change(new CellStyle(1, 2, 3), "")).isEqualTo(CellStyle.PLAIN);
    assertThat(SgrParser.change(new CellStyle(1, 2, 3), "39;49;22")).isEqualTo(CellStyle.PLAIN);
  }

  @Test
  void aSmallerScreenKeepsTheLineOfTheCursor() {
    Emulator emulator = new Emulator(COLUMNS, 4);
    emulator.write("1\r\n2\r\n3\r\n4");
    emulator.resize(10, 2);
    assertThat(emulator.text()).containsExactly("3", "4");
    emulator.resize(10, 3);
    assertThat(emulator.text()).containsExactly("3", "4", "");
  }
}
