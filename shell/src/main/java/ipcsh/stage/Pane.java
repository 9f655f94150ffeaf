package ipcsh.stage;

import ipcsh.sys.text.EscapedText;
import java.util.function.Function;
import org.jline.utils.AttributedCharSequence.ForceMode;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * A role as text for a terminal of its own, which wraps and scrolls it. Nothing is overwritten,
 * except for an empty prompt, so the width of the terminal does not matter. The state of the role
 * is shown in the terminal's title.
 */
final class Pane implements RolePosition {
  private static final String ERASE_ROW = "\r\u001b[K";
  private static final String ERASE_ALL = "\u001b[0m\u001b[2J\u001b[3J\u001b[H";

  private final String name;
  private final String lead;
  private final AttributedStyle style;
  private final Palette palette;
  private final Function<String, AttributedString> highlighter;
  private final int colors;
  private final StringBuilder text = new StringBuilder();
  private AttributedString code = AttributedString.EMPTY;
  private int typed;
  private boolean prompting;
  private boolean ended;
  private String title = "";

  /** A terminal with an empty prompt. */
  Pane(
      String role,
      int number,
      Palette palette,
      int colors,
      Function<String, AttributedString> highlighter) {
    this.name = RolePosition.named(role);
    this.lead = name + "> ";
    this.style = palette.role(number).bold();
    this.palette = palette;
    this.colors = colors;
    this.highlighter = highlighter;
    text.append(ERASE_ALL);
    is(State.IDLE, "");
    prompt();
  }

  /** The text added since the previous call. */
  String take() {
    String all = text.toString();
    text.setLength(0);
    return all;
  }

  @Override
  public void types(String entry, int count) {
    if (!prompting) {
      prompt();
    }
    if (count == 0) {
      code = highlighter.apply(entry);
      is(State.ACTIVE, "");
    }
    write(typed, count);
    typed = count;
  }

  @Override
  public void enters() {
    text.append('\n');
    prompting = false;
  }

  @Override
  public void prompts() {
    if (!ended) {
      is(State.IDLE, "");
      if (!prompting) {
        prompt();
      }
    }
  }

  @Override
  public void prints(AttributedString lines) {
    boolean above = prompting;
    int standing = typed;
    leavePrompt();
    for (AttributedString line : lines.columnSplitLength(Integer.MAX_VALUE)) {
      append(line);
      text.append('\n');
    }
    if (above) {
      prompt();
      write(0, standing);
      typed = standing;
    }
  }

  @Override
  public void is(State state, String why) {
    if (state == State.ENDED) {
      ended = true;
      leavePrompt();
    }
    String mark = EscapedText.word(RolePosition.mark(state, why));
    String now = mark.isEmpty() ? name : name + "  " + mark;
    if (!now.equals(title)) {
      title = now;
      text.append("\u001b]2;").append(now).append("\u001b\\");
    }
  }

  private void prompt() {
    append(new AttributedString(lead, style));
    prompting = true;
    typed = 0;
  }

  private void leavePrompt() {
    if (prompting) {
      text.append(typed == 0 ? ERASE_ROW : "\n");
      prompting = false;
    }
  }

  /** Writes a part of the entry, each further line after a continuation prompt. */
  private void write(int from, int end) {
    String all = code.toString();
    int start = from;
    for (int newline = all.indexOf('\n', start);
        newline >= 0 && newline < end;
        newline = all.indexOf('\n', start)) {
      append(code.subSequence(start, newline));
      text.append('\n');
      append(new AttributedString(RolePosition.continuation(lead), palette.quiet()));
      start = newline + 1;
    }
    append(code.subSequence(start, Math.max(start, end)));
  }

  /** Appends text that stays in its row. */
  private void append(AttributedString line) {
    AttributedStringBuilder safe = new AttributedStringBuilder();
    var cells = CanvasCell.of(line);
    cells.forEach(cell -> safe.append(cell.text(), cell.style()));
    // combining characters for the previous character have no cell
    AttributedString shown = cells.isEmpty() ? line : safe.toAttributedString();
    text.append(shown.toAnsi(colors, ForceMode.None));
  }
}
