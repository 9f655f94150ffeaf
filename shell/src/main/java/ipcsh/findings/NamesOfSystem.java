package ipcsh.findings;

import ipcsh.observe.Observation;
import ipcsh.observe.SystemVObjects;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The names of this system, as they are now, and as they were before the programs started. */
final class NamesOfSystem implements NamesNow {
  private final Set<String> now = SystemVObjects.now();
  private final List<Observation> observations;

  NamesOfSystem(List<Observation> observations) {
    this.observations = observations;
  }

  @Override
  public boolean isThere(String kind, String name) {
    if (kind.contains("System V")) {
      return now == null || now.contains(listed(kind) + name);
    }
    if (kind.equals("the queue") || !name.startsWith("/")) {
      return true;
    }
    try {
      byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
      return Files.exists(
          Path.of(new String(bytes, StandardCharsets.UTF_8)), LinkOption.NOFOLLOW_LINKS);
    } catch (InvalidPathException unknown) {
      return true;
    }
  }

  @Override
  public boolean isNew(String kind, String id) {
    return observations.stream()
        .map(Observation::systemVBefore)
        .allMatch(each -> each != null && !each.contains(listed(kind) + id));
  }

  private static String listed(String kind) {
    return kind.contains("queue") ? "msg " : kind.contains("semaphore") ? "sem " : "shm ";
  }
}
