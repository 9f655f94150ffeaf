package ipcsh.peer;

import ipcsh.handle.RoleHost;
import ipcsh.handle.User;
import ipcsh.sys.function.Programs.Start;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The command that starts another shell as a role: the java of this process, without the launcher.
 * The low numbers are held open on /dev/null while Java opens its own files, as the launcher does,
 * so that the role's descriptors are numbered from 3 too.
 */
final class RoleCommand {
  private static final String MAIN = "ipcsh.app.Main";

  /**
   * Options that are not copied: those set anew, and those that create the start-up cache, which
   * only one process may write.
   */
  private static final List<String> NOT_FOR_ROLES =
      List.of(
          "-Dipcsh.held=",
          "-Dipcsh.inherited=",
          "-XX:AOTCacheOutput=",
          "-Dipcsh.compiled=",
          "-XX:ArchiveClassesAtExit=");

  private static final int FIRST_HELD = 3;
  private static final int HELD_END = 64;

  /**
   * The additional descriptors of a role of another user: its control socket, and paths to its
   * files.
   */
  private static final int CONTROL = HELD_END;

  /** The number of the first of these path descriptors. */
  static final int WAYS = CONTROL + 1;

  private static final String NATIVE = "-Djffi.boot.library.path=";
  private static final String MODULES = "lib/modules";
  private static final String MACHINE = "lib/server/libjvm.so";

  private RoleCommand() {}

  /** Starts a role with this name, with these descriptors as 0, 1 and 2. */
  static Start of(
      String name,
      List<String> options,
      Map<String, String> environment,
      String directory,
      int link,
      int output) {
    return new Start(
        words(name, options), lines(environment), directory, descriptors(link, output));
  }

  /**
   * The same as another user, with a control socket lent by this shell.
   *
   * @throws IllegalArgumentException if that user cannot read what a shell needs
   */
  static Start as(
      User user,
      UserPathAccess reach,
      String name,
      List<String> options,
      Map<String, String> environment,
      String directory,
      int link,
      int output,
      int control,
      Path here) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of(RoleOptions.CONTROL, String.valueOf(CONTROL)));
    List<String> words = reachable(words(name, all), user, reach);
    Map<Integer, Integer> descriptors = descriptors(link, output);
    descriptors.put(CONTROL, control);
    descriptors.putAll(reach.descriptors());
    boolean stays = directory != null || reach.mayWorkIn(here);
    return new Start(user.running(words), lines(environment), stays ? directory : "/", descriptors);
  }

  /**
   * The same in other surroundings; null for those of this shell. The descriptors that the command
   * in front needs have numbers that the role closes when it has started.
   */
  static Start on(RoleHost host, Start start) {
    if (host == null) {
      return start;
    }
    Map<Integer, Integer> descriptors = new TreeMap<>(start.descriptors());
    List<Integer> numbers = new ArrayList<>();
    for (int ours : host.descriptors()) {
      int number = HELD_END - 1 - numbers.size();
      numbers.add(number);
      descriptors.put(number, ours);
    }
    return new Start(
        host.running(start.command(), numbers),
        start.environment(),
        start.directory(),
        descriptors);
  }

  private static List<String> words(String name, List<String> options) {
    List<String> words = java();
    words.addAll(options);
    words.addAll(List.of(RoleOptions.ROLE, name));
    return words;
  }

  private static List<String> lines(Map<String, String> environment) {
    List<String> lines = new ArrayList<>();
    environment.forEach((key, value) -> lines.add(key + "=" + value));
    return lines;
  }

  private static Map<Integer, Integer> descriptors(int link, int output) {
    Map<Integer, Integer> descriptors = new TreeMap<>(Map.of(0, link, 1, output, 2, output));
    for (int held = FIRST_HELD; held < HELD_END; held++) {
      descriptors.put(held, Start.NULL_DEVICE);
    }
    return descriptors;
  }

  /** The arguments, with paths replaced by those that the user can reach. */
  private static List<String> reachable(List<String> words, User user, UserPathAccess reach) {
    Path java = Path.of(words.get(0));
    Path home = java.getParent().getParent();
    for (Path needed : List.of(java, home.resolve(MODULES), home.resolve(MACHINE))) {
      // Java determines its home from its own path, so that must be readable directly
      expectReadable(needed.toString(), user, reach.obstacle(needed.toString()));
    }
    List<String> reached = new ArrayList<>();
    String before = "";
    for (String word : words) {
      int value = word.indexOf("=/") + 1;
      String path = value == 0 ? null : reach.path(word.substring(value));
      if (before.equals("-cp")) {
        reached.add(needed(word, user, reach));
      } else if (word.startsWith(NATIVE)) {
        reached.add(NATIVE + needed(word.substring(NATIVE.length()), user, reach));
      } else if (before.equals(RoleOptions.PLUGIN)) {
        // an unreadable plugin is reported by the role itself
        String plugin = reach.path(word);
        reached.add(plugin == null ? word : plugin);
      } else if (path != null) {
        reached.add(word.substring(0, value) + path);
      } else if (value == 0 || !word.startsWith("-XX:")) {
        // an unreadable start-up cache is omitted
        reached.add(word);
      }
      before = word;
    }
    if (!jar(reached).equals(jar(words))) {
      // the cache is valid only for a jar with this name
      reached.removeIf(word -> word.startsWith("-XX:") && word.contains("=/"));
    }
    return reached;
  }

  private static String jar(List<String> words) {
    String paths = words.get(words.indexOf("-cp") + 1);
    return Path.of(paths.split(File.pathSeparator)[0]).getFileName().toString();
  }

  private static String needed(String paths, User user, UserPathAccess reach) {
    return Stream.of(paths.split(File.pathSeparator))
        .map(
            each -> {
              String path = reach.path(each);
              expectReadable(each, user, path == null ? reach.closed(each) : null);
              return path;
            })
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static void expectReadable(String file, User user, String obstacle) {
    if (obstacle != null) {
      throw new IllegalArgumentException(
          "user: " + user + " cannot read " + file + ", which a shell requires: " + obstacle);
    }
  }

  /** The java command and its options, up to the main class. */
  private static List<String> java() {
    List<String> running = commandLine();
    int main = running.indexOf(MAIN);
    List<String> words =
        main > 0 ? new ArrayList<>(running.subList(0, main)) : elsewhere(running.get(0));
    words.removeIf(word -> NOT_FOR_ROLES.stream().anyMatch(word::startsWith));
    int afterJava = 1;
    words.add(
        afterJava,
        IntStream.range(FIRST_HELD, HELD_END)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(",", "-Dipcsh.held=", "")));
    words.add(afterJava, "-Dipcsh.inherited=0,1,2");
    words.add(MAIN);
    return words;
  }

  /** The command if this shell is embedded in another program. */
  private static List<String> elsewhere(String java) {
    return new ArrayList<>(
        List.of(
            java,
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-cp",
            System.getProperty("java.class.path")));
  }

  private static List<String> commandLine() {
    try {
      String all = Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.UTF_8);
      List<String> words = new ArrayList<>(List.of(all.split("\0")));
      // argv[0] need not be a path
      words.set(0, Files.readSymbolicLink(Path.of("/proc/self/exe")).toString());
      return words;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
