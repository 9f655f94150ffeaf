package ipcsh.command;

import ipcsh.sys.Quoted;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/** The names in a folder, a list of {@link FileEntry}. Prints as {@code ls -l} does. */
public final class FileTable extends AbstractList<FileEntry> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

  private static final int COLUMNS = 6;

  private final List<FileEntry> entries;
  private final IntFunction<String> users;
  private final IntFunction<String> groups;

  FileTable(List<FileEntry> entries, IntFunction<String> users, IntFunction<String> groups) {
    this.entries = List.copyOf(entries);
    this.users = users;
    this.groups = groups;
  }

  @Override
  public FileEntry get(int index) {
    return entries.get(index);
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public String toString() {
    if (isEmpty()) {
      return "an empty directory";
    }
    List<List<String>> rows = entries.stream().map(this::cells).toList();
    int[] widths = new int[COLUMNS];
    for (List<String> row : rows) {
      for (int i = 0; i < COLUMNS; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < COLUMNS; i++) {
        // numbers end below each other, names begin so
        boolean number = i == 1 || i == 4;
        String format = "%" + (number ? "" : "-") + widths[i] + "s ";
        line.append(String.format(format, row.get(i)));
      }
      lines.add(line.append(row.get(COLUMNS)).toString());
    }
    return String.join("\n", lines);
  }

  private List<String> cells(FileEntry entry) {
    Instant time = entry.getMtime();
    String target = entry.getTarget();
    return List.of(
        letter(entry.getType()) + entry.getPerms(),
        String.valueOf(entry.getNlink()),
        users.apply(entry.getUid()),
        groups.apply(entry.getGid()),
        String.valueOf(entry.getSize()),
        TIME.format(time),
        readable(entry.getName()) + (target == null ? "" : " -> " + readable(target)));
  }

  private static String letter(String type) {
    return switch (type) {
      case "socket", "dir", "char", "block" -> type.substring(0, 1);
      case "fifo" -> "p";
      case "symlink" -> "l";
      default -> "-";
    };
  }

  /** A name with nothing in it that would steer the terminal. */
  private static String readable(String name) {
    return name.chars().anyMatch(Character::isISOControl) ? Quoted.text(name) : name;
  }
}
