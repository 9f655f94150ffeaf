package ipcsh.repl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jline.reader.Candidate;

/** The users of this machine, as passwd(5) lists them. */
final class UserNames {
  private static final Path PASSWD = Path.of("/etc/passwd");

  private UserNames() {}

  /**
   * Adds all of them.
   *
   * @param end what closes the string behind a name, or nothing
   */
  static void add(String end, List<Candidate> candidates) {
    try {
      for (String line : Files.readAllLines(PASSWD, StandardCharsets.ISO_8859_1)) {
        String name = line.replaceFirst(":.*", "");
        candidates.add(new Candidate(name + end, name, null, null, null, null, false));
      }
    } catch (IOException cannotBeRead) {
      // then none can be offered
    }
  }
}
