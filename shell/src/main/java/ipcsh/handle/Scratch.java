package ipcsh.handle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** Folders for what is tried out: sockets, FIFOs, files. */
public final class Scratch {
  private static final FileAttribute<?> OWNER_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private Scratch() {}

  /** Makes one that only its owner can enter, with a short path: socket names have 108 bytes. */
  public static Path make() {
    while (true) {
      int number = ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
      String unique = Integer.toString(number, Character.MAX_RADIX);
      Path name = Path.of("/tmp", "ipcsh-" + ProcessHandle.current().pid() + "-" + unique);
      try {
        return Files.createDirectory(name, OWNER_ALONE);
      } catch (FileAlreadyExistsException taken) {
        // another number
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Removes one with all that is in it. */
  public static Void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> innerFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path each : innerFirst) {
        Files.deleteIfExists(each);
      }
    }
    return null;
  }
}
