package ipcsh.repl;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a new user can type, shown above the first prompt once a day at most. The file {@code
 * greeted} of the state directory has the time; where it cannot be written, nobody is greeted.
 */
final class Greeting {
  static final List<String> LINES =
      List.of(
          "lesson 1 begins the course, exercise 1 gives you something to do",
          "help shows what there is, help 'deadlock' finds it by any word; Tab completes",
          "draw shows what is open, why explains what waits");

  private static final long A_DAY = TimeUnit.DAYS.toMillis(1);

  private Greeting() {}

  /**
   * The lines to be shown now: none if they were shown within a day.
   *
   * @param state the state directory, or null
   */
  static List<String> now(Path state) {
    if (state == null) {
      return List.of();
    }
    File file = new File(state.toFile(), "greeted");
    long now = System.currentTimeMillis();
    long age = now - file.lastModified();
    if (age >= 0 && age < A_DAY) {
      return List.of();
    }
    try {
      boolean noted =
          file.exists() ? file.setLastModified(now) : made(state.toFile()) && file.createNewFile();
      return noted ? LINES : List.of();
    } catch (IOException | SecurityException notKept) {
      return List.of();
    }
  }

  private static boolean made(File directory) {
    return directory.isDirectory() || directory.mkdirs();
  }
}
