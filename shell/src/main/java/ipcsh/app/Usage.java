package ipcsh.app;

import static ipcsh.app.ProgramOption.AT;
import static ipcsh.app.ProgramOption.CODE;
import static ipcsh.app.ProgramOption.HELP;
import static ipcsh.app.ProgramOption.INSTALL;
import static ipcsh.app.ProgramOption.JSON;
import static ipcsh.app.ProgramOption.KEEP_GOING;
import static ipcsh.app.ProgramOption.NAME;
import static ipcsh.app.ProgramOption.NO_COLOR;
import static ipcsh.app.ProgramOption.NO_INIT;
import static ipcsh.app.ProgramOption.PICTURES;
import static ipcsh.app.ProgramOption.PLUGIN;
import static ipcsh.app.ProgramOption.PREDICT;
import static ipcsh.app.ProgramOption.PRINT;
import static ipcsh.app.ProgramOption.RECORD;
import static ipcsh.app.ProgramOption.SIZE;
import static ipcsh.app.ProgramOption.SPEED;
import static ipcsh.app.ProgramOption.STEP;
import static ipcsh.app.ProgramOption.THEME;
import static ipcsh.app.ProgramOption.THERE;
import static ipcsh.app.ProgramOption.TITLE;
import static ipcsh.app.ProgramOption.TMUX;
import static ipcsh.app.ProgramOption.TRACE;
import static ipcsh.app.ProgramOption.TYPE;
import static ipcsh.app.ProgramOption.UNINSTALL;
import static ipcsh.app.ProgramOption.UPDATE;
import static ipcsh.app.ProgramOption.V2;
import static ipcsh.app.ProgramOption.VERIFY;
import static ipcsh.app.ProgramOption.VERSION;

import java.util.List;

/** The text of {@code --help}, for the program and for each mode's word. */
final class Usage {
  /** The column at which descriptions begin. */
  private static final int COLUMN = 26;

  private final String word;
  private final int indent;
  private final StringBuilder text = new StringBuilder();

  private Usage(String word, int indent) {
    this.word = word;
    this.indent = indent;
  }

  /** The usage of the program. */
  static String ofProgram() {
    return """
        ipcsh: a shell in which UNIX IPC can be seen

          ipcsh                   interactive on a terminal, else run standard input
          ipcsh FILE [ARG...]     run a script; args holds ARG..., script its file
          ipcsh COMMAND [ARG...]  run a command (if no file has that name), print its value
          ipcsh export X.cast OUT convert a recording to OUT.html, OUT.svg or OUT.md; %s,
                                  %s, %s
          ipcsh export X.groovy X.c translate a scenario to a C program
          ipcsh export lessons DIR  write the course as a web site, with a cheat sheet
          ipcsh %s           run CODE, print its last value unless null
          ipcsh ls                list the running shells; %s
          ipcsh attach NAME       a prompt in a running shell; %s runs CODE in it
          ipcsh ls MACHINE, ipcsh attach MACHINE:NAME  the same on another machine, through ssh
          ipcsh watch [NAME|PID]  show all shells, or some processes, as a live picture
          ipcsh why PID...        why programs wait, and whether the wait can still end
          ipcsh observe 'PROG ARG...'...  run programs under strace, report what they did
          ipcsh grade FILE N      grade a script as the solution of exercise N
          ipcsh replay FILE...    replay scenarios for an audience
        %s
        %s
        Exit status: 0 success, 1 an error, 2 usage error, 130 interrupted, 141 no reader (SIGPIPE);
        exit N gives N.
        """
        .formatted(
            AT.label(),
            THEME.label(),
            TITLE.label(),
            CODE.label(),
            JSON.label(),
            CODE.label(),
            replay(null),
            new Usage(null, 2)
                .options(KEEP_GOING, NAME, PRINT, TRACE, JSON, NO_COLOR, PLUGIN, NO_INIT)
                .options(INSTALL, UNINSTALL)
                .line(VERSION.label() + ", " + HELP.label(), HELP.text(null)));
  }

  /**
   * The usage of a word that is not a command of the language, or is more than that; otherwise
   * null.
   */
  static String of(String word) {
    return switch (word) {
      case "replay" ->
          """
          usage: ipcsh replay [OPTION...] FILE...
          Replay scenarios for an audience: on the terminal, into a recording, or as lines of text.

          %s
          Exit status: 0 every assert held, 1 one failed or the output differs, 2 usage error, 130 interrupted.
          """
              .formatted(replay(word).options(NO_COLOR, PLUGIN));
      case ExportMode.WORD ->
          """
          usage: ipcsh export X.cast OUT.html|OUT.svg|OUT.md [OPTION...]
                 ipcsh export X.groovy X.c
                 ipcsh export lessons DIR
          Convert a recording to a page with a player, a picture or a text; a scenario to a C program; the
          lessons of the course to a web site in a new or empty directory, with a cheat sheet, which needs no network.

          """
              + new Usage(word, 4).options(AT, THEME, TITLE);
      case "ls" ->
          """
          usage: ipcsh ls [USER@MACHINE] [%s]
          List the running shells of this user, or on another machine, through ssh: name, process, what each
          is doing.

          %s"""
              .formatted(JSON.label(), new Usage(word, 4).options(JSON, THERE));
      case "attach" ->
          """
          usage: ipcsh attach [[USER@]MACHINE:]NAME [%s] [OPTION...]
          A prompt in a running shell; without a terminal, run standard input in it. ipcsh ls lists the names.
          MACHINE:NAME is a shell on another machine, reached through ssh.

          %s"""
              .formatted(
                  CODE.label(),
                  new Usage(word, 4).options(CODE, KEEP_GOING, JSON, NO_COLOR, THERE));
      case "watch" ->
          """
          usage: ipcsh watch [NAME|PID...]
          Show all shells, or some processes, as a live picture until q; needs a terminal.
          """;
      case ObserveMode.WORD ->
          """
          usage: ipcsh observe 'PROGRAM ARG...'...
          Start programs, one after another, each when the one before it has blocked; show what they write, and
          when all have ended who sent what to whom and what a reviewer would say; if they hang, why. They
          share the standard input; Ctrl-C interrupts them, a second one kills them. Needs strace.

          Exit status: that of the first program, in their order, that failed; 128 + N if signal N killed it.
          """;
      case GradeMode.WORD ->
          """
          usage: ipcsh grade FILE [exercise] N [--limit SECONDS] [%s]
          Run a student's script from the starting state of exercise N, in a process of its own, and check what it
          has made of it. Prints each point with the reason if it is missing. The script may take %d s, or --limit; one
          that hangs, exits or kills its shell is graded as not passed. Nothing of it is left behind.

          Exit status: 0 passed, 1 not passed, 2 usage error.
          """
              .formatted(JSON.label(), GradeMode.SECONDS);
      default -> null;
    };
  }

  /** The options of a replay, as in both usages. */
  private static Usage replay(String word) {
    return new Usage(word, 4)
        .options(STEP, TYPE, SPEED, TMUX, PREDICT)
        .line(RECORD.label(), RECORD.text(word) + "; " + SIZE.label() + ", " + V2.label())
        .options(VERIFY, UPDATE, PICTURES);
  }

  private Usage options(ProgramOption... options) {
    for (ProgramOption option : List.of(options)) {
      line(option.label(), option.text(word));
    }
    return this;
  }

  private Usage line(String label, String said) {
    text.append(" ".repeat(indent))
        .append(label)
        .append(" ".repeat(COLUMN - indent - label.length()))
        .append(said)
        .append('\n');
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
