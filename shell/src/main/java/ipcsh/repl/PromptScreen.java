package ipcsh.repl;

import ipcsh.command.Gauges;
import ipcsh.draw.WrappedText;
import ipcsh.language.JsonRendering;
import ipcsh.language.Problem;
import ipcsh.language.Rendering;
import ipcsh.sys.text.EscapedText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.InfoCmp;

/**
 * The output of the prompt: results, errors and remarks, on the terminal or above the line being
 * edited.
 */
final class PromptScreen {
  private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
  private static final AttributedStyle ERROR = PLAIN.foreground(AttributedStyle.RED);
  private static final AttributedStyle REMARK = PLAIN.faint();

  private final Terminal terminal;
  private final PromptReader reader;
  private final Settings settings;
  private final PromptOutput output;
  private GaugeLine line;

  PromptScreen(Terminal terminal, PromptReader reader, Settings settings) {
    this.terminal = terminal;
    this.reader = reader;
    this.settings = settings;
    this.output = new PromptOutput(terminal.output(), reader);
  }

  /** The stream for {@code System.out} while this prompt runs. */
  PrintStream out() {
    return new PrintStream(output, true, StandardCharsets.UTF_8);
  }

  /** A value formatted for this terminal. */
  String rendered(Object value) {
    return Rendering.of(value, terminal.getWidth(), settings.color());
  }

  /** Shows a result, page by page if it is longer than the screen. */
  void result(Object value) {
    result(
        columns ->
            settings.json()
                ? JsonRendering.of(value)
                : Rendering.of(value, columns, settings.color()));
  }

  /** Shows a result that was formatted elsewhere. */
  void result(IntFunction<String> inWidth) {
    String text = inWidth.apply(terminal.getWidth());
    boolean pages = settings.pager() && !settings.json() && !isDumb();
    if (pages && !Pages.fits(text, terminal.getWidth(), terminal.getHeight())) {
      lend((screen, color) -> Pager.show(screen, color, inWidth));
    } else {
      plain(text, PLAIN);
    }
  }

  /** Shows a line of narration or output. */
  void line(String text) {
    output.copyLine(text);
    plain(text, PLAIN);
  }

  /** Shows a line of narration, wrapped between words. */
  void narration(String text) {
    output.copyLine(text);
    plain(WrappedText.wrap(text, terminal.getWidth(), 0), PLAIN);
  }

  /** Clears the screen: the next line is the first one. */
  void clear() {
    freshLine();
    terminal.puts(InfoCmp.Capability.clear_screen);
    terminal.flush();
  }

  /** Shows a line in addition to the output, wrapped between words. */
  void remark(String text) {
    output.copyLine(text);
    plain(WrappedText.wrap(text, terminal.getWidth(), 0), REMARK);
  }

  /** Shows a line in addition to the output, unchanged. */
  void report(String line) {
    output.copyLine(line);
    plain(line, REMARK);
  }

  /** Also passes lines of output to another receiver, as plain text; null ends that. */
  void copyTo(Consumer<String> lines) {
    output.copyTo(lines);
    output.endAbove();
  }

  /** Shows an error; the hints are less prominent. */
  void problem(Problem problem) {
    problem(problem.atPrompt(terminal.getWidth()), problem.hints());
  }

  /** The same for an error that was formatted elsewhere. */
  void problem(String message, List<String> hints) {
    int columns = terminal.getWidth();
    plain(WrappedText.wrap(message, columns, 2), ERROR);
    hints.forEach(hint -> plain(Problem.hint(hint, columns), REMARK));
  }

  /** Shows text as if it were typed here; the cursor stays after it. */
  void typed(AttributedString text) {
    freshLine();
    PrintStream out = out();
    out.print(settings.color() ? text.toAnsi(terminal) : text.toString());
    out.flush();
  }

  /** Shows gauges below the input line; null removes them. */
  synchronized void gauges(Gauges gauges) {
    reader.gauges(null);
    if (line != null) {
      line.close();
      line = null;
    }
    if (gauges != null) {
      line = new GaugeLine(gauges, reader, settings.color());
      reader.gauges(line);
    }
  }

  /** Runs work that uses the terminal; other output is shown afterwards. */
  void lend(BiConsumer<Terminal, Boolean> work) {
    freshLine();
    output.hold();
    try {
      work.accept(terminal, settings.color());
    } finally {
      output.release();
    }
  }

  /** Runs work whose output is discarded. */
  void hiding(Runnable work) {
    output.hold();
    try {
      work.run();
    } finally {
      output.discard();
    }
  }

  /** Shows text of unknown origin: nothing in it is interpreted except colours. */
  private void plain(String text, AttributedStyle style) {
    String shown = style == PLAIN ? EscapedText.styled(text) : EscapedText.lines(text);
    if (settings.color() && style != PLAIN) {
      shown = new AttributedString(shown, style).toAnsi(terminal);
    }
    if (output.holds(shown)) {
      return;
    }
    if (reader.isReading()) {
      reader.printAbove(shown);
      return;
    }
    freshLine();
    terminal.writer().println(shown);
    terminal.flush();
  }

  /** Makes sure that the next output starts in the first column. */
  void freshLine() {
    try {
      output.freshLine();
    } catch (IOException e) {
      // the terminal is gone, which is reported by the next read
    }
  }

  private boolean isDumb() {
    return terminal.getType().startsWith(Terminal.TYPE_DUMB);
  }
}
