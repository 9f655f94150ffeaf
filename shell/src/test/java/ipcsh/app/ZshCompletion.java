package ipcsh.app;

import ipcsh.app.ModeUsage.Operand;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The completion for zsh(1), from the table of options, the usages and the commands. */
final class ZshCompletion {
  private static final String TEMPLATE =
      """
      #compdef ipcsh
      # Completion of ipcsh for zsh. Made from the table of options, the usages and the commands by a test;
      # do not edit.

      (( $+functions[_ipcsh_shells] )) ||
      _ipcsh_shells() {
        local -a names
        names=(${(f)"$(ipcsh ls 2>/dev/null | awk 'NR > 1 { print $1 == "*" ? $2 : $1 }')"})
        _wanted shells expl 'running shell' compadd -a names
      }

      (( $+functions[_ipcsh_commands] )) ||
      _ipcsh_commands() {
        local -a names
        names=(
      @COMMANDS@
        )
        _wanted commands expl 'command' compadd -a names
      }

      (( $+functions[_ipcsh_first] )) ||
      _ipcsh_first() {
        local -a modes
        modes=(
      @MODES@
        )
        _alternative \\
          'modes:mode:{ _describe mode modes }' \\
          'scripts:script:_files -g "*.groovy"' \\
          'commands:command:{ [[ -z $PREFIX ]] || _ipcsh_commands }'
      }

      _ipcsh() {
        local curcontext=$curcontext state line
        typeset -A opt_args
        _arguments -C -S \\
      @GENERAL@
          '1: :_ipcsh_first' \\
          '*:: :->rest' && return
        [[ $state == rest ]] || return
        case $words[1] in
          help | man) _arguments '*: :_ipcsh_commands' ;;
      @OPERANDS@
          *) _arguments '*:file:_files' ;;
        esac
      }

      _ipcsh "$@"
      """;

  private final List<ModeUsage> modes = ModeUsage.all();

  String of(Collection<String> commands) {
    return TEMPLATE
        .replace("@COMMANDS@", "    " + String.join("\n    ", commands))
        .replace(
            "@MODES@",
            modes.stream()
                .map(
                    mode -> "    " + quoted(mode.word() + ":" + mode.summary().replace(":", "\\:")))
                .collect(Collectors.joining("\n")))
        .replace("@GENERAL@\n", options(ModeUsage.general(), "    ") + first())
        .replace(
            "@OPERANDS@\n",
            modes.stream().map(ZshCompletion::operands).collect(Collectors.joining()));
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private static String first() {
    return ModeUsage.first().stream()
        .map(
            option ->
                "    "
                    + quoted(
                        "(- *)" + option.longName() + text(option, null) + "::PREFIX:_directories")
                    + " \\\n")
        .collect(Collectors.joining());
  }

  private static String text(ProgramOption option, String word) {
    return "["
        + option.text(word).replace("[", "\\[").replace("]", "\\]").replace(":", "\\:")
        + "]";
  }

  private static String options(Collection<ProgramOption> options, String lead) {
    return options.stream()
        .flatMap(
            option ->
                option.names().stream().map(name -> lead + quoted(option(option, name)) + " \\\n"))
        .collect(Collectors.joining());
  }

  private static String option(ProgramOption option, String name) {
    boolean repeated = option == ProgramOption.PLUGIN;
    String others = repeated ? "*" : "(" + String.join(" ", option.names()) + ")";
    String value = ModeUsage.value(option);
    if (value == null) {
      return others + name + text(option, null);
    }
    String suffix = ModeUsage.suffix(option);
    String action =
        !ModeUsage.choices(option).isEmpty()
            ? "(" + String.join(" ", ModeUsage.choices(option)) + ")"
            : suffix == null ? " " : suffix.isEmpty() ? "_files" : "_files -g \"*" + suffix + "\"";
    return others
        + name
        + (name.startsWith("--") ? "=" : "")
        + text(option, null)
        + ":"
        + value.replace(":", "\\:")
        + ":"
        + action;
  }

  private static String operands(ModeUsage mode) {
    StringBuilder out = new StringBuilder("    " + mode.word() + ")\n      _arguments -S \\\n");
    out.append(options(mode.options(), "        "));
    StringBuilder all = new StringBuilder();
    for (Operand operand : Operand.values()) {
      if (mode.takes(operand)) {
        all.append(
            switch (operand) {
              case SCENARIO -> " 'scenarios:scenario:_files -g \"*.groovy\"'";
              case RECORDING -> " 'recordings:recording:_files -g \"*.cast\"'";
              case SHELL -> " 'shells:running shell:_ipcsh_shells'";
              case PROCESS -> " 'processes:process:_pids'";
              case PROGRAM -> " 'programs:program:_command_names -e' 'files:program:_files'";
            });
      }
    }
    if (!all.isEmpty()) {
      out.append("        ").append(quoted("*: :_alternative" + all)).append(" \\\n");
    }
    out.setLength(out.length() - " \\\n".length());
    return out + "\n      ;;\n";
  }
}
