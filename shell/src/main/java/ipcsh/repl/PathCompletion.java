package ipcsh.repl;

import ipcsh.sys.text.EscapedText;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.reader.Candidate;

/** Completion of paths. */
final class PathCompletion {
  private static final int MOST = 1000;

  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:[ntr]|u[0-9a-f]{4})");

  /** Relative names are relative to this directory, as for the kernel. */
  private static final Path HERE = Path.of("/proc/self/cwd");

  /**
   * Adds the files whose names begin with {@code typed}.
   *
   * @param quote the quote that closes the string after a file that is not a directory, or 0
   */
  void add(String typed, char quote, List<Candidate> candidates) {
    if (typed.indexOf('\0') >= 0) {
      return;
    }
    int slash = typed.lastIndexOf('/');
    String directory = typed.substring(0, slash + 1);
    String begin = typed.substring(slash + 1);
    int most = MOST;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(HERE.resolve(named(directory)))) {
      for (Path file : files) {
        // control characters are offered as escapes of the language
        String name = EscapedText.word(file.getFileName().toString());
        boolean hidden = name.startsWith(".") && !begin.startsWith(".");
        if (!hidden && name.startsWith(begin) && most-- > 0) {
          boolean inside = Files.isDirectory(file);
          String end = inside ? "/" : quote == 0 ? "" : String.valueOf(quote);
          candidates.add(
              new Candidate(
                  directory + name + end,
                  name + (inside ? "/" : ""),
                  null,
                  null,
                  null,
                  null,
                  false));
        }
      }
    } catch (IOException | RuntimeException noSuchDirectory) {
      // no candidates
    }
  }

  /** The name that was typed, with escapes decoded. */
  private static String named(String typed) {
    return ESCAPE
        .matcher(typed)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    switch (found.group().charAt(1)) {
                      case 'n' -> "\n";
                      case 't' -> "\t";
                      case 'r' -> "\r";
                      default ->
                          String.valueOf((char) Integer.parseInt(found.group().substring(2), 16));
                    }));
  }
}
