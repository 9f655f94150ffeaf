package ipcsh;

import ipcsh.command.Context;
import ipcsh.command.Host;
import ipcsh.language.Session;
import ipcsh.plugin.Plugins;
import ipcsh.sys.Kernel;

/** Puts a session together as the command line wants it, for a script and for the prompt alike. */
final class Wiring {
  private Wiring() {}

  /** A session with all commands, whose lines go to {@code host}; ends the program off Linux. */
  static Session session(Options options, Host host) {
    Context context = new Context(kernel(), host);
    Runtime.getRuntime().addShutdownHook(new Thread(context::close, "last"));
    context.registry().load(Main.class.getClassLoader());
    Plugins.load(context, options.plugins);
    Session session = new Session(context);
    session.names().setVariable("args", options.arguments);
    if (options.trace) {
      context.registry().find("trace").call(true);
    }
    return session;
  }

  /** The door to the kernel; ends the program off Linux. */
  static Kernel kernel() {
    try {
      return new Kernel();
    } catch (UnsupportedOperationException e) {
      System.err.println("ipcsh: " + e.getMessage());
      System.exit(1);
      throw e;
    }
  }
}
