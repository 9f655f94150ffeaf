package ipcsh.app;

import ipcsh.app.ModeUsage.Operand;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The completion for bash(1), from the table of options, the usages and the commands. */
final class BashCompletion {
  private static final String TEMPLATE =
      """
      # Completion of ipcsh for bash. Made from the table of options, the usages and the commands by a test;
      # do not edit.

      _ipcsh_commands='@COMMANDS@'

      _ipcsh_words() {
        mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -W "$1" -- "$cur")
      }

      # Files of one kind and directories; without a kind all files.
      _ipcsh_files() {
        compopt -o filenames 2>/dev/null
        mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -d -- "$cur")
        mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f ${1:+-X "!*$1"} -- "$cur" |
          while read -r file; do [ -d "$file" ] || echo "$file"; done)
      }

      # The running shells.
      _ipcsh_shells() {
        _ipcsh_words "$(ipcsh ls 2>/dev/null | awk 'NR > 1 { print $1 == "*" ? $2 : $1 }')"
      }

      _ipcsh_processes() {
        _ipcsh_words "$(cd /proc && echo [0-9]*)"
      }

      _ipcsh_programs() {
        mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -c -- "$cur")
        _ipcsh_files
      }

      _ipcsh() {
        local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} word= i
        COMPREPLY=()
        if [[ $cur == = ]]; then
          cur=
        elif [[ $prev == = ]]; then
          prev=${COMP_WORDS[COMP_CWORD - 2]}
        fi
        # the first word that is neither an option nor the value of one
        for ((i = 1; i < COMP_CWORD && ${#word} == 0; i++)); do
          case ${COMP_WORDS[i]} in
            @VALUED@) if [[ ${COMP_WORDS[i + 1]} == = ]]; then ((i += 2)); else ((i++)); fi ;;
            -*) ;;
            *) word=${COMP_WORDS[i]} ;;
          esac
        done
        case $prev in
      @VALUES@
        esac
        case $word in
          '')
            if [[ $cur == -* ]]; then
              _ipcsh_words '@GENERAL@'
              [[ $COMP_CWORD != 1 ]] || _ipcsh_words '@FIRST@'
            else
              [[ -z $cur ]] || _ipcsh_words "$_ipcsh_commands"
              _ipcsh_words '@MODES@'
              _ipcsh_files .groovy
            fi
            ;;
          help | man) _ipcsh_words "$_ipcsh_commands" ;;
      @OPERANDS@
          *) _ipcsh_files ;;
        esac
        # a word may be the name of a command and of a mode
        mapfile -t COMPREPLY < <(printf '%s\\n' "${COMPREPLY[@]}" | sort -u)
        [[ -n ${COMPREPLY[0]} ]] || COMPREPLY=()
      }

      complete -F _ipcsh ipcsh
      """;

  private final List<ModeUsage> modes = ModeUsage.all();

  String of(Collection<String> commands) {
    return TEMPLATE
        .replace("@COMMANDS@", String.join(" ", commands))
        .replace("@VALUED@", valued())
        .replace("@VALUES@\n", values())
        .replace("@GENERAL@", names(ModeUsage.general()))
        .replace("@FIRST@", names(ModeUsage.first()))
        .replace("@MODES@", modes.stream().map(ModeUsage::word).collect(Collectors.joining(" ")))
        .replace(
            "@OPERANDS@\n",
            modes.stream().map(BashCompletion::operands).collect(Collectors.joining()));
  }

  private static String names(Collection<ProgramOption> options) {
    return options.stream()
        .flatMap(option -> option.names().stream())
        .collect(Collectors.joining(" "));
  }

  private static String valued() {
    return ModeUsage.general().stream()
        .filter(ProgramOption::hasValue)
        .flatMap(option -> option.names().stream())
        .collect(Collectors.joining(" | "));
  }

  private static String values() {
    StringBuilder out = new StringBuilder();
    for (ProgramOption option : ProgramOption.values()) {
      if (option.hasValue() && option.place() != ProgramOption.Place.INTERNAL) {
        String its;
        if (option.place() == ProgramOption.Place.FIRST) {
          its =
              "compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- \"$cur\")";
        } else if (!ModeUsage.choices(option).isEmpty()) {
          its = "_ipcsh_words '" + String.join(" ", ModeUsage.choices(option)) + "'";
        } else if (ModeUsage.suffix(option) != null) {
          its = ("_ipcsh_files " + ModeUsage.suffix(option)).strip();
        } else {
          its = null;
        }
        out.append("    ").append(String.join(" | ", option.names())).append(") ");
        out.append(its == null ? "" : its + " && ").append("return ;;\n");
      }
    }
    return out.toString().replace(" && return", "; return");
  }

  private static String operands(ModeUsage mode) {
    StringBuilder out = new StringBuilder("    " + mode.word() + ")\n");
    String lead = "      ";
    if (!mode.options().isEmpty()) {
      out.append(lead).append("if [[ $cur == -* ]]; then\n");
      out.append(lead).append("  _ipcsh_words '").append(names(mode.options())).append("'\n");
      out.append(lead).append("else\n");
      lead += "  ";
    }
    String before = out.toString();
    for (Operand operand : Operand.values()) {
      if (mode.takes(operand)) {
        out.append(lead)
            .append(
                switch (operand) {
                  case SCENARIO -> "_ipcsh_files .groovy";
                  case RECORDING -> "_ipcsh_files .cast";
                  case SHELL -> "_ipcsh_shells";
                  case PROCESS -> "_ipcsh_processes";
                  case PROGRAM -> "_ipcsh_programs";
                })
            .append('\n');
      }
    }
    if (out.toString().equals(before)) {
      out.append(lead).append(":\n");
    }
    return out + (mode.options().isEmpty() ? "" : "      fi\n") + "      ;;\n";
  }
}
