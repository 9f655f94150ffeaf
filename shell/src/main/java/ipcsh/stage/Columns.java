package ipcsh.stage;

import ipcsh.language.Problem;
import ipcsh.scenario.ScenarioView;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jline.terminal.Size;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/**
 * Shows a scenario in columns, typed automatically. Each event is drawn and takes time; keys and
 * changes of the terminal's size are handled meanwhile by other threads.
 */
final class Columns implements ScenarioView {
  private final Sink sink;
  private final Clock clock;
  private final PlaybackControls controls;
  private final boolean keys;
  private final Palette palette;
  private final Function<String, AttributedString> highlighter;
  private final Painter painter;
  private final Map<Integer, RolePosition> byNumber = new HashMap<>();
  private RoleDisplay places = this::column;
  private Scene scene = new Scene();
  private Size size;
  private boolean closed;

  /** The least time between two pictures of typing, in nanoseconds. */
  private long frame;

  /** Whether a request of the audience was thrown, and nothing has been shown since. */
  private boolean obeyed;

  /**
   * A view for a terminal of this size, to which the sink writes.
   *
   * @param keys whether keys are available, and shown on the screen
   * @param highlighter highlights typed text
   * @param colors the number of colours of the terminal, 0 for none
   */
  Columns(
      Sink sink,
      Clock clock,
      PlaybackControls controls,
      boolean keys,
      Size size,
      Function<String, AttributedString> highlighter,
      int colors) {
    this.sink = sink;
    this.clock = clock;
    this.controls = controls;
    this.keys = keys;
    this.size = size;
    this.highlighter = highlighter;
    this.palette = new Palette(colors > 0);
    this.painter = new Painter(Math.max(colors, 8));
    controls.whenChanged(this::paint);
  }

  /** Shows the roles elsewhere, as far as there is space. */
  void rolesIn(RoleDisplay elsewhere) {
    places = elsewhere;
  }

  /** Shows typed text at most once in this time, in nanoseconds. */
  void typesInFrames(long nanos) {
    frame = nanos;
  }

  /** Sets the new size of the terminal. */
  void resize(Size now) {
    synchronized (controls) {
      size = now;
      draw();
    }
  }

  /** Stops drawing. */
  void close() {
    synchronized (controls) {
      closed = true;
    }
  }

  private void paint() {
    if (!controls.isSilent()) {
      draw();
      places.show();
    }
  }

  private void draw() {
    int width = size.getColumns();
    int height = size.getRows();
    if (closed || width <= 0 || height <= 0) {
      return;
    }
    Canvas canvas = SceneRenderer.draw(scene, palette, keys ? controls : null, width, height);
    String change = painter.paint(canvas);
    if (!change.isEmpty()) {
      sink.text(clock.now(), change);
    }
  }

  /** Handles an event; if the audience wants to go back, the stage is cleared. */
  private void event(Runnable what) {
    synchronized (controls) {
      try {
        what.run();
      } catch (BackTo back) {
        draw();
        int chapters = scene.chapters;
        scene = new Scene();
        scene.chapters = chapters;
        byNumber.clear();
        obeyed = true;
        places.clear();
        throw back;
      } catch (Left left) {
        obeyed = true;
        throw left;
      }
    }
  }

  /** Handles an event that changes the picture and takes time. */
  private void event(long nanos, Runnable change) {
    event(
        () -> {
          controls.begins();
          obeyed = false;
          change.run();
          paint();
          controls.rest(nanos);
        });
  }

  private RolePosition place(Lane lane) {
    return byNumber.computeIfAbsent(
        lane.number(),
        number -> {
          RolePosition place = places.open(lane);
          return place == null ? column(lane) : place;
        });
  }

  private Column column(Lane lane) {
    Column column = new Column(lane.name(), lane.number(), palette, highlighter);
    scene.columns.add(column);
    return column;
  }

  @Override
  public void whenWanted(Runnable wake) {
    controls.whenWanted(wake);
  }

  @Override
  public void checkRequest() {
    event(controls::checkRequest);
  }

  @Override
  public void chapters(int count) {
    event(0, () -> scene.chapters = count);
  }

  @Override
  public void title(String text) {
    event(PlaybackTiming.TITLE, () -> scene.title = line(text));
  }

  @Override
  public void chapter(String name) {
    event(
        () -> {
          controls.chapterBegins();
          obeyed = false;
          scene.chapter = line(name);
          scene.number = controls.chapter();
          scene.narration = "";
          sink.marker(clock.now(), name);
          paint();
          controls.rest(PlaybackTiming.CHAPTER);
        });
  }

  private static String line(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  @Override
  public void say(String text) {
    event(PlaybackTiming.reading(text), () -> scene.narration = text);
  }

  @Override
  public void pause(Duration time) {
    event(time.toNanos(), () -> {});
  }

  @Override
  public void appears(Lane lane) {
    event(0, () -> place(lane));
  }

  @Override
  public void types(Lane lane, String text) {
    event(
        () -> {
          controls.typingBegins();
          obeyed = false;
          RolePosition place = place(lane);
          scene.current = place;
          place.types(text, 0);
          paint();
          long[] delays = PlaybackTiming.typing(text);
          long painted = clock.now();
          for (int i = 0; i < text.length(); i++) {
            if (controls.awaitStroke(delays[i]) && clock.now() - painted >= frame) {
              place.types(text, i + 1);
              paint();
              painted = clock.now();
            }
          }
          place.types(text, text.length());
          paint();
        });
  }

  @Override
  public void runs(Lane lane) {
    event(
        () -> {
          controls.awaitEnter(PlaybackTiming.BEFORE_ENTER);
          place(lane).enters();
          paint();
          controls.rest(PlaybackTiming.AFTER_ENTER);
        });
  }

  @Override
  public void blocked(Lane lane, String call) {
    event(PlaybackTiming.BLOCKED, () -> place(lane).is(RolePosition.State.BLOCKED, call));
  }

  @Override
  public void prints(Lane lane, String line) {
    event(0, () -> place(lane).prints(palette.printed(line)));
  }

  @Override
  public void gave(Lane lane, String shown) {
    event(
        shown == null ? 0 : PlaybackTiming.looking(shown),
        () -> {
          if (shown != null) {
            place(lane).prints(palette.printed(shown));
          }
          place(lane).prompts();
        });
  }

  @Override
  public void failed(Lane lane, Problem problem) {
    event(
        PlaybackTiming.FAILED,
        () -> {
          RolePosition place = place(lane);
          List<String> hints = problem.hints();
          Problem alone =
              new Problem(
                  problem.message(), problem.source(), problem.line(), problem.column(), List.of());
          prints(place, alone.atPrompt(), palette.error());
          hints.forEach(hint -> prints(place, hint, palette.quiet()));
          place.prompts();
        });
  }

  private static void prints(RolePosition place, String text, AttributedStyle style) {
    place.prints(new AttributedString(text, style));
  }

  @Override
  public void ended(Lane lane, String how) {
    event(PlaybackTiming.ENDED, () -> place(lane).is(RolePosition.State.ENDED, how));
  }

  @Override
  public void over() {
    event(
        () -> {
          if (obeyed) {
            return;
          }
          paint();
          if (!keys) {
            controls.rest(PlaybackTiming.OVER);
          }
          controls.ends(keys);
        });
  }
}
