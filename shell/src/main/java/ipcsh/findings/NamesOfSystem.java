package ipcsh.findings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The names of this system, as they are when asked. */
final class NamesOfSystem implements NamesNow {
  private static final Path SYSTEM_V = Path.of("/proc/sysvipc");

  @Override
  public boolean isThere(String kind, String name) {
    if (kind.contains("System V")) {
      return isListed(file(kind), name);
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
    return false;
  }

  private static String file(String kind) {
    return kind.contains("queue") ? "msg" : kind.contains("semaphore") ? "sem" : "shm";
  }

  private static boolean isListed(String file, String id) {
    try {
      return Files.readAllLines(SYSTEM_V.resolve(file)).stream()
          .map(line -> line.strip().split(" +"))
          .anyMatch(words -> words.length > 1 && words[1].equals(id));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
