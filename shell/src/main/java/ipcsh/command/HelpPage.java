package ipcsh.command;

import ipcsh.command.model.CommandModel;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Registry;
import ipcsh.draw.WrappedText;
import ipcsh.handle.WidthDependent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** A page of text as the value of {@code help}, wrapped to the width in which it is shown. */
public final class HelpPage implements WidthDependent {
  private static final int NARROWEST = 12;

  /** Longer lines are hard to read. */
  private static final int WIDEST = 100;

  private static final int HANG = 4;

  private final IntFunction<String> text;

  public HelpPage(String text) {
    this(columns -> text);
  }

  /** A page whose text depends on the number of columns, 0 if unknown. */
  public HelpPage(IntFunction<String> text) {
    this.text = text;
  }

  /** All commands: the topics, with one line per command. */
  public static HelpPage overview(Registry registry) {
    List<String> lines = new ArrayList<>();
    for (CommandTopic topic : registry.topics()) {
      List<CommandModel> commands = registry.of(topic);
      if (!commands.isEmpty()) {
        lines.add(topic.title());
        int width = commands.stream().mapToInt(c -> c.name().length()).max().orElse(0);
        String format = "  %-" + Math.max(width, NARROWEST) + "s  %s";
        commands.forEach(c -> lines.add(String.format(format, c.name(), c.summary())));
        lines.add("");
      }
    }
    lines.add(
        "help NAME explains a command; Tab completes; Ctrl-C interrupts a call; Ctrl-D ends the shell.");
    return new HelpPage(String.join("\n", lines));
  }

  /** The page of one command. */
  public static HelpPage of(CommandModel command) {
    return new HelpPage(columns -> text(command, columns));
  }

  private static String text(CommandModel command, int columns) {
    List<String> lines = new ArrayList<>();
    lines.addAll(command.usages());
    lines.add("  " + command.summary() + "; see " + command.man());
    if (!command.details().isEmpty()) {
      lines.add("");
      String details = String.join(" ", command.details().lines().map(String::strip).toList());
      int room = columns <= 0 ? WIDEST : Math.min(columns, WIDEST);
      lines.add(WrappedText.wrap("  " + details, room, 0));
    }
    lines.add("");
    command.examples().forEach(line -> lines.add("  " + line));
    return String.join("\n", lines);
  }

  @Override
  public String text(int columns, boolean color) {
    return WrappedText.wrap(text.apply(columns), columns, HANG);
  }

  @Override
  public String toString() {
    return text(0, false);
  }
}
