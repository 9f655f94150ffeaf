package ipcsh.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The architecture page, and its glossary, name existing classes; the terms are sorted. */
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

  /** The simple names of the classes of the shell and of the plugins, nested ones included. */
  private static Set<String> allClasses() throws IOException {
    Pattern declared = Pattern.compile("\\b(?:class|interface|enum|record) ([A-Z]\\w*)");
    Set<String> all = new HashSet<>();
    for (Path root : List.of(Path.of("src"), Path.of("../plugins"))) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          declared.matcher(Files.readString(file)).results().forEach(it -> all.add(it.group(1)));
        }
      }
    }
    return all;
  }

  @Test
  void everyClassNamedInTheTextExists() throws IOException {
    String page = Files.readString(Path.of("docs/architecture.md"));
    Set<String> named = new TreeSet<>();
    Pattern type = Pattern.compile("(?:^|[\\s./(])([A-Z][a-z]\\w*)(?=$|[.\\s(,#:])");
    Pattern code = Pattern.compile("`([^`\n]+)`");
    code.matcher(page)
        .results()
        .flatMap(it -> type.matcher(it.group(1)).results())
        .forEach(it -> named.add(it.group(1)));
    assertThat(named).hasSizeGreaterThan(200);
    assertThat(allClasses()).containsAll(named);
  }

  @Test
  void isInTheOrderOfItsTerms() throws IOException {
    assertThat(rows().stream().map(row -> row[0].replaceAll("[^a-z]+", " ")))
        .isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
  }
}
