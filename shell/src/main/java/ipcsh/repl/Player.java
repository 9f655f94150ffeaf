package ipcsh.repl;

import ipcsh.command.Context;
import ipcsh.command.model.CommandModel;
import ipcsh.draw.WrappedText;
import ipcsh.language.Entries;
import ipcsh.language.IsolatedScript;
import ipcsh.language.Session;
import ipcsh.language.Source;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * Plays a script to an audience: shows each entry as if it were typed, waits for a key, evaluates
 * it and shows its value. Narration is only printed. The script has variables of its own, so it
 * does not change the user's.
 */
final class Player {
  private static final String KEYS = "Enter runs the line · c runs to the end · q quits";
  private static final Pattern FIRST_WORD = Pattern.compile("\\w+");
  private static final int CTRL_C = 3;
  private static final int CTRL_D = 4;

  private final Terminal terminal;
  private final PromptScreen screen;
  private final Settings settings;
  private final BiPredicate<Session, Source> evaluation;

  /**
   * Plays on a terminal.
   *
   * @param evaluation evaluates an entry and shows its result; false if it failed
   */
  Player(
      Terminal terminal,
      PromptScreen screen,
      Settings settings,
      BiPredicate<Session, Source> evaluation) {
    this.terminal = terminal;
    this.screen = screen;
    this.settings = settings;
    this.evaluation = evaluation;
  }

  /** Plays it to its end, to its first error, or until the user quits. */
  void play(Path script, Context context) {
    Source source = IsolatedScript.source(script, context);
    Session session = Session.beside(context);
    Highlights highlights = new Highlights(new SymbolLookup(() -> session), settings::color);
    screen.remark(KEYS);
    try {
      Entries entries = new Entries("", source.text());
      boolean stepping = true;
      for (Source entry = entries.next(); entry != null; entry = entries.next()) {
        if (isComment(entry)) {
          String comment = WrappedText.wrap(entry.text(), terminal.getWidth(), 0);
          screen.typed(highlights.highlight(comment, -1));
          screen.freshLine();
          continue;
        }
        if (!isStageDirection(entry, context)) {
          screen.typed(asTyped(highlights.highlight(entry.text(), -1)));
          int key = stepping ? key() : 'c';
          screen.freshLine();
          if (key == 'q') {
            return;
          }
          stepping = key != 'c';
        }
        if (!evaluation.test(session, entry)) {
          return;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isComment(Source entry) {
    return entry
        .text()
        .lines()
        .allMatch(line -> line.isBlank() || line.strip().matches("(//|#!).*"));
  }

  private static boolean isStageDirection(Source entry, Context context) {
    Matcher first = FIRST_WORD.matcher(entry.text());
    CommandModel command = first.lookingAt() ? context.registry().find(first.group()) : null;
    return command != null && command.topic().isStageDirection();
  }

  /** The entry after the prompt, with continuation lines below the first one. */
  private AttributedString asTyped(AttributedString entry) {
    AttributedStringBuilder out = new AttributedStringBuilder();
    String prompt = settings.name() + "> ";
    String lead = " ".repeat(Math.max(0, prompt.length() - 4)) + "... ";
    AttributedStyle style = settings.color() ? AttributedStyle.BOLD : AttributedStyle.DEFAULT;
    for (AttributedString line : entry.columnSplitLength(Integer.MAX_VALUE)) {
      out.append(
          out.length() == 0
              ? new AttributedString(prompt, style)
              : new AttributedString("\n" + lead));
      out.append(line);
    }
    return out.toAttributedString();
  }

  /** Waits for a valid key: {@code '\n'}, {@code 'c'} or {@code 'q'}. */
  private int key() throws IOException {
    Attributes before = terminal.enterRawMode();
    try {
      while (true) {
        switch (terminal.reader().read()) {
          case '\r', '\n', ' ' -> {
            return '\n';
          }
          case 'c' -> {
            return 'c';
          }
          case 'q', CTRL_C, CTRL_D, -1 -> {
            return 'q';
          }
          default -> {}
        }
      }
    } catch (InterruptedIOException ctrlC) {
      return 'q';
    } finally {
      terminal.setAttributes(before);
    }
  }
}
