package ipcsh.command.help;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A term of the books on UNIX programming (TLPI, APUE, UNP) and man pages, with its other names.
 *
 * @param names the name used here, and those used elsewhere
 * @param meaning what it is, a sentence without a full stop
 * @param lines what to type next
 */
record BookTerm(List<String> names, String meaning, List<String> lines) {
  /** The table {@code terms.txt}: {@code name; other name | meaning | line; line}. */
  static List<BookTerm> all() {
    List<BookTerm> all = new ArrayList<>();
    InputStream table = Objects.requireNonNull(BookTerm.class.getResourceAsStream("terms.txt"));
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          String[] parts = line.split("\\|", -1);
          all.add(new BookTerm(words(parts[0]), parts[1].strip(), words(parts[2])));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  private static List<String> words(String part) {
    return Arrays.stream(part.split(";")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }
}
