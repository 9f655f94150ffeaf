package ipcsh.repl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.reader.Candidate;

/**
 * Completion of hosts for ssh, from the {@code Host} lines of ssh_config(5) that are no patterns.
 */
final class HostNames {
  private static final Pattern LINE = Pattern.compile("(?i)\\s*host[\\s=]+(.*)");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.:-]*");
  private static final int MOST = 1000;

  private HostNames() {}

  /**
   * Adds those of the user and of the machine.
   *
   * @param end closes the string after a name, or empty
   */
  static void add(String end, List<Candidate> candidates) {
    Set<String> names = new TreeSet<>();
    read(Path.of(System.getProperty("user.home"), ".ssh", "config"), names);
    read(Path.of("/etc/ssh/ssh_config"), names);
    for (String name : names) {
      candidates.add(new Candidate(name + end, name, null, null, null, null, false));
    }
  }

  /** Adds those of one file. */
  static void read(Path file, Set<String> names) {
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        Matcher host = LINE.matcher(line);
        if (host.matches()) {
          for (String name : host.group(1).replace("\"", "").strip().split("\\s+")) {
            if (NAME.matcher(name).matches() && names.size() < MOST) {
              names.add(name);
            }
          }
        }
      }
    } catch (IOException cannotBeRead) {
      // no candidates
    }
  }
}
