package ipcsh.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class paths of the third-party libraries to compare with, whose jars are not part of ipcsh.
 */
final class ForeignJars {
  private final Map<Side, String> classPaths = new EnumMap<>(Side.class);

  /** Whether a side is a library whose jars the user has to name. */
  static boolean isForeign(Side side) {
    return side == Side.JUNIXSOCKET || side == Side.JNR_UNIXSOCKET;
  }

  /** Adds a library, given by its class path or directory; null if it is not given. */
  ForeignJars with(Side side, String given) throws IOException {
    if (given != null) {
      classPaths.put(side, classPath(given));
    }
    return this;
  }

  boolean has(Side side) {
    return classPaths.containsKey(side);
  }

  String of(Side side) {
    return classPaths.get(side);
  }

  /**
   * The class path that a text stands for: the text itself, or all jars below the directory that it
   * names.
   *
   * @throws IllegalArgumentException if there is no jar
   */
  static String classPath(String given) throws IOException {
    Path directory = Path.of(given);
    String jars = Files.isDirectory(directory) ? below(directory) : given;
    for (String jar : jars.split(File.pathSeparator)) {
      if (!Files.isRegularFile(Path.of(jar))) {
        throw new IllegalArgumentException(
            "expected a class path of jars, or a directory that contains jars, given " + given);
      }
    }
    return jars;
  }

  private static String below(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      List<Path> jars = all.filter(path -> path.toString().endsWith(".jar")).sorted().toList();
      return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
  }
}
