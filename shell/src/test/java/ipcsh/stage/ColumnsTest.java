package ipcsh.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The composed screen, as shown by the emulator. The pictures are in {@code resources/stage};
 * {@code -Dstage.update} writes them again.
 */
class ColumnsTest {
  private static final Path PICTURES = Path.of("src/test/resources/stage");
  private static final double AT_ONCE = PlaybackControls.MOST;

  private static void looksLike(String name, Glass glass) throws IOException {
    Path picture = PICTURES.resolve(name + ".txt");
    if (System.getProperty("stage.update") != null) {
      Files.createDirectories(PICTURES);
      Files.writeString(picture, glass.screen());
    }
    assertThat(glass.screen()).isEqualTo(Files.readString(picture));
  }

  @ParameterizedTest
  @CsvSource({
    "80, 24, 1",
    "80, 24, 2",
    "80, 24, 3",
    "80, 24, 8",
    "120, 30, 1",
    "120, 30, 2",
    "120, 30, 3",
    "120, 30, 8",
    "200, 50, 1",
    "200, 50, 2",
    "200, 50, 3",
    "200, 50, 8"
  })
  void rolesShareTheScreen(int width, int height, int roles) throws IOException {
    Glass glass = new Glass(width, height, AT_ONCE);
    Play.crowd(roles).on(glass.show());
    looksLike("crowd-" + width + "x" + height + "-" + roles, glass);
  }

  @ParameterizedTest
  @CsvSource({"80, 24", "120, 30"})
  void aScenarioAtItsEnd(int width, int height) throws IOException {
    Glass glass = new Glass(width, height, AT_ONCE);
    Play.datagrams().over().on(glass.show());
    looksLike("datagrams-" + width + "x" + height, glass);
  }

  @Test
  void aLongNarrationIsReadWhole() throws IOException {
    Glass glass = new Glass(80, 24, AT_ONCE);
    String all = "Every word of it is to be read, however much there is to be said. ".repeat(9);
    Play.crowd(2).say(all).on(glass.show());
    looksLike("narration-80x24", glass);
    String said = glass.screen().replaceAll("(?s).*┴", "").replaceAll("[─┃\\s]+", " ");
    assertThat(said).contains(all.strip());
  }

  @Test
  void whatIsTooLongForTheScreenScrolls() {
    Glass glass = new Glass(80, 24, AT_ONCE);
    Play play = new Play().roles("a", "b");
    for (int i = 0; i < 3000; i++) {
      play.prints("a", "line " + i);
    }
    play.on(glass.show());
    assertThat(glass.screen()).contains(" line 2999 ").contains(" b>").doesNotContain("line 2970 ");
  }

  @Test
  void whatIsPrintedBehindThePromptStandsAboveIt() {
    Glass glass = new Glass(80, 24, AT_ONCE);
    new Play()
        .roles("a")
        .prints("a", "from the background")
        .event(show -> show.types(new ipcsh.scenario.ScenarioView.Lane("a", 0), "x = "))
        .on(glass.show());
    assertThat(glass.screen()).contains("\n from the background\n a> x =\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void aChangeOfSizeKeepsEverything(int roles) {
    Random random = new Random(roles);
    Glass glass = new Glass(120, 40, AT_ONCE);
    Play.crowd(roles).say("Some narration, to be wrapped at each width.").on(glass.show());
    String before = glass.screen();
    for (int i = 0; i < 60; i++) {
      int width = 1 + random.nextInt(220);
      int height = 1 + random.nextInt(60);
      glass.resize(width, height);
      Glass fresh = new Glass(width, height, AT_ONCE);
      Play.crowd(roles).say("Some narration, to be wrapped at each width.").on(fresh.show());
      assertThat(glass.screen()).as(width + "x" + height).isEqualTo(fresh.screen());
    }
    glass.resize(120, 40);
    assertThat(glass.screen()).isEqualTo(before);
  }

  /** Each incremental update leaves the terminal as if the whole picture had been written. */
  @Test
  void differencesAddUpToThePicture() {
    Glass bySteps = new Glass(90, 25, 1);
    Play.datagrams().on(bySteps.show());
    Glass atOnce = new Glass(90, 25, 1);
    atOnce.resize(89, 25);
    Play.datagrams().on(atOnce.show());
    atOnce.resize(90, 25);
    assertThat(bySteps.screen()).isEqualTo(atOnce.screen());
  }

  @Test
  void aTypedCharacterIsAFewBytes() {
    Glass glass = new Glass(200, 50, 1);
    Play.crowd(8).on(glass.show());
    List<Integer> sizes = glass.written.stream().map(String::length).sorted().toList();
    assertThat(sizes.get(sizes.size() / 2)).isLessThan(60);
  }

  @Test
  void theSameScenarioIsRecordedTheSameByteForByte() {
    Glass first = new Glass(100, 30, 1);
    Play.datagrams().on(first.show());
    Glass second = new Glass(100, 30, 1);
    Play.datagrams().on(second.show());
    assertThat(second.written).isEqualTo(first.written);
    assertThat(first.written).filteredOn(line -> line.contains(" marker ")).hasSize(3);
    assertThat(first.last).isBetween(20_000_000_000L, 90_000_000_000L);
  }

  @Test
  void theSpeedDividesAllTimes() {
    Glass one = new Glass(100, 30, 1);
    Play.datagrams().on(one.show());
    Glass four = new Glass(100, 30, 4);
    Play.datagrams().on(four.show());
    assertThat((double) one.last / four.last).isBetween(3.99, 4.01);
    Glass most = new Glass(100, 30, AT_ONCE);
    Play.datagrams().on(most.show());
    assertThat(most.last).isZero();
    assertThat(most.screen()).isEqualTo(one.screen());
  }

  @Test
  void aRolesControlSequencesDoNotReachTheTerminal() {
    Glass glass = new Glass(80, 24, AT_ONCE);
    new Play()
        .roles("a", "b")
        .prints("a", "\u001b[2J\u001b[5;60Hhome\u001b]0;title\u0007 \u001b[31mred\u001b[0m\rback")
        .on(glass.show());
    assertThat(glass.screen()).contains("\n home red␍back ");
    assertThat(String.join("", glass.written)).doesNotContain("\u001b]", "[5;60H");
  }
}
