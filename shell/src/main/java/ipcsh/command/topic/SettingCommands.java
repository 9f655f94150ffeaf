package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.Preferences;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.OneOf;
import ipcsh.command.model.Option;
import ipcsh.command.model.SavedAs;
import ipcsh.draw.ThemeChoice;
import ipcsh.sys.text.EscapedText;
import ipcsh.view.SettingTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The command for the settings of the prompt. */
public final class SettingCommands implements CommandTopic {
  private static final int MOST_ENTRIES = 1_000_000;
  private static final int LONGEST_PROMPT = 200;

  private Context context;

  @Override
  public String title() {
    return "Settings";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "show or change the settings of the prompt",
      man = "ipcsh(1)",
      saves = SavedAs.NOTHING,
      details =
          """
          Each setting is an option, and stays until the shell ends; put the line into the start-up
          file ~/.config/ipcsh/init.groovy ($XDG_CONFIG_HOME/ipcsh/init.groovy) to have it at each
          prompt. prompt: is the text before the input, in which %n is the name of the shell, %j
          the number of running background jobs, %p the process ID, %w the working directory, %%
          a percent sign. color: 'auto' uses colours if the terminal has them and NO_COLOR is not
          set, 'always' and 'never' decide. theme: 'dark' or 'light' chooses colours for that
          background, 'auto' some that are readable on both. pager: off prints long output at
          once. historySize: is the number of entries in the history; 0 keeps nothing, in the file
          neither.""",
      examples =
          """
          settings prompt: '%n %w> '
          settings theme: 'light', pager: off
          settings.find { it.name == 'theme' }.value    //=> light
          settings historySize: 500
          settings
          """)
  public List<Map<String, Object>> settings(
      @Option String prompt,
      @Option @OneOf(Preferences.ColorUse.class) String color,
      @Option @OneOf(ThemeChoice.class) String theme,
      @Option Boolean pager,
      @Option Integer historySize) {
    Preferences preferences = context.host().preferences();
    // nothing is changed if one of them is refused
    Preferences.ColorUse use = color == null ? null : use(color);
    ThemeChoice choice = theme == null ? null : ThemeChoice.of(theme);
    if (historySize != null && (historySize < 0 || historySize > MOST_ENTRIES)) {
      throw new IllegalArgumentException(
          "historySize: expected a number from 0 to " + MOST_ENTRIES + ", given " + historySize);
    }
    if (prompt != null) {
      preferences.prompt(checked(prompt));
    }
    if (use != null) {
      preferences.color(use);
    }
    if (choice != null) {
      preferences.theme(choice);
    }
    if (pager != null) {
      preferences.pager(pager);
    }
    if (historySize != null) {
      preferences.historySize(historySize);
    }
    return table(preferences);
  }

  private static Preferences.ColorUse use(String word) {
    for (Preferences.ColorUse use : Preferences.ColorUse.values()) {
      if (lower(use).equals(word)) {
        return use;
      }
    }
    throw new IllegalArgumentException(
        "color: expected 'auto', 'always' or 'never', given '" + EscapedText.word(word) + "'");
  }

  private static String checked(String prompt) {
    if (prompt.isBlank() || prompt.length() > LONGEST_PROMPT) {
      throw new IllegalArgumentException(
          "prompt: expected a text of 1 to "
              + LONGEST_PROMPT
              + " characters, given "
              + (prompt.isBlank() ? "none" : prompt.length()));
    }
    return prompt;
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static SettingTable table(Preferences preferences) {
    List<Map<String, Object>> rows = new ArrayList<>();
    rows.add(row("prompt", preferences.prompt(), "%n name, %j jobs, %p process, %w directory"));
    rows.add(row("color", lower(preferences.color()), "'auto', 'always', 'never'"));
    rows.add(row("theme", preferences.theme().word(), "'auto', 'dark', 'light': the background"));
    rows.add(row("pager", preferences.pager(), "on, off: whether long output is paged"));
    rows.add(row("historySize", preferences.historySize(), "entries that are kept; 0: none"));
    return new SettingTable(rows);
  }

  private static Map<String, Object> row(String name, Object value, String meaning) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", name);
    row.put("value", value);
    row.put("meaning", meaning);
    return row;
  }
}
