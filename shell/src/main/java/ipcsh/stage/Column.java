package ipcsh.stage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * The contents of a role's column: its last lines, and below them its prompt unless an entry is
 * running. Lines are stored unwrapped, and wrapped to the current width, so that nothing is lost or
 * broken when it changes.
 */
final class Column implements RolePosition {
  /** The maximum number of lines kept, more than the tallest screen shows. */
  private static final int KEPT = 1000;

  /** The indentation of continuation rows of a value. */
  private static final int INDENT = 2;

  /** The indentation of continuation rows of typed code, unless the prompt is too long. */
  private static final int CODE_INDENT = 4;

  private final String name;
  private final int number;
  private final Palette palette;
  private final Function<String, AttributedString> highlighter;
  private final Deque<Line> lines = new ArrayDeque<>();
  private String typed = "";
  private boolean prompting = true;
  private State state = State.IDLE;
  private String mark = "";

  /** A column with an empty prompt. */
  Column(String name, int number, Palette palette, Function<String, AttributedString> highlighter) {
    this.name = RolePosition.named(name);
    this.number = number;
    this.palette = palette;
    this.highlighter = highlighter;
  }

  String name() {
    return name;
  }

  AttributedStyle style() {
    return palette.role(number);
  }

  State state() {
    return state;
  }

  /** Its state as text: the call in which it is blocked, or how it has ended. */
  String mark() {
    return RolePosition.mark(state, mark);
  }

  @Override
  public void is(State now, String why) {
    state = now;
    mark = why;
    if (now == State.ENDED) {
      prompting = false;
    }
  }

  @Override
  public void types(String entry, int count) {
    typed = entry.substring(0, count);
    prompting = true;
    is(State.ACTIVE, "");
  }

  @Override
  public void enters() {
    entry().forEach(this::add);
    typed = "";
    prompting = false;
  }

  @Override
  public void prompts() {
    if (state != State.ENDED) {
      typed = "";
      prompting = true;
      is(State.IDLE, "");
    }
  }

  @Override
  public void prints(AttributedString text) {
    for (AttributedString line : text.columnSplitLength(Integer.MAX_VALUE)) {
      add(new Line(CanvasCell.of(line), INDENT));
    }
  }

  private void add(Line line) {
    lines.add(line);
    if (lines.size() > KEPT) {
      lines.remove();
    }
  }

  /** The typed text, after the prompt and continuation prompts. */
  private List<Line> entry() {
    String lead = name + "> ";
    String more = RolePosition.continuation(lead);
    List<Line> entry = new ArrayList<>();
    AttributedString code = highlighter.apply(typed);
    int start = 0;
    while (start <= typed.length()) {
      int newline = typed.indexOf('\n', start);
      int end = newline < 0 ? typed.length() : newline;
      AttributedStringBuilder line = new AttributedStringBuilder();
      if (start == 0) {
        line.append(lead, style().bold());
      } else {
        line.append(more, palette.quiet());
      }
      line.append(code, start, end);
      entry.add(new Line(CanvasCell.of(line.toAttributedString()), CODE_INDENT));
      start = end + 1;
    }
    return entry;
  }

  /** The last rows for this width, at most this many. */
  List<List<CanvasCell>> rows(int width, int count) {
    Deque<List<CanvasCell>> rows = new ArrayDeque<>();
    if (prompting) {
      List<Line> entry = entry();
      for (int i = entry.size() - 1; i >= 0; i--) {
        entry.get(i).addTo(rows, width, count, i == entry.size() - 1);
      }
    }
    Iterator<Line> upwards = lines.descendingIterator();
    while (upwards.hasNext() && rows.size() < count) {
      upwards.next().addTo(rows, width, count, false);
    }
    return new ArrayList<>(rows);
  }

  /** Whether the last row ends where the next character will be typed. */
  boolean isTyping() {
    return prompting && state == State.ACTIVE;
  }

  /** A line and its rows for the last requested width. */
  private static final class Line {
    private final List<CanvasCell> cells;
    private final int indent;
    private int width = -1;
    private List<List<CanvasCell>> rows;

    Line(List<CanvasCell> cells, int indent) {
      this.cells = cells;
      this.indent = indent;
    }

    /** Adds its rows above the others; the cursor, if it is in this line, needs a cell as well. */
    void addTo(Deque<List<CanvasCell>> all, int itsWidth, int count, boolean withCursor) {
      if (width != itsWidth) {
        rows = LineWrap.rows(cells, itsWidth, indent);
        width = itsWidth;
      }
      List<List<CanvasCell>> here = rows;
      if (withCursor && here.get(here.size() - 1).size() >= itsWidth) {
        here = new ArrayList<>(here);
        here.add(Collections.nCopies(indent, CanvasCell.BLANK));
      }
      for (int i = here.size() - 1; i >= 0 && all.size() < count; i--) {
        all.addFirst(here.get(i));
      }
    }
  }
}
