package ipcsh.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A chart of bars: its axis, its bars, and what it is written as. */
class BarChartTest {
  private static BarChart chart(Double... values) {
    List<BarChart.Group> groups =
        Arrays.stream(values)
            .map(value -> new BarChart.Group("bar " + value, Arrays.asList(value, null)))
            .toList();
    return new BarChart("some bars", "ms", List.of("one", "other"), groups);
  }

  @Test
  void axisBeginsAtZeroIfTheNumbersAreSimilar() {
    BarChart chart = chart(10.0, 20.0, 40.0);
    assertThat(chart.isLogarithmic()).isFalse();
    assertThat(chart.length(20)).isEqualTo(0.5);
    assertThat(chart.marks()).startsWith(0.0, 5.0, 10.0).hasSize(9);
  }

  @Test
  void axisIsLogarithmicIfTheNumbersDifferMuch() {
    BarChart chart = chart(0.02, 2000.0);
    assertThat(chart.isLogarithmic()).isTrue();
    assertThat(chart.begin()).isEqualTo(0.01);
    assertThat(chart.length(0.02)).isBetween(0.01, 0.1);
    assertThat(chart.length(2000)).isEqualTo(1);
    assertThat(chart.marks()).hasSize(6);
  }

  @Test
  void marksHaveNoZerosAtTheirEnd() {
    assertThat(BarChart.mark(0.01)).isEqualTo("0.01");
    assertThat(BarChart.mark(1)).isEqualTo("1");
    assertThat(BarChart.mark(0)).isEqualTo("0");
    assertThat(BarChart.mark(250)).isEqualTo("250");
    assertThat(BarChart.mark(2.5)).isEqualTo("2.5");
  }

  @Test
  void imageHasABarOfEachNumberThatIsThere() {
    VectorImage image = chart(10.0, 20.0).image();
    long bars =
        image.shapes().stream()
            .filter(shape -> shape instanceof Shape.Rectangle r && r.fill() instanceof ColorRole)
            .count();
    // two numbers, and the two series in the legend
    assertThat(bars).isEqualTo(4);
    assertThat(image.width() * 9).isEqualTo(image.height() * 16);
    assertThat(chart(10.0).svg()).contains("some bars", "bar 10.0", "ms");
    assertThat(chart(10.0).mermaid()).contains("xychart-beta", "bar [10.0]");
  }

  @Test
  void terminalShowsTheBarsInItsWidth() {
    Grid grid = chart(10.0, 20.0).grid(60);
    assertThat(grid.width()).isLessThanOrEqualTo(60);
    assertThat(grid.text(false)).contains("some bars, ms", "bar 10.0", "█ 10.0");
  }
}
