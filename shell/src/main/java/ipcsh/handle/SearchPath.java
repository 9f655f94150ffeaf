package ipcsh.handle;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where {@code execvp(3)} of this shell looks for a program: the directories of PATH. */
public final class SearchPath {
  /** What the C library searches if the environment has no PATH. */
  private static final String WITHOUT = "/bin:/usr/bin";

  // the shell changes it by chdir(2), which Java does not notice
  private static final Path HERE = Path.of("/proc/self/cwd");

  private SearchPath() {}

  /** The directories, separated by colons; an empty one is the working directory. */
  public static String value() {
    return of(System.getenv());
  }

  /** The same in another environment. */
  public static String of(Map<String, String> environment) {
    return environment.getOrDefault("PATH", WITHOUT);
  }

  /**
   * The files that the name may stand for, in the order of the search.
   *
   * @param name the name of a program; with a slash it is the path of a file
   * @param here the working directory
   */
  public static List<Path> places(String name, Path here) {
    if (name.contains("/")) {
      return List.of(here.resolve(name));
    }
    return Arrays.stream(value().split(":", -1))
        .map(directory -> here.resolve(directory).resolve(name))
        .toList();
  }

  /** The program that would be executed, if there is one. */
  public static Optional<Path> find(String name, Path here) {
    return name.isEmpty()
        ? Optional.empty()
        : places(name, here).stream().filter(SearchPath::isProgram).findFirst();
  }

  /** Whether there is a program of this name. */
  public static boolean isInstalled(String name) {
    return find(name, HERE).isPresent();
  }

  private static boolean isProgram(Path place) {
    File file = place.toFile();
    return file.isFile() && file.canExecute();
  }
}
