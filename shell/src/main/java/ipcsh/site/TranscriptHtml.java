package ipcsh.site;

import ipcsh.draw.Markup;
import ipcsh.language.Problem;
import ipcsh.repl.CodeSpans.Kind;
import ipcsh.repl.CodeSpans.Span;
import ipcsh.scenario.PictureFiles;
import ipcsh.scenario.ScenarioView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The transcript of a lesson as HTML: a section a chapter, a block for what a role does. */
final class TranscriptHtml implements ScenarioView {
  /** The number of colours of roles in the style sheet. */
  private static final int COLORS = 8;

  private static final String VARYING = "...";

  /** A remark for the comparison of transcripts. */
  private static final Pattern VARIES = Pattern.compile("\\s*// varies$");

  /** A chapter: its heading, null for what is before the first one, and all words in it. */
  record Chapter(String name, String id, StringBuilder words) {}

  private final Function<String, List<Span>> code;
  private final Deque<String> varying;
  private final Function<Integer, String> pictures;
  private final StringBuilder out = new StringBuilder();
  private final List<Chapter> chapters = new ArrayList<>();
  private final Set<String> commands = new TreeSet<>();
  private Lane current;
  private boolean isTable;

  /** The lane whose value is a picture, or null. */
  private Lane drawing;

  private int drawn;

  /**
   * The HTML of a transcript that is still to be shown.
   *
   * @param code splits code for highlighting
   * @param varying the narration that differs from run to run, in its order
   * @param pictures the HTML of a picture by its number, from 0; null if there is none
   */
  TranscriptHtml(
      Function<String, List<Span>> code,
      Deque<String> varying,
      Function<Integer, String> pictures) {
    this.code = code;
    this.varying = varying;
    this.pictures = pictures;
    chapters.add(new Chapter(null, "top", new StringBuilder()));
  }

  String html() {
    return out.toString();
  }

  List<Chapter> chapters() {
    return chapters;
  }

  /** The commands in its code. */
  Set<String> commands() {
    return commands;
  }

  private void words(String text) {
    chapters.get(chapters.size() - 1).words().append(text).append(' ');
  }

  /** Ends the block of a role, or a table. */
  private void close() {
    if (current != null) {
      out.append("</div></div>\n");
      current = null;
    }
    if (isTable) {
      out.append("</pre>\n");
      isTable = false;
    }
  }

  private void open(Lane lane) {
    if (lane.equals(current)) {
      return;
    }
    close();
    current = lane;
    out.append("<div class=\"turn lane").append(lane.number() % COLORS).append("\">");
    out.append("<div class=\"who\">").append(Markup.escape(lane.name())).append("</div>");
    out.append("<div class=\"lines\">\n");
  }

  private void line(Lane lane, String kind, String text) {
    open(lane);
    out.append("<pre class=\"").append(kind).append("\">");
    out.append(Markup.escape(text)).append("</pre>\n");
    words(text);
  }

  @Override
  public void title(String text) {
    // the page has it
  }

  @Override
  public void chapter(String name) {
    close();
    if (chapters.size() > 1) {
      out.append("</section>\n");
    }
    String id = "chapter-" + chapters.size();
    chapters.add(new Chapter(name, id, new StringBuilder()));
    out.append("<section aria-labelledby=\"").append(id).append("\">\n<h2 id=\"").append(id);
    out.append("\">").append(Markup.escape(name)).append("</h2>\n");
  }

  @Override
  public void say(String text) {
    boolean differs = text.equals(VARYING);
    if (text.startsWith("  ")) {
      if (!isTable) {
        close();
        out.append("<pre class=\"table\">");
        isTable = true;
      }
      out.append(Markup.escape(text)).append('\n');
    } else {
      close();
      String said =
          !differs ? text : varying.isEmpty() ? "What is said here differs." : varying.remove();
      out.append(
          differs
              ? "<p class=\"say varies\" title=\"… differs from run to run\">"
              : "<p class=\"say\">");
      out.append(HtmlText.prose(said)).append("</p>\n");
    }
    words(text);
  }

  @Override
  public void pause(Duration time) {
    // a page does not wait
  }

  @Override
  public void appears(Lane lane) {
    // it appears with its first line
  }

  @Override
  public void types(Lane lane, String text) {
    List<Span> spans = code.apply(VARIES.matcher(text).replaceFirst(""));
    for (Span span : spans) {
      if (span.kind() == Kind.COMMAND) {
        commands.add(span.text());
      }
    }
    open(lane);
    boolean isComment = spans.stream().allMatch(span -> isComment(span) || span.text().isBlank());
    out.append("<pre class=\"in").append(isComment ? " note" : "").append("\"><code>");
    out.append(HtmlText.code(spans)).append("</code></pre>\n");
    words(text);
    if (PictureFiles.isPicture(text)) {
      drawing = lane;
    } else if (lane.equals(drawing)) {
      drawing = null;
    }
  }

  private static boolean isComment(Span span) {
    return span.kind() == Kind.COMMENT;
  }

  @Override
  public void runs(Lane lane) {
    // shown when it was typed
  }

  @Override
  public void blocked(Lane lane, String call) {
    line(lane, "state waits", "blocked in " + call);
  }

  @Override
  public void prints(Lane lane, String line) {
    line(lane, "out", line);
  }

  @Override
  public void gave(Lane lane, String shown) {
    if (lane.equals(drawing) && shown != null) {
      drawing = null;
      String picture = pictures.apply(drawn++);
      if (picture != null) {
        close();
        out.append(picture);
        words(shown);
        return;
      }
    }
    if (VARYING.equals(shown)) {
      open(lane);
      out.append("<p class=\"out differs\">the output differs from run to run</p>\n");
    } else if (shown != null) {
      line(lane, "out", shown);
    }
  }

  @Override
  public void failed(Lane lane, Problem problem) {
    line(lane, "out error", problem.message());
    if (!problem.hints().isEmpty()) {
      line(lane, "out hint", String.join("\n", problem.hints()));
    }
  }

  @Override
  public void ended(Lane lane, String how) {
    line(lane, "state", how);
  }

  @Override
  public void over() {
    close();
    if (chapters.size() > 1) {
      out.append("</section>\n");
    }
  }
}
