package ipcsh.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The glossary of the architecture page names existing classes, and its terms are sorted. */
class GlossaryTest {
  private static final Pattern ROW = Pattern.compile("\\| (.+?)\\*? \\| .+ \\| (.+) \\|");
  private static final Pattern CLASS = Pattern.compile("`(\\w+)`");

  private static List<String[]> rows() throws IOException {
    String page = Files.readString(Path.of("docs/architecture.md"));
    return page.substring(page.indexOf("## Glossary"))
        .lines()
        .map(ROW::matcher)
        .filter(row -> row.matches() && !row.group(1).equals("term"))
        .map(row -> new String[] {row.group(1), row.group(2)})
        .toList();
  }

  @Test
  void namesClassesThatThereAre() throws IOException {
    Set<String> classes =
        new ClassFileImporter()
            .importPackages("ipcsh").stream()
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toSet());
    assertThat(rows()).hasSizeGreaterThan(30);
    for (String[] row : rows()) {
      List<String> named = CLASS.matcher(row[1]).results().map(match -> match.group(1)).toList();
      assertThat(named).as(row[0]).isNotEmpty();
      assertThat(classes).as(row[0]).containsAll(named);
    }
  }

  @Test
  void isInTheOrderOfItsTerms() throws IOException {
    assertThat(rows().stream().map(row -> row[0].replaceAll("[^a-z]+", " ")))
        .isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
  }
}
