package ipcsh.record;

import ipcsh.sys.text.EscapedText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The text of a recording as Markdown: a heading for each chapter, and below it the lines in their
 * final state. Typing, tips and everything else that was overwritten is left out; of the alternate
 * screen, the contents at the end of the chapter are included. The recording is read twice, because
 * the fence of a chapter depends on all of its lines.
 */
final class MarkdownTranscript {
  private static final Pattern TICKS = Pattern.compile("`{3,}");

  private final Writer out;
  private final Emulator emulator;

  /** The number of backticks that fence each chapter: known in the second pass. */
  private final List<Integer> fences;

  private final boolean writes;

  /** Whether something was written before. */
  private boolean wrote;

  private int chapters;

  /** The title of the chapter; null before the first one, and if its lines contain it already. */
  private String heading;

  private int fence;

  /** Whether a line of the chapter was written, and how many empty lines are pending. */
  private boolean begun;

  private int blank;

  /** The number of lines on the screen that belong to previous chapters. */
  private int printed;

  private MarkdownTranscript(Recording recording, List<Integer> fences, Writer out)
      throws BadCast, IOException {
    this.fences = fences;
    this.writes = out != null;
    this.out = out;
    CastHeader header = recording.header();
    emulator = new Emulator(header.columns(), header.rows(), this::scrolledOff);
  }

  /** Writes the page; {@code title} may be null. */
  static void write(Recording recording, String title, Writer out) throws BadCast, IOException {
    List<Integer> fences = new ArrayList<>();
    new MarkdownTranscript(recording, fences, null).write(recording);
    if (title != null) {
      out.write("# " + escape(title) + "\n");
    }
    MarkdownTranscript transcript = new MarkdownTranscript(recording, fences, out);
    transcript.wrote = title != null;
    transcript.write(recording);
    if (!transcript.wrote) {
      out.write('\n');
    }
  }

  private void write(Recording recording) throws BadCast, IOException {
    begin(null);
    try {
      recording.forEachEvent(
          event -> {
            if (event.code().equals(CastEvent.MARKER)) {
              end(emulator.row());
              begin(event.data());
            } else {
              FrameSequence.play(event, emulator);
            }
          });
      end(Integer.MAX_VALUE);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void scrolledOff(ScreenLine line) {
    if (printed > 0) {
      printed--;
    } else {
      line(line.text());
    }
  }

  private void begin(String name) throws IOException {
    heading = name;
    fence = 3;
    begun = false;
    blank = 0;
    if (name != null && writes) {
      out.write((wrote ? "\n" : "") + "## " + escape(name) + "\n");
      wrote = true;
    }
  }

  /** Ends a chapter above this row of the screen. */
  private void end(int row) throws IOException {
    List<String> screen = emulator.text();
    if (emulator.isAlternate()) {
      screen.forEach(this::line);
    } else {
      int until = Math.min(row, screen.size());
      screen.subList(Math.min(printed, until), until).forEach(this::line);
      printed = Math.max(printed, until);
    }
    if (!writes) {
      fences.add(fence);
    } else if (begun) {
      out.write("`".repeat(fences.get(chapters)) + "\n");
    }
    chapters++;
  }

  private void line(String text) {
    if (heading != null && text.equals("-- " + heading + " --")) {
      // the heading contains it
      heading = null;
      return;
    }
    if (text.isEmpty()) {
      blank++;
      return;
    }
    if (!writes) {
      TICKS.matcher(text).results().forEach(t -> fence = Math.max(fence, t.group().length() + 1));
      return;
    }
    try {
      write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a line; empty lines are written only between others. */
  private void write(String text) throws IOException {
    if (!begun) {
      out.write((wrote ? "\n" : "") + "`".repeat(fences.get(chapters)) + "text\n");
    } else {
      out.write("\n".repeat(blank));
    }
    wrote = true;
    begun = true;
    blank = 0;
    out.write(EscapedText.word(text));
    out.write('\n');
  }

  private static String escape(String heading) {
    return EscapedText.word(heading.replaceAll("\\s+", " "))
        .replaceAll("([\\\\`*_<>\\[\\]#])", "\\\\$1");
  }
}
