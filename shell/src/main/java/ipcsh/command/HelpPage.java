package ipcsh.command;

import java.util.ArrayList;
import java.util.List;

/** A page of text that help gives as a value. */
public final class HelpPage {
  private static final int NARROWEST = 12;

  private final String text;

  HelpPage(String text) {
    this.text = text;
  }

  /** All commands, a topic each with a line a command. */
  static HelpPage overview(Registry registry) {
    List<String> lines = new ArrayList<>();
    for (CommandTopic topic : registry.topics()) {
      List<CommandModel> commands = registry.of(topic);
      if (!commands.isEmpty()) {
        lines.add(topic.title());
        int width = commands.stream().mapToInt(c -> c.name().length()).max().orElse(0);
        String format = "  %-" + Math.max(width, NARROWEST) + "s %s";
        commands.forEach(c -> lines.add(String.format(format, c.name(), c.summary())));
        lines.add("");
      }
    }
    lines.add(
        "help NAME explains one; Tab completes; Ctrl-C interrupts a call; Ctrl-D ends the shell.");
    return new HelpPage(String.join("\n", lines));
  }

  /** One command. */
  static HelpPage of(CommandModel command) {
    List<String> lines = new ArrayList<>();
    lines.add(command.usage());
    lines.add("  " + command.summary() + "; see " + command.man());
    if (!command.details().isEmpty()) {
      lines.add("");
      command.details().lines().forEach(line -> lines.add("  " + line.strip()));
    }
    lines.add("");
    command.examples().forEach(line -> lines.add("  " + line));
    return new HelpPage(String.join("\n", lines));
  }

  @Override
  public String toString() {
    return text;
  }
}
