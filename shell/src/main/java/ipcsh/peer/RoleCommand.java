package ipcsh.peer;

import ipcsh.sys.Programs.Start;
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

/**
 * The command that starts another shell as a role: java as it runs here, without the launcher's
 * detour. The low numbers are held on /dev/null while Java opens its own files, as the launcher
 * does it, so that the role's descriptors count from 3 too.
 */
final class RoleCommand {
  private static final String MAIN = "ipcsh.Main";

  /** What is said anew, and what makes the start-up cache: one process alone writes that. */
  private static final List<String> NOT_FOR_ROLES =
      List.of(
          "-Dipcsh.held=",
          "-Dipcsh.inherited=",
          "-XX:AOTCacheOutput=",
          "-XX:ArchiveClassesAtExit=");

  private static final int FIRST_HELD = 3;
  private static final int HELD_END = 64;

  private RoleCommand() {}

  /** Starts a role of that name, with the descriptors it is given for 0, 1 and 2. */
  static Start of(String name, List<String> options, String folder, int link, int output) {
    List<String> words = java();
    words.addAll(options);
    words.addAll(List.of("--role", name));
    Map<Integer, Integer> descriptors = new TreeMap<>(Map.of(0, link, 1, output, 2, output));
    for (int held = FIRST_HELD; held < HELD_END; held++) {
      descriptors.put(held, Start.NULL_DEVICE);
    }
    List<String> environment = new ArrayList<>();
    System.getenv().forEach((key, value) -> environment.add(key + "=" + value));
    return new Start(words, environment, folder, descriptors);
  }

  /** Java and its options, up to the main class. */
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

  /** Where this shell is part of another program. */
  private static List<String> elsewhere(String java) {
    return new ArrayList<>(
        List.of(java, "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
  }

  private static List<String> commandLine() {
    try {
      String all = Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.UTF_8);
      List<String> words = new ArrayList<>(List.of(all.split("\0")));
      // the name by which it was called need not be a path
      words.set(0, Files.readSymbolicLink(Path.of("/proc/self/exe")).toString());
      return words;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
