package ipcsh.view;

import ipcsh.sys.text.EscapedText;
import ipcsh.view.Table.Column;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The answers of several shells, in the order of the shells. Prints as a table; if an answer has
 * several lines, each different one is printed once, below the names of the shells that gave it.
 */
public final class AnswerTable extends RowList<AnswerRow> {
  public AnswerTable(List<AnswerRow> answers) {
    super(answers);
  }

  @Override
  public String text(int columns, boolean color) {
    if (stream().anyMatch(answer -> lines(answer).contains("\n"))) {
      return sections();
    }
    List<Column<AnswerRow>> all =
        List.of(
            Column.of("shell", AnswerRow::shell),
            Column.<AnswerRow>of("answer", AnswerTable::lines).cut(14, Integer.MAX_VALUE).below());
    return Table.of(all).text(this, columns, color);
  }

  private static String lines(AnswerRow answer) {
    return answer.shown() == null ? "" : EscapedText.lines(answer.shown()).stripTrailing();
  }

  private String sections() {
    Map<String, List<String>> shells =
        stream()
            .collect(
                Collectors.groupingBy(
                    AnswerTable::lines,
                    LinkedHashMap::new,
                    Collectors.mapping(AnswerRow::shell, Collectors.toList())));
    StringBuilder text = new StringBuilder();
    shells.forEach(
        (answer, names) ->
            text.append(text.isEmpty() ? "" : "\n")
                .append(String.join(", ", names))
                .append(":\n")
                .append(answer.indent(2).stripTrailing()));
    return text.toString();
  }
}
