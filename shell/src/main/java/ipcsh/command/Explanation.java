package ipcsh.command;

import ipcsh.handle.Marked;
import ipcsh.sys.Errno;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;

/**
 * What the lines of a block did: a row a call, in the order of the lines. Prints each line with its
 * C, its calls and their results.
 */
public final class Explanation extends AbstractList<Explained> implements Marked {
  private static final int WIDTH = 80;
  private static final String INDENT = "    ";

  private final List<Explained> rows;
  private final Object value;
  private final String more;

  /** Rows; {@code more} says what was left out, or is null. */
  Explanation(List<Explained> rows, Object value, String more) {
    this.rows = List.copyOf(rows);
    this.value = value;
    this.more = more;
  }

  /** The value of the block. */
  public Object getValue() {
    return value;
  }

  @Override
  public Explained get(int index) {
    return rows.get(index);
  }

  @Override
  public int size() {
    return rows.size();
  }

  @Override
  public String toString() {
    return text("", "");
  }

  @Override
  public String text(String begin, String end) {
    if (isEmpty()) {
      return "the block is empty";
    }
    List<String> out = new ArrayList<>();
    int line = -1;
    String c = null;
    for (Explained row : rows) {
      if (row.getNumber() != line) {
        line = row.getNumber();
        c = null;
        out.add(begin + row.getLine() + end);
      }
      if (row.getC() != null && !row.getC().equals(c)) {
        c = row.getC();
        String first = INDENT + "C  ";
        for (String each : c.lines().toList()) {
          wrapped(out, first, INDENT + "   ", each, "[,;+] ");
          first = INDENT + "   ";
        }
      }
      if (row.getCall() != null) {
        call(out, row, begin, end);
      }
    }
    if (more != null) {
      out.add(more);
    }
    return String.join("\n", out);
  }

  private static void call(List<String> out, Explained row, String begin, String end) {
    String who = row.getWho() == null ? "" : "[" + row.getWho() + "] ";
    int first = out.size();
    wrapped(out, INDENT + "=> ", INDENT + "   ", who + row.getCall(), ", ");
    StringBuilder result = new StringBuilder("= ");
    Errno errno = row.getErrno();
    result.append(row.getResult() == null ? "? it has not returned yet" : row.getResult());
    if (errno != null) {
      result.append(" ").append(begin).append(errno).append(end);
      result.append(" (").append(errno.getNumber()).append("): ").append(errno.getMessage());
    }
    if (row.getFact() != null) {
      result.append(", ").append(row.getFact());
    }
    if (row.getCount() > 1) {
      result.append("  (").append(row.getCount()).append(" times)");
    }
    String last = out.get(out.size() - 1) + " " + result;
    if (out.size() == first + 1 && seen(last, begin, end) <= WIDTH) {
      out.set(first, last);
    } else {
      out.add(INDENT + "   " + result);
    }
    if (row.getMeaning() != null) {
      wrapped(out, INDENT + "   ", INDENT + "   ", row.getMeaning(), " ");
    }
    String man = "see " + row.getMan();
    String before = out.get(out.size() - 1);
    int space = WIDTH - man.length() - seen(before, begin, end);
    if (space >= 2) {
      out.set(out.size() - 1, before + " ".repeat(space) + man);
    } else {
      out.add(" ".repeat(Math.max(0, WIDTH - man.length())) + man);
    }
  }

  /** How many columns a line takes, its marks left out. */
  private static int seen(String line, String begin, String end) {
    return line.replace(begin, "").replace(end, "").length();
  }

  /** Adds a text in lines that fit, broken behind a separator. */
  private static void wrapped(
      List<String> out, String first, String other, String text, String separator) {
    StringBuilder line = new StringBuilder(first);
    boolean fresh = true;
    for (String part : text.split("(?<=" + separator + ")")) {
      if (!fresh && line.length() + part.stripTrailing().length() > WIDTH) {
        out.add(line.toString().stripTrailing());
        line = new StringBuilder(other);
      }
      line.append(part);
      fresh = false;
    }
    out.add(line.toString().stripTrailing());
  }
}
