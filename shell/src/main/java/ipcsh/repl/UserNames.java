package ipcsh.repl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jline.reader.Candidate;

/** Completion of user names, from passwd(5). */
final class UserNames {
  private static final Path PASSWD = Path.of("/etc/passwd");

  private UserNames() {}

  /**
   * Adds all of them.
   *
   * @param end closes the string after a name, or empty
   */
  static void add(String end, List<Candidate> candidates) {
    try {
      for (String line : Files.readAllLines(PASSWD, StandardCharsets.ISO_8859_1)) {
        String name = line.replaceFirst(":.*", "");
        candidates.add(new Candidate(name + end, name, null, null, null, null, false));
      }
    } catch (IOException cannotBeRead) {
      // no candidates
    }
  }
}
