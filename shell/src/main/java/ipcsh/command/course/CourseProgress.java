package ipcsh.command.course;

import ipcsh.command.Context;
import ipcsh.handle.TextFile;
import ipcsh.handle.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a user has done of the course, kept in the file {@code course} of the prompt's state
 * directory, a line for each lesson and exercise: {@code lesson 12-pipe: 7 of 20}. Without a
 * prompt, or where the file cannot be read or written, nothing is kept.
 */
public final class CourseProgress {
  /** What is kept of something that was done to its end. */
  public static final String DONE = "done";

  private static final Pattern LINE =
      Pattern.compile("((?:lesson|exercise) [\\w.-]{1,80}): (done|\\d{1,5} of \\d{1,5})");

  private final Context context;

  /** The progress of the user of this session. */
  public CourseProgress(Context context) {
    this.context = context;
  }

  /** What is kept, {@code "lesson 12-pipe" -> "7 of 20"}; empty if nothing is. */
  public Map<String, String> all() {
    Path file = file();
    return file == null ? Map.of() : context.withOwnTable(() -> read(file));
  }

  private Path file() {
    Path state = context.host().stateDirectory();
    return state == null ? null : state.resolve("course");
  }

  private static Map<String, String> read(Path file) {
    Map<String, String> kept = new TreeMap<>();
    try {
      if (Files.isRegularFile(file)) {
        for (String line : TextFile.read(file).lines().toList()) {
          Matcher match = LINE.matcher(line);
          if (match.matches()) {
            kept.put(match.group(1), match.group(2));
          }
        }
      }
    } catch (IOException unreadable) {
      // then nothing is known
    }
    return kept;
  }

  /**
   * Keeps how far something was done; what was done to its end stays so.
   *
   * @param what {@code lesson 12-pipe}
   * @param howFar {@link #DONE}, or {@code 7 of 20}
   */
  public void keep(String what, String howFar) {
    Path file = file();
    if (file != null) {
      context.withOwnTable(
          () -> {
            write(file, what, howFar);
            return null;
          });
    }
  }

  private static void write(Path file, String what, String howFar) {
    Map<String, String> kept = read(file);
    if (howFar.equals(kept.get(what)) || DONE.equals(kept.get(what))) {
      return;
    }
    kept.put(what, howFar);
    StringBuilder text = new StringBuilder();
    kept.forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    try {
      Files.createDirectories(file.getParent());
      WholeFile.write(file, text.toString());
    } catch (IOException notKept) {
      // it is only a convenience
    }
  }
}
