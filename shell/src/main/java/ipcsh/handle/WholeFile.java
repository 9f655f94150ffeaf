package ipcsh.handle;

import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file that is written atomically: under a temporary name in the same directory, synced, and
 * renamed when complete. Until then, and if that fails, the old file remains. A symbolic link keeps
 * its target, and an existing file keeps its mode and its owner. A file that is not regular, {@code
 * /dev/stdout} or a FIFO, is written directly. Not thread-safe.
 */
public final class WholeFile extends FilterOutputStream {
  private static final int MOST_LINKS = 40;

  private final Path given;
  private final Path target;

  /** The temporary file; null if the target is written directly. */
  private final Path aside;

  private final FileOutputStream file;
  private boolean failed;
  private boolean closed;

  private WholeFile(Path given, Path target, Path aside) throws IOException {
    super(null);
    this.given = given;
    this.target = target;
    this.aside = aside;
    // a stream, not a channel: descriptors that Java opens for a channel would stay open
    this.file = new FileOutputStream((aside == null ? target : aside).toFile());
    this.out = file;
  }

  /**
   * Writes a text.
   *
   * @throws IOException with a message that contains the file and the reason
   */
  public static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The same with bytes. */
  public static void write(Path file, byte[] content) throws IOException {
    try (WholeFile out = begin(file)) {
      out.write(content);
      out.finish();
    }
  }

  /** Begins a file, which exists when it is finished. */
  public static WholeFile begin(Path file) throws IOException {
    try {
      Path target = target(file);
      if (Files.isDirectory(target)) {
        throw new FileSystemException(null, null, "is a directory");
      }
      boolean there = Files.exists(target);
      if (there && !Files.isRegularFile(target)) {
        return new WholeFile(file, target, null);
      }
      if (there && !Files.isWritable(target)) {
        throw new AccessDeniedException(target.toString());
      }
      try {
        return new WholeFile(file, target, aside(target, there));
      } catch (AccessDeniedException directory) {
        if (there) {
          // no file can be created in the directory
          return new WholeFile(file, target, null);
        }
        throw directory;
      }
    } catch (IOException e) {
      throw because(file, e);
    }
  }

  /** The target of symbolic links, even if it does not exist. */
  private static Path target(Path file) throws IOException {
    // not made absolute: Java's working directory is that of its start
    Path at = file;
    for (int links = 0; Files.isSymbolicLink(at); links++) {
      if (links == MOST_LINKS) {
        throw new FileSystemLoopException(file.toString());
      }
      Path to = Files.readSymbolicLink(at);
      if (!to.isAbsolute() && at.startsWith("/proc")) {
        // pipe:[4711], which is not a path
        return at;
      }
      at = at.resolveSibling(to);
    }
    return at;
  }

  private static Path aside(Path target, boolean there) throws IOException {
    long pid = ProcessHandle.current().pid();
    int unique = ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
    Path aside = target.resolveSibling(".ipcsh-" + pid + "-" + Integer.toString(unique, 36));
    if (!there) {
      return Files.createFile(aside);
    }
    Files.createFile(
        aside,
        PosixFilePermissions.asFileAttribute(
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)));
    try {
      for (String same : new String[] {"unix:gid", "unix:uid"}) {
        Object wanted = Files.getAttribute(target, same);
        if (!wanted.equals(Files.getAttribute(aside, same))) {
          Files.setAttribute(aside, same, wanted);
        }
      }
    } catch (IOException notAllowed) {
      // the new file belongs to the writer, as with any other program
    }
    Files.setPosixFilePermissions(aside, Files.getPosixFilePermissions(target));
    return aside;
  }

  private static IOException because(Path file, IOException e) {
    String why = e.getMessage();
    if (e instanceof NoSuchFileException) {
      why = "no such directory";
    } else if (e instanceof AccessDeniedException) {
      why = "permission denied";
    } else if (e instanceof FileSystemLoopException) {
      why = "the symbolic link leads back to itself";
    } else if (e instanceof FileSystemException system && system.getReason() != null) {
      why = system.getReason();
    } else if (why != null && why.endsWith(")") && why.contains(" (")) {
      // the message of FileOutputStream is: "path (reason)"
      why = why.substring(why.lastIndexOf(" (") + 2, why.length() - 1);
    }
    return new IOException(file + ": cannot be written (" + why + ")", e);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    try {
      out.write(bytes, from, count);
    } catch (IOException e) {
      failed = true;
      throw because(given, e);
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  /** Called when everything is written: replaces the target. */
  public void finish() throws IOException {
    if (closed || failed) {
      return;
    }
    try {
      if (aside != null) {
        file.getFD().sync();
      }
      file.close();
      if (aside != null) {
        Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
      }
      closed = true;
    } catch (IOException e) {
      failed = true;
      throw because(given, e);
    }
  }

  /** Discards the file if it was not finished. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      file.close();
      if (aside != null) {
        Files.deleteIfExists(aside);
      }
    }
  }
}
