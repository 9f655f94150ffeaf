package ipcsh.site;

import ipcsh.command.model.CommandModel;
import ipcsh.command.model.Registry;
import ipcsh.sys.text.Json;
import java.util.List;

/**
 * The index of the search, as a script: a page that was opened from a file may load scripts, but no
 * data.
 */
final class SearchIndex {
  private SearchIndex() {}

  static String script(Registry registry, List<LessonPage> lessons) {
    StringBuilder out = new StringBuilder("window.ipcshIndex = [\n");
    for (LessonPage page : lessons) {
      SiteLesson lesson = page.lesson();
      String title = lesson.lesson().number() + ". " + lesson.title();
      String url = "lessons/" + lesson.base() + ".html";
      entry(out, title, "", url, lesson.intro() + ' ' + page.chapters().get(0).words());
      for (TranscriptHtml.Chapter chapter : page.chapters()) {
        if (chapter.name() != null) {
          entry(out, title, chapter.name(), url + '#' + chapter.id(), chapter.words().toString());
        }
      }
    }
    for (CommandModel command : registry.all()) {
      String url = "commands.html#" + command.name();
      entry(out, command.name(), command.summary(), url, command.usage());
    }
    return out.append("];\n").toString();
  }

  private static void entry(
      StringBuilder out, String title, String part, String url, String words) {
    out.append('[').append(quote(title)).append(',').append(quote(part)).append(',');
    out.append(quote(url)).append(',').append(quote(words.replaceAll("\\s+", " ").strip()));
    out.append("],\n");
  }

  /** A string of JavaScript in which no tag can begin. */
  static String quote(String text) {
    return Json.quote(text)
        .replace("<", "\\u003c")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }
}
