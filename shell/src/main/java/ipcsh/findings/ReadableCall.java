package ipcsh.findings;

import ipcsh.observe.ObservedCall;
import ipcsh.observe.ObservedDescriptor;
import java.util.ArrayList;
import java.util.List;

/** The text of a call: the descriptors in it, and a short form that is read with ease. */
final class ReadableCall {
  private static final int LONGEST = 24;

  private ReadableCall() {}

  /** The descriptors in a text of which strace tells what is behind them, outside of strings. */
  static List<ObservedDescriptor> descriptors(String text) {
    List<ObservedDescriptor> all = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '"') {
        i = afterString(text, i);
        continue;
      }
      int end = afterDescriptor(text, i);
      if (end > 0) {
        all.add(ObservedDescriptor.of(text.substring(i, end)));
        i = end;
      } else {
        i++;
      }
    }
    return all;
  }

  /** The call without what is behind its descriptors, its strings cut, its error in one word. */
  static String of(ObservedCall call) {
    String text = call.line();
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      int next = i + 1;
      if (c == '"') {
        next = afterString(text, i);
        out.append(cut(text.substring(i, next)));
      } else {
        int end = afterDescriptor(text, i);
        if (end > 0) {
          next = end;
          out.append(text, i, text.indexOf('<', i));
        } else {
          out.append(c);
        }
      }
      i = next;
    }
    return out.toString()
        .replaceAll("^(clone3?)\\(.*\\) = ", "$1(...) = ")
        .replaceAll(", 0x[0-9a-f]+ /\\* \\d+ vars \\*/", "")
        .replace("<unfinished ...>", "...")
        .replaceAll("(?<=[(, ])0x[0-9a-f]{7,}(?=[,)])", "...")
        .replaceAll("\\? ERESTART[A-Z_]+ .*$", "? (a signal interrupts it)")
        .replaceAll(" \\((To be restarted|[A-Z][a-z ]+)[^()]*\\)$", "")
        .replaceAll("\\.\\.\\.\"?\\.\\.\\.", "...");
  }

  private static String cut(String quoted) {
    return quoted.length() <= LONGEST + 2 ? quoted : quoted.substring(0, LONGEST) + "\"...";
  }

  /** The index after a descriptor that begins here, with what is behind it; -1 if none does. */
  private static int afterDescriptor(String text, int at) {
    char before = at == 0 ? ' ' : text.charAt(at - 1);
    if (Character.isLetterOrDigit(before) || before == '_' || before == '-') {
      return -1;
    }
    int i = at;
    if (text.startsWith("AT_FDCWD", at)) {
      i += "AT_FDCWD".length();
    } else {
      while (i < text.length() && Character.isDigit(text.charAt(i))) {
        i++;
      }
    }
    if (i == at || i >= text.length() || text.charAt(i) != '<' || text.startsWith("<<", i)) {
      return -1;
    }
    ObservedDescriptor found = ObservedDescriptor.of(text.substring(at));
    return found == null ? -1 : i + found.target().length() + 2;
  }

  private static int afterString(String text, int at) {
    for (int i = at + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        return i + 1;
      }
    }
    return text.length();
  }
}
