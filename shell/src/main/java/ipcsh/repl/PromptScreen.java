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

/** Where results, errors and remarks are shown: on the terminal, or above the line being typed. */
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

  /** What {@code System.out} should be while this prompt runs. */
  PrintStream out() {
    return new PrintStream(output, true, StandardCharsets.UTF_8);
  }

  /** A value as this terminal shows it. */
  String rendered(Object value) {
    return Rendering.of(value, terminal.getWidth(), settings.color());
  }

  /** Shows a result, page by page where it is longer than the screen. */
  void result(Object value) {
    result(
        columns ->
            settings.json()
                ? JsonRendering.of(value)
                : Rendering.of(value, columns, settings.color()));
  }

  /** Shows a result that was put into words elsewhere. */
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

  /** Shows a line of narration, its words whole. */
  void narration(String text) {
    output.copyLine(text);
    plain(WrappedText.wrap(text, terminal.getWidth(), 0), PLAIN);
  }

  /** Makes it empty: the next line is the first one. */
  void clear() {
    freshLine();
    terminal.puts(InfoCmp.Capability.clear_screen);
    terminal.flush();
  }

  /** Shows a line beside the output, its words whole. */
  void remark(String text) {
    output.copyLine(text);
    plain(WrappedText.wrap(text, terminal.getWidth(), 0), REMARK);
  }

  /** Shows a line beside the output as it is. */
  void report(String line) {
    output.copyLine(line);
    plain(line, REMARK);
  }

  /** Passes the lines of output to another receiver too, as plain text; null ends that. */
  void copyTo(Consumer<String> lines) {
    output.copyTo(lines);
    output.endAbove();
  }

  /** Shows an error, its hints less loud. */
  void problem(Problem problem) {
    problem(problem.atPrompt(terminal.getWidth()), problem.hints());
  }

  /** The same of an error that was put into words elsewhere. */
  void problem(String message, List<String> hints) {
    int columns = terminal.getWidth();
    plain(WrappedText.wrap(message, columns, 2), ERROR);
    hints.forEach(hint -> plain(Problem.hint(hint, columns), REMARK));
  }

  /** Shows what is as if it were typed here; the cursor stays behind it. */
  void typed(AttributedString text) {
    freshLine();
    PrintStream out = out();
    out.print(settings.color() ? text.toAnsi(terminal) : text.toString());
    out.flush();
  }

  /** Shows gauges below what is typed; null for no more. */
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

  /** Gives the terminal to another user of it; output in the meantime is shown afterwards. */
  void lend(BiConsumer<Terminal, Boolean> work) {
    freshLine();
    output.hold();
    try {
      work.accept(terminal, settings.color());
    } finally {
      output.release();
    }
  }

  /** Shows text of unknown origin, so nothing in it is interpreted except colours. */
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

  /** Makes sure that what comes next begins at the margin. */
  void freshLine() {
    try {
      output.freshLine();
    } catch (IOException e) {
      // the terminal is gone; reading will say so
    }
  }

  private boolean isDumb() {
    return terminal.getType().startsWith(Terminal.TYPE_DUMB);
  }
}
