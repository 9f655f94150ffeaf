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
 * What a role's column holds: its last lines, and below them its prompt unless something runs. The
 * lines are whole; rows are made of them for the width that the column just has, so that nothing is
 * lost or broken when it changes.
 */
final class Column implements RolePosition {
  /** So many lines are kept, more than the tallest screen shows. */
  private static final int KEPT = 1000;

  /** Rows of a value below its first one. */
  private static final int INDENT = 2;

  /** Rows of typed code below the first one, where the prompt is not too long. */
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

  /** A column at whose prompt nothing has been typed. */
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

  /** How it is doing, in words: the call in which it is blocked, or how it has ended. */
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

  /** What is typed, behind the prompt and its continuations. */
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

  /** The last rows, at most so many, for this width. */
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

  /** A line and its rows for the width for which they were asked last. */
  private static final class Line {
    private final List<CanvasCell> cells;
    private final int indent;
    private int width = -1;
    private List<List<CanvasCell>> rows;

    Line(List<CanvasCell> cells, int indent) {
      this.cells = cells;
      this.indent = indent;
    }

    /** Adds its rows on top of the others; the cursor, if it is here, needs a place as well. */
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
