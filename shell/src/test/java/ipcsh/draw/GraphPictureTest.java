package ipcsh.draw;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.draw.Plan.Box;
import ipcsh.draw.Plan.End;
import ipcsh.draw.Plan.Wire;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pictures of the situations in lessons are those stored in {@code resources/draw} ({@code
 * -Dpictures.update} writes them), and pictures of anything follow some rules.
 */
class GraphPictureTest {
  private static final Path DIRECTORY = Path.of("src/test/resources/draw");
  private static final String RIGHTWARDS = "─╭╰├┴┬┼╋▶◀";

  @ParameterizedTest
  @ValueSource(ints = {80, 120, 200})
  void situationsLookAsTheyDid(int columns) throws Exception {
    StringBuilder all = new StringBuilder();
    for (Map.Entry<String, Subject> one : Models.situations().entrySet()) {
      String text = new GraphPicture(one.getValue()).grid(columns).text(false);
      all.append("== ").append(one.getKey()).append('\n').append(text).append("\n\n");
    }
    Path file = DIRECTORY.resolve("situations-" + columns + ".txt");
    if (System.getProperty("pictures.update") != null) {
      Files.writeString(file, all);
    }
    assertThat(all.toString()).isEqualTo(Files.readString(file));
  }

  /** The picture of the README. */
  @Test
  void pictureOfTheReadmeIsMadeByTheProgram() throws Exception {
    String svg = new GraphPicture(Models.situations().get("passed")).svg();
    Path file = Path.of("docs/draw.svg");
    if (System.getProperty("pictures.update") != null) {
      Files.writeString(file, svg);
    }
    assertThat(svg).isEqualTo(Files.readString(file));
  }

  private static List<Subject> subjects() {
    List<Subject> all = new ArrayList<>(Models.situations().values());
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      all.add(Models.random(random, 1 + random.nextInt(4), 1 + random.nextInt(20)));
    }
    all.add(Models.random(new Random(1), 6, 67));
    all.add(Models.random(new Random(2), 50, 40));
    return all;
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 120, 200})
  void noLineIsWiderThanTheTerminal(int columns) {
    for (Subject subject : subjects()) {
      Grid grid = new GraphPicture(subject).grid(columns);
      assertThat(grid.width()).as(grid.text(false)).isLessThanOrEqualTo(columns);
      grid.text(false)
          .lines()
          .forEach(line -> assertThat(Glyph.width(line)).as(line).isLessThanOrEqualTo(columns));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 200})
  void everyDescriptorIsThereOnceAndLeadsOn(int columns) {
    for (Subject subject : subjects()) {
      Graph graph = Graph.of(subject);
      List<Integer> drawn =
          graph.rows.stream().flatMap(row -> row.numbers().stream()).sorted().toList();
      assertThat(drawn)
          .isEqualTo(
              subject.processes().stream()
                  .flatMap(process -> process.descriptors().stream())
                  .map(seen -> seen.number())
                  .sorted()
                  .toList());
      Plan plan = GraphLayout.of(graph, columns, 14);
      long from = graph.rows.stream().filter(row -> row.file() >= 0).count();
      int links = graph.links.stream().mapToInt(link -> 1 + link.to().size()).sum();
      assertThat(plan.wires().stream().mapToLong(wire -> wire.ends().size()).sum())
          .isEqualTo(from + 3L * graph.files.size() + links);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 200})
  void linesTouchNoBoxAndNoOtherLine(int columns) {
    for (Subject subject : subjects()) {
      Plan plan = GraphLayout.of(Graph.of(subject), columns, 14);
      Grid grid = TextRenderer.of(plan);
      boolean[][] taken = new boolean[plan.height()][plan.width()];
      for (Box box : plan.boxes()) {
        assertThat(box.right()).isLessThan(plan.width());
        for (int y = box.y(); y <= box.bottom(); y++) {
          for (int x = box.x(); x <= box.right(); x++) {
            holds(!taken[y][x], grid, x, y);
            taken[y][x] = true;
          }
        }
      }
      Wire[][] across = new Wire[plan.height()][plan.width()];
      Wire[][] along = new Wire[plan.height()][plan.width()];
      for (Wire wire : plan.wires()) {
        int top = wire.ends().stream().mapToInt(End::y).min().orElseThrow();
        int bottom = wire.ends().stream().mapToInt(End::y).max().orElseThrow();
        for (int y = top; y <= bottom && wire.trunk() >= 0; y++) {
          holds(!taken[y][wire.trunk()], grid, wire.trunk(), y);
          holds(along[y][wire.trunk()] == null, grid, wire.trunk(), y);
          along[y][wire.trunk()] = wire;
        }
        for (End end : wire.ends()) {
          int other = wire.trunk() >= 0 ? wire.trunk() : wire.ends().get(0).x();
          for (int x = Math.min(end.x(), other); x <= Math.max(end.x(), other); x++) {
            holds(!taken[end.y()][x], grid, x, end.y());
            Wire there = across[end.y()][x];
            holds(there == null || there == wire, grid, x, end.y());
            across[end.y()][x] = wire;
          }
        }
      }
    }
  }

  @Test
  void linesAreWholeInTheText() {
    for (Subject subject : subjects()) {
      if (!GraphLayout.of(Graph.of(subject), 120, GraphPicture.FLAGS_WIDE).references().isEmpty()) {
        continue; // a line that is replaced by a label ends at the label
      }
      Grid grid = new GraphPicture(subject).grid(120);
      for (int y = 0; y < grid.height(); y++) {
        for (int x = 0; x < grid.width(); x++) {
          if (is(grid, x, y, "╭╰─├┬┴┼╋") && !is(grid, x, y, "├") && x + 1 < grid.width()) {
            holds(is(grid, x + 1, y, RIGHTWARDS + "╮╯┤│") || isTitle(grid, x + 1, y), grid, x, y);
          }
          if (is(grid, x, y, "│╭╮┼╋┤├┬") && y + 1 < grid.height()) {
            holds(is(grid, x, y + 1, "│╰╯┼╋┤├┴"), grid, x, y);
          }
        }
      }
    }
  }

  /** Not an assertion for each cell: that takes minutes. */
  private static void holds(boolean wanted, Grid grid, int x, int y) {
    if (!wanted) {
      throw new AssertionError("at " + x + "," + y + "\n" + grid.text(false));
    }
  }

  private static boolean is(Grid grid, int x, int y, String some) {
    Glyph glyph = grid.at(x, y).glyph();
    return glyph != null && some.contains(glyph.text());
  }

  private static boolean isTitle(Grid grid, int x, int y) {
    return is(grid, x, y, " ");
  }

  @Test
  void tooManyLinesForTheSpaceGetNames() {
    Models model = new Models();
    for (int pid = 1; pid <= 3; pid++) {
      model.process(pid, "p" + pid);
    }
    for (int i = 0; i < 60; i++) {
      model.open(
          Models.socket(i + 1, "dgram", null, null, 0, 0), Models.BOTH, null, 1, i + 3, 3, 80 - i);
    }
    Plan plan = GraphLayout.of(Graph.whole(model.subject()), 80, 14);
    assertThat(plan.width()).isLessThanOrEqualTo(80);
    assertThat(plan.references()).isNotEmpty();
    plan.references()
        .forEach(
            one ->
                assertThat(
                        plan.references().stream().filter(other -> other.text().equals(one.text())))
                    .as(one.text())
                    .hasSizeGreaterThan(1));
  }

  @Test
  void svgIsWellFormedWhateverTheNames() throws Exception {
    for (Subject subject : subjects()) {
      byte[] svg = new GraphPicture(subject).svg().getBytes(StandardCharsets.UTF_8);
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(svg));
    }
  }

  @Test
  void otherNotationsSayWhatIsJoined() {
    GraphPicture picture = new GraphPicture(Models.situations().get("passed"));
    assertThat(picture.mermaid())
        .startsWith("flowchart LR\n")
        .contains("subgraph p0[\"server 4711\"]", "r1 --> f1\n", "r4 --> f1\n", "<-.->");
    assertThat(picture.dot())
        .startsWith("digraph ")
        .contains("p0:r1 -> f1;", "p1:r4 -> f1;", "dir=both", "offset 6");
    assertThat((List<?>) picture.model().get("links")).hasSize(1);
    GraphPicture odd =
        new GraphPicture(
            new Models()
                .process(1, "a\"]|{<&")
                .open(Models.socket(1, "dgram", null, "@a\"\\|}", 0, 0), 2, null, 1, 3)
                .subject());
    assertThat(odd.mermaid()).doesNotContain("a\"]").contains("a#34;#93;|#123;#60;#38;");
    assertThat(odd.dot()).contains("a\\\"]\\|\\{\\<& 1", "@a\\\"\\\\|}");
  }

  @Test
  void barsShowWhatIsNotEmpty() {
    assertThat(TextRenderer.bar(0, 4)).isEqualTo("▕    ▏");
    assertThat(TextRenderer.bar(0.0001, 4)).isEqualTo("▕▏   ▏");
    assertThat(TextRenderer.bar(0.5, 4)).isEqualTo("▕██  ▏");
    assertThat(TextRenderer.bar(1, 4)).isEqualTo("▕████▏");
  }

  @Test
  void coloursAreThereWhereTheyAreWanted() {
    Grid grid = new GraphPicture(Models.situations().get("tcp")).grid(80);
    assertThat(grid.text(false)).doesNotContain("\u001b");
    assertThat(grid.text(true)).contains("\u001b[0;38;5;");
    assertThat(grid.text(true).replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(grid.text(false));
  }
}
