package ipcsh.observe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The queues, sets of semaphores and segments of System V that exist, as {@code msg 65538}. */
public final class SystemVObjects {
  private static final Path LISTS = Path.of("/proc/sysvipc");

  private SystemVObjects() {}

  /** Those that exist now; null if the system does not tell. */
  public static Set<String> now() {
    Set<String> all = new HashSet<>();
    try {
      for (String kind : List.of("msg", "sem", "shm")) {
        for (String line : Files.readAllLines(LISTS.resolve(kind))) {
          String[] words = line.strip().split(" +");
          if (words.length > 1) {
            all.add(kind + " " + words[1]);
          }
        }
      }
      return all;
    } catch (IOException unknown) {
      return null;
    }
  }
}
