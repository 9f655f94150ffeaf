package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.ErrnoMeanings;
import ipcsh.command.HelpPage;
import ipcsh.command.ManPage;
import ipcsh.command.SpellingSuggestion;
import ipcsh.command.help.HelpSearch;
import ipcsh.command.help.HelpTopic;
import ipcsh.command.model.CallName;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandModel;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Conversion;
import ipcsh.command.model.Default;
import ipcsh.command.model.Name;
import ipcsh.command.model.SavedAs;
import ipcsh.handle.UsageException;
import ipcsh.sys.abi.Errno;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Commands for help, generated from the commands' definitions. */
public final class HelpCommands implements CommandTopic {
  /** The word for all commands. */
  private static final String ALL = "all";

  private Context context;

  @Override
  public String title() {
    return "Help";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "show help on a topic, a command, an errno, a constant or any word",
      man = "man(1)",
      saves = SavedAs.NOTHING,
      details =
          """
          help shows the topics with their commands on one screen, help files a topic, help 'all'
          all commands, help send a command. Any other word, or several, is looked for in all there
          is, also as books call it: each line of the answer begins with what to type next.""",
      examples =
          """
          help send
          help EAGAIN
          help files
          help 'file table entry'    //=> open file description (also: file table entry...
          help 'deadlock'            //=> deadlock... why ... lesson 41...
          help
          """)
  public HelpPage help(@Default("") @Name(Name.Of.COMMAND) String name) {
    if (name == null || name.isBlank()) {
      return HelpPage.overview(HelpTopic.all(context.registry()));
    }
    if (name.equals(ALL)) {
      return HelpPage.commands(HelpTopic.all(context.registry()));
    }
    CommandModel command = context.registry().find(withoutSection(name));
    if (command != null) {
      return HelpPage.of(command);
    }
    HelpTopic topic = HelpTopic.of(name, context.registry());
    if (topic != null) {
      return HelpPage.commands(List.of(topic));
    }
    try {
      return errno(name, null);
    } catch (UsageException notAnErrno) {
      HelpPage found = new HelpSearch(context).find(name);
      if (found != null) {
        return found;
      }
      throw new UsageException("help: nothing is found for '" + name + "'" + nearest(name));
    }
  }

  /** {@code recv} of {@code recv(2)}. */
  private static String withoutSection(String name) {
    return name.replaceFirst("\\(\\w+\\)$", "");
  }

  private String nearest(String name) {
    String near = SpellingSuggestion.say(name, context.registry().names());
    return near.isEmpty() ? "; help 'all' lists all commands" : near;
  }

  @Command(
      summary = "show the man page of a command",
      man = "man(1)",
      saves = SavedAs.NOTHING,
      details =
          """
          man 2 send and man send(2) select the section. If man pages are not installed, the help
          of the command is shown.""",
      examples =
          """
          man send
          man 2 send
          """)
  public HelpPage man(@Name(Name.Of.COMMAND) String name) {
    if (name == null) {
      throw new IllegalArgumentException("name: expected the name of a command, given null");
    }
    CommandModel command = context.registry().find(withoutSection(name));
    // an explicit section requests that man page
    boolean named = command == null || !withoutSection(name).equals(name);
    String page = named ? name : command.man();
    String text = ManPage.read(page, 0);
    if (text != null) {
      return new HelpPage(columns -> columns <= 0 ? text : ManPage.read(page, columns));
    }
    if (command == null) {
      throw new UsageException(
          "man: no page " + (name.isBlank() ? "'" + name + "'" : name) + " is installed here");
    }
    HelpPage help = HelpPage.of(command);
    return new HelpPage(
        columns -> help.text(columns, false) + "\n\n(" + page + " is not installed here)");
  }

  @Command(
      summary = "explain an error number, in general or for one call",
      man = "errno(3)",
      saves = SavedAs.NOTHING,
      details =
          """
          errno EAGAIN lists the calls for which it has a specific meaning; errno EAGAIN, 'recv'
          explains it for that call; errno 'connect' lists the ways in which that call can fail.""",
      examples =
          """
          errno EAGAIN               //=> EAGAIN (11): Resource temporarily unavailable...
          errno EAGAIN, 'fork'       //=> EAGAIN (11): Resource temporarily unavailable...
          errno 98                   //=> EADDRINUSE (98): Address already in use...
          errno 'listen'             //=> EBADF            no descriptor with this number is open...
          """)
  public HelpPage errno(@Name(Name.Of.ERRNO) Object which, @Default("") @CallName String call) {
    if (call == null && which instanceof CharSequence name) {
      Map<Errno, String> all = ErrnoMeanings.allOf(name.toString());
      if (!all.isEmpty()) {
        return failures(all);
      }
    }
    Errno errno = number(which);
    String page = errno + " (" + errno.getNumber() + "): " + errno.getMessage();
    if (call == null) {
      Set<String> calls = ErrnoMeanings.callsWith(errno);
      return new HelpPage(calls.isEmpty() ? page : page + "\n" + calls(errno, calls));
    }
    String meaning = ErrnoMeanings.of(call, errno);
    if (meaning == null) {
      throw new UsageException(
          "errno: " + call + " is not known to fail with " + errno, "errno '" + call + "'");
    }
    return new HelpPage(page + "\n  of " + call + ": " + meaning);
  }

  private static String calls(Errno errno, Set<String> calls) {
    String first = calls.iterator().next();
    return "  for "
        + String.join(", ", calls)
        + "\n  what it means for one call: errno "
        + errno
        + ", '"
        + first
        + "'";
  }

  private static HelpPage failures(Map<Errno, String> all) {
    List<String> lines = new ArrayList<>();
    all.forEach((errno, meaning) -> lines.add(String.format("%-16s %s", errno, meaning)));
    return new HelpPage(String.join("\n", lines));
  }

  private static Errno number(Object which) {
    try {
      return which instanceof Errno value
          ? value
          : which instanceof Number number
              ? Errno.of(number.intValue())
              : Errno.named(String.valueOf(which));
    } catch (IllegalArgumentException e) {
      String near =
          SpellingSuggestion.say(
              String.valueOf(which).toUpperCase(Locale.ROOT),
              Arrays.stream(Errno.values()).map(Errno::name).toList());
      throw new UsageException(
          "errno: expected EAGAIN or 11, given " + Conversion.describe(which) + near);
    }
  }
}
