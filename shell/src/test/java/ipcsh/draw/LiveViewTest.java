package ipcsh.draw;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.inspect.FileObject;
import ipcsh.inspect.IpcObject;
import ipcsh.inspect.PipeObject;
import ipcsh.inspect.SysVKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What remains keeps its place, and changes are highlighted for a moment. */
class LiveViewTest {
  private static final int A = 4711;
  private static final int B = 4712;
  private static final int COLUMNS = 80;
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 77 * SECOND;

  private final LiveView live = new LiveView();

  private static Models two() {
    return new Models().process(A, "server").process(B, "client");
  }

  private static PipeObject pipe(int bytes) {
    return new PipeObject("pipe:[7]", null, bytes, 65536);
  }

  private static FileObject file(String path) {
    return new FileObject("800:" + path, "file", path, 6, false);
  }

  private Grid after(Subject subject, long time) {
    live.look(subject, time);
    return live.frame(COLUMNS, time);
  }

  /** The texts with this mark. */
  private static List<String> marked(Grid grid, ColorRole.Mark mark) {
    List<String> found = new ArrayList<>();
    for (int y = 0; y < grid.height(); y++) {
      StringBuilder now = new StringBuilder();
      for (int x = 0; x < grid.width(); x++) {
        Grid.Cell cell = grid.at(x, y);
        boolean is = cell.glyph() != null && cell.tone().isText() && cell.tone().mark() == mark;
        if (is) {
          now.append(cell.glyph().text());
        } else if (now.length() > 0) {
          found.add(now.toString());
          now.setLength(0);
        }
      }
    }
    return found;
  }

  private static List<String> fresh(Grid grid) {
    return marked(grid, ColorRole.Mark.FRESH);
  }

  private static List<String> gone(Grid grid) {
    return marked(grid, ColorRole.Mark.GONE);
  }

  @Test
  void firstFrameIsThatOfDraw() {
    for (Subject subject : Models.situations().values()) {
      LiveView one = new LiveView();
      one.look(subject, START);
      assertThat(one.frame(COLUMNS, START).text(true))
          .isEqualTo(new GraphPicture(subject).grid(COLUMNS).text(true));
    }
  }

  @Test
  void changedLineStandsOutForOneSecond() {
    after(two().open(pipe(3), Models.READ, null, A, 3).subject(), START);
    Subject more = two().open(pipe(20003), Models.READ, null, A, 3).subject();
    assertThat(fresh(after(more, START + 1))).containsExactly("20003 of 65536 bytes");
    assertThat(live.isStale(START + SECOND / 2)).isFalse();
    assertThat(live.isStale(START + 1 + SECOND)).isTrue();
    assertThat(fresh(live.frame(COLUMNS, START + 1 + SECOND))).isEmpty();
    assertThat(live.isStale(Long.MAX_VALUE - 1)).isFalse();
  }

  /** A shell that has ended has no name any more. */
  @Test
  void aProcessThatDisappearsKeepsItsName() {
    Subject both = two().open(pipe(3), Models.READ, null, A, 3, B, 3).subject();
    after(named(both, Map.of(A, "S", B, "C")), START);
    Subject left =
        new Models().process(A, "server").open(pipe(3), Models.READ, null, A, 3).subject();
    Grid grid = after(named(left, Map.of(A, "S")), START + 1);
    assertThat(grid.text(true)).contains("S " + A, "C " + B).doesNotContain("client");
    assertThat(live.frame(COLUMNS, START + 1 + SECOND).text(true)).doesNotContain("C " + B);
  }

  private static Subject named(Subject subject, Map<Integer, String> names) {
    return new Subject(subject.processes(), subject.files(), names, subject.waiting());
  }

  @Test
  void frameIsMadeAgainOnlyIfItMayDiffer() {
    Grid first = after(two().open(pipe(3), Models.READ, null, A, 3).subject(), START);
    Subject same = two().open(pipe(3), Models.READ, null, A, 3).subject();
    assertThat(after(same, START + 5 * SECOND)).isSameAs(first);
    assertThat(live.frame(COLUMNS / 2, START + 5 * SECOND)).isNotSameAs(first);
    Subject executed =
        new Models()
            .process(A, "another program")
            .process(B, "client")
            .open(pipe(3), Models.READ, null, A, 3)
            .subject();
    assertThat(after(executed, START + 6 * SECOND).text(true)).contains("another program");
    live.rearrange();
    Grid rearranged = live.frame(COLUMNS, START + 6 * SECOND);
    assertThat(live.frame(COLUMNS, START + 6 * SECOND)).isSameAs(rearranged);
  }

  @Test
  void durationOfAWaitGoesOnWhileAllElseIsTheSame() {
    Models first = two().open(pipe(3), Models.READ, null, A, 3);
    after(first.subject(), START);
    Subject waits = two().open(pipe(3), Models.READ, null, A, 3).blocked(A, "read", 3).subject();
    after(waits, START);
    for (int seconds = 1; seconds < 4; seconds++) {
      long now = START + seconds * SECOND;
      live.look(waits, now);
      assertThat(live.isStale(now)).isTrue();
      assertThat(live.frame(COLUMNS, now).text(true)).contains(seconds + " s");
    }
  }

  @Test
  void isQuietWhenNothingHasChangedForOneSecond() {
    assertThat(live.isQuiet(START)).isFalse();
    Subject some = two().open(pipe(3), Models.READ, null, A, 3).subject();
    after(some, START);
    assertThat(live.isQuiet(START)).isTrue();
    after(two().open(pipe(20003), Models.READ, null, A, 3).subject(), START + 1);
    assertThat(live.isQuiet(START + SECOND)).isFalse();
    assertThat(live.isQuiet(START + 1 + SECOND)).isTrue();
    after(two().subject(), START + 2 * SECOND);
    assertThat(live.isQuiet(START + 3 * SECOND - 1)).isFalse();
    assertThat(live.isQuiet(START + 3 * SECOND)).isTrue();
  }

  @Test
  void waitIsQuietAfterOneSecond() {
    Models first = two().open(pipe(3), Models.READ, null, A, 3);
    after(first.subject(), START);
    Subject waits = two().open(pipe(3), Models.READ, null, A, 3).blocked(A, "read", 3).subject();
    after(waits, START + 1);
    assertThat(live.isQuiet(START + SECOND)).isFalse();
    live.look(waits, START + SECOND);
    assertThat(live.isQuiet(START + 1 + SECOND)).isTrue();
    live.look(first.subject(), START + 9 * SECOND);
    assertThat(live.isQuiet(START + 9 * SECOND)).isFalse();
    assertThat(live.isQuiet(START + 10 * SECOND)).isTrue();
  }

  @Test
  void offsetAndFlagsOfTheSameDescriptionStandOut() {
    after(two().open(file("/x"), Models.BOTH, 0L, A, 3, B, 3).subject(), START);
    Subject read = two().open(file("/x"), Models.BOTH, 4L, A, 3, B, 3).subject();
    assertThat(fresh(after(read, START))).containsExactly("offset 4");
    Subject appends = two().open(file("/x"), Models.BOTH | 1024, 4L, A, 3, B, 3).subject();
    assertThat(fresh(after(appends, START + 2 * SECOND))).containsExactly("O_RDWR|", "O_APPEND");
  }

  @Test
  void newDescriptorIsFreshFromItsNumberToItsObject() {
    after(two().open(pipe(3), Models.READ, null, A, 3).subject(), START);
    Subject more =
        two()
            .open(pipe(3), Models.READ, null, A, 3)
            .open(file("/x"), Models.READ, 0L, A, 4)
            .subject();
    assertThat(fresh(after(more, START)))
        .containsExactly("4", "O_RDONLY", "/x", "offset 0", "6 bytes");
  }

  @Test
  void closedDescriptorIsStruckForOneSecondAndThenGone() {
    Subject both =
        two()
            .open(pipe(3), Models.READ, null, A, 3)
            .open(file("/x"), Models.READ, 0L, A, 4)
            .subject();
    Grid before = after(both, START);
    Subject one = two().open(pipe(3), Models.READ, null, A, 3).subject();
    Grid struck = after(one, START);
    assertThat(struck.text(false)).isEqualTo(before.text(false));
    assertThat(gone(struck)).containsExactly("4", "O_RDONLY", "/x", "offset 0", "6 bytes");
    after(one, START + SECOND / 2);
    assertThat(live.isStale(START + SECOND)).isTrue();
    assertThat(live.frame(COLUMNS, START + SECOND).text(false)).doesNotContain("/x");
  }

  @Test
  void closedCopyLeavesTheDescriptionAsItIs() {
    after(two().open(file("/x"), Models.READ, 0L, A, 3, A, 4).subject(), START);
    Grid grid = after(two().open(file("/x"), Models.READ, 0L, A, 3).subject(), START);
    assertThat(gone(grid)).containsExactly("4");
    assertThat(fresh(grid)).isEmpty();
  }

  @Test
  void processThatEndedIsStruckAsAWhole() {
    after(two().open(pipe(3), Models.READ, null, A, 3, B, 3).subject(), START);
    Grid grid =
        after(
            new Models().process(A, "server").open(pipe(3), Models.READ, null, A, 3).subject(),
            START);
    assertThat(grid.text(false)).contains("client");
    assertThat(gone(grid)).containsExactly("3");
  }

  @Test
  void numberThatIsAnotherOnesNowIsFresh() {
    after(two().open(file("/x"), Models.READ, 0L, A, 3).subject(), START);
    Grid grid = after(two().open(file("/y"), Models.READ, 0L, A, 3).subject(), START);
    assertThat(fresh(grid)).contains("3", "/y");
    assertThat(grid.text(false)).doesNotContain("/x");
  }

  @Test
  void whoWaitsIsMarkedWithItsTime() {
    Models early = two().open(pipe(0), Models.READ, null, A, 3, B, 4).blocked(A, "read", 3);
    after(early.subject(), START);
    Subject both = early.blocked(B, "read", 4).subject();
    Grid grid = after(both, START + 2 * SECOND);
    assertThat(fresh(grid)).containsExactly("■ read");
    assertThat(grid.text(false)).contains("3  ■ read >2 s");
    Grid later = after(both, START + 65 * SECOND);
    assertThat(later.text(false)).contains("■ read >1 min").contains("4  ■ read 1 min");
    assertThat(fresh(later)).isEmpty();
    assertThat(live.isStale(START + 65 * SECOND + SECOND / 2)).isFalse();
    assertThat(live.isStale(START + 66 * SECOND)).isTrue();
  }

  @Test
  void whoGoesOnIsStruckForAMoment() {
    Models idle = two().open(pipe(0), Models.READ, null, A, 3);
    after(two().open(pipe(0), Models.READ, null, A, 3).blocked(A, "read", 3).subject(), START);
    assertThat(gone(after(idle.subject(), START + SECOND / 10))).containsExactly("■ read");
    long end = START + SECOND / 10 + SECOND;
    assertThat(after(idle.subject(), end).text(false)).doesNotContain("■");
  }

  @Test
  void systemVObjectThatIsRemovedIsStruck() {
    int row = IpcObject.row(SysVKind.QUEUE, 7);
    after(two().open(pipe(0), Models.READ, null, A, 3).subject(), START);
    IpcObject queue = Models.ipc(SysVKind.QUEUE, 7, "0x7", "0 messages  0 bytes");
    Subject there =
        two()
            .open(pipe(0), Models.READ, null, A, 3)
            .open(queue, IpcObject.KNOWN, null, A, row)
            .subject();
    assertThat(fresh(after(there, START + SECOND))).contains("id 7", "0x7", "by its ID");
    Grid grid = after(two().open(pipe(0), Models.READ, null, A, 3).subject(), START + 3 * SECOND);
    assertThat(gone(grid)).contains("id 7", "0x7", "by its ID");
  }

  @Test
  void growingNumbersMoveNothing() {
    Models some = two().open(file("/x"), Models.READ, 0L, B, 3);
    after(some.open(pipe(1), Models.READ, null, A, 3).subject(), START);
    String last = null;
    for (int bytes = 10; bytes <= 60000; bytes *= 2) {
      Subject next =
          two()
              .open(file("/x"), Models.READ, 0L, B, 3)
              .open(pipe(bytes), Models.READ, null, A, 3)
              .subject();
      String frame = after(next, START + bytes * SECOND).text(false).replaceAll("▕[^│]*│", "│");
      // the column may grow once, by more than one digit
      assertThat(last == null || bytes < 200 ? frame : last).isEqualTo(frame);
      last = frame;
    }
  }

  @Test
  void whatStaysStaysInItsOrder() {
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      Subject all = Models.random(random, 2, 6);
      LiveView one = new LiveView();
      one.look(all, START);
      String before = one.frame(120, START).text(false);
      // what has just disappeared keeps its place
      Subject fewer =
          new Subject(List.of(all.processes().get(0)), all.files(), all.names(), all.waiting());
      one.look(fewer, START);
      one.look(all, START + SECOND / 2);
      assertThat(one.frame(120, START + SECOND / 2).text(false))
          .as("seed %s", seed)
          .isEqualTo(before);
    }
  }
}
