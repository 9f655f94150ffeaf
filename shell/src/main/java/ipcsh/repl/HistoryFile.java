package ipcsh.repl;

import ipcsh.handle.WholeFile;
import ipcsh.sys.text.EscapedText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The history in a file shared by several shells: one line per entry, with {@code \n} for a line
 * break inside it. All shells only append, under a lock and with a single write; none keeps it
 * open. Mode 600, since input may be secret.
 */
final class HistoryFile {
  /** The path that disables the history. */
  private static final Path NOWHERE = Path.of("/dev/null");

  private static final Set<PosixFilePermission> OURS_ALONE =
      PosixFilePermissions.fromString("rw-------");
  private static final int LONGEST = 100_000;
  private static final long TOO_LARGE = 2_000_000;

  /** A larger file is not a history; bytes. */
  private static final long NOT_OURS = 64 << 20;

  private static final int KEPT = 5_000;
  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(500);

  private final Path path;

  HistoryFile(Path path) {
    this.path = path;
  }

  /** The entries, oldest first. Malformed ones are skipped. */
  List<String> read() throws IOException {
    check();
    try {
      keepPrivate();
      if (Files.size(path) > TOO_LARGE) {
        shortenIfPossible();
      }
      return entries(Files.readAllBytes(path));
    } catch (NoSuchFileException notYet) {
      return List.of();
    }
  }

  /**
   * Checks whether the file may be used. If root has the home directory of another user, that user
   * may have placed a link here to a file that only root may write.
   */
  private void check() throws IOException {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new IOException(path + ": is not a regular file");
    }
    if (Files.exists(path) && Files.size(path) > NOT_OURS) {
      throw new IOException(path + ": is larger than " + (NOT_OURS >> 20) + " MB");
    }
    Path directory = path.toAbsolutePath().getParent();
    boolean there = Files.exists(directory);
    if (there && owner(Path.of("/proc/self")) == 0 && owner(directory) != 0) {
      throw new IOException(path + ": is in a directory of another user");
    }
  }

  private static int owner(Path file) throws IOException {
    return (Integer) Files.getAttribute(file, "unix:uid");
  }

  /**
   * Restricts the mode of a file that others may read, created by an editor or with another umask.
   */
  private void keepPrivate() throws IOException {
    if (Files.isRegularFile(path) && !Files.getPosixFilePermissions(path).equals(OURS_ALONE)) {
      try {
        Files.setPosixFilePermissions(path, OURS_ALONE);
      } catch (IOException anotherUsers) {
        // the owner of the file decides
      }
    }
  }

  private static List<String> entries(byte[] bytes) {
    List<String> entries = new ArrayList<>();
    for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
      if (!line.isBlank()
          && line.length() <= LONGEST
          && line.codePoints().noneMatch(c -> isGarbage(c))) {
        entries.add(unescape(line));
      }
    }
    return entries;
  }

  private static boolean isGarbage(int c) {
    return !EscapedText.isPlain(c) && c != '\t' || c == 0xfffd;
  }

  /** Appends an entry. */
  void append(String entry) throws IOException {
    if (entry.length() > LONGEST / 2 || path.equals(NOWHERE)) {
      return;
    }
    byte[] line = (escape(entry) + "\n").getBytes(StandardCharsets.UTF_8);
    makeDirectory(path.getParent());
    while (!appended(line)) {
      // it has just been replaced by a shorter one
    }
  }

  private boolean appended(byte[] line) throws IOException {
    check();
    Object before = file();
    try (FileChannel file =
        FileChannel.open(
            path,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
            PosixFilePermissions.asFileAttribute(OURS_ALONE))) {
      keepPrivate();
      boolean locked = lock(file);
      if (locked && before != null && !before.equals(file())) {
        return false;
      }
      file.write(ByteBuffer.wrap(line));
      return true;
    }
  }

  /** The identity of the current file, null if there is none. */
  private Object file() throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException none) {
      return null;
    }
  }

  private void shortenIfPossible() {
    try {
      shorten();
    } catch (IOException staysLong) {
      // the next shell tries again
    }
  }

  /** Replaces a file that has become large by a new one with the newer entries. */
  private void shorten() throws IOException {
    Object before = file();
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      if (!lock(file) || file.size() <= TOO_LARGE || !file().equals(before)) {
        return;
      }
      ByteBuffer all = ByteBuffer.allocate((int) Math.min(file.size(), Integer.MAX_VALUE - 8));
      while (all.hasRemaining() && file.read(all) >= 0) {
        // skipped when it is read
      }
      List<String> entries = entries(all.array());
      StringBuilder kept = new StringBuilder();
      for (String entry : entries.subList(Math.max(0, entries.size() - KEPT), entries.size())) {
        kept.append(escape(entry)).append('\n');
      }
      // the mode is kept; if writing fails, for example on a full disk, the old file remains
      WholeFile.write(path, kept.substring(Math.max(0, kept.length() - (int) TOO_LARGE / 2)));
    }
  }

  /**
   * Locks the file until it is closed; false if it stays locked for too long. A single append is
   * atomic without the lock too.
   */
  private static boolean lock(FileChannel file) throws IOException {
    long end = System.nanoTime() + PATIENCE;
    while (System.nanoTime() < end) {
      try {
        if (file.tryLock() != null) {
          return true;
        }
      } catch (OverlappingFileLockException inThisProcess) {
        // treated as locked by another process
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    return false;
  }

  private static void makeDirectory(Path directory) throws IOException {
    if (directory != null && !Files.isDirectory(directory)) {
      Path parent = directory.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  private static String escape(String entry) {
    return entry.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "");
  }

  private static String unescape(String line) {
    StringBuilder entry = new StringBuilder(line.length());
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\' && i + 1 < line.length()) {
        char next = line.charAt(++i);
        entry.append(next == 'n' ? '\n' : next);
      } else {
        entry.append(c);
      }
    }
    return entry.toString();
  }
}
