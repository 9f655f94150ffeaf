package ipcsh.docs;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.command.Lesson;
import ipcsh.kit.Checkout;
import ipcsh.kit.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The links of the documentation pages lead to existing targets. */
class LinksTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)]*)?\\)");

  private static List<String> links(String text) {
    return LINK.matcher(text.replaceAll("(?ms)^```.*?^```", ""))
        .results()
        .map((MatchResult found) -> found.group(1))
        .filter(link -> !link.contains("://"))
        .toList();
  }

  @Test
  void everyLinkLeadsToAFile() throws IOException {
    List<Page> pages = new ArrayList<>(Page.all());
    for (Path file : Page.markdown(Path.of("docs"))) {
      pages.add(Page.of(file));
    }
    int links = 0;
    for (Page page : pages) {
      for (String link : links(page.text())) {
        Path target = page.file().toAbsolutePath().resolveSibling(link).normalize();
        assertThat(Files.exists(target)).as("%s in %s", link, page).isTrue();
        links++;
      }
    }
    assertThat(links).isGreaterThan(20);
  }

  @Test
  void contentsOfTheGuideNameEachChapter() throws IOException {
    Path contents = Page.GUIDE.resolve("README.md");
    TreeSet<String> named = new TreeSet<>(links(Files.readString(contents)));
    for (Path chapter : Page.markdown(Page.GUIDE)) {
      if (!chapter.equals(contents)) {
        assertThat(named).contains(chapter.getFileName().toString());
      }
    }
  }

  @Test
  void lessonsAndExercisesForTeachersExist() throws IOException {
    String page = Files.readString(Path.of("docs/teaching.md"));
    for (String kind : List.of("lesson", "exercise")) {
      Path directory = Checkout.file("scripts/" + kind + "s");
      List<Integer> numbers = Lesson.in(directory).stream().map(Lesson::number).toList();
      Pattern.compile("`" + kind + " (\\d+)")
          .matcher(page)
          .results()
          .forEach(found -> assertThat(numbers).contains(Integer.parseInt(found.group(1))));
    }
  }

  @Test
  void readmeIsReadInFiveMinutes() throws IOException {
    Page readme = Page.of(Page.README);
    assertThat(readme.text().lines().count()).isLessThanOrEqualTo(150);
    assertThat(links(readme.text())).contains("shell/docs/guide/README.md");
  }
}
