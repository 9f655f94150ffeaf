package ipcsh.view;

import ipcsh.draw.TerminalColors;
import ipcsh.draw.WrappedText;
import ipcsh.sys.abi.Errno;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What the lines of a block did: one row per call, in the order of the lines. Prints each line with
 * its C, its calls and their results.
 */
public final class Explanation extends RowList<ExplainedCall> {
  /** The width if none is given; lines more than twice as wide are hard to read. */
  private static final int WIDTH = 80;

  private static final int WIDEST = 120;
  private static final String INDENT = "    ";

  private final Object value;
  private final String more;

  /** Rows; {@code more} describes what was left out, or is null. */
  public Explanation(List<ExplainedCall> rows, Object value, String more) {
    super(rows);
    this.value = value;
    this.more = more;
  }

  /** The value of the block. */
  public Object getValue() {
    return value;
  }

  @Override
  public String text(int columns, boolean color) {
    return isEmpty()
        ? "the block is empty"
        : new Text(columns <= 0 ? WIDTH : Math.min(columns, WIDEST), color).of(this);
  }

  /** The text for a given width. */
  private static final class Text {
    private final int width;
    private final boolean color;
    private final List<String> out = new ArrayList<>();

    Text(int width, boolean color) {
      this.width = width;
      this.color = color;
    }

    String of(Explanation explanation) {
      int line = -1;
      String c = null;
      for (ExplainedCall row : explanation) {
        if (row.getNumber() != line) {
          line = row.getNumber();
          c = null;
          row.getLine().lines().forEach(each -> out.add(in(TerminalColors::strong, each)));
        }
        if (row.getC() != null && !row.getC().equals(c)) {
          c = row.getC();
          String first = INDENT + "C  ";
          for (String each : c.lines().toList()) {
            wrapped(first, each, "[,;+] ", TerminalColors::code);
            first = INDENT + "   ";
          }
        }
        if (row.getCall() != null) {
          call(row);
        }
      }
      if (explanation.more != null) {
        out.add(explanation.more);
      }
      return WrappedText.wrap(String.join("\n", out), width, INDENT.length());
    }

    private void call(ExplainedCall row) {
      String who = row.getWho() == null ? "" : "[" + row.getWho() + "] ";
      int first = out.size();
      wrapped(INDENT + "=> ", who + row.getCall(), ", ", text -> text);
      StringBuilder result = new StringBuilder("= ");
      Errno errno = row.getErrno();
      result.append(row.getResult() == null ? "? it has not returned yet" : row.getResult());
      if (errno != null) {
        result.append(" ").append(in(TerminalColors::alarm, errno.toString()));
        result.append(" (").append(errno.getNumber()).append("): ").append(errno.getMessage());
      }
      if (row.getFact() != null) {
        result.append(", ").append(row.getFact());
      }
      if (row.getCount() > 1) {
        result.append("  (").append(row.getCount()).append(" times)");
      }
      String last = out.get(out.size() - 1) + " " + result;
      if (out.size() == first + 1 && WrappedText.width(last) <= width) {
        out.set(first, last);
      } else {
        out.add(INDENT + "   " + result);
      }
      if (row.getMeaning() != null) {
        wrapped(INDENT + "   ", row.getMeaning(), " ", text -> text);
      }
      man("see " + row.getMan());
    }

    /** Appends the man page at the right end of the last line, or below it. */
    private void man(String man) {
      String before = out.get(out.size() - 1);
      int space = width - man.length() - WrappedText.width(before);
      if (space >= 2) {
        out.set(out.size() - 1, before + " ".repeat(space) + in(TerminalColors::quiet, man));
      } else {
        out.add(" ".repeat(Math.max(0, width - man.length())) + in(TerminalColors::quiet, man));
      }
    }

    private String in(UnaryOperator<String> hue, String text) {
      return color ? hue.apply(text) : text;
    }

    /** Appends a text in lines that fit, broken after a separator. */
    private void wrapped(String first, String text, String separator, UnaryOperator<String> hue) {
      String margin = first;
      StringBuilder line = new StringBuilder();
      for (String part : text.split("(?<=" + separator + ")")) {
        if (line.length() > 0
            && margin.length() + line.length() + part.stripTrailing().length() > width) {
          out.add(margin + in(hue, line.toString().stripTrailing()));
          margin = INDENT + "   ";
          line.setLength(0);
        }
        line.append(part);
      }
      out.add(margin + in(hue, line.toString().stripTrailing()));
    }
  }
}
