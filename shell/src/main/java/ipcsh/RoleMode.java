package ipcsh;

import ipcsh.command.Context;
import ipcsh.handle.Lookout;
import ipcsh.language.Session;
import ipcsh.language.WarmUp;
import ipcsh.peer.Link;
import ipcsh.peer.Upwards;
import ipcsh.scenario.LineOutput;
import ipcsh.scenario.RoleServer;
import ipcsh.sys.Kernel;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Wires a shell that another one has started as a role. */
final class RoleMode {
  private RoleMode() {}

  /** Runs what the other shell sends; gives the exit status. */
  static int run(Options options) {
    WarmUp warmUp = new WarmUp();
    Kernel kernel = Wiring.kernel();
    Link link = Upwards.link(kernel);
    RoleServer server = new RoleServer(link, new Lookout(kernel));
    Session session = Wiring.session(options, server, kernel);
    PrintStream lines =
        new PrintStream(new LineOutput(server::narrate), false, StandardCharsets.UTF_8);
    System.setOut(lines);
    System.setErr(lines);
    Context context = session.context();
    warmUp.finish();
    Placeholders.release(kernel, context.descriptors(), List.of());
    return server.run(session);
  }
}
