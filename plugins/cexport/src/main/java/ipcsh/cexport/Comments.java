package ipcsh.cexport;

import ipcsh.sys.text.SourceColumns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.ASTNode;

/** The comments of a text, and its source by position. */
final class Comments {
  private static final int WIDTH = 88;

  private final List<String> lines;
  private final Map<String, Scope> scopes = new HashMap<>();
  private final Set<Integer> given = new HashSet<>();
  private int header;

  Comments(String text) {
    lines = text.lines().toList();
    while (header < lines.size() && (isComment(header) || lines.get(header).startsWith("#!"))) {
      header++;
    }
  }

  /** Starts a new pass over the text. */
  void begin() {
    given.clear();
  }

  /** The scope of a role, the same in each pass. */
  Scope scope(String role, Scope otherwise) {
    return scopes.computeIfAbsent(role, name -> otherwise);
  }

  Map<String, Scope> scopes() {
    return scopes;
  }

  private boolean isComment(int line) {
    return lines.get(line).stripLeading().startsWith("//");
  }

  /** The comment at the top of the file. */
  List<String> header() {
    return lines.subList(0, header).stream()
        .filter(line -> line.startsWith("//"))
        .map(line -> line.substring(2).strip())
        .toList();
  }

  /** The comment lines directly above a line, joined. */
  List<String> before(int number) {
    List<String> found = new ArrayList<>();
    for (int i = number - 2; i >= header && isComment(i); i--) {
      if (!given.add(i)) {
        break;
      }
      found.add(0, lines.get(i).stripLeading().substring(2).strip());
    }
    return found.isEmpty() ? List.of() : List.of(String.join(" ", found));
  }

  /** The source text of a node. */
  String source(ASTNode node) {
    int line = node.getLineNumber() - 1;
    if (node.getLineNumber() != node.getLastLineNumber()) {
      return "...";
    }
    String text = lines.get(line);
    int end = Math.min(text.length(), SourceColumns.index(text, node.getLastColumnNumber()));
    int start = Math.min(end, SourceColumns.index(text, node.getColumnNumber()));
    String written = text.substring(start, end).strip();
    return written.length() > 1 && written.startsWith("\"")
        ? written.substring(1, written.length() - 1)
        : written;
  }

  /** A C comment, wrapped to a fixed width. */
  List<String> wrap(String text) {
    List<String> out = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : Quote.comment(text).split("\\s+")) {
      if (line.length() + word.length() + 1 > WIDTH) {
        out.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    out.add(line.toString());
    if (text.isEmpty()) {
      return List.of();
    }
    List<String> comment = new ArrayList<>();
    for (int i = 0; i < out.size(); i++) {
      comment.add((i == 0 ? "/* " : " * ") + out.get(i) + (i == out.size() - 1 ? " */" : ""));
    }
    return comment;
  }
}
