package ipcsh.cexport;

import java.util.ArrayList;
import java.util.List;

/** Breaks long lines of C after a comma, outside of string literals. */
final class CLineWrap {
  private static final int WIDTH = 100;

  private CLineWrap() {}

  static List<String> of(String line) {
    String start = line.stripLeading();
    if (start.startsWith("/*") || start.startsWith("* ")) {
      return List.of(line);
    }
    List<String> out = new ArrayList<>();
    String rest = line;
    String indent = " ".repeat(line.length() - line.stripLeading().length() + 8);
    while (rest.length() > WIDTH) {
      int at = place(rest, indent.length());
      if (at < 0) {
        break;
      }
      out.add(rest.substring(0, at).stripTrailing());
      rest = indent + rest.substring(at).stripLeading();
    }
    out.add(rest);
    return out;
  }

  /** The index of the last comma or operator within the width; -1 if there is none. */
  private static int place(String line, int from) {
    char text = 0;
    int best = -1;
    for (int i = 0; i < line.length() && (i < WIDTH || best < 0); i++) {
      char c = line.charAt(i);
      if (c == '\\' && text != 0) {
        i++;
      } else if (text != 0 ? c == text : c == '"' || c == '\'') {
        text = text == 0 ? c : 0;
      } else if (text == 0 && c == ',' && i > from && i + 1 < line.length()) {
        best = i + 1;
      } else if (text == 0
          && i > from
          && (line.startsWith(" && ", i) || line.startsWith(" || ", i))) {
        best = i;
      }
    }
    return best;
  }
}
