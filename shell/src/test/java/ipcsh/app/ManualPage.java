package ipcsh.app;

import ipcsh.command.model.CommandModel;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The manual page ipcsh(1), from its template, the usages and the commands. */
final class ManualPage {
  static final String EXAMPLE = ".EX";
  static final String EXAMPLE_END = ".EE";

  private final List<ModeUsage> modes = ModeUsage.all();

  /** The page. */
  String of(String template, Registry registry) {
    return template
        .replace("@VERSION@", Version.NUMBER)
        .replace("@SYNOPSIS@\n", synopsis())
        .replace("@MODES@\n", modes())
        .replace("@OPTIONS@\n", options())
        .replace("@STATUS@\n", status())
        .replace("@COMMANDS@\n", commands(registry));
  }

  /** The page of the language: the lines of its examples are literal. */
  static String ofLanguage(String template) {
    StringBuilder out = new StringBuilder();
    boolean example = false;
    for (String line : template.replace("@VERSION@", Version.NUMBER).lines().toList()) {
      example = line.equals(EXAMPLE) || example && !line.equals(EXAMPLE_END);
      out.append(example && !line.equals(EXAMPLE) ? Roff.literal(line) : line).append('\n');
    }
    return out.toString();
  }

  private String synopsis() {
    List<String> forms = new ArrayList<>(ModeUsage.otherForms());
    modes.forEach(mode -> forms.addAll(mode.synopsis()));
    ModeUsage.first().forEach(option -> forms.add("ipcsh " + option.label()));
    return forms.stream()
        .map(form -> Roff.form(form) + "\n")
        .collect(Collectors.joining("", ".nf\n", ".fi\n"));
  }

  private String modes() {
    StringBuilder out = new StringBuilder();
    for (ModeUsage mode : modes) {
      out.append(".TP\n").append(Roff.form(mode.word())).append('\n');
      out.append(Roff.prose(capital(mode.description())));
      List<ProgramOption> its =
          mode.options().stream().filter(option -> option != ProgramOption.HELP).toList();
      if (!its.isEmpty()) {
        out.append(".RS\n");
        its.forEach(option -> out.append(option(option, mode.word())));
        out.append(".RE\n");
      }
    }
    return out.toString();
  }

  private String options() {
    Set<ProgramOption> all = new TreeSet<>(ModeUsage.general());
    all.addAll(ModeUsage.first());
    return all.stream().map(option -> option(option, null)).collect(Collectors.joining());
  }

  private static String option(ProgramOption option, String word) {
    return ".TP\n" + Roff.form(option.label()) + "\n" + Roff.prose(sentence(option.text(word)));
  }

  private static String sentence(String text) {
    return capital(text) + (text.endsWith(".") ? "" : ".");
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static String status() {
    String usage = Usage.ofProgram();
    String status = usage.substring(usage.indexOf("Exit status: "));
    return Roff.prose(
        capital(status.substring(status.indexOf(' ', 6) + 1).replace('\n', ' ').strip()));
  }

  private static String commands(Registry registry) {
    StringBuilder out = new StringBuilder();
    for (CommandTopic topic : registry.topics()) {
      List<CommandModel> commands = registry.of(topic);
      if (!commands.isEmpty()) {
        out.append(".SS ").append(Roff.literal(topic.title())).append('\n');
        for (CommandModel command : commands) {
          out.append(".TP\n").append(Roff.form(command.name())).append('\n');
          out.append(Roff.prose(sentence(command.summary())));
        }
      }
    }
    return out.toString();
  }
}
