package ipcsh.command;

import ipcsh.handle.UsageException;
import ipcsh.sys.Errno;
import java.util.Arrays;
import java.util.Locale;

/** Help, made from the commands' own definitions. */
public final class HelpCommands implements CommandTopic {
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
      summary = "the commands, or one of them, or an errno, or a constant",
      man = "man(1)",
      saves = Saves.NOTHING,
      examples =
          """
          help send
          help EAGAIN
          help
          """)
  public HelpPage help(@Default("") @Name String name) {
    if (name == null || name.isBlank()) {
      return HelpPage.overview(context.registry());
    }
    CommandModel command = context.registry().find(name);
    if (command != null) {
      return HelpPage.of(command);
    }
    Integer constant = context.constants().get(name);
    if (constant != null) {
      return new HelpPage(name + " = " + constant + " (0x" + Integer.toHexString(constant) + ")");
    }
    try {
      return new HelpPage(errno(name).toString());
    } catch (UsageException notAnErrno) {
      throw new UsageException("help: there is no command '" + name + "'" + nearest(name));
    }
  }

  private String nearest(String name) {
    String near =
        Nearest.say(name, context.registry().all().stream().map(CommandModel::name).toList());
    return near.isEmpty() ? "; help lists all" : near;
  }

  @Command(
      summary = "the man page that a command follows",
      man = "man(1)",
      saves = Saves.NOTHING,
      details = "Where man pages are not installed, the help of the command.",
      examples = "man send")
  public HelpPage man(@Name String name) {
    if (name == null) {
      throw new IllegalArgumentException("name: expected the name of a command, given null");
    }
    CommandModel command = context.registry().find(name);
    String page = command == null ? name : command.man();
    String text = ManPage.read(page);
    if (text != null) {
      return new HelpPage(text);
    }
    if (command == null) {
      throw new UsageException("man: no page " + name + " is installed here");
    }
    return new HelpPage(HelpPage.of(command) + "\n\n(" + page + " is not installed here)");
  }

  @Command(
      summary = "what an error number means: by name or by number",
      man = "errno(3)",
      saves = Saves.NOTHING,
      examples =
          """
          errno EAGAIN  //=> EAGAIN (11): Resource temporarily unavailable
          errno 98      //=> EADDRINUSE (98): Address already in use
          """)
  public HelpPage errno(@Name Object which) {
    Errno errno;
    try {
      errno =
          which instanceof Errno value
              ? value
              : which instanceof Number number
                  ? Errno.of(number.intValue())
                  : Errno.named(String.valueOf(which));
    } catch (IllegalArgumentException e) {
      String near =
          Nearest.say(
              String.valueOf(which).toUpperCase(Locale.ROOT),
              Arrays.stream(Errno.values()).map(Errno::name).toList());
      throw new UsageException("errno: expected EAGAIN or 11, given " + which + near);
    }
    return new HelpPage(errno + " (" + errno.getNumber() + "): " + errno.getMessage());
  }
}
