package ipcsh.site;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The language on one sheet: its contents, for the page and for the PDF.
 *
 * @param columns groups, by column
 */
record CheatSheet(List<List<Group>> columns) {
  /** The title of the sheet. */
  static final String TITLE = "ipcsh: the language on one sheet";

  /** What is said once for all. */
  static final String SUBTITLE =
      "C names, C order, no C chores. A failed call throws: .errno, .call. Blocking commands take "
          + "timeout: 500.ms. help NAME says more.";

  private static final String SEPARATOR = " | ";

  /** Rows under a heading. */
  record Group(String title, List<Row> rows) {}

  /** A line of the language, and what it gives or does; either may be empty. */
  record Row(String code, String note) {}

  /** Reads the sheet from the resources. */
  static CheatSheet read() throws IOException {
    List<List<Group>> columns = new ArrayList<>();
    for (String line : CourseSite.resource("sheet.txt").lines().toList()) {
      if (line.startsWith("== ")) {
        columns.add(new ArrayList<>());
      } else if (line.startsWith("= ")) {
        last(columns).add(new Group(line.substring(2), new ArrayList<>()));
      } else if (!line.isBlank()) {
        // the code may contain it as well
        int separator = (line + " ").lastIndexOf(SEPARATOR);
        String note = (line + " ").substring(separator + SEPARATOR.length());
        last(last(columns)).rows().add(new Row(line.substring(0, separator).strip(), note.strip()));
      }
    }
    return new CheatSheet(columns);
  }

  private static <T> T last(List<T> list) {
    return list.get(list.size() - 1);
  }
}
