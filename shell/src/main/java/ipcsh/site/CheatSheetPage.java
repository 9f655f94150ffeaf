package ipcsh.site;

import ipcsh.draw.Markup;
import java.util.List;

/** The cheat sheet as a page, which prints on one sheet of A4. */
final class CheatSheetPage {
  private CheatSheetPage() {}

  static String html(CheatSheet sheet) {
    SitePage page = new SitePage("", CheatSheet.TITLE, "sheet");
    page.add("<h1>" + Markup.escape(CheatSheet.TITLE) + "</h1>\n");
    page.add("<p class=\"sub\">" + Markup.escape(CheatSheet.SUBTITLE));
    page.add(" <a class=\"pdf\" href=\"sheet.pdf\">PDF, one page of A4</a></p>\n");
    page.add("<div class=\"columns\">\n");
    for (List<CheatSheet.Group> column : sheet.columns()) {
      page.add("<div class=\"column\">\n");
      column.forEach(group -> page.add(group(group)));
      page.add("</div>\n");
    }
    return page.add("</div>\n").html();
  }

  private static String group(CheatSheet.Group group) {
    StringBuilder out = new StringBuilder("<section><h2>");
    out.append(Markup.escape(group.title())).append("</h2>\n<dl>\n");
    for (CheatSheet.Row row : group.rows()) {
      out.append("<div><dt><code>").append(Markup.escape(row.code())).append("</code></dt><dd>");
      out.append(Markup.escape(row.note())).append("</dd></div>\n");
    }
    return out.append("</dl></section>\n").toString();
  }
}
