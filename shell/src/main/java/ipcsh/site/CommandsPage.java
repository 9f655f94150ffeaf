package ipcsh.site;

import ipcsh.command.model.CommandModel;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Registry;
import ipcsh.draw.Markup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The commands by topic, each with the lessons that use it. */
final class CommandsPage {
  private CommandsPage() {}

  static String html(Registry registry, List<LessonPage> lessons) {
    Map<String, List<LessonPage>> users = new TreeMap<>();
    for (LessonPage lesson : lessons) {
      lesson
          .commands()
          .forEach(name -> users.computeIfAbsent(name, key -> new ArrayList<>()).add(lesson));
    }
    SitePage page = new SitePage("", "ipcsh: commands", "commands");
    page.add("<h1>Commands</h1>\n<p class=\"lead\">All commands of the shell, and the lessons in ");
    page.add("which each occurs. <code>help NAME</code> at the prompt says more.</p>\n");
    List<CommandTopic> topics = new ArrayList<>(registry.topics());
    topics.sort(Comparator.comparing(CommandTopic::title));
    for (CommandTopic topic : topics) {
      page.add("<section class=\"topic\"><h2>" + Markup.escape(topic.title()) + "</h2>\n");
      page.add("<table><thead class=\"unseen\"><tr><th scope=\"col\">Command</th>");
      page.add("<th scope=\"col\">What it does</th><th scope=\"col\">Lessons</th></tr></thead>");
      page.add("<tbody>\n");
      registry.of(topic).forEach(command -> page.add(row(command, users)));
      page.add("</tbody></table></section>\n");
    }
    return page.html();
  }

  private static String row(CommandModel command, Map<String, List<LessonPage>> users) {
    String name = Markup.escape(command.name());
    StringBuilder out = new StringBuilder("<tr id=\"" + name + "\"><th scope=\"row\"><code>");
    out.append(Markup.escape(command.usage())).append("</code></th><td>");
    out.append(Markup.escape(command.summary())).append("</td><td class=\"where\">");
    for (LessonPage lesson : users.getOrDefault(command.name(), List.of())) {
      SiteLesson its = lesson.lesson();
      out.append("<a href=\"lessons/").append(Markup.escape(its.base())).append(".html\" title=\"");
      out.append(Markup.escape(its.title())).append("\">").append(its.lesson().number());
      out.append("</a> ");
    }
    return out.append("</td></tr>\n").toString();
  }
}
