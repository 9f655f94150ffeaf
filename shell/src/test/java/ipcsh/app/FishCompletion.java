package ipcsh.app;

import ipcsh.app.ModeUsage.Operand;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The completion for fish(1), from the table of options, the usages and the commands. */
final class FishCompletion {
  private static final String TEMPLATE =
      """
      # Completion of ipcsh for fish. Made from the table of options, the usages and the commands by a test;
      # do not edit.

      # The first word that is neither an option nor the value of one.
      function __ipcsh_word
          set -l words (commandline -opc)
          set -l value
          for word in $words[2..]
              if test -n "$value"
                  set value
                  continue
              end
              switch $word
                  case @VALUED@
                      set value yes
                  case '-*'
                  case '*'
                      echo -- $word
                      return
              end
          end
      end

      # Whether that is one of these.
      function __ipcsh_mode
          contains -- (__ipcsh_word) $argv
      end

      function __ipcsh_no_mode
          test -z (__ipcsh_word)""
      end

      # The running shells.
      function __ipcsh_shells
          ipcsh ls 2>/dev/null | awk 'NR > 1 { print $1 == "*" ? $2 : $1 }'
      end

      complete -c ipcsh -f
      complete -c ipcsh -n __ipcsh_no_mode -k -a '(__fish_complete_suffix .groovy)'
      complete -c ipcsh -n '__ipcsh_no_mode; and test -n (commandline -ct)""' -a '@COMMANDS@' -d command
      complete -c ipcsh -n '__ipcsh_mode help man' -a '@COMMANDS@'
      """;

  private final List<ModeUsage> modes = ModeUsage.all();

  String of(Collection<String> commands) {
    StringBuilder out =
        new StringBuilder(
            TEMPLATE
                .replace("@COMMANDS@", String.join(" ", commands))
                .replace("@VALUED@", valued()));
    ModeUsage.general().forEach(option -> out.append(option(option, "__ipcsh_no_mode", null)));
    ModeUsage.first().forEach(option -> out.append(option(option, "__ipcsh_no_mode", null)));
    for (ModeUsage mode : modes) {
      out.append('\n');
      out.append("complete -c ipcsh -n __ipcsh_no_mode -a ").append(mode.word());
      out.append(" -d ").append(quoted(mode.summary())).append('\n');
      String here = "__ipcsh_mode " + mode.word();
      mode.options().forEach(option -> out.append(option(option, here, mode.word())));
      for (Operand operand : Operand.values()) {
        if (mode.takes(operand)) {
          out.append("complete -c ipcsh -n ").append(quoted(here)).append(' ');
          out.append(
              switch (operand) {
                case SCENARIO -> "-k -a '(__fish_complete_suffix .groovy)'";
                case RECORDING -> "-k -a '(__fish_complete_suffix .cast)'";
                case SHELL -> "-a '(__ipcsh_shells)' -d 'running shell'";
                case PROCESS -> "-a '(__fish_complete_pids)'";
                case PROGRAM -> "-F -a '(__fish_complete_command)'";
              });
          out.append('\n');
        }
      }
    }
    return out.toString();
  }

  private static String valued() {
    return ModeUsage.general().stream()
        .filter(ProgramOption::hasValue)
        .flatMap(option -> option.names().stream())
        .collect(Collectors.joining(" "));
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static String option(ProgramOption option, String condition, String word) {
    StringBuilder out = new StringBuilder("complete -c ipcsh -n " + quoted(condition));
    for (String name : option.names()) {
      out.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
    }
    String suffix = ModeUsage.suffix(option);
    if (option.place() == ProgramOption.Place.FIRST) {
      out.append(" -x -a '(__fish_complete_directories)'");
    } else if (!ModeUsage.choices(option).isEmpty()) {
      out.append(" -x -a ").append(quoted(String.join(" ", ModeUsage.choices(option))));
    } else if (suffix != null && !suffix.isEmpty()) {
      out.append(" -x -k -a '(__fish_complete_suffix ").append(suffix).append(")'");
    } else if (suffix != null) {
      out.append(" -r -F");
    } else if (option.hasValue()) {
      out.append(" -x");
    }
    return out.append(" -d ").append(quoted(option.text(word))).append('\n').toString();
  }
}
