package ipcsh.scenario;

import ipcsh.command.model.RoleKind;
import ipcsh.language.saving.SavedEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Merges the entries of several shells to one scenario, with a role for each shell, in the order in
 * which they began. A call that was still blocked while another shell continued is started in the
 * background, and waited for where it ended.
 */
final class JournalMerge {
  private final List<String> lines;
  private final Map<String, String> roles = new HashMap<>();
  private final List<Item> open = new ArrayList<>();
  private final List<String> block = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();
  private String current;

  /** An entry of a role. */
  private static final class Item {
    final String role;
    final SavedEntry piece;
    String pending;

    Item(String role, SavedEntry piece) {
      this.role = role;
      this.piece = piece;
    }

    boolean spans(Item other) {
      return !other.role.equals(role)
          && other.piece.begin() > piece.begin()
          && (piece.end() == 0 || other.piece.begin() < piece.end());
    }

    boolean endedBefore(Item other) {
      return piece.end() != 0 && piece.end() <= other.piece.begin();
    }
  }

  private JournalMerge(String title) {
    lines = new ArrayList<>(Script.header("Several shells", title));
  }

  /** The scenario of shells, by their names. */
  static String of(String title, Map<String, List<SavedEntry>> shells) {
    JournalMerge merge = new JournalMerge(title);
    List<Item> items = new ArrayList<>();
    shells.forEach(
        (name, pieces) -> {
          String role = merge.role(name);
          merge.lines.add(role + " = " + RoleKind.SHELL.command() + " " + quoted(name));
          pieces.forEach(piece -> items.add(new Item(role, piece)));
        });
    merge.lines.add("");
    items.sort(Comparator.comparingLong(item -> item.piece.begin()));
    for (Item item : items) {
      merge.add(item, items);
    }
    merge.rest();
    return String.join("\n", merge.lines) + "\n";
  }

  private static String quoted(String name) {
    return "'" + name.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /** The variable of a shell: its name, converted to an identifier. */
  private String role(String name) {
    String base = name.replaceAll("\\W", "_");
    base = base.matches("[A-Za-z].*") ? base : "shell_" + base;
    base = base.equals(RoleKind.SHELL.command()) ? "shell_" : base;
    String role = base;
    for (int i = 2; !taken.add(role); i++) {
      role = base + "_" + i;
    }
    return role;
  }

  private void add(Item item, List<Item> all) {
    open.stream()
        .filter(started -> started.endedBefore(item) || started.role.equals(item.role))
        .sorted(Comparator.comparingLong(started -> started.piece.end()))
        .toList()
        .forEach(this::await);
    if (all.stream().anyMatch(item::spans)) {
      start(item);
    } else {
      into(item.role, item.piece.lines());
    }
  }

  private void start(Item item) {
    if (!item.piece.before().isEmpty()) {
      into(item.role, item.piece.before());
    }
    close();
    String base = item.role + "_waits";
    String name = base;
    for (int i = 2; !taken.add(name); i++) {
      name = base + "_" + i;
    }
    item.pending = name;
    String text = item.piece.text();
    if (text.contains("\n") || text.contains("//")) {
      lines.add(name + " = " + item.role + ".start {");
      lines.add(indented(text));
      lines.add("}");
    } else {
      lines.add(name + " = " + item.role + ".start { " + text + " }");
    }
    open.add(item);
  }

  private void await(Item item) {
    open.remove(item);
    close();
    lines.add(item.pending + ".get()");
    if (!item.piece.after().isEmpty()) {
      into(item.role, item.piece.after());
    }
  }

  private void into(String role, List<String> entries) {
    if (!role.equals(current)) {
      close();
      current = role;
    }
    block.addAll(entries);
  }

  private void close() {
    if (!block.isEmpty()) {
      lines.add(current + " {");
      block.forEach(entry -> lines.add(indented(entry)));
      lines.add("}");
      block.clear();
    }
    current = null;
  }

  /**
   * Indents an entry; the lines of a multi-line text are unchanged, since their blanks are
   * significant.
   */
  private static String indented(String entry) {
    boolean keep = entry.contains("'''") || entry.contains("\"\"\"");
    return keep ? entry : entry.indent(4).stripTrailing();
  }

  /**
   * Waits for blocks that ended after the last entry; a block that never ended is left to the end
   * of its role.
   */
  private void rest() {
    open.stream()
        .filter(item -> item.piece.end() != 0)
        .sorted(Comparator.comparingLong(item -> item.piece.end()))
        .toList()
        .forEach(this::await);
    close();
  }
}
