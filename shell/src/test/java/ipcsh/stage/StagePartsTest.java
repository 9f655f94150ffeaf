package ipcsh.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Colors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts that determine the picture and its timing. */
class StagePartsTest {
  private static List<CanvasCell> cells(String text) {
    return CanvasCell.of(new AttributedString(text));
  }

  private static List<String> wrapped(String text, int width, int indent) {
    return LineWrap.rows(cells(text), width, indent).stream()
        .map(row -> row.stream().map(CanvasCell::text).collect(Collectors.joining()))
        .toList();
  }

  @Test
  void aWideCharacterTakesTwoCellsAndACombiningOneNone() {
    assertThat(cells("日e\u0301")).hasSize(3);
    assertThat(cells("日e\u0301").get(1)).isSameAs(CanvasCell.REST);
    assertThat(cells("日e\u0301").get(2).text()).isEqualTo("e\u0301");
    assertThat(cells("😀")).hasSize(2);
  }

  @Test
  void whatWouldMoveTheCursorIsShown() {
    assertThat(wrapped("a\u0007b\u001bc\u202e\ud800", 80, 0)).containsExactly("a␇b␛c��");
    assertThat(wrapped("a\tb", 80, 0)).containsExactly("a       b");
  }

  @Test
  void linesAreCutBetweenWordsOrWhereTheyEnd() {
    assertThat(wrapped("one two  three", 8, 2)).containsExactly("one two", "  three");
    assertThat(wrapped("unbreakable", 4, 1)).containsExactly("unbr", " eak", " abl", " e");
    assertThat(wrapped("a日本語", 4, 0)).containsExactly("a日", "本語");
    assertThat(wrapped("", 4, 0)).containsExactly("");
    assertThat(wrapped("  indented more", 10, 0)).containsExactly("  indented", "more");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void columnsDoNotOverlapAndFillTheScreen(int count) {
    for (int width : new int[] {38, 80, 100, 120, 160, 200}) {
      ScreenLayout layout = ScreenLayout.of(width, 40, count, 2);
      assertThat(layout.columns()).hasSize(count);
      for (int tier = 0; tier < layout.tiers().size(); tier++) {
        int at = tier;
        List<ScreenLayout.Box> here =
            layout.columns().stream().filter(box -> box.tier() == at).toList();
        assertThat(here.get(0).left()).isZero();
        assertThat(here.get(here.size() - 1).end()).isEqualTo(width);
        for (int i = 1; i < here.size(); i++) {
          assertThat(here.get(i).left()).isEqualTo(here.get(i - 1).end() + 1);
        }
        if (width >= 80) {
          assertThat(here).allMatch(box -> box.width() >= 39);
        }
      }
    }
  }

  @Test
  void typingIsTheSameEachTimeAndSlowerWhereAPersonThinks() {
    String text = "sendto c, 'ABCDE', 'serv-dom-sock'\n    x = 1";
    long[] delays = PlaybackTiming.typing(text);
    assertThat(delays).isEqualTo(PlaybackTiming.typing(text));
    assertThat(PlaybackTiming.typing("other " + text)).isNotEqualTo(delays);
    String many = "word, other. ".repeat(200);
    long[] long200 = PlaybackTiming.typing(many);
    assertThat(average(many, long200, "o", 1)).isLessThan(average(many, long200, "w", 0));
    assertThat(average(many, long200, "w", 0)).isLessThan(average(many, long200, ",", 1));
    int indent = text.indexOf('\n') + 1;
    assertThat(Arrays.copyOfRange(delays, indent, indent + 4)).containsOnly(0);
  }

  /** The average delay of the characters at this distance after this one. */
  private static double average(String text, long[] delays, String character, int behind) {
    return IntStream.range(0, text.length() - behind)
        .filter(i -> text.startsWith(character, i))
        .mapToLong(i -> delays[i + behind])
        .average()
        .orElseThrow();
  }

  static Stream<Integer> colors() {
    return Stream.concat(
        IntStream.range(0, 8).map(Palette::of).boxed(),
        Stream.of(Palette.ACCENT, Palette.ERROR, Palette.WAITING));
  }

  /** Contrast by the accessibility guidelines: 3 is sufficient for large text, 4.5 for any. */
  @ParameterizedTest
  @MethodSource("colors")
  void eachColorCanBeReadOnBlackAndOnWhite(int color) {
    int rgb = Colors.rgbColor(color);
    double light = 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
    assertThat(1.05 / (light + 0.05)).as("on white").isGreaterThan(3.3);
    assertThat((light + 0.05) / 0.05).as("on black").isGreaterThan(3.3);
  }

  private static double linear(int channel) {
    double value = (channel & 0xff) / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  @Test
  void withoutColorsOnlyWeightRemains() {
    Palette palette = new Palette(false);
    assertThat(palette.role(1)).isEqualTo(AttributedStyle.DEFAULT);
    assertThat(palette.printed("\u001b[31mred\u001b[0m").styleAt(0))
        .isEqualTo(AttributedStyle.DEFAULT);
  }

  @Test
  void speedsAndSizesAreRead() {
    assertThat(StageSettings.speed("0.5")).isEqualTo(0.5);
    assertThat(StageSettings.speed("4")).isEqualTo(4);
    assertThat(StageSettings.speed("max")).isEqualTo(PlaybackControls.MOST);
    assertThat(StageSettings.speed("0")).isEqualTo(PlaybackControls.MOST);
    assertThat(StageSettings.size("100x30")).isEqualTo(new StageSettings.Screen(100, 30));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "fast", "1e9", "99999999", "0.001"})
  void whatIsNoSpeedIsSaid(String word) {
    assertThatThrownBy(() -> StageSettings.speed(word))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a number")
        .hasMessageContaining("'" + word + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "100", "0x0", "100x", "100*30", "10000x30"})
  void whatIsNoSizeIsSaid(String word) {
    assertThatThrownBy(() -> StageSettings.size(word))
        .hasMessage("--size: expected columns and rows, 100x30, given '" + word + "'");
  }
}
