package ipcsh.app;

import ipcsh.batch.BatchOutput;
import ipcsh.command.Context;
import ipcsh.command.Host;
import ipcsh.handle.UsageException;
import ipcsh.language.Journal;
import ipcsh.language.JournalEntry;
import ipcsh.language.Session;
import ipcsh.plugin.Plugins;
import ipcsh.repl.ControlC;
import ipcsh.scenario.SessionNotebook;
import ipcsh.scenario.ShellJournal;
import ipcsh.sys.Kernel;
import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** Creates sessions according to the command line, for scripts and for the prompt. */
final class SessionFactory {
  /** The variable with the script's path, with which a script finds files next to it. */
  static final String SCRIPT = "script";

  /** The variable with the words after the script. */
  static final String ARGUMENTS = "args";

  private SessionFactory() {}

  /**
   * A session with all commands, whose lines go to {@code host}; exits if the system is not Linux.
   */
  static Session session(Options options, Host host) {
    return session(options, context(options, host, kernel()));
  }

  /** The same for a script: the shells that it will use as roles are started while it is parsed. */
  static Session script(Options options, Host host, Kernel kernel) {
    Context context = context(options, host, kernel);
    context.roleShells().shareDirectory();
    context.roleShells().prepare(RoleNames.in(options));
    return session(options, context);
  }

  /** The context of the commands, closed at the end of the program. */
  static Context context(Options options, Host host, Kernel kernel) {
    Context context = new Context(kernel, host, ControlC::orAnyEnd);
    context.roleShells().options(options.forRoles());
    context.roleShells().identifiedBy(() -> ProgramDigest.of(options));
    Runtime.getRuntime().addShutdownHook(new Thread(context::close, "last"));
    return context;
  }

  /** A context with all commands, for use without evaluating anything. */
  static Context commands(Options options) {
    Kernel kernel = kernel();
    Host host =
        new BatchOutput(
            System.out,
            System.err,
            OutputFormat.of(kernel, options),
            options.has(ProgramOption.JSON),
            false);
    Context context = context(options, host, kernel);
    addCommands(options, context);
    return context;
  }

  private static void addCommands(Options options, Context context) {
    context.registry().load(Main.class.getClassLoader());
    Plugins.load(context, options.values(ProgramOption.PLUGIN));
  }

  /** A session that uses this context. */
  static Session session(Options options, Context context) {
    Shutdown.atAbort();
    addCommands(options, context);
    Session session =
        new Session(
            context,
            its -> new SessionNotebook(its, context.shells()::self, () -> entered(context)));
    session.program(ScriptCache.program(options));
    UncaughtExceptions.install(session);
    session.names().setVariable(ARGUMENTS, options.arguments);
    if (options.file != null) {
      session.names().setVariable(SCRIPT, new File(options.file).getAbsoluteFile());
    }
    if (options.has(ProgramOption.TRACE)) {
      context.registry().find("trace").call(true);
    }
    return session;
  }

  /** The entries of the other shells of this user. */
  private static List<ShellJournal> entered(Context context) {
    List<ShellJournal> journals = new ArrayList<>();
    for (var other : context.shells().entered()) {
      try {
        List<JournalEntry> entries = Journal.ofPlain(other.entries());
        journals.add(new ShellJournal(other.name(), other.pid(), entries));
      } catch (IllegalArgumentException malformed) {
        throw new UsageException("save: " + other.name() + ": " + malformed.getMessage());
      }
    }
    return journals;
  }

  /** The access to the kernel; exits if the system is not Linux. */
  static Kernel kernel() {
    try {
      return new Kernel();
    } catch (UnsupportedOperationException e) {
      Diagnostics.say(e.getMessage());
      System.exit(1);
      throw e;
    }
  }
}
