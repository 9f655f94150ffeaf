package ipcsh.repl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of a prompt, in which some letters after % stand for something. */
final class PromptText {
  private PromptText() {}

  /**
   * The text.
   *
   * @param pattern contains %n for the name, %j for the jobs, %p for the process ID, %w for the
   *     working directory and %% for a percent sign; others stay
   * @param jobs the number of running jobs
   */
  static String of(String pattern, String name, long jobs) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c != '%' || i + 1 == pattern.length()) {
        text.append(c);
        continue;
      }
      char letter = pattern.charAt(++i);
      switch (letter) {
        case 'n' -> text.append(name);
        case 'j' -> text.append(jobs == 0 ? "" : " [" + jobs + "]");
        case 'p' -> text.append(ProcessHandle.current().pid());
        case 'w' -> text.append(directory());
        case '%' -> text.append('%');
        default -> text.append('%').append(letter);
      }
    }
    return text.toString();
  }

  /** The working directory of the process, which chdir(2) changes; below the home with ~. */
  private static String directory() {
    String home = System.getenv().getOrDefault("HOME", "");
    try {
      String path = Files.readSymbolicLink(Path.of("/proc/self/cwd")).toString();
      boolean below = home.length() > 1 && (path.equals(home) || path.startsWith(home + "/"));
      return below ? "~" + path.substring(home.length()) : path;
    } catch (IOException unknown) {
      return "?";
    }
  }
}
