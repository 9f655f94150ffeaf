package ipcsh.site;

import ipcsh.draw.Markup;
import ipcsh.record.Cast;
import ipcsh.record.CastEvent;
import ipcsh.repl.CodeSpans.Kind;
import ipcsh.repl.CodeSpans.Span;
import ipcsh.scenario.TranscriptReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page of a lesson. */
final class LessonPage {
  private static final Pattern SVG_TITLE = Pattern.compile("<title>([^<]*)</title>");
  private static final Pattern SVG_SIZE =
      Pattern.compile("<svg [^>]*?width=\"(\\d+)\" height=\"(\\d+)\"");

  private final SiteLesson lesson;
  private final SiteLesson before;
  private final SiteLesson after;
  private final Cast recording;
  private final Function<String, List<Span>> code;
  private final TranscriptHtml transcript;

  /**
   * A page.
   *
   * @param before the lesson before, or null
   * @param after the next lesson, or null
   * @param recording its recording, or null
   * @param code splits code of the language for highlighting
   */
  LessonPage(
      SiteLesson lesson,
      SiteLesson before,
      SiteLesson after,
      Cast recording,
      Function<String, List<Span>> code) {
    this.lesson = lesson;
    this.before = before;
    this.after = after;
    this.recording = recording;
    this.code = code;
    transcript = new TranscriptHtml(code, lesson.varyingNarration(), this::picture);
    if (lesson.transcript() != null) {
      TranscriptReader.show(lesson.transcript(), transcript);
    }
  }

  SiteLesson lesson() {
    return lesson;
  }

  List<TranscriptHtml.Chapter> chapters() {
    return transcript.chapters();
  }

  /** The commands that it uses. */
  Set<String> commands() {
    if (lesson.transcript() != null) {
      return transcript.commands();
    }
    Set<String> names = new TreeSet<>();
    for (Span span : code.apply(lesson.source())) {
      if (span.kind() == Kind.COMMAND) {
        names.add(span.text());
      }
    }
    return names;
  }

  String html() {
    int number = lesson.lesson().number();
    SitePage page = new SitePage("../", number + ". " + lesson.title(), "lesson");
    page.add("<article>\n<p class=\"eyebrow\">Lesson " + number + "</p>\n");
    page.add("<h1>" + Markup.escape(lesson.title()) + "</h1>\n");
    page.add("<p class=\"lead\">" + HtmlText.prose(lesson.intro()) + "</p>\n");
    page.add(contents());
    if (lesson.transcript() == null) {
      page.add("<p>This lesson has no stored transcript; its script is below.</p>\n");
    }
    page.add(transcript.html());
    page.add(recordingSection());
    page.add(files());
    page.add(usedCommands());
    page.add("</article>\n");
    page.add(neighbours());
    return page.html();
  }

  /** The links within the page. */
  private String contents() {
    StringBuilder out =
        new StringBuilder("<nav class=\"toc\" aria-label=\"On this page\"><div><ol>\n");
    for (TranscriptHtml.Chapter chapter : chapters()) {
      if (chapter.name() != null) {
        link(out, chapter.id(), chapter.name());
      }
    }
    out.append("</ol><ol class=\"more\">\n");
    if (recording != null) {
      link(out, "recording", "Recording");
    }
    link(out, "script", "Script");
    link(out, "c", "In C");
    return out.append("</ol></div></nav>\n").toString();
  }

  private static void link(StringBuilder out, String id, String text) {
    out.append("<li><a href=\"#").append(id).append("\">").append(Markup.escape(text));
    out.append("</a></li>\n");
  }

  /** The name of a picture's file. */
  static String pictureFile(SiteLesson lesson, int number) {
    return lesson.base() + "." + (number + 1) + ".svg";
  }

  private String picture(int number) {
    if (number >= lesson.pictures().size()) {
      return null;
    }
    String svg = lesson.pictures().get(number);
    Matcher title = SVG_TITLE.matcher(svg);
    Matcher size = SVG_SIZE.matcher(svg);
    String dimensions =
        size.find() ? " width=\"" + size.group(1) + "\" height=\"" + size.group(2) + "\"" : "";
    return "<figure><img src=\"../pictures/"
        + Markup.escape(pictureFile(lesson, number))
        + "\" alt=\"Picture: "
        + (title.find() ? title.group(1) : "what is open")
        + "\""
        + dimensions
        + "></figure>\n";
  }

  private String recordingSection() {
    if (recording == null) {
      return "";
    }
    StringBuilder out = new StringBuilder();
    out.append("<section class=\"extra recording\" aria-labelledby=\"recording\">\n");
    out.append("<h2 id=\"recording\">Recording</h2>\n<div class=\"stage\"><div class=\"player\" ");
    out.append("data-recording=\"../recordings/").append(Markup.escape(lesson.base()));
    out.append(".js\"><button type=\"button\" class=\"play\"><span aria-hidden=\"true\">▶</span>");
    out.append(" Play <small>").append(clock(recording.duration())).append("</small></button>");
    out.append("<noscript>The recording needs JavaScript.</noscript></div>\n<ol>\n");
    int marker = 0;
    for (CastEvent event : recording.markers()) {
      out.append("<li><button type=\"button\" data-marker=\"").append(marker++).append("\"><time>");
      out.append(clock(event.nanos())).append("</time> ").append(Markup.escape(event.data()));
      out.append("</button></li>\n");
    }
    return out.append("</ol></div>\n</section>\n").toString();
  }

  private static String clock(long nanos) {
    long seconds = nanos / 1_000_000_000;
    return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }

  private String files() {
    StringBuilder out = new StringBuilder();
    String file = Markup.escape(lesson.base());
    out.append(
        "<section class=\"extra\" aria-labelledby=\"script\">\n<h2 id=\"script\">Script</h2>\n");
    out.append("<p><a href=\"../files/").append(file).append(".groovy\">").append(file);
    out.append(
        ".groovy</a> runs with <code>ipcsh replay</code>, or at the prompt with <code>lesson ");
    out.append(lesson.lesson().number()).append("</code>.");
    if (lesson.transcript() != null) {
      out.append(" Its transcript is <a href=\"../files/").append(file).append(".expected\">");
      out.append(file).append(".expected</a>.");
    }
    out.append("</p>\n").append(details("The whole script", code.apply(lesson.source())));
    out.append("</section>\n<section class=\"extra\" aria-labelledby=\"c\">\n");
    out.append("<h2 id=\"c\">In C</h2>\n");
    if (lesson.program() == null) {
      out.append("<p>This lesson has no program in C: ");
      out.append(HtmlText.prose(lesson.reason())).append(".</p>\n");
    } else {
      out.append("<p><a href=\"../files/").append(file).append(".c\">").append(file);
      out.append(".c</a> does the same; <code>ipcsh export</code> has translated it.</p>\n");
      out.append(details("The program in C", CSource.spans(lesson.program())));
    }
    return out.append("</section>\n").toString();
  }

  private static String details(String summary, List<Span> spans) {
    return "<details><summary>"
        + summary
        + "</summary><pre class=\"source\" tabindex=\"0\"><code>"
        + HtmlText.code(spans)
        + "</code></pre></details>\n";
  }

  private String usedCommands() {
    List<String> links = new ArrayList<>();
    for (String name : commands()) {
      String escaped = Markup.escape(name);
      links.add("<a href=\"../commands.html#" + escaped + "\"><code>" + escaped + "</code></a>");
    }
    return links.isEmpty()
        ? ""
        : "<section class=\"extra used\" aria-labelledby=\"used\">\n"
            + "<h2 id=\"used\">Commands in this lesson</h2>\n<p>"
            + String.join(" ", links)
            + "</p>\n</section>\n";
  }

  private String neighbours() {
    return "<nav class=\"pages\" aria-label=\"Lessons\">"
        + neighbour(before, "prev", "Lesson before")
        + neighbour(after, "next", "Next lesson")
        + "</nav>\n";
  }

  private static String neighbour(SiteLesson other, String rel, String label) {
    return other == null
        ? "<span></span>"
        : "<a rel=\""
            + rel
            + "\" href=\""
            + Markup.escape(other.base())
            + ".html\"><small>"
            + label
            + "</small>"
            + other.lesson().number()
            + ". "
            + Markup.escape(other.title())
            + "</a>";
  }
}
