package ipcsh.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The directories of plugins. */
final class PluginPath {
  private PluginPath() {}

  /** The directory installed with the shell, or null. */
  static Path shipped() {
    String directory = System.getProperty("ipcsh.plugins");
    return directory == null ? null : Path.of(directory);
  }

  /** The user's directory, {@code ~/.config/ipcsh/plugins}. */
  static Path user() {
    return user(System.getenv());
  }

  static Path user(Map<String, String> environment) {
    return UserDirectory.of(environment).resolve("plugins");
  }

  /**
   * Checks that code in a directory may be run without being named explicitly: if root has the home
   * directory of another user ({@code sudo -E}), the code in it belongs to that user.
   */
  static void checkOwner(Path directory) throws IOException {
    if (directory == null || !Files.isDirectory(directory)) {
      return;
    }
    Integer owner = UserDirectory.otherOwner(directory);
    if (owner != null) {
      throw new IOException(
          "belongs to user "
              + owner
              + ", whose code root runs only if it is named: --plugin "
              + directory);
    }
  }

  static boolean isGroovy(Path file) {
    return file.toString().endsWith(".groovy");
  }

  /**
   * The plugins in a directory by name: its jars and Groovy files, and the jars built by modules in
   * it, {@code NAME/target/NAME.jar}. Empty if the directory does not exist.
   */
  static List<Path> plugins(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> Files.isDirectory(file) ? built(file) : file)
          .filter(file -> isGroovy(file) || file.toString().endsWith(".jar"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  /** The jars among them. */
  static List<Path> jars(Path directory) throws IOException {
    return plugins(directory).stream().filter(file -> !isGroovy(file)).toList();
  }

  private static Path built(Path module) {
    return module.resolve("target").resolve(module.getFileName() + ".jar");
  }
}
