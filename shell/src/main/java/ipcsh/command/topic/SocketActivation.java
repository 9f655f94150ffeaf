package ipcsh.command.topic;

import ipcsh.handle.DescriptorStore;
import ipcsh.handle.Fd;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Descriptors for a program as a service manager hands them over, {@code sd_listen_fds(3)}: from 3
 * up, their number in LISTEN_FDS, their names in LISTEN_FDNAMES, and for whom they are in
 * LISTEN_PID, which is known when the process exists: so a sh(1) writes its own number there and
 * then becomes the program.
 *
 * @param names of the descriptors, in their order
 * @param numbers those of this shell
 * @param stored how many of them, at the end, come from a store
 */
record SocketActivation(List<String> names, List<Integer> numbers, int stored) {
  /** SD_LISTEN_FDS_START. */
  private static final int FIRST = 3;

  /** The name of a descriptor without one. */
  private static final String UNNAMED = "unknown";

  /** What a shell adds to an environment that does not have it. */
  private static final List<String> SHELLS = List.of("PWD", "OLDPWD", "SHLVL", "_");

  /** Of what {@code listen:} was given: a map from names, a list, or a descriptor. */
  static SocketActivation of(Object given, ToIntFunction<Object> number) {
    Map<Object, Object> named = new LinkedHashMap<>();
    if (given instanceof Map<?, ?> map) {
      named.putAll(map);
      named.keySet().forEach(SocketActivation::expectName);
      return new SocketActivation(
          named.keySet().stream().map(String::valueOf).toList(),
          named.values().stream().map(one -> number.applyAsInt(one)).toList(),
          0);
    }
    if (given instanceof Collection<?> all) {
      List<Integer> numbers = new ArrayList<>();
      all.forEach(one -> numbers.add(number.applyAsInt(one)));
      return new SocketActivation(numbers.stream().map(one -> UNNAMED).toList(), numbers, 0);
    }
    if (given instanceof Fd || given instanceof Integer) {
      return new SocketActivation(List.of(UNNAMED), List.of(number.applyAsInt(given)), 0);
    }
    throw new IllegalArgumentException("listen: expected [name: descriptor], given " + given);
  }

  private static void expectName(Object key) {
    String name = String.valueOf(key);
    if (name.isEmpty() || !DescriptorStore.isName(name)) {
      throw new IllegalArgumentException(
          "listen: expected names of at most 255 printable characters without ':', given '"
              + name
              + "'");
    }
  }

  /** The same, and after them what is in a store. */
  SocketActivation and(DescriptorStore.Copies copies) {
    List<String> allNames = new ArrayList<>(names);
    allNames.addAll(copies.names());
    List<Integer> allNumbers = new ArrayList<>(numbers);
    allNumbers.addAll(copies.numbers());
    return new SocketActivation(allNames, allNumbers, copies.names().size());
  }

  /** Adds the descriptors to those that the program is given anyway. */
  void addTo(Map<Integer, Integer> descriptors) {
    for (int i = 0; i < numbers.size(); i++) {
      if (descriptors.put(FIRST + i, numbers.get(i)) != null) {
        throw new IllegalArgumentException(
            "fds: and "
                + (i < numbers.size() - stored ? "listen:" : "store:")
                + " both give the program a descriptor "
                + (FIRST + i));
      }
    }
  }

  /** Adds what can be known beforehand. */
  void announceIn(Map<String, String> environment) {
    environment.put("LISTEN_FDS", String.valueOf(numbers.size()));
    environment.put("LISTEN_FDNAMES", String.join(":", names));
    environment.remove("LISTEN_PID");
  }

  /** The command that says for whom they are and becomes the program. */
  List<String> running(List<String> words, Map<String, String> environment) {
    return afterScript("export LISTEN_PID=$$; ", words, environment);
  }

  /** The command that runs a line of sh(1) and then becomes the program. */
  static List<String> afterScript(
      String line, List<String> words, Map<String, String> environment) {
    StringBuilder script = new StringBuilder(line);
    SHELLS.stream()
        .filter(name -> !environment.containsKey(name))
        .forEach(name -> script.append("unset ").append(name).append("; "));
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", script + "exec \"$@\"", "sh"));
    command.addAll(words);
    return command;
  }
}
