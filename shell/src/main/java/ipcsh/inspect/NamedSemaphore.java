package ipcsh.inspect;

import ipcsh.sys.abi.PthreadLayout;
import ipcsh.sys.function.Semaphores;
import ipcsh.sys.text.EscapedText;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A named semaphore of this machine, read from its file ({@code sem_overview(7)}): a snapshot, not
 * the semaphore itself.
 */
public final class NamedSemaphore {
  private static final String DIRECTORY = "/dev/shm";
  private static final String PREFIX = "sem.";

  private final String name;
  private final Integer value;
  private final Integer waiters;
  private final String owner;
  private final String mode;

  private NamedSemaphore(String name, byte[] content, PosixFileAttributes file) {
    ByteBuffer words = content == null ? null : ByteBuffer.wrap(content);
    if (words != null) {
      words.order(ByteOrder.nativeOrder());
    }
    this.name = name;
    this.value = words == null ? null : (Integer) words.getInt(PthreadLayout.SEM_VALUE);
    this.waiters = words == null ? null : (Integer) words.getInt(PthreadLayout.SEM_WAITERS);
    this.owner = file.owner().getName();
    this.mode = PosixFilePermissions.toString(file.permissions());
  }

  /** All named semaphores, by name. */
  public static List<NamedSemaphore> all() {
    String[] files = new File(DIRECTORY).list((directory, name) -> name.startsWith(PREFIX));
    List<NamedSemaphore> found = new ArrayList<>();
    if (files != null) {
      Arrays.sort(files);
      for (String file : files) {
        try {
          look(Path.of(DIRECTORY, file), found);
        } catch (IOException goneMeanwhile) {
          // it was removed
        }
      }
    }
    return found;
  }

  private static void look(Path path, List<NamedSemaphore> found) throws IOException {
    PosixFileAttributes file = Files.readAttributes(path, PosixFileAttributes.class);
    if (file.isRegularFile() && file.size() == Semaphores.SIZE) {
      String name = "/" + path.getFileName().toString().substring(PREFIX.length());
      found.add(new NamedSemaphore(name, content(path), file));
    }
  }

  /** The contents of the file; null if it may not be read. */
  private static byte[] content(Path path) throws IOException {
    try (FileInputStream in = new FileInputStream(path.toFile())) {
      byte[] content = in.readNBytes(Semaphores.SIZE);
      return content.length == Semaphores.SIZE ? content : null;
    } catch (IOException e) {
      if (!path.toFile().exists()) {
        throw new NoSuchFileException(path.toString());
      }
      return null;
    }
  }

  /** Its name as passed to sem_open, {@code /x}. */
  public String getName() {
    return name;
  }

  /** Its value, null if this user may not read it. */
  public Integer getValue() {
    return value;
  }

  /** The number of waiters, null if this user may not read it. */
  public Integer getWaiters() {
    return waiters;
  }

  /** The name of its owner. */
  public String getOwner() {
    return owner;
  }

  /** Its permissions, {@code rw-------}. */
  public String getMode() {
    return mode;
  }

  @Override
  public String toString() {
    String state = value == null ? "not readable" : "value " + value + "  " + waiters + " waiting";
    return "semaphore " + EscapedText.word(name) + "  " + state + "  " + mode + " " + owner;
  }
}
