package ipcsh.stage;

import ipcsh.command.WatchedView;
import ipcsh.draw.ColorRole;
import ipcsh.draw.Grid;
import ipcsh.draw.LiveView;
import ipcsh.draw.Subject;
import ipcsh.draw.TerminalColors;
import ipcsh.draw.WrappedText;
import ipcsh.handle.LocalClock;
import ipcsh.handle.UsageException;
import ipcsh.sys.text.EscapedText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.utils.AttributedStyle;

/** The view on a canvas: the part of the picture that fits, and a status line below it. */
final class WatchView {
  private static final String BETWEEN = " · ";
  private static final int ASIDE = 8;
  private static final int KEPT = 2;

  /** Of the height so large a part, 1 / PART, is for the verdict even if the picture is high. */
  private static final int PART = 3;

  private static final int HANG = 4;
  private static final Duration SAID = Duration.ofSeconds(4);

  /** The selectable intervals, in milliseconds. */
  private static final List<Integer> PACES = List.of(50, 100, 200, 500, 1000, 2000, 5000);

  private static final List<String> HELP =
      List.of(
          "q, Esc, Ctrl-C     quit",
          "Space              freeze, resume",
          "arrows, PgUp, PgDn scroll",
          "Home, End          to the top, to the bottom",
          "+  -               update more often, less often",
          "a                  all shells, and back",
          "w                  full width, and back",
          "r                  rearrange",
          "s                  save as watch-1.svg");

  private final Palette palette;
  private final WatchedView watching;
  private final LiveView live = new LiveView();
  private volatile Duration every;
  private volatile boolean frozen;
  private long frozenAt;
  private volatile boolean helping;
  private volatile boolean quiet;
  private boolean wide;
  private boolean changed = true;
  private int top;
  private int left;
  private int height;
  private int width;
  private int rows;
  private String what = "";
  private String said = "";
  private long saidAt;
  private String failure;
  private List<String> verdict = List.of();
  private String shownTime = "";

  WatchView(Palette palette, WatchedView watching) {
    this.palette = palette;
    this.watching = watching;
    this.every = watching.every();
  }

  Duration every() {
    return every;
  }

  /** Whether nothing has changed for a moment; may be called by any thread. */
  boolean isQuiet() {
    return quiet;
  }

  /** Whether the picture was quiet at the previous call and is no more. */
  boolean hasStirred() {
    boolean before = quiet;
    quiet = live.isQuiet(time());
    return before && !quiet;
  }

  boolean isFrozen() {
    return frozen;
  }

  private long time() {
    return frozen ? frozenAt : System.nanoTime();
  }

  /** Sets a new snapshot. */
  void look(Subject subject) {
    if (!frozen) {
      live.look(subject, System.nanoTime());
      what = what(subject);
    }
  }

  /** Sets the error of the last look; null if it succeeded. */
  void failed(String why) {
    changed |= why == null ? failure != null : !why.equals(failure);
    failure = why;
  }

  /** Sets what is said below the picture about waits that no process can end, a line each. */
  void judged(List<String> its) {
    changed |= !its.equals(verdict);
    verdict = its;
  }

  private String what(Subject subject) {
    int count = subject.processes().size();
    if (watching.isNamed()) {
      return String.join(", ", subject.processes().stream().map(subject::title).toList());
    }
    if (watching.isAll()) {
      return "all shells";
    }
    return count <= 1 ? "this shell" : "this shell and " + (count - 1) + " more";
  }

  /** Whether {@link #draw} may return something else than before. */
  boolean isStale() {
    if (!said.isEmpty() && System.nanoTime() - saidAt > SAID.toNanos()) {
      said = "";
      changed = true;
    }
    return changed || live.isStale(time()) || !now().equals(shownTime);
  }

  private String now() {
    return frozen ? shownTime : LocalClock.time(Instant.now());
  }

  /** Whether a key ends it; may be called by any thread, also while a frame is being drawn. */
  boolean endsAtOnce(Key key) {
    return key == Key.CTRL_C || !helping && (key == Key.Q || key == Key.ESCAPE);
  }

  /** Handles a key; true if it ends the view. */
  boolean press(Key key) {
    changed = true;
    if (helping && key != Key.CTRL_C) {
      helping = false;
      return false;
    }
    switch (key) {
      case Q, ESCAPE, CTRL_C -> {
        return true;
      }
      case SPACE -> {
        frozenAt = System.nanoTime();
        frozen = !frozen;
      }
      case UP -> top--;
      case DOWN, ENTER -> top++;
      case LEFT -> left -= ASIDE;
      case RIGHT -> left += ASIDE;
      case PAGE_UP -> top -= Math.max(1, rows - KEPT);
      case PAGE_DOWN -> top += Math.max(1, rows - KEPT);
      case HOME -> {
        top = 0;
        left = 0;
      }
      case END -> top = height;
      case PLUS -> pace(-1);
      case MINUS -> pace(1);
      case A -> all();
      case W -> {
        wide = !wide;
        left = 0;
        live.rearrange();
      }
      case R -> live.rearrange();
      case S -> save();
      case QUESTION -> helping = true;
      default -> {}
    }
    return false;
  }

  /** Selects the next slower interval, or the next faster one. */
  private void pace(int step) {
    int now = (int) every.toMillis();
    int best = now;
    for (int pace : PACES) {
      boolean isFaster = step < 0 && pace < now;
      boolean isSlower = step > 0 && pace > now && best == now;
      best = isFaster || isSlower ? pace : best;
    }
    every = Duration.ofMillis(best);
    say("looks " + (best < 1000 ? 1000 / best + " times a second" : "every " + best / 1000 + " s"));
  }

  private void all() {
    if (watching.isNamed()) {
      say("the watched shells were named");
      return;
    }
    watching.toggleAll();
    frozen = false;
    say(watching.isAll() ? "all shells" : "this shell and its own");
  }

  private void save() {
    try {
      say("saved as " + watching.save(live.picture()));
    } catch (UsageException e) {
      say(e.getMessage());
    }
  }

  private void say(String text) {
    said = text;
    saidAt = System.nanoTime();
  }

  Canvas draw(Size size) {
    Canvas canvas = new Canvas(size.getColumns(), size.getRows());
    Grid grid = live.frame(wide ? 0 : size.getColumns(), time());
    height = grid.height();
    List<String> judged = judged(size);
    rows = Math.max(1, size.getRows() - 1 - judged.size());
    width = grid.width();
    top = Math.max(0, Math.min(top, height - rows));
    left = Math.max(0, Math.min(left, width - size.getColumns()));
    for (int y = 0; y < Math.min(rows, height - top); y++) {
      canvas.put(y, 0, cells(grid.row(top + y)), canvas.width());
    }
    for (int i = 0; i < judged.size(); i++) {
      canvas.put(
          rows + i, 1, CanvasCell.of(judged.get(i), palette.waiting().bold()), canvas.width() - 1);
    }
    if (size.getRows() > 1) {
      line(canvas);
    }
    if (helping) {
      KeyHelp.draw(canvas, palette, HELP);
    }
    changed = false;
    return canvas;
  }

  /**
   * The lines about waits that no process can end which are shown: as many as the picture leaves
   * room for, and a third of the height in any case. The verdict, which comes last, has precedence.
   */
  private List<String> judged(Size size) {
    int below = size.getRows() - 1;
    int most = Math.max(Math.max(1, below / PART), below - height);
    if (verdict.isEmpty() || below < 2) {
      return List.of();
    }
    int columns = Math.max(1, size.getColumns() - 2);
    List<String> conclusion = wrapped(verdict.subList(verdict.size() - 1, verdict.size()), columns);
    List<String> waits = wrapped(verdict.subList(0, verdict.size() - 1), columns);
    int left = most - conclusion.size();
    if (left < waits.size()) {
      waits = left < 2 ? List.of() : new ArrayList<>(waits.subList(0, left - 1));
      if (left >= 2) {
        waits.add("...");
      }
    }
    List<String> shown = new ArrayList<>(waits);
    shown.addAll(conclusion);
    return shown.subList(0, Math.min(most, shown.size()));
  }

  private static List<String> wrapped(List<String> lines, int columns) {
    return lines.stream()
        .flatMap(line -> WrappedText.wrap(EscapedText.lines(line), columns, HANG).lines())
        .toList();
  }

  /** The visible part of a row; a wide character that is cut is not visible. */
  private List<CanvasCell> cells(List<Grid.Cell> row) {
    List<CanvasCell> cells = new ArrayList<>();
    for (int x = left; x < row.size(); x++) {
      Grid.Cell cell = row.get(x);
      if (cell.glyph() != null) {
        cells.add(new CanvasCell(cell.glyph().text(), style(cell.tone()), cell.glyph().width()));
      } else if (x == left) {
        cells.add(CanvasCell.BLANK);
      }
    }
    return cells;
  }

  private AttributedStyle style(ColorRole tone) {
    AttributedStyle style =
        switch (tone.of()) {
          case PLAIN -> palette.plain();
          case STRONG -> palette.strong();
          case QUIET -> palette.quiet();
          case PROCESS -> palette.role(tone.number());
          case OBJECT -> palette.in(TerminalColors.object(tone.number()));
          case WAITING -> palette.waiting().bold();
        };
    return switch (tone.mark()) {
      case NONE -> style;
      case FRESH -> tone.isText() ? style.inverse() : style.bold();
      case GONE -> tone.isText() ? palette.quiet().crossedOut() : palette.quiet();
      case RING -> palette.error().bold();
    };
  }

  /** The status line: what is watched, the interval, the visible part, and the keys. */
  private void line(Canvas canvas) {
    int row = canvas.height() - 1;
    shownTime = now();
    String message = failure != null ? failure : said;
    List<String> parts = new ArrayList<>();
    parts.add(shownTime);
    if (height > rows) {
      int last = Math.min(height, top + rows);
      String arrows = (top > 0 ? "↑" : "") + (last < height ? "↓" : "");
      parts.add((top + 1) + "-" + last + "/" + height + arrows);
    }
    if (width > canvas.width()) {
      parts.add((left > 0 ? "←" : "") + (left + canvas.width() < width ? "→" : ""));
    }
    String keys = (message.isEmpty() ? "? keys · " : "") + "q quits";
    int right = canvas.width() - 1 - keys.length();
    int at = canvas.put(row, 1, CanvasCell.of("watch", palette.accent().bold()), right);
    if (frozen) {
      at = canvas.put(row, at + 1, CanvasCell.of(" frozen ", palette.strong().inverse()), right);
    }
    String text = message.isEmpty() ? what + BETWEEN + String.join(BETWEEN, parts) : message;
    AttributedStyle style = failure != null ? palette.error() : palette.plain();
    canvas.put(row, at + 2, CanvasCell.of(text, style), right - 1);
    canvas.put(row, Math.max(at + 2, right), keys, palette.quiet());
  }
}
