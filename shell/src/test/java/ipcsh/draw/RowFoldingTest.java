package ipcsh.draw;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.inspect.FileObject;
import ipcsh.inspect.MemoryRow;
import ipcsh.inspect.PipeObject;
import ipcsh.inspect.SynchronizationObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Large pictures: similar descriptors share one row. */
class RowFoldingTest {
  private static final int SERVER = 4711;
  private static final int CLIENT = 4712;

  private static Models two() {
    return new Models().process(SERVER, "server").process(CLIENT, "client");
  }

  /** Connections between the two, from number 3 on; the client has them in the opposite order. */
  private static Models connected(Models models, int count) {
    for (int i = 0; i < count; i++) {
      int inode = 100 + 2 * i;
      models
          .open(
              Models.socket(inode, "stream", "connected", null, inode + 1, 0),
              Models.BOTH,
              null,
              SERVER,
              3 + i)
          .open(
              Models.socket(inode + 1, "stream", "connected", null, inode, 0),
              Models.BOTH,
              null,
              CLIENT,
              2 + count - i);
    }
    return models;
  }

  private static List<String> folds(Graph graph) {
    return graph.rows.stream()
        .filter(Graph.Row::folded)
        .map(row -> graph.tables.get(row.table()).title() + ": " + row.note())
        .toList();
  }

  @Test
  void readablePictureHasEachDescriptor() {
    Graph graph = Graph.of(connected(two(), RowFolding.MOST / 2).subject());
    assertThat(graph.folded()).isZero();
    assertThat(graph.rows).hasSize(RowFolding.MOST);
  }

  @Test
  void connectionsThatAreAlikeAreFoldedAndBothEndsOfOneAreDrawn() {
    Graph graph = Graph.of(connected(two(), 200).subject());
    assertThat(folds(graph))
        .containsExactly("server 4711: 198 more like 3", "client 4712: 198 more like 3");
    // the first of each table, and the other end of it
    assertThat(graph.files).hasSize(4);
    assertThat(graph.links).hasSize(2).allMatch(Graph.Link::both);
    assertThat(graph.rows.stream().flatMap(row -> row.numbers().stream())).hasSize(400);
  }

  @Test
  void pictureSaysThatItIsFolded() {
    GraphPicture picture = new GraphPicture(connected(two(), 200).subject());
    String said = "396 similar descriptors are drawn in one row.";
    String text = picture.grid(80).text(false);
    assertThat(text).endsWith(said).contains("4…201", "198 more like 3");
    assertThat(picture.svg()).contains(said);
    assertThat(picture.dot()).contains("198 more like 3");
    assertThat(picture.mermaid()).contains("198 more like 3");
  }

  @Test
  void valuesOfThePictureAreNotFolded() {
    GraphPicture picture = new GraphPicture(connected(two(), 200).subject());
    assertThat((List<?>) picture.model().get("openFiles")).hasSize(400);
  }

  @Test
  void semaphoresInMemoryAreFoldedToo() {
    Models models = two();
    for (int i = 0; i < RowFolding.MOST; i++) {
      int row = MemoryRow.number(0x7f0000000000L + 0x1000L * i, true);
      models.open(
          new SynchronizationObject("memory:1:" + i, "semaphore", "removed", List.of(), List.of()),
          MemoryRow.flags(true),
          null,
          SERVER,
          row,
          CLIENT,
          row);
    }
    Graph graph = Graph.of(models.subject());
    assertThat(folds(graph))
        .containsExactly("server 4711: +59 semaphores", "client 4712: +59 semaphores");
    assertThat(new GraphPicture(models.subject()).grid(80).text(false))
        .contains("+59 semaphores")
        .doesNotContain("-1");
  }

  @Test
  void whatDiffersIsDrawn() {
    Models models = connected(two(), 200);
    PipeObject pipe = new PipeObject("pipe:[7]", null, 5, 65536);
    models.open(pipe, Models.READ, null, SERVER, 500).open(pipe, Models.WRITE, null, SERVER, 501);
    models.open(new FileObject("800:1", "file", "/tmp/a", 1, false), Models.READ, 0L, CLIENT, 500);
    models.blocked(SERVER, "recvfrom", 77);
    Graph graph = Graph.of(models.subject());
    List<List<Integer>> drawn =
        graph.rows.stream().filter(row -> !row.folded()).map(Graph.Row::numbers).toList();
    assertThat(drawn).contains(List.of(500), List.of(501), List.of(77));
    Graph.Row waiting =
        graph.rows.stream().filter(row -> row.numbers().equals(List.of(77))).findFirst().get();
    assertThat(waiting.waits()).isTrue();
    assertThat(waiting.file()).isNotNegative();
  }

  @Test
  void descriptorsThatProcessesShareAreDrawnWithAllTheirRows() {
    Models models = two();
    for (int number : IntStream.range(3, 203).toArray()) {
      models.open(
          new FileObject("800:" + number, "file", "/tmp/x/" + number, 1, false),
          Models.READ,
          0L,
          SERVER,
          number,
          CLIENT,
          number);
    }
    Graph graph = Graph.of(models.subject());
    assertThat(graph.files).singleElement().satisfies(file -> assertThat(file.rows()).hasSize(2));
    assertThat(folds(graph))
        .containsExactly("server 4711: 199 more like 3", "client 4712: 199 more like 3");
  }
}
