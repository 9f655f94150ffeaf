package ipcsh.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A line on a terminal that says how far the benchmark is; nothing if there is no terminal. */
final class ProgressLine {
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  /** To the beginning of the line, and clear it. */
  private static final String AGAIN = "\r\033[K";

  private final boolean isShown;
  private boolean isDirty;

  private ProgressLine(boolean isShown) {
    this.isShown = isShown;
  }

  /** A line on standard error, if that is a terminal. */
  static ProgressLine onStandardError() {
    try {
      String name = Files.readSymbolicLink(STANDARD_ERROR).toString();
      return new ProgressLine(name.startsWith("/dev/pts/") || name.startsWith("/dev/tty"));
    } catch (IOException e) {
      return new ProgressLine(false);
    }
  }

  /** Replaces the line. */
  void show(String text) {
    if (isShown) {
      isDirty = true;
      System.err.print(AGAIN + text);
      System.err.flush();
    }
  }

  /** Removes it. */
  void clear() {
    if (isDirty) {
      isDirty = false;
      System.err.print(AGAIN);
      System.err.flush();
    }
  }
}
