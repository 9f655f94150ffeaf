package ipcsh.view;

import ipcsh.handle.LocalClock;
import ipcsh.handle.SelfPrinting;
import ipcsh.sys.text.Quoted;
import ipcsh.view.Table.Column;
import java.util.AbstractList;
import java.util.List;
import java.util.function.IntFunction;

/** The entries of a directory, a list of {@link FileEntry}. Prints as {@code ls -l} does. */
public final class FileTable extends AbstractList<FileEntry> implements SelfPrinting {
  private final List<FileEntry> entries;
  private final IntFunction<String> users;
  private final IntFunction<String> groups;

  public FileTable(List<FileEntry> entries, IntFunction<String> users, IntFunction<String> groups) {
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
    // numbers are right-aligned, names left-aligned
    List<Column<FileEntry>> columns =
        List.of(
            Column.of("type", entry -> letter(entry.getType()) + entry.getPerms()),
            Column.<FileEntry>of("links", entry -> String.valueOf(entry.getNlink())).number(),
            Column.of("user", entry -> users.apply(entry.getUid())),
            Column.of("group", entry -> groups.apply(entry.getGid())),
            Column.<FileEntry>of("size", entry -> String.valueOf(entry.getSize())).number(),
            Column.of("time", entry -> LocalClock.dateAndTime(entry.getMtime())),
            Column.of("name", FileTable::name));
    return Table.untitled(columns).text(entries, 0, false);
  }

  private static String name(FileEntry entry) {
    String target = entry.getTarget();
    return readable(entry.getName()) + (target == null ? "" : " -> " + readable(target));
  }

  private static String letter(String type) {
    return switch (type) {
      case "socket", "dir", "char", "block" -> type.substring(0, 1);
      case "fifo" -> "p";
      case "symlink" -> "l";
      default -> "-";
    };
  }

  /** A name without control characters. */
  private static String readable(String name) {
    return name.chars().anyMatch(Character::isISOControl) ? Quoted.text(name) : name;
  }
}
