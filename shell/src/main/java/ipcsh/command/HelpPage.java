package ipcsh.command;

import ipcsh.command.help.HelpTopic;
import ipcsh.command.model.CommandModel;
import ipcsh.command.model.CommandTopic;
import ipcsh.draw.WrappedText;
import ipcsh.handle.WidthDependent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;

/** A page of text as the value of {@code help}, wrapped to the width in which it is shown. */
public final class HelpPage implements WidthDependent {
  private static final int NARROWEST = 12;

  /** Longer lines are hard to read. */
  private static final int WIDEST = 100;

  private static final int HANG = 4;

  /** The columns of a screen whose width is not known. */
  private static final int SCREEN = 80;

  private static final String MORE = " ...";

  private final IntFunction<String> text;
  private final boolean isWrapped;

  public HelpPage(String text) {
    this(columns -> text);
  }

  /** A page whose text depends on the number of columns, 0 if unknown. */
  public HelpPage(IntFunction<String> text) {
    this(text, false);
  }

  private HelpPage(IntFunction<String> text, boolean isWrapped) {
    this.text = text;
    this.isWrapped = isWrapped;
  }

  /** A page that fits already: its lines of code are not wrapped. */
  public static HelpPage verbatim(IntFunction<String> text) {
    return new HelpPage(text, true);
  }

  /** The words of help with their commands, on one screen of 80 columns and 24 rows. */
  public static HelpPage overview(List<HelpTopic> topics) {
    return verbatim(columns -> overview(topics, columns > 0 ? columns : SCREEN));
  }

  private static String overview(List<HelpTopic> topics, int columns) {
    List<String> lines = new ArrayList<>();
    int width = topics.stream().mapToInt(each -> each.word().length()).max().orElse(0);
    for (HelpTopic topic : topics) {
      StringBuilder line = new StringBuilder(String.format("%-" + width + "s ", topic.word()));
      for (CommandModel command : topic.commands()) {
        boolean last = command == topic.commands().get(topic.commands().size() - 1);
        int room = columns - line.length() - (last ? 0 : MORE.length());
        if (command.name().length() + 1 > room) {
          line.append(MORE);
          break;
        }
        line.append(' ').append(command.name());
      }
      lines.add(line.toString());
    }
    lines.add(
        WrappedText.wrap(
            "help files: a topic; help send: a command; help 'deadlock': any word", columns, HANG));
    return String.join("\n", lines);
  }

  /** Topics with one line per command. */
  public static HelpPage commands(List<HelpTopic> topics) {
    List<String> lines = new ArrayList<>();
    for (HelpTopic topic : topics) {
      CommandTopic heading = null;
      int width = topic.commands().stream().mapToInt(c -> c.name().length()).max().orElse(0);
      String format = "  %-" + Math.max(width, NARROWEST) + "s  %s";
      for (CommandModel command : sorted(topic.commands())) {
        if (command.topic() != heading) {
          heading = command.topic();
          lines.add(lines.isEmpty() ? heading.title() : "\n" + heading.title());
        }
        lines.add(String.format(format, command.name(), command.summary()));
      }
    }
    lines.add("");
    lines.add(
        "help NAME explains a command; Tab completes; Ctrl-C interrupts a call; Ctrl-D ends the shell.");
    return new HelpPage(String.join("\n", lines));
  }

  /** The same with the commands of a topic together. */
  private static List<CommandModel> sorted(List<CommandModel> commands) {
    List<CommandTopic> topics = commands.stream().map(CommandModel::topic).distinct().toList();
    return commands.stream()
        .sorted(Comparator.comparingInt(command -> topics.indexOf(command.topic())))
        .toList();
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
    String page = text.apply(columns);
    return isWrapped ? page : WrappedText.wrap(page, columns, HANG);
  }

  @Override
  public String toString() {
    return text(0, false);
  }
}
