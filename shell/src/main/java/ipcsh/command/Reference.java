package ipcsh.command;

import ipcsh.command.model.CommandModel;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Registry;
import java.util.ArrayList;
import java.util.List;

/** The reference page of commands in Markdown, generated from their definitions. */
public final class Reference {
  private Reference() {}

  /** The page of these topics. */
  public static String page(String heading, Registry registry, List<CommandTopic> topics) {
    List<String> lines = new ArrayList<>();
    lines.add("# " + heading);
    lines.add("");
    lines.add("Made from the commands' own definitions by a test; do not edit.");
    for (CommandTopic topic : topics) {
      lines.add("");
      lines.add("## " + topic.title());
      registry.of(topic).forEach(command -> add(lines, command));
    }
    return String.join("\n", lines) + "\n";
  }

  private static void add(List<String> lines, CommandModel command) {
    lines.add("");
    lines.add("### " + command.name());
    lines.add("");
    lines.add("`" + String.join("`, `", command.usages()) + "`");
    lines.add("");
    lines.add(command.summary() + "; see " + command.man() + ".");
    if (!command.details().isBlank()) {
      lines.add("");
      command.details().lines().map(String::strip).forEach(lines::add);
    }
    lines.add("");
    lines.add("```groovy");
    lines.addAll(command.examples());
    lines.add("```");
  }
}
