package ipcsh.command;

import ipcsh.handle.HelperProgram;
import ipcsh.handle.UsageException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The system's man pages. */
public final class ManPage {
  private static final Pattern PAGE = Pattern.compile("([\\w.+-]+)(?:\\((\\w+)\\))?");

  private ManPage() {}

  /**
   * The text of a page such as {@code recv(2)}, or null if it is not installed.
   *
   * @param columns the width of its lines; 0 for the default of man(1)
   */
  public static String read(String page, int columns) {
    Matcher parts = PAGE.matcher(page);
    if (!parts.matches() || page.startsWith("-")) {
      return null;
    }
    List<String> command =
        parts.group(2) == null
            ? List.of("man", parts.group(1))
            : List.of("man", parts.group(2), parts.group(1));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("MANPAGER", "cat");
    if (columns > 0) {
      builder.environment().put("MANWIDTH", String.valueOf(columns));
    }
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    try {
      Process process = HelperProgram.start(builder);
      String text;
      try (InputStream out = process.getInputStream()) {
        text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      }
      return process.waitFor() == 0 && !text.isBlank() ? text.stripTrailing() : null;
    } catch (HelperProgram.NoRoom e) {
      throw new UsageException("man: " + e.getMessage());
    } catch (IOException notInstalled) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
