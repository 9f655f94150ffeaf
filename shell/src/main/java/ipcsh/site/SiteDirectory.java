package ipcsh.site;

import ipcsh.handle.WholeFile;
import ipcsh.sys.text.Counted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The directory of a site. One that has other contents is refused; one in which a site was begun,
 * and not finished, is not.
 */
final class SiteDirectory {
  /** A file that every site has from its beginning. */
  private static final String MARK = "assets/search-index.js";

  private final Path root;
  private int files;
  private long bytes;

  private SiteDirectory(Path root) {
    this.root = root;
  }

  /**
   * The directory, created if it does not exist.
   *
   * @throws IOException if it cannot be used, with the reason
   */
  static SiteDirectory of(Path root) throws IOException {
    if (Files.exists(root) && !Files.isDirectory(root)) {
      throw new IOException(root + ": exists and is not a directory");
    }
    if (Files.isDirectory(root) && !Files.exists(root.resolve(MARK)) && !isEmpty(root)) {
      throw new IOException(
          root + ": contains files that are not those of a site: nothing is written");
    }
    return new SiteDirectory(root);
  }

  private static boolean isEmpty(Path directory) throws IOException {
    // directories remain if the disk was full when the first file was written
    try (Stream<Path> all = Files.walk(directory)) {
      return all.allMatch(each -> Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS));
    } catch (UncheckedIOException unreadable) {
      throw unreadable.getCause();
    }
  }

  void write(String name, String text) throws IOException {
    write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  void write(String name, byte[] content) throws IOException {
    if (files == 0 && !name.equals(MARK) && !Files.exists(root.resolve(MARK))) {
      put(MARK, new byte[0]);
    }
    put(name, content);
    files++;
    bytes += content.length;
  }

  private void put(String name, byte[] content) throws IOException {
    Path file = root.resolve(name);
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw new IOException(file.getParent() + ": cannot be created", e);
    }
    WholeFile.write(file, content);
  }

  /** What was written: {@code 230 files, 7.2 MB}. */
  @Override
  public String toString() {
    return "%s, %.1f MB".formatted(Counted.of(files, "file"), bytes / 1e6);
  }
}
