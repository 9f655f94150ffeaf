package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.Lesson;
import ipcsh.command.SpellingSuggestion;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Name;
import ipcsh.command.model.SavedAs;
import ipcsh.handle.Fd;
import ipcsh.handle.Pending;
import ipcsh.handle.Role;
import ipcsh.handle.UsageException;
import ipcsh.network.Network;
import ipcsh.peer.RoleShell;
import ipcsh.sys.Injection;
import ipcsh.view.Listing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
      summary = "list the lessons of the course",
      man = "ipcsh(1)",
      saves = SavedAs.NOTHING,
      examples =
          """
          lessons.find { it.name == 'udp' }  //=> 16  UDP: ...  16-udp.groovy
          lessons
          """)
  public List<Lesson> lessons() {
    return new Listing<>(
        Lesson.course(context), "there are no lessons in scripts/lessons of this shell");
  }

  @Command(
      summary = "run a lesson by its number or name; step by step at the prompt",
      man = "ipcsh(1)",
      saves = SavedAs.NOTHING,
      details =
          """
          Shows each line as it would be typed, and waits: Enter runs it, c runs to the end, q or
          Ctrl-C quits. In a script the lesson runs without stopping. A lesson has its own
          variables; the descriptors it opened are closed and the processes it started are stopped
          when it ends.""",
      examples =
          """
          lesson 17
          lesson 'socketpair'
          """)
  public void lesson(@Name(Name.Of.LESSON) Object which) {
    Lesson lesson = find(String.valueOf(which));
    Set<Fd> opened = new HashSet<>(context.descriptors().all());
    Set<Pending> started = new HashSet<>(context.jobs().all());
    Set<Role> forked = context.localRoles().members();
    List<RoleShell> shells = context.roleShells().all();
    List<Injection> injected = context.injections().all();
    List<Network> networks = context.networks().all();
    int before = context.atExit().size();
    try {
      context.host().play(lesson.file(), context);
    } finally {
      context.jobs().all().stream().filter(job -> !started.contains(job)).forEach(Pending::cancel);
      context.roleShells().closeAllBut(shells);
      context.localRoles().closeAllBut(forked);
      context.networks().all().stream()
          .filter(network -> !networks.contains(network))
          .forEach(Network::close);
      List<Injection> left = new ArrayList<>(context.injections().all());
      left.removeAll(injected);
      context.injections().remove(left);
      context.atExit().runDownTo(before);
      context.descriptors().all().stream().filter(fd -> !opened.contains(fd)).forEach(this::close);
    }
  }

  private void close(Fd fd) {
    try {
      context.kernel().quiet().files().close(fd.getNumber());
    } finally {
      context.descriptors().closed(fd.getNumber());
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
