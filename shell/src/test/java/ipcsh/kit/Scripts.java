package ipcsh.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The scripts of the distribution. */
public final class Scripts {
  private static final String NEEDS = "Needs plugins/";
  private static final Pattern PROGRAM = Pattern.compile("Needs ([a-z-]+)\\(1\\)");

  private Scripts() {}

  /**
   * The names of the scripts in a directory that run in the shell alone. One that needs a plugin
   * says so in a comment ({@code // ... Needs plugins/channels.}), and is run by the tests of that
   * plugin.
   */
  public static List<String> ofTheShell(Path directory) {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(path -> path.toString().endsWith(".groovy") && !needsPlugin(path))
          .map(path -> path.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it says that it needs a plugin. */
  public static boolean needsPlugin(Path script) {
    return says(script, NEEDS);
  }

  /** Skips the test if the script says that it needs network namespaces, and there are none. */
  public static void needNetworkOf(Path script) {
    if (says(script, "Needs network namespaces")) {
      Tools.needNetwork();
    }
  }

  /**
   * Skips the test if a program is missing that the script says it needs: {@code // ... Needs
   * systemd-notify(1).}
   */
  public static void needProgramsOf(Path script) {
    try (Stream<String> lines = Files.lines(script)) {
      lines
          .filter(line -> line.startsWith("//"))
          .flatMap(line -> PROGRAM.matcher(line).results())
          .forEach(found -> Tools.need(found.group(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean says(Path script, String what) {
    try (Stream<String> lines = Files.lines(script)) {
      return lines.anyMatch(line -> line.startsWith("//") && line.contains(what));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
