package ipcsh.command;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A lesson of the course: a script named {@code 16-udp.groovy}.
 *
 * @param number its number in the course
 * @param name its subject, {@code udp}
 * @param title its title
 * @param file the script
 */
public record Lesson(int number, String name, String title, Path file) {
  private static final Pattern FILE = Pattern.compile("(\\d+)-(.+)\\.groovy");
  private static final Pattern TITLE = Pattern.compile("title\\s*\\(?\\s*(['\"])(.*)\\1\\)?");

  /** The lessons of this installation, in order; empty if there are no scripts. */
  public static List<Lesson> course(Context context) {
    String scripts = System.getProperty("ipcsh.scripts");
    return scripts == null
        ? List.of()
        : context.withOwnTable(() -> in(Path.of(scripts, "lessons")));
  }

  /** The lessons in a directory, in order; empty if it does not exist. */
  public static List<Lesson> in(Path directory) {
    File[] files = directory.toFile().listFiles();
    return files == null
        ? List.of()
        : Arrays.stream(files).sorted().map(Lesson::of).filter(Objects::nonNull).toList();
  }

  private static Lesson of(File file) {
    Matcher match = FILE.matcher(file.getName());
    return match.matches()
        ? new Lesson(Integer.parseInt(match.group(1)), match.group(2), title(file), file.toPath())
        : null;
  }

  private static String title(File file) {
    try (BufferedReader in = new BufferedReader(new FileReader(file, StandardCharsets.UTF_8))) {
      return in.lines()
          .map(TITLE::matcher)
          .filter(Matcher::matches)
          .map(match -> match.group(2))
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it is denoted by {@code 3}, {@code 'udp'} or {@code '16-udp'}. */
  public boolean isMeantBy(String given) {
    return given.equalsIgnoreCase(name)
        || given.equals(String.valueOf(number))
        || given.equals(file.getFileName().toString().replace(".groovy", ""));
  }

  @Override
  public String toString() {
    return String.format("%2d  %-48s %s", number, title, file.getFileName());
  }
}
