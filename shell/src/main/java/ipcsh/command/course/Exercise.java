package ipcsh.command.course;

import ipcsh.command.Context;
import ipcsh.command.Lesson;
import ipcsh.command.SpellingSuggestion;
import ipcsh.handle.TextFile;
import ipcsh.handle.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * An exercise of the course: a file named {@code 04-end-of-file.groovy}.
 *
 * @param number its number in the course
 * @param name its subject, {@code end-of-file}
 * @param title its title
 * @param file the file, with the parts that {@link ExerciseText} describes
 */
public record Exercise(int number, String name, String title, Path file) {
  /** The exercises of this installation, in order; empty if there are no scripts. */
  public static List<Exercise> all(Context context) {
    String scripts = System.getProperty("ipcsh.scripts");
    return scripts == null
        ? List.of()
        : context.withOwnTable(() -> in(Path.of(scripts, "exercises")));
  }

  /** The exercises in a directory, in order; empty if it does not exist. */
  public static List<Exercise> in(Path directory) {
    return Lesson.in(directory).stream()
        .map(each -> new Exercise(each.number(), each.name(), each.title(), each.file()))
        .toList();
  }

  /**
   * The one denoted by {@code 3}, {@code 'end-of-file'} or {@code '04-end-of-file'}.
   *
   * @throws UsageException if there is none
   */
  public static Exercise find(String given, List<Exercise> all) {
    return all.stream()
        .filter(each -> each.script().isMeantBy(given))
        .findFirst()
        .orElseThrow(() -> new UsageException(unknown(given, all)));
  }

  private Lesson script() {
    return new Lesson(number, name, title, file);
  }

  private static String unknown(String given, List<Exercise> all) {
    if (all.isEmpty()) {
      return "exercise: there are no exercises in scripts/exercises of this shell";
    }
    String near = SpellingSuggestion.say(given, all.stream().map(Exercise::name).toList());
    return "exercise: expected the number or the name of an exercise, given "
        + given
        + (near.isEmpty() ? "; exercises lists them" : near);
  }

  /** Reads its parts; possible even if the session's descriptor table is full. */
  public ExerciseText read(Context context) {
    return context.withOwnTable(
        () -> {
          try {
            return ExerciseText.parse(file.getFileName().toString(), TextFile.read(file));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Override
  public String toString() {
    return String.format("%2d  %-48s %s", number, title, file.getFileName());
  }
}
