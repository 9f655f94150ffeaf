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

  private static void looksLike(String name, TestScreen display) throws IOException {
    Path picture = PICTURES.resolve(name + ".txt");
    if (System.getProperty("stage.update") != null) {
      Files.createDirectories(PICTURES);
      Files.writeString(picture, display.screen());
    }
    assertThat(display.screen()).isEqualTo(Files.readString(picture));
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
    TestScreen display = new TestScreen(width, height, AT_ONCE);
    ScriptedEvents.crowd(roles).on(display.show());
    looksLike("crowd-" + width + "x" + height + "-" + roles, display);
  }

  @ParameterizedTest
  @CsvSource({"80, 24", "120, 30"})
  void aScenarioAtItsEnd(int width, int height) throws IOException {
    TestScreen display = new TestScreen(width, height, AT_ONCE);
    ScriptedEvents.datagrams().over().on(display.show());
    looksLike("datagrams-" + width + "x" + height, display);
  }

  @Test
  void aLongNarrationIsReadWhole() throws IOException {
    TestScreen display = new TestScreen(80, 24, AT_ONCE);
    String all = "Every word of it is to be read, however much there is to be said. ".repeat(9);
    ScriptedEvents.crowd(2).say(all).on(display.show());
    looksLike("narration-80x24", display);
    String said = display.screen().replaceAll("(?s).*┴", "").replaceAll("[─┃\\s]+", " ");
    assertThat(said).contains(all.strip());
  }

  @Test
  void whatIsTooLongForTheScreenScrolls() {
    TestScreen display = new TestScreen(80, 24, AT_ONCE);
    ScriptedEvents play = new ScriptedEvents().roles("a", "b");
    for (int i = 0; i < 3000; i++) {
      play.prints("a", "line " + i);
    }
    play.on(display.show());
    assertThat(display.screen())
        .contains(" line 2999 ")
        .contains(" b>")
        .doesNotContain("line 2970 ");
  }

  @Test
  void whatIsPrintedBehindThePromptStandsAboveIt() {
    TestScreen display = new TestScreen(80, 24, AT_ONCE);
    new ScriptedEvents()
        .roles("a")
        .prints("a", "from the background")
        .event(show -> show.types(new ipcsh.scenario.ScenarioView.Lane("a", 0), "x = "))
        .on(display.show());
    assertThat(display.screen()).contains("\n from the background\n a> x =\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void aChangeOfSizeKeepsEverything(int roles) {
    Random random = new Random(roles);
    TestScreen display = new TestScreen(120, 40, AT_ONCE);
    ScriptedEvents.crowd(roles)
        .say("Some narration, to be wrapped at each width.")
        .on(display.show());
    String before = display.screen();
    for (int i = 0; i < 60; i++) {
      int width = 1 + random.nextInt(220);
      int height = 1 + random.nextInt(60);
      display.resize(width, height);
      TestScreen fresh = new TestScreen(width, height, AT_ONCE);
      ScriptedEvents.crowd(roles)
          .say("Some narration, to be wrapped at each width.")
          .on(fresh.show());
      assertThat(display.screen()).as(width + "x" + height).isEqualTo(fresh.screen());
    }
    display.resize(120, 40);
    assertThat(display.screen()).isEqualTo(before);
  }

  /** Each incremental update leaves the terminal as if the whole picture had been written. */
  @Test
  void differencesAddUpToThePicture() {
    TestScreen bySteps = new TestScreen(90, 25, 1);
    ScriptedEvents.datagrams().on(bySteps.show());
    TestScreen atOnce = new TestScreen(90, 25, 1);
    atOnce.resize(89, 25);
    ScriptedEvents.datagrams().on(atOnce.show());
    atOnce.resize(90, 25);
    assertThat(bySteps.screen()).isEqualTo(atOnce.screen());
  }

  @Test
  void aTypedCharacterIsAFewBytes() {
    TestScreen display = new TestScreen(200, 50, 1);
    ScriptedEvents.crowd(8).on(display.show());
    List<Integer> sizes = display.written.stream().map(String::length).sorted().toList();
    assertThat(sizes.get(sizes.size() / 2)).isLessThan(60);
  }

  @Test
  void theSameScenarioIsRecordedTheSameByteForByte() {
    TestScreen first = new TestScreen(100, 30, 1);
    ScriptedEvents.datagrams().on(first.show());
    TestScreen second = new TestScreen(100, 30, 1);
    ScriptedEvents.datagrams().on(second.show());
    assertThat(second.written).isEqualTo(first.written);
    assertThat(first.written).filteredOn(line -> line.contains(" marker ")).hasSize(3);
    assertThat(first.last).isBetween(20_000_000_000L, 90_000_000_000L);
  }

  @Test
  void theSpeedDividesAllTimes() {
    TestScreen one = new TestScreen(100, 30, 1);
    ScriptedEvents.datagrams().on(one.show());
    TestScreen four = new TestScreen(100, 30, 4);
    ScriptedEvents.datagrams().on(four.show());
    assertThat((double) one.last / four.last).isBetween(3.99, 4.01);
    TestScreen most = new TestScreen(100, 30, AT_ONCE);
    ScriptedEvents.datagrams().on(most.show());
    assertThat(most.last).isZero();
    assertThat(most.screen()).isEqualTo(one.screen());
  }

  @Test
  void aRolesControlSequencesDoNotReachTheTerminal() {
    TestScreen display = new TestScreen(80, 24, AT_ONCE);
    new ScriptedEvents()
        .roles("a", "b")
        .prints("a", "\u001b[2J\u001b[5;60Hhome\u001b]0;title\u0007 \u001b[31mred\u001b[0m\rback")
        .on(display.show());
    assertThat(display.screen()).contains("\n home red␍back ");
    assertThat(String.join("", display.written)).doesNotContain("\u001b]", "[5;60H");
  }
}
