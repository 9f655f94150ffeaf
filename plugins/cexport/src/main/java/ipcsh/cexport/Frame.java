package ipcsh.cexport;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The body of a C function while it is written: its lines, and their declarations. */
final class Frame {
  private static final String INDENT = "    ";

  private final Map<String, String> declarations = new LinkedHashMap<>();
  private final List<Line> lines = new ArrayList<>();
  private int depth;

  private record Line(int depth, String text, boolean label) {
    Line(int depth, String text) {
      this(depth, text, false);
    }

    /** The indented line; a label is indented less. */
    String indented(String text) {
      return INDENT.repeat(label ? Math.max(0, depth - 1) : depth) + text;
    }

    /** Whether the line contains the word and is not a comment. */
    boolean says(Pattern word) {
      boolean comment = text.startsWith("/*") || text.startsWith(" *");
      return !comment && word.matcher(Code.of(text)).find();
    }
  }

  /** Declares a variable: its type, its name, and what follows the name. */
  void declare(String type, String name, String behind) {
    declarations.put(name, type + name + behind);
  }

  void line(String text) {
    lines.add(new Line(depth, text));
  }

  /** Writes a line that opens a block. */
  void open(String text) {
    line(text.isEmpty() ? "{" : text + " {");
    depth++;
  }

  /** Closes a block; the text follows on the same line. */
  void close(String after) {
    depth--;
    line("}" + after);
  }

  /** Indents the lines that follow, inside a block that a line has opened. */
  void deeper() {
    depth++;
  }

  /** Replaces the last line. */
  void rename(String text) {
    rename(lines.size() - 1, text);
  }

  /** Replaces a line. */
  void rename(int at, String text) {
    lines.set(at, new Line(lines.get(at).depth, text));
  }

  /** Writes a label. */
  void label(String name) {
    lines.add(new Line(depth, name + ":", true));
  }

  /**
   * Writes a label if a line from this index on jumps to it: with -Wall an unused label is an
   * error.
   */
  void labelIfUsed(String name, int from) {
    String jump = "goto " + name + ";";
    if (lines.stream().skip(from).anyMatch(line -> line.text.contains(jump))) {
      label(name);
    }
  }

  int size() {
    return lines.size();
  }

  List<String> declarations() {
    return declarations.values().stream().map(text -> text + ";").toList();
  }

  /** The lines without declarations, indented. */
  List<String> lines() {
    return lines.stream().map(line -> line.indented(line.text)).toList();
  }

  /**
   * The whole body: each declaration stands where its variable is first used, or before the block
   * that contains the use.
   */
  List<String> whole(boolean marksUnused) {
    Map<Integer, List<String>> before = new LinkedHashMap<>();
    Map<Integer, String> merged = new LinkedHashMap<>();
    declarations.forEach(
        (name, declared) -> {
          String declaration = declared;
          Pattern word = Pattern.compile("(?<![\\w.>])" + Pattern.quote(name) + "\\b");
          int first = 0;
          while (first < lines.size() && !lines.get(first).says(word)) {
            first++;
          }
          if (first == lines.size()) {
            return;
          }
          String text = lines.get(first).text;
          String assignment = name + " = ";
          declaration += !marksUnused || isRead(name, word) ? "" : " __attribute__((unused))";
          boolean direct = lines.get(first).depth == 0 && text.startsWith(assignment);
          if (direct && !word.matcher(text.substring(assignment.length())).find()) {
            String value = text.substring(assignment.length());
            String type =
                "(" + declared.substring(0, declared.length() - name.length()).trim() + ")";
            merged.put(
                first,
                declaration
                    + " = "
                    + (value.startsWith(type + "{") ? value.substring(type.length()) : value));
            return;
          }
          while (first > 0 && lines.get(first).depth > 0) {
            first--;
          }
          while (first > 0 && lines.get(first).text.startsWith("}")) {
            first--;
            while (first > 0 && lines.get(first).depth > 0) {
              first--;
            }
          }
          before.computeIfAbsent(first, at -> new ArrayList<>()).add(declaration + ";");
        });
    List<String> all = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      all.addAll(before.getOrDefault(i, List.of()));
      Line line = lines.get(i);
      all.add(line.indented(merged.getOrDefault(i, line.text)));
    }
    return all;
  }

  /** Whether a variable is read, and not only assigned. */
  private boolean isRead(String name, Pattern word) {
    Pattern given =
        Pattern.compile("^" + Pattern.quote(name) + "(?: (?:[-+*%&|^]|<<|>>)?= |(?:\\+\\+|--);)");
    return lines.stream()
        .map(line -> given.matcher(Code.of(line.text)).replaceFirst(""))
        .anyMatch(text -> word.matcher(text).find());
  }
}
