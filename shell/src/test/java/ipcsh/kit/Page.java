package ipcsh.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of documentation with examples: the README, or a chapter of the guide. */
public record Page(Path file, String text) {
  public static final Path README = Checkout.file("README.md");
  public static final Path GUIDE = Checkout.file("shell/docs/guide");

  /** The README and all chapters of the guide. */
  public static List<Page> all() throws IOException {
    List<Page> all = new ArrayList<>(List.of(of(README)));
    for (Path chapter : markdown(GUIDE)) {
      all.add(of(chapter));
    }
    assertThat(all).hasSizeGreaterThan(5);
    return all;
  }

  /** The pages that have a block of a language; there must be one. */
  public static List<Page> with(String language) throws IOException {
    List<Page> found = all().stream().filter(page -> !page.blocks(language).isEmpty()).toList();
    assertThat(found).as(language).isNotEmpty();
    return found;
  }

  public static List<Path> markdown(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  public static Page of(Path file) throws IOException {
    return new Page(file, Files.readString(file));
  }

  public List<String> blocks(String language) {
    return Pattern.compile("(?ms)^```" + language + "\n(.*?)^```")
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /** Whether one of its transcripts explains lines, with their C. */
  public boolean explains() {
    return blocks("text").stream().anyMatch(text -> text.contains("> explain {"));
  }

  @Override
  public String toString() {
    return String.valueOf(file.getFileName());
  }
}
