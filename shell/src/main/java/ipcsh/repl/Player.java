package ipcsh.repl;

import ipcsh.command.Context;
import ipcsh.command.course.CourseProgress;
import ipcsh.handle.TextFile;
import ipcsh.language.Entries;
import ipcsh.language.IsolatedScript;
import ipcsh.language.Session;
import ipcsh.language.Source;
import ipcsh.scenario.ExpectedTranscript;
import ipcsh.scenario.predict.Questions;
import ipcsh.scenario.predict.Quiz;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;

/**
 * Plays a script to an audience at the prompt: shows each entry as if it were typed, waits for a
 * key, evaluates it and shows its value. Narration is only printed. The script has variables of its
 * own, so it does not change the user's.
 */
final class Player {
  /** What the audience wants before an entry is run. */
  enum Wish {
    RUN,
    TO_THE_END,
    BACK,
    NEXT_CHAPTER,
    OWN_LINE,
    QUIT
  }

  private static final String KEYS =
      "Enter runs the line · b back · s to the next chapter · t type a line · c to the end · q quits";
  private static final int CTRL_C = 3;
  private static final int CTRL_D = 4;
  private static final int BACKSPACE = 8;
  private static final int DELETE = 127;

  private final Terminal terminal;
  private final PromptScreen screen;
  private final PromptReader reader;
  private final Settings settings;
  private final BiPredicate<Session, Source> evaluation;

  /**
   * Plays on a terminal.
   *
   * @param reader reads lines that the user types in between
   * @param evaluation evaluates an entry and shows its result; false if it failed
   */
  Player(
      Terminal terminal,
      PromptScreen screen,
      PromptReader reader,
      Settings settings,
      BiPredicate<Session, Source> evaluation) {
    this.terminal = terminal;
    this.screen = screen;
    this.reader = reader;
    this.settings = settings;
    this.evaluation = evaluation;
  }

  /**
   * Plays it to its end, to its first error, or until the user quits, and keeps how far it was.
   *
   * @param predict whether to ask for results before they are shown
   */
  void play(Path script, Context context, boolean predict) {
    Source source = IsolatedScript.source(script, context);
    List<Source> all = new ArrayList<>();
    Entries entries = new Entries("", source.text());
    for (Source next = entries.next(); next != null; next = entries.next()) {
      all.add(next);
    }
    Quiz quiz = predict ? quiz(source.text(), script, context) : null;
    screen.remark(KEYS);
    PlayedScript played = new PlayedScript(this, context, all, quiz);
    try {
      played.play();
    } finally {
      String name = script.getFileName().toString().replace(".groovy", "");
      new CourseProgress(context).keep("lesson " + name, played.progress());
      if (quiz != null && quiz.result() != null) {
        screen.remark(quiz.result());
      }
    }
  }

  private Quiz quiz(String text, Path script, Context context) {
    Path expected = ExpectedTranscript.beside(script);
    List<String> lines =
        context.withOwnTable(
            () -> Files.exists(expected) ? TextFile.read(expected).lines().toList() : List.of());
    return new Quiz(new Questions(text, lines), this::answer, screen::remark);
  }

  Terminal terminal() {
    return terminal;
  }

  PromptScreen screen() {
    return screen;
  }

  Settings settings() {
    return settings;
  }

  boolean evaluate(Session session, Source entry) {
    return evaluation.test(session, entry);
  }

  /** A line that the user types in between; null if none is wanted. */
  String ownLine() {
    screen.freshLine();
    try {
      String line = reader.readLine("... your line> ");
      return line.isBlank() ? null : line;
    } catch (UserInterruptException | EndOfFileException noLine) {
      return null;
    }
  }

  /** Waits for a valid key. */
  Wish wish() throws IOException {
    Attributes before = terminal.enterRawMode();
    try {
      while (true) {
        switch (terminal.reader().read()) {
          case '\r', '\n', ' ' -> {
            return Wish.RUN;
          }
          case 'c' -> {
            return Wish.TO_THE_END;
          }
          case 'b' -> {
            return Wish.BACK;
          }
          case 's' -> {
            return Wish.NEXT_CHAPTER;
          }
          case 't' -> {
            return Wish.OWN_LINE;
          }
          case 'q', CTRL_C, CTRL_D, -1 -> {
            return Wish.QUIT;
          }
          default -> {}
        }
      }
    } catch (InterruptedIOException ctrlC) {
      return Wish.QUIT;
    } finally {
      terminal.setAttributes(before);
    }
  }

  /** An answer: a short line that is no line of the language. */
  private String answer() throws InterruptedException {
    screen.freshLine();
    Attributes before = terminal.enterRawMode();
    StringBuilder line = new StringBuilder();
    try {
      terminal.writer().print("?> ");
      terminal.flush();
      while (true) {
        int key = terminal.reader().read();
        switch (key) {
          case '\r', '\n' -> {
            return line.toString();
          }
          case CTRL_C -> throw new InterruptedException();
          case CTRL_D, -1 -> {
            return null;
          }
          case BACKSPACE, DELETE -> {
            if (line.length() > 0) {
              line.setLength(line.length() - 1);
              terminal.writer().print("\b \b");
            }
          }
          default -> {
            if (key >= ' ' && key < DELETE) {
              line.append((char) key);
              terminal.writer().print((char) key);
            }
          }
        }
        terminal.flush();
      }
    } catch (InterruptedIOException ctrlC) {
      throw new InterruptedException();
    } catch (IOException gone) {
      return null;
    } finally {
      terminal.setAttributes(before);
      terminal.writer().println();
      terminal.flush();
    }
  }
}
