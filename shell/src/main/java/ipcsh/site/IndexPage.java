package ipcsh.site;

import ipcsh.draw.Markup;
import java.util.List;

/** The first page: the lessons, by part of the course. */
final class IndexPage {
  /** A part of the course, by the number of its first lesson. */
  private record Part(int first, String title) {}

  private static final List<Part> PARTS =
      List.of(
          new Part(0, "Shared memory and synchronisation"),
          new Part(12, "Pipes"),
          new Part(15, "Sockets"),
          new Part(22, "Passing descriptors"),
          new Part(26, "Loops, looking, waiting for many"),
          new Part(29, "Locks and signals"),
          new Part(33, "Message queues and System V"),
          new Part(37, "Kernel transfers, terminals, processes, services"),
          new Part(41, "Why it hangs, and what programs do"),
          new Part(44, "Between hosts"),
          new Part(49, "Further lessons"));

  private IndexPage() {}

  static String html(List<LessonPage> lessons) {
    SitePage page = new SitePage("", "ipcsh: a course on UNIX IPC", "index");
    page.add("<div class=\"hero\"><h1>UNIX inter-process communication, <em>seen</em></h1>\n");
    page.add("<p class=\"lead\">A course in ");
    page.add(lessons.size() + " lessons. Each is a script of <code>ipcsh</code>, a shell whose ");
    page.add(
        "commands are the system calls. The pages show what was typed, by which process, and ");
    page.add("what the kernel answered.</p></div>\n");
    Part part = null;
    for (LessonPage lesson : lessons) {
      Part its = partOf(lesson.lesson().lesson().number());
      if (its != part) {
        page.add(part == null ? "" : "</ol></section>\n");
        page.add("<section class=\"part\"><h2>" + its.title() + "</h2>\n<ol class=\"cards\">\n");
        part = its;
      }
      page.add(card(lesson));
    }
    return page.add(part == null ? "" : "</ol></section>\n").html();
  }

  private static Part partOf(int number) {
    Part found = PARTS.get(0);
    for (Part part : PARTS) {
      found = number >= part.first() ? part : found;
    }
    return found;
  }

  private static String card(LessonPage page) {
    SiteLesson lesson = page.lesson();
    return "<li><a href=\"lessons/"
        + Markup.escape(lesson.base())
        + ".html\"><span class=\"number\">"
        + lesson.lesson().number()
        + "</span><strong>"
        + Markup.escape(lesson.title())
        + "</strong><span class=\"about\">"
        + Markup.escape(firstSentence(lesson.intro()))
        + "</span></a></li>\n";
  }

  private static String firstSentence(String text) {
    int end = text.indexOf(". ");
    return end < 0 ? text : text.substring(0, end + 1);
  }
}
