package ipcsh.stage;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.command.WatchedView;
import ipcsh.draw.GraphPicture;
import ipcsh.draw.Subject;
import ipcsh.handle.UsageException;
import ipcsh.inspect.DescriptorSnapshot;
import ipcsh.inspect.Holder;
import ipcsh.inspect.OpenFileDescription;
import ipcsh.inspect.PipeObject;
import ipcsh.inspect.ProcessFacts;
import ipcsh.inspect.ProcessSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jline.terminal.Size;
import org.junit.jupiter.api.Test;

/** The visible part of a live picture, on a screen of a given size. */
class WatchViewTest {
  private static final Size SCREEN = new Size(80, 12);
  private static final int PIPES = 9;

  private final WatchView view = new WatchView(new Palette(true), new Pipes());

  /** A view without an inspection: the snapshots are given. */
  private static final class Pipes implements WatchedView {
    private boolean all;

    @Override
    public Subject look() {
      return pipes(0);
    }

    @Override
    public void leaveThread() {}

    @Override
    public Duration every() {
      return Duration.ofMillis(200);
    }

    @Override
    public boolean isNamed() {
      return false;
    }

    @Override
    public boolean isAll() {
      return all;
    }

    @Override
    public void toggleAll() {
      all = !all;
    }

    @Override
    public String save(GraphPicture picture) {
      assertThat(picture.svg()).contains("<svg");
      throw new UsageException("watch: no room");
    }
  }

  /** A process with the read ends of some pipes, all filled to this level. */
  private static Subject pipes(int bytes) {
    List<DescriptorSnapshot> its = new ArrayList<>();
    List<OpenFileDescription> files = new ArrayList<>();
    for (int i = 0; i < PIPES; i++) {
      Holder holder = new Holder(4711, 3 + i);
      PipeObject pipe = new PipeObject("pipe:[" + i + "]", null, bytes, 65536);
      OpenFileDescription file = new OpenFileDescription(pipe, 0, null, List.of(holder), true);
      files.add(file);
      its.add(new DescriptorSnapshot(holder, false, file));
    }
    ProcessFacts facts = new ProcessFacts(4711, 1, "server", 0, 'S');
    return new Subject(
        List.of(new ProcessSnapshot(facts, null, its)), files, Map.of(4711, "server"), List.of());
  }

  private List<String> lines(Size size) {
    return view.draw(size).toString().lines().toList();
  }

  @Test
  void stirsWhenSomethingChangesAfterAQuietTime() {
    view.look(pipes(0));
    assertThat(view.hasStirred()).isFalse();
    assertThat(view.isQuiet()).isTrue();
    view.look(pipes(7));
    assertThat(view.hasStirred()).isTrue();
    assertThat(view.isQuiet()).isFalse();
    assertThat(view.hasStirred()).isFalse();
  }

  @Test
  void showsWhatFitsAndScrollsToTheRest() {
    view.look(pipes(0));
    List<String> whole = lines(new Size(80, 60));
    assertThat(lines(SCREEN)).startsWith(whole.subList(0, 11).toArray(new String[0]));
    assertThat(lines(SCREEN).get(11)).contains("watch  this shell · ", " · 1-11/", "↓", "q quits");
    view.press(Key.DOWN);
    assertThat(lines(SCREEN).get(0)).isEqualTo(whole.get(1));
    view.press(Key.PAGE_DOWN);
    assertThat(lines(SCREEN).get(0)).isEqualTo(whole.get(10));
    view.press(Key.END);
    assertThat(lines(SCREEN).get(10)).startsWith("╰──").endsWith("──╯");
    assertThat(lines(SCREEN).get(11)).contains("↑").doesNotContain("↓");
    view.press(Key.HOME);
    view.press(Key.UP);
    assertThat(lines(SCREEN).get(0)).isEqualTo(whole.get(0));
  }

  @Test
  void scrollsSidewardsWhereTheTerminalIsNarrow() {
    view.look(pipes(0));
    Size narrow = new Size(40, 12);
    String whole = lines(new Size(60, 12)).get(2);
    assertThat(whole).startsWith(lines(narrow).get(2));
    view.press(Key.RIGHT);
    assertThat(lines(narrow).get(2)).isEqualTo(whole.substring(8, 48).stripTrailing());
    view.press(Key.LEFT);
    view.press(Key.LEFT);
    assertThat(whole).startsWith(lines(narrow).get(2));
  }

  @Test
  void saysWhyItHangsInAsManyLinesAsFit() {
    List<String> why =
        List.of(
            "a 1 waits in write(3) for room in pipe:[1], which is full",
            "  only b 2 reads from it (fd 4), and",
            "b 2 waits in write(3) for room in pipe:[2], which is full",
            "  only a 1 reads from it (fd 4)",
            "deadlock: each waits for the other. A process that writes must also read: read in between, or O_NONBLOCK and poll.");
    view.look(pipes(0));
    view.judged(why);
    List<String> high = lines(new Size(80, 60)).stream().map(String::strip).toList();
    assertThat(high.subList(53, 57))
        .isEqualTo(why.subList(0, 4).stream().map(String::strip).toList());
    assertThat(high.get(57)).startsWith("deadlock: each waits for the other.");
    assertThat(high.get(58)).endsWith("poll.");
    List<String> low = lines(new Size(80, 16)).stream().map(String::strip).toList();
    assertThat(low.subList(10, 13)).containsExactly(why.get(0), why.get(1).strip(), "...");
    assertThat(low.get(13)).startsWith("deadlock:");
    assertThat(lines(new Size(80, 3)).get(1)).startsWith(" deadlock:");
    assertThat(lines(new Size(80, 2)).toString()).doesNotContain("deadlock");
  }

  @Test
  void writesOnlyWhatDiffers() {
    Painter painter = new Painter(256);
    view.look(pipes(0));
    int first = painter.paint(view.draw(SCREEN)).length();
    Subject more = pipes(1);
    view.look(more);
    String second = painter.paint(view.draw(SCREEN));
    assertThat(second).contains("1 of 65536").hasSizeLessThan(first / 2);
    view.look(more);
    // the clock may have advanced
    assertThat(painter.paint(view.draw(SCREEN)).length()).isLessThan(40);
  }

  @Test
  void frozenItStaysAsItIs() {
    view.look(pipes(0));
    view.draw(SCREEN);
    view.press(Key.SPACE);
    view.look(pipes(7));
    assertThat(view.draw(SCREEN).toString()).contains("frozen").doesNotContain("7 of 65536");
    assertThat(view.isStale()).isFalse();
    view.press(Key.SPACE);
    view.look(pipes(7));
    assertThat(view.draw(SCREEN).toString()).contains("7 of 65536").doesNotContain("frozen");
  }

  @Test
  void keysSayWhatTheyDo() {
    view.look(pipes(0));
    view.press(Key.QUESTION);
    assertThat(view.draw(SCREEN).toString()).contains("╭─ Keys ─", "freeze, resume");
    assertThat(view.press(Key.Q)).as("closes the help").isFalse();
    view.press(Key.PLUS);
    assertThat(view.draw(SCREEN).toString()).contains("looks 10 times a second");
    assertThat(view.every()).isEqualTo(Duration.ofMillis(100));
    view.press(Key.MINUS);
    view.press(Key.MINUS);
    assertThat(view.every()).isEqualTo(Duration.ofMillis(500));
    view.press(Key.A);
    assertThat(view.draw(SCREEN).toString()).contains("all shells");
    view.press(Key.S);
    assertThat(view.draw(SCREEN).toString()).contains("watch: no room");
    for (Key end : List.of(Key.Q, Key.ESCAPE, Key.CTRL_C)) {
      assertThat(view.press(end)).isTrue();
    }
  }

  @Test
  void failureIsSaidUntilItIsOver() {
    view.look(pipes(0));
    view.failed("EACCES");
    assertThat(view.draw(SCREEN).toString()).contains("EACCES", "of 65536");
    view.failed(null);
    assertThat(view.draw(SCREEN).toString()).doesNotContain("EACCES");
  }
}
