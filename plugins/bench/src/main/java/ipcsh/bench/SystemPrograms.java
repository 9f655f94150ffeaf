package ipcsh.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Programs of the system. */
final class SystemPrograms {
  private SystemPrograms() {}

  /** The first of these that is on the PATH; null where none is. */
  static Path find(String... names) {
    String folders = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    return Arrays.stream(names)
        .flatMap(
            name -> Arrays.stream(folders.split(File.pathSeparator)).map(f -> Path.of(f, name)))
        .filter(Files::isRegularFile)
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }
}
