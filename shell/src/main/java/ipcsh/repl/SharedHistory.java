package ipcsh.repl;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.jline.reader.impl.history.DefaultHistory;

/**
 * The line reader's history, backed by a {@link HistoryFile}. If the file fails, it is not used any
 * more.
 */
final class SharedHistory extends DefaultHistory {
  private final HistoryFile file;
  private final List<String> typed = new ArrayList<>();
  private final IntSupplier size;

  /**
   * A history in the file {@code path}; only in memory if that is null.
   *
   * @param size the number of entries; with 0 none is written
   */
  SharedHistory(Path path, IntSupplier size) {
    this.size = size;
    file = path == null ? null : new HistoryFile(path);
  }

  @Override
  public void load() {
    if (file == null) {
      return;
    }
    try {
      Instant now = Instant.now();
      file.read().forEach(entry -> internalAdd(now, entry));
    } catch (IOException unreadable) {
      // the prompt works without it
    }
  }

  @Override
  public void add(Instant time, String line) {
    if (line.isBlank()) {
      return;
    }
    int before = last();
    boolean first = isEmpty();
    super.add(time, line);
    if (!line.startsWith(" ")) {
      typed.add(line);
    }
    if (file != null && size.getAsInt() > 0 && (first ? !isEmpty() : last() != before)) {
      try {
        file.append(line);
      } catch (IOException unwritable) {
        // the entry is kept in memory
      }
    }
  }

  /** The entries of this shell, oldest first. */
  List<String> typed() {
    return List.copyOf(typed);
  }

  @Override
  public void save() {
    // each entry is saved when it is added
  }
}
