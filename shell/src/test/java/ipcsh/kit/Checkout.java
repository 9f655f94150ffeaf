package ipcsh.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The directories of the checkout, for the tests of any module. */
public final class Checkout {
  private static final String LAUNCHER = "shell/ipcsh";
  private static final Path ROOT = root();
  private static final Pattern EXPLAINS = Pattern.compile("\\bexplain *\\{");

  private Checkout() {}

  private static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve(LAUNCHER))) {
      directory = directory.getParent();
      if (directory == null) {
        throw new IllegalStateException("tests run in a checkout, or below it");
      }
    }
    return directory;
  }

  /** A file by its path from the root. */
  public static Path file(String path) {
    return ROOT.resolve(path);
  }

  /** The program that tests start. */
  public static Path launcher() {
    Tools.needs(Files.exists(file("shell/target/ipcsh.jar")), "the program is not packaged");
    return file(LAUNCHER);
  }

  /**
   * Whether a script explains lines: their C comes from the plugin cexport, which is built after
   * the shell, so its module tests such scripts.
   */
  public static boolean explains(Path script) {
    try {
      return EXPLAINS.matcher(Files.readString(script)).find();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
