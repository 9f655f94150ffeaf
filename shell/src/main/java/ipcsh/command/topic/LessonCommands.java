package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.Lesson;
import ipcsh.command.SpellingSuggestion;
import ipcsh.command.course.CourseProgress;
import ipcsh.command.course.SessionMark;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Name;
import ipcsh.command.model.Option;
import ipcsh.command.model.SavedAs;
import ipcsh.handle.UsageException;
import ipcsh.view.Listing;
import java.util.List;
import java.util.Map;

/** Commands for the course: its lessons are scripts that explain themselves. */
public final class LessonCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "Lessons";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "list the lessons of the course, with how far you were in each",
      man = "ipcsh(1)",
      saves = SavedAs.NOTHING,
      examples =
          """
          lessons.find { it.name == 'udp' }  //=> 16  UDP: ...  16-udp.groovy
          lessons
          """)
  public List<Lesson> lessons() {
    Map<String, String> kept = new CourseProgress(context).all();
    return new Listing<>(
        Lesson.course(context), "there are no lessons in scripts/lessons of this shell") {
      @Override
      protected String line(Lesson each) {
        String name = each.file().getFileName().toString().replace(".groovy", "");
        String howFar = kept.get("lesson " + name);
        return each + (howFar == null ? "" : "  " + howFar);
      }
    };
  }

  @Command(
      summary = "run a lesson by its number or name; step by step at the prompt",
      man = "ipcsh(1)",
      saves = SavedAs.NOTHING,
      details =
          """
          Shows each line as it would be typed, and waits: Enter runs it; b goes back to the line
          before (the lines before that run again, unseen); s continues with the next chapter; t
          reads a line of yours, any command, and runs it with the variables of the lesson; c runs
          to the end; q or Ctrl-C quits. With predict: true it asks for results before it shows
          them, and keeps the score. In a script the lesson runs without stopping. A lesson has its
          own variables; the descriptors it opened are closed and the processes it started are
          stopped when it ends. How far you were is shown by lessons.""",
      examples =
          """
          lesson 17
          lesson 'socketpair'
          """)
  public void lesson(@Name(Name.Of.LESSON) Object which, @Option Boolean predict) {
    Lesson lesson = find(String.valueOf(which));
    SessionMark before = new SessionMark(context);
    try {
      context.host().play(lesson.file(), context, Boolean.TRUE.equals(predict));
    } finally {
      before.restore();
    }
  }

  private Lesson find(String given) {
    List<Lesson> all = lessons();
    return all.stream()
        .filter(lesson -> lesson.isMeantBy(given))
        .findFirst()
        .orElseThrow(() -> new UsageException(unknown(given, all)));
  }

  private static String unknown(String given, List<Lesson> all) {
    if (all.isEmpty()) {
      return "lesson: " + all;
    }
    String near = SpellingSuggestion.say(given, all.stream().map(Lesson::name).toList());
    return "lesson: expected the number or the name of a lesson, given "
        + given
        + (near.isEmpty() ? "; lessons lists them" : near);
  }
}
