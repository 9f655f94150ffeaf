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

  /** Of the process number and what is unique: so the names of all folders are equally long. */
  private static final int LENGTH = 13;

  private static final String OWNER = "unix:uid";

  private Scratch() {}

  /** Makes one that only its owner can enter, with a short path: socket names have 108 bytes. */
  public static Path make() {
    while (true) {
      String pid = String.valueOf(ProcessHandle.current().pid());
      Path name = Path.of("/tmp", "ipcsh-" + pid + "-" + unique(LENGTH - pid.length()));
      try {
        return Files.createDirectory(name, OWNER_ALONE);
      } catch (FileAlreadyExistsException taken) {
        // another number
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static String unique(int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      int digit = ThreadLocalRandom.current().nextInt(Character.MAX_RADIX);
      text.append(Character.forDigit(digit, Character.MAX_RADIX));
    }
    return text.toString();
  }

  /**
   * Lets a user into one that root has made: it is that user's from now on, who can remove it too;
   * root may enter all the same. Where it is a third one's already, all may enter.
   */
  public static void admit(Path folder, User user) {
    try {
      int owner = (Integer) Files.getAttribute(folder, OWNER);
      if (owner == 0) {
        Files.setAttribute(folder, OWNER, user.uid());
      } else if (owner != user.uid()) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
