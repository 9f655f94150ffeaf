package ipcsh.view;

import ipcsh.draw.TerminalColors;
import ipcsh.view.Table.Column;
import java.util.List;
import java.util.Map;

/** Settings: maps of {@code name}, {@code value} and {@code meaning}. Prints as a table. */
public final class SettingTable extends RowList<Map<String, Object>> {
  private static final Table<Map<String, Object>> TABLE =
      Table.of(
          List.of(
              Column.of("setting", setting -> String.valueOf(setting.get("name"))),
              Column.<Map<String, Object>>of("value", SettingTable::value)
                  .painted((setting, text) -> TerminalColors.strong(text))
                  .cut(24, 8),
              Column.<Map<String, Object>>of("", setting -> String.valueOf(setting.get("meaning")))
                  .cut(40, 12)));

  public SettingTable(List<Map<String, Object>> settings) {
    super(settings);
  }

  /** As it is written in the language. */
  private static String value(Map<String, Object> setting) {
    Object value = setting.get("value");
    return value instanceof String text
        ? "'" + text + "'"
        : value instanceof Boolean does ? (does ? "on" : "off") : String.valueOf(value);
  }

  @Override
  public String text(int columns, boolean color) {
    return TABLE.text(this, columns, color);
  }
}
