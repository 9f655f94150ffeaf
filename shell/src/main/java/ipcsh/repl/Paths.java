package ipcsh.repl;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jline.reader.Candidate;

/** The files that a path may go on to. */
final class Paths {
  private static final int MOST = 1000;

  /** Relative names are relative to this, which is where the kernel looks. */
  private static final Path HERE = Path.of("/proc/self/cwd");

  /**
   * Adds the files that begin as {@code typed} does.
   *
   * @param quote what closes the string behind a file that is no folder, or 0
   */
  void add(String typed, char quote, List<Candidate> candidates) {
    if (typed.indexOf('\0') >= 0) {
      return;
    }
    int slash = typed.lastIndexOf('/');
    String folder = typed.substring(0, slash + 1);
    String begin = typed.substring(slash + 1);
    int most = MOST;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(HERE.resolve(folder))) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        boolean hidden = name.startsWith(".") && !begin.startsWith(".");
        if (!hidden && name.startsWith(begin) && most-- > 0) {
          boolean inside = Files.isDirectory(file);
          String end = inside ? "/" : quote == 0 ? "" : String.valueOf(quote);
          candidates.add(
              new Candidate(
                  folder + name + end, name + (inside ? "/" : ""), null, null, null, null, false));
        }
      }
    } catch (IOException | RuntimeException noSuchFolder) {
      // then nothing can be offered
    }
  }
}
