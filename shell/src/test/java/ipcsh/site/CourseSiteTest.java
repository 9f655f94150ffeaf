package ipcsh.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ipcsh.command.CTranslator;
import ipcsh.command.Lesson;
import ipcsh.kit.Checkout;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.repl.CodeSpans;
import ipcsh.repl.Highlights;
import ipcsh.scenario.PictureFiles;
import ipcsh.scenario.TranscriptReader;
import ipcsh.stage.StageSettings;
import ipcsh.stage.TranscriptRecording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site as files. */
@OnShell
class CourseSiteTest {
  private static final Pattern LINK = Pattern.compile(" (?:href|src|data-recording)=\"([^\"]*)\"");
  private static final Pattern ID = Pattern.compile(" id=\"([^\"]*)\"");
  private static final StageSettings.Screen SCREEN = new StageSettings.Screen(80, 24);

  @TempDir Path directory;

  private static String write(Shell shell, List<Lesson> lessons, Path to) throws IOException {
    var typed = Highlights.of(shell.session(), true);
    return new CourseSite(
            shell.context().registry(),
            CodeSpans.of(shell.session()),
            (title, text) -> TranscriptRecording.of(title, text, SCREEN, typed))
        .write(lessons, to);
  }

  private static List<Lesson> some() {
    return Lesson.in(Checkout.file("scripts/lessons")).stream()
        .filter(lesson -> List.of(1, 22, 27, 41).contains(lesson.number()))
        .toList();
  }

  private static Map<String, byte[]> files(Path site) throws IOException {
    Map<String, byte[]> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(site)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.put(site.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return all;
  }

  @Test
  void isTheSameEachTimeAndEveryLinkLeadsSomewhere(Shell shell) throws IOException {
    Path site = directory.resolve("site");
    assertThat(write(shell, some(), site)).startsWith("4 lessons, ");
    Map<String, byte[]> first = files(site);
    assertThat(first)
        .containsKeys(
            "index.html",
            "commands.html",
            "sheet.html",
            "sheet.pdf",
            "lessons/22-passing-a-descriptor.html",
            "files/22-passing-a-descriptor.groovy",
            "recordings/22-passing-a-descriptor.js");
    for (String name : first.keySet()) {
      if (name.endsWith(".html")) {
        check(name, first);
      }
    }
    // over the one that is there
    write(shell, some(), site);
    assertThat(files(site)).usingRecursiveComparison().isEqualTo(first);
  }

  private static void check(String name, Map<String, byte[]> files) {
    String html = new String(files.get(name), StandardCharsets.UTF_8);
    assertThat(html).doesNotContain("http://").doesNotContain("https://");
    assertThat(html).containsOnlyOnce("<h1").doesNotContain("<img src=\"\"");
    Matcher link = LINK.matcher(html);
    while (link.find()) {
      String target = Path.of("/" + name).resolveSibling(link.group(1)).normalize().toString();
      String[] parts =
          link.group(1).startsWith("#")
              ? (name + link.group(1)).split("#")
              : target.substring(1).split("#");
      assertThat(files).as(name + ": " + link.group(1)).containsKey(parts[0]);
      if (parts.length > 1) {
        String there = new String(files.get(parts[0]), StandardCharsets.UTF_8);
        List<String> ids = ID.matcher(there).results().map(id -> id.group(1)).toList();
        assertThat(ids).as(name + ": " + link.group(1)).contains(parts[1]);
      }
    }
  }

  /** A lesson is written by somebody, and its output contains what programs wrote. */
  @Test
  void whatALessonContainsIsEscaped(Shell shell) throws IOException {
    Path lessons = Files.createDirectories(directory.resolve("lessons"));
    String evil = "</script><script>alert(1)</script><img src=x onerror=alert(1)>&amp;\u001b[31m";
    Files.writeString(
        lessons.resolve("01-evil.groovy"),
        "// Lesson 1. "
            + evil
            + "\ntitle '"
            + evil
            + "'\nchapter '"
            + evil
            + "'\nsay '"
            + evil
            + "'\n");
    Files.writeString(
        lessons.resolve("01-evil.expected"),
        "== "
            + evil
            + " ==\n\n-- "
            + evil
            + " --\n"
            + evil
            + "\na> x = '"
            + evil
            + "'\na: "
            + evil
            + "\na! "
            + evil
            + "\na!   "
            + evil
            + "\na* "
            + evil
            + "\n");
    Path site = directory.resolve("site");
    write(shell, Lesson.in(lessons), site);
    for (Map.Entry<String, byte[]> file : files(site).entrySet()) {
      String text = new String(file.getValue(), StandardCharsets.UTF_8);
      if (file.getKey().endsWith(".html")
          || file.getKey().contains("search-index")
          || file.getKey().startsWith("recordings/")) {
        assertThat(text)
            .as(file.getKey())
            .doesNotContain("<script>alert")
            .doesNotContain("<img src=x");
        assertThat(text).as(file.getKey()).doesNotContain("\u001b");
      }
    }
  }

  @Test
  void anotherDirectoryIsNotTouched(Shell shell) throws IOException {
    Path home = Files.createDirectories(directory.resolve("home"));
    Files.writeString(home.resolve("index.html"), "mine");
    assertThatThrownBy(() -> write(shell, some(), home))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith(
            "home: contains files that are not those of a site: nothing is written");
    assertThatThrownBy(() -> write(shell, some(), home.resolve("index.html")))
        .hasMessageEndingWith("index.html: exists and is not a directory");
    assertThat(files(home)).hasSize(1);
  }

  @Test
  void everyCommandOfTheSheetExists(Shell shell) throws IOException {
    List<String> unknown = new ArrayList<>();
    Pattern call = Pattern.compile("(?<![.\\w'-])([a-z_][a-z_0-9]*)(?= ?\\(| [a-z'A-Z{\\[(-])");
    for (List<CheatSheet.Group> column : CheatSheet.read().columns()) {
      for (CheatSheet.Group group : column) {
        for (CheatSheet.Row row : group.rows()) {
          Matcher name = call.matcher(row.code().replaceAll("'[^']*'", "''"));
          while (!group.title().equals("Command line") && name.find()) {
            if (shell.context().registry().find(name.group(1)) == null) {
              unknown.add(name.group(1) + " in " + row.code());
            }
          }
        }
      }
    }
    assertThat(unknown).allMatch(name -> name.matches("(server|c|t|sh|info|assert) in .*"));
  }

  /** The pictures that are stored are those that the lesson draws. */
  @Test
  void everyPictureOfALessonIsStored() throws IOException {
    for (Lesson lesson : Lesson.in(Checkout.file("scripts/lessons"))) {
      SiteLesson its = SiteLesson.of(lesson, CTranslator.NONE);
      int[] shown = {0};
      TranscriptHtml html =
          new TranscriptHtml(
              text -> List.of(),
              its.varyingNarration(),
              number -> {
                shown[0]++;
                return "";
              });
      TranscriptReader.show(its.transcript(), html);
      assertThat(PictureFiles.of(lesson.file())).as(lesson.name()).hasSize(shown[0]);
    }
  }
}
