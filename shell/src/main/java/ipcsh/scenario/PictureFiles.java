package ipcsh.scenario;

import ipcsh.command.Drawing;
import ipcsh.draw.Renderable;
import ipcsh.handle.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The pictures that draw and sequence show in a scenario, stored as SVG beside it: {@code
 * pictures/27-looking.1.svg}.
 */
public final class PictureFiles {
  /** An entry whose value is a picture. */
  private static final Pattern DRAWS =
      Pattern.compile("(?:\\w+ *= *)?(?:draw|sequence)\\b(?! *\\(? *(?:on|off)\\b)(?s:.*)");

  private PictureFiles() {}

  /** Whether the value of an entry is a picture. */
  public static boolean isPicture(String entry) {
    return DRAWS.matcher(entry.strip()).matches();
  }

  /** The stored pictures of a scenario, in order. */
  public static List<Path> of(Path scenario) {
    List<Path> all = new ArrayList<>();
    while (Files.isRegularFile(file(scenario, all.size() + 1))) {
      all.add(file(scenario, all.size() + 1));
    }
    return all;
  }

  private static Path file(Path scenario, int number) {
    String base = scenario.getFileName().toString().replaceFirst("\\.groovy$", "");
    return scenario.resolveSibling("pictures").resolve(base + "." + number + ".svg");
  }

  /** The picture that a value is, or null. */
  public static Renderable picture(Object value) {
    return value instanceof Drawing drawing ? drawing.sketch() : null;
  }

  /**
   * Stores pictures in place of those that are stored.
   *
   * @param stable replaces what differs from run to run in a text
   */
  public static void write(Path scenario, List<Renderable> pictures, UnaryOperator<String> stable)
      throws IOException {
    List<Path> before = of(scenario);
    for (Path old : before.subList(Math.min(before.size(), pictures.size()), before.size())) {
      Files.delete(old);
    }
    for (int i = 0; i < pictures.size(); i++) {
      Path file = file(scenario, i + 1);
      Files.createDirectories(file.getParent());
      WholeFile.write(file, stable.apply(pictures.get(i).svg()));
    }
  }
}
