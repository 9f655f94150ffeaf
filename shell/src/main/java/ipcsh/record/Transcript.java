package ipcsh.record;

import java.util.ArrayList;
import java.util.List;

/**
 * What was to be read in a recording, as Markdown: a heading a chapter, below it the lines that
 * stood on the screen when they were done with. Typing, tips and what else was overwritten is gone;
 * of the alternate screen there is what stood on it when the chapter ended.
 */
final class Transcript {
  private final List<String> lines = new ArrayList<>();
  private final StringBuilder out = new StringBuilder();
  private final Emulator emulator;

  /** How many of the lines on the screen belong to chapters before. */
  private int told;

  private Transcript(Cast cast) {
    emulator = new Emulator(cast.header().columns(), cast.header().rows(), this::scrolledOff);
  }

  /** The page; {@code title} may be null. */
  static String of(Cast cast, String title) {
    Transcript transcript = new Transcript(cast);
    if (title != null) {
      transcript.out.append("# ").append(escape(title)).append("\n\n");
    }
    String chapter = null;
    for (Event event : cast.events()) {
      if (event.code().equals(Event.MARKER)) {
        transcript.chapter(chapter, transcript.emulator.row());
        chapter = event.data();
      } else {
        Film.play(event, transcript.emulator);
      }
    }
    transcript.chapter(chapter, Integer.MAX_VALUE);
    return transcript.out.toString().stripTrailing() + "\n";
  }

  private void scrolledOff(Line line) {
    if (told > 0) {
      told--;
    } else {
      lines.add(line.text());
    }
  }

  /** Tells a chapter that ends above this row of the screen. */
  private void chapter(String name, int end) {
    List<String> screen = emulator.text();
    if (emulator.isAlternate()) {
      lines.addAll(screen);
    } else {
      int until = Math.min(end, screen.size());
      lines.addAll(screen.subList(Math.min(told, until), until));
      told = Math.max(told, until);
    }
    if (name != null) {
      out.append("## ").append(escape(name)).append("\n\n");
      // chapter says it too
      lines.remove("-- " + name + " --");
    }
    block();
    lines.clear();
  }

  private void block() {
    String text = String.join("\n", lines).replaceFirst("^\\n+", "").stripTrailing();
    if (!text.isEmpty()) {
      String fence = "```";
      while (text.contains(fence)) {
        fence += "`";
      }
      out.append(fence).append("text\n").append(text).append('\n').append(fence).append("\n\n");
    }
  }

  private static String escape(String heading) {
    return heading.replaceAll("\\s+", " ").replaceAll("([\\\\`*_<>\\[\\]#])", "\\\\$1");
  }
}
