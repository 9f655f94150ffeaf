package ipcsh.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Programs on the PATH. */
final class SystemPrograms {
  private SystemPrograms() {}

  /** The first of these that is found on the PATH; null if none is. */
  static Path find(String... names) {
    String directories = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    return Arrays.stream(names)
        .flatMap(
            name -> Arrays.stream(directories.split(File.pathSeparator)).map(f -> Path.of(f, name)))
        .filter(Files::isRegularFile)
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }
}
