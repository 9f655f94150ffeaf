package ipcsh.app;

import java.util.Map;

/** What {@code --help} prints, of the program and of each word that is no file. */
final class Usage {
  private static final String REPLAY =
      """
          --step, --type        wait for a key before each step; before each character
          --speed N             playback speed relative to a person typing; max
          --tmux                show roles in tmux panes, of this tmux or a private one
          --record X.cast       write a recording, the same each time; --size 100x30, --v2
          --verify              compare with FILE's .expected; exit status 1 on a difference
          --update              write FILE's .expected; an entry ending in // varies becomes ...
      """;

  /** That of the program. */
  static final String HELP =
      """
      ipcsh: a shell in which UNIX IPC can be seen

        ipcsh                   interactive on a terminal, else run standard input
        ipcsh FILE [ARG...]     run a script; args holds ARG..., script its file
        ipcsh COMMAND [ARG...]  run a command (if no file has that name), print its value
        ipcsh export X.cast OUT convert a recording to OUT.html, OUT.svg or OUT.md; --at TIME,
                                --theme dark|light, --title TEXT
        ipcsh export X.groovy X.c translate a scenario to a C program
        ipcsh -e CODE           run CODE, print its last value unless null
        ipcsh ls                list the running shells; --json
        ipcsh attach NAME       a prompt in a running shell; -e CODE runs CODE in it
        ipcsh watch [NAME|PID]  show all shells, or some processes, as a live picture
        ipcsh replay FILE...    replay scenarios for an audience
      """
          + REPLAY
          + """

        -k, --keep-going        continue after an error; exit status 1 if any entry failed
        -n, --name NAME         the name under which other shells see this one
        -p, --print             print the value of each entry, as at the prompt
        --trace                 print one strace-style line per call on standard error
        --json                  print each result as one line of JSON
        --no-color              do not use colours
        --plugin PATH           load a plugin, a .jar or a .groovy file; may be repeated
        --version, --help       after a word, as in replay --help, the usage of that word

      Exit status: 0 success, 1 an error, 2 usage error, 130 interrupted, 141 no reader (SIGPIPE);
      exit N gives N.
      """;

  /** That of the words that are no commands of the language, or more than these. */
  private static final Map<String, String> WORDS =
      Map.of(
          "replay",
          """
          usage: ipcsh replay [OPTION...] FILE...
          Replay scenarios for an audience: on the terminal, into a recording, or as lines of text.

          """
              + REPLAY
              + """
                    --no-color            do not use colours
                    --plugin PATH         load a plugin

                Exit status: 0 every assert held, 1 one failed or the output differs, 2 usage error, 130 interrupted.
                """,
          "export",
          """
          usage: ipcsh export X.cast OUT.html|OUT.svg|OUT.md [OPTION...]
                 ipcsh export X.groovy X.c
          Convert a recording to a page with a player, a picture or a text; a scenario to a C program.

              --at TIME             a still picture of that moment (.svg only): seconds, m:ss or end
              --theme dark|light    default: what the reader's system prefers
              --title TEXT          default: the recording's own
          """,
          "ls",
          """
          usage: ipcsh ls [--json]
          List the running shells of this user: name, process, what each is doing.

              --json                print one JSON value
          """,
          "attach",
          """
          usage: ipcsh attach NAME [-e CODE] [OPTION...]
          A prompt in a running shell; without a terminal, run standard input in it. ipcsh ls lists the names.

              -e CODE               run CODE in it, print its value
              -k, --keep-going      continue after an error
              --json                print each value as one line of JSON
              --no-color            do not use colours
          """,
          "watch",
          """
          usage: ipcsh watch [NAME|PID...]
          Show all shells, or some processes, as a live picture until q; needs a terminal.
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
