package ipcsh.app;

import java.util.Map;

/** What {@code --help} prints, of the program and of each word that is no file. */
final class Usage {
  private static final String REPLAY =
      """
          --step, --type        goes on at a key; a key types the next character
          --speed N             so many times as fast as a person; max
          --tmux                roles in panes of tmux, this one or one of its own
          --record X.cast       writes a recording, the same each time; --size 100x30, --v2
          --verify              compares with FILE's .expected; the exit status is 1 if anything differs
          --update              writes FILE's .expected; an entry that ends in // varies is kept as ...
      """;

  /** That of the program. */
  static final String HELP =
      """
      ipcsh: a shell in which UNIX IPC can be seen

        ipcsh                   interactive on a terminal, else runs standard input
        ipcsh FILE [ARG...]     runs a script; args holds the rest, script its file
        ipcsh COMMAND [ARG...]  runs a command, where no file has that name; prints its value
        ipcsh export X.cast OUT makes of a recording OUT.html, OUT.svg or OUT.md; --at TIME,
                                --theme dark|light, --title TEXT
        ipcsh export X.groovy X.c makes a C program of a scenario, where C can say it
        ipcsh -e CODE           runs CODE and prints its last value unless null
        ipcsh ls                the running shells; --json
        ipcsh attach NAME       a prompt in a running shell; -e CODE runs CODE there
        ipcsh watch [NAME|PID]  the picture of all shells, or of some processes, live
        ipcsh replay FILE...    replays scenarios for an audience
      """
          + REPLAY
          + """

        -k, --keep-going        go on after an error, entry by entry; the exit status is 1 if any failed
        -n, --name NAME         this shell's name, by which others know it
        -p, --print             print the value of each entry, as the prompt does
        --trace                 an strace-like line a call on standard error
        --json                  results as one JSON value a line
        --no-color              no colours
        --plugin PATH           a plugin more: a .jar or a .groovy file; may be repeated
        --version, --help       behind a word, replay --help, the usage of that one

      Exit status: 0 done, 1 an error, 2 wrong usage, 130 interrupted, 141 nobody reads; exit N gives N.
      """;

  /** That of the words that are no commands of the language, or more than these. */
  private static final Map<String, String> WORDS =
      Map.of(
          "replay",
          """
          usage: ipcsh replay [OPTION...] FILE...
          Replays scenarios for an audience: on a screen, into a recording, or as lines where there is neither.

          """
              + REPLAY
              + """
                    --no-color            no colours
                    --plugin PATH         a plugin more

                Exit status: 0 every assert held, 1 one did not or something differs, 2 wrong usage, 130 interrupted.
                """,
          "export",
          """
          usage: ipcsh export X.cast OUT.html|OUT.svg|OUT.md [OPTION...]
                 ipcsh export X.groovy X.c
          Makes of a recording a page with a player, a picture or a text; of a scenario a C program.

              --at TIME             a still picture of that moment, .svg alone: seconds, m:ss or end
              --theme dark|light    else what the reader's system prefers
              --title TEXT          else what the recording says
          """,
          "ls",
          """
          usage: ipcsh ls [--json]
          Lists the running shells of this user: name, process, what each does.

              --json                as one JSON value
          """,
          "attach",
          """
          usage: ipcsh attach NAME [-e CODE] [OPTION...]
          A prompt in a running shell; on no terminal standard input is run there. ipcsh ls shows the names.

              -e CODE               runs CODE there and prints its value
              -k, --keep-going      goes on after an error
              --json                values as one JSON value a line
              --no-color            no colours
          """,
          "watch",
          """
          usage: ipcsh watch [NAME|PID...]
          The picture of all shells, or of some processes, live, until q; needs a terminal.
          """);

  private Usage() {}

  /** That of a word, or null where it has none of its own. */
  static String of(String word) {
    return WORDS.get(word);
  }

  /** Whether a word behind another asks for its usage. */
  static boolean isAskedBy(String word) {
    return word.equals("--help") || word.equals("-h");
  }
}
