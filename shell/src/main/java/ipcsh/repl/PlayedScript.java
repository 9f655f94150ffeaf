package ipcsh.repl;

import ipcsh.command.Context;
import ipcsh.command.ExitRequest;
import ipcsh.command.course.CourseProgress;
import ipcsh.command.course.SessionMark;
import ipcsh.command.model.CommandModel;
import ipcsh.draw.WrappedText;
import ipcsh.language.Problems;
import ipcsh.language.Session;
import ipcsh.language.Source;
import ipcsh.scenario.predict.Question;
import ipcsh.scenario.predict.Quiz;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * One run of a script by a {@link Player}. What was run cannot be undone: to go back, everything
 * that the script has started is ended, and the entries before are run again, unseen.
 */
final class PlayedScript {
  private static final Pattern FIRST_WORD = Pattern.compile("\\w+");

  private final Player player;
  private final PromptScreen screen;
  private final Context context;
  private final List<Source> entries;
  private final Quiz quiz;
  private final SessionMark before;
  private Session session;
  private Highlights highlights;

  /** The index of the next entry, and that of the first one that is to be seen. */
  private int at;

  private int seenFrom;
  private boolean stepping = true;

  /** The script; {@code quiz} is null if nothing is to be predicted. */
  PlayedScript(Player player, Context context, List<Source> entries, Quiz quiz) {
    this.player = player;
    this.screen = player.screen();
    this.context = context;
    this.entries = entries;
    this.quiz = quiz;
    this.before = new SessionMark(context);
    begin();
  }

  private void begin() {
    session = Session.beside(context);
    Session its = session;
    highlights = new Highlights(new SymbolLookup(() -> its), player.settings()::color);
    at = 0;
  }

  /** How far it is, as {@link CourseProgress} keeps it. */
  String progress() {
    return at >= entries.size() ? CourseProgress.DONE : at + " of " + entries.size();
  }

  /** Plays to the end, to the first error, or until the user quits. */
  void play() {
    try {
      while (at < entries.size()) {
        Source entry = entries.get(at);
        boolean goesOn = at < seenFrom ? unseen(entry) : seen(entry);
        if (!goesOn) {
          return;
        }
      }
    } catch (InterruptedException ctrlC) {
      screen.freshLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs an entry without showing anything; false if it failed. */
  private boolean unseen(Source entry) {
    Throwable[] failure = new Throwable[1];
    screen.hiding(
        () -> {
          try {
            session.runEntry(entry);
          } catch (ExitRequest exit) {
            throw exit;
          } catch (Throwable e) {
            failure[0] = e;
          }
        });
    if (failure[0] != null) {
      screen.problem(new Problems(session).explain(failure[0]));
      return false;
    }
    at++;
    return true;
  }

  /** Shows an entry and does what the user wants; false if that is not to go on. */
  private boolean seen(Source entry) throws IOException, InterruptedException {
    if (isComment(entry)) {
      String comment = WrappedText.wrap(entry.text(), player.terminal().getWidth(), 0);
      screen.typed(highlights.highlight(comment, -1));
      screen.freshLine();
      at++;
      return true;
    }
    Question question = null;
    if (!isStageDirection(entry)) {
      question = quiz == null ? null : quiz.about(entry.text());
      String shown = question == null ? entry.text() : question.masked();
      screen.typed(asTyped(highlights.highlight(shown, -1)));
      Player.Wish wish = stepping ? player.wish() : Player.Wish.TO_THE_END;
      screen.freshLine();
      switch (wish) {
        case QUIT -> {
          return false;
        }
        case BACK -> {
          back();
          return true;
        }
        case NEXT_CHAPTER -> {
          seenFrom = nextChapter();
          return true;
        }
        case OWN_LINE -> {
          ownLine();
          return true;
        }
        case TO_THE_END -> stepping = false;
        case RUN -> {}
      }
    }
    if (question != null) {
      quiz.askBefore(question);
    }
    if (!player.evaluate(session, entry)) {
      return false;
    }
    at++;
    return true;
  }

  /** Runs a line of the user with the variables of the script; the entry is shown again. */
  private void ownLine() {
    String line = player.ownLine();
    if (line != null) {
      player.evaluate(session, Source.of("", line));
    }
  }

  private void back() {
    int target = 0;
    for (int i = 0; i < at; i++) {
      if (!isComment(entries.get(i)) && !isStageDirection(entries.get(i))) {
        target = i;
      }
    }
    before.restore();
    begin();
    seenFrom = target;
    screen.remark("back: what comes before has been run again");
  }

  private int nextChapter() {
    for (int i = at + 1; i < entries.size(); i++) {
      if (entries.get(i).text().startsWith("chapter")) {
        return i;
      }
    }
    return entries.size();
  }

  private static boolean isComment(Source entry) {
    return entry
        .text()
        .lines()
        .allMatch(line -> line.isBlank() || line.strip().matches("(//|#!).*"));
  }

  private boolean isStageDirection(Source entry) {
    Matcher first = FIRST_WORD.matcher(entry.text());
    CommandModel command = first.lookingAt() ? context.registry().find(first.group()) : null;
    return command != null && command.topic().isStageDirection();
  }

  /** The entry after the prompt, with continuation lines below the first one. */
  private AttributedString asTyped(AttributedString entry) {
    AttributedStringBuilder out = new AttributedStringBuilder();
    String prompt = player.settings().name() + "> ";
    String lead = " ".repeat(Math.max(0, prompt.length() - 4)) + "... ";
    AttributedStyle style =
        player.settings().color() ? AttributedStyle.BOLD : AttributedStyle.DEFAULT;
    for (AttributedString line : entry.columnSplitLength(Integer.MAX_VALUE)) {
      out.append(
          out.length() == 0
              ? new AttributedString(prompt, style)
              : new AttributedString("\n" + lead));
      out.append(line);
    }
    return out.toAttributedString();
  }
}
