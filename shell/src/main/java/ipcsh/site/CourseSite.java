package ipcsh.site;

import ipcsh.command.Lesson;
import ipcsh.command.model.Registry;
import ipcsh.record.Cast;
import ipcsh.record.CastWriter;
import ipcsh.record.PlayerFiles;
import ipcsh.repl.CodeSpans.Span;
import ipcsh.sys.text.Counted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The course as a static web site, which can be opened from a file and needs no network: a page a
 * lesson, an index, the commands, a search, and the cheat sheet as a page and as PDF.
 */
public final class CourseSite {
  private final Registry registry;
  private final Function<String, List<Span>> code;
  private final BiFunction<String, String, Cast> recorder;

  /**
   * A site with these commands.
   *
   * @param code splits code of the language for highlighting
   * @param recorder makes a recording of a title and a transcript
   */
  public CourseSite(
      Registry registry,
      Function<String, List<Span>> code,
      BiFunction<String, String, Cast> recorder) {
    this.registry = registry;
    this.code = code;
    this.recorder = recorder;
  }

  /**
   * Writes the site of these lessons.
   *
   * @return what was written, in words
   * @throws IOException if a lesson cannot be read or the directory cannot be written, with a
   *     message that contains the file and the reason
   */
  public String write(List<Lesson> lessons, Path to) throws IOException {
    SiteDirectory site = SiteDirectory.of(to);
    List<SiteLesson> all = new ArrayList<>();
    for (Lesson lesson : lessons) {
      all.add(SiteLesson.of(lesson, registry.translator()));
    }
    List<LessonPage> pages = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      SiteLesson lesson = all.get(i);
      Cast recording =
          lesson.transcript() == null ? null : recorder.apply(lesson.title(), lesson.transcript());
      SiteLesson before = i == 0 ? null : all.get(i - 1);
      SiteLesson after = i + 1 == all.size() ? null : all.get(i + 1);
      LessonPage page = new LessonPage(lesson, before, after, recording, code);
      write(site, page, recording);
      pages.add(page);
    }
    site.write("index.html", IndexPage.html(pages));
    site.write("commands.html", CommandsPage.html(registry, pages));
    CheatSheet sheet = CheatSheet.read();
    site.write("sheet.html", CheatSheetPage.html(sheet));
    site.write("sheet.pdf", CheatSheetPicture.pdf(sheet));
    for (String asset : List.of("site.css", "site.js", "theme.js")) {
      site.write("assets/" + asset, resource(asset));
    }
    site.write("assets/player.js", PlayerFiles.script());
    site.write("assets/player.css", PlayerFiles.styles());
    site.write("assets/player-licence.txt", PlayerFiles.licence());
    site.write("assets/search-index.js", SearchIndex.script(registry, pages));
    return Counted.of(all.size(), "lesson") + ", " + site;
  }

  private void write(SiteDirectory site, LessonPage page, Cast recording) throws IOException {
    SiteLesson lesson = page.lesson();
    site.write("lessons/" + lesson.base() + ".html", page.html());
    site.write("files/" + lesson.base() + ".groovy", lesson.source());
    if (lesson.transcript() != null) {
      site.write("files/" + lesson.base() + ".expected", lesson.transcript());
    }
    if (lesson.program() != null) {
      site.write("files/" + lesson.base() + ".c", lesson.program());
    }
    if (recording != null) {
      String cast = SearchIndex.quote(recording.text(CastWriter.Version.V3));
      site.write("recordings/" + lesson.base() + ".js", "window.ipcshRecording = " + cast + ";\n");
    }
    for (int i = 0; i < lesson.pictures().size(); i++) {
      site.write("pictures/" + LessonPage.pictureFile(lesson, i), lesson.pictures().get(i));
    }
  }

  /** A text among the resources of this package. */
  static String resource(String name) throws IOException {
    try (InputStream in = CourseSite.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
