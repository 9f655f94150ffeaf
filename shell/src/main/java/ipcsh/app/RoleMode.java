package ipcsh.app;

import ipcsh.command.Context;
import ipcsh.handle.CompiledEntry;
import ipcsh.handle.EntryCompiler;
import ipcsh.handle.Scratch;
import ipcsh.language.ErrorStream;
import ipcsh.language.Session;
import ipcsh.language.WarmUp;
import ipcsh.peer.Link;
import ipcsh.peer.MessageCodec;
import ipcsh.peer.ParentLink;
import ipcsh.peer.RoleRequest;
import ipcsh.scenario.LineOutput;
import ipcsh.scenario.RoleServer;
import ipcsh.sys.Kernel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Wires a shell that another shell has started as a role. */
final class RoleMode {
  /** Room for all requests of the training, which are sent before the first one is received. */
  private static final int TRAINING_BYTES = 1 << 18;

  private RoleMode() {}

  /** Runs the requests of the other shell; returns the exit status. */
  static int run(Options options) {
    WarmUp warmUp = new WarmUp(false);
    Kernel kernel = SessionFactory.kernel();
    boolean isDistant = options.has(ProgramOption.STDIO);
    DistantRoleEnd distant = isDistant ? new DistantRoleEnd(kernel, options) : null;
    Link link = isDistant ? distant.link() : ParentLink.link(kernel);
    AtomicReference<Context> itsContext = new AtomicReference<>();
    RoleServer server =
        new RoleServer(
            options.value(ProgramOption.ROLE),
            link,
            isDistant ? distant::end : () -> Shutdown.with(0),
            isDistant
                ? distant::end
                : () -> leave(itsContext.get(), options.value(ProgramOption.DIRECTORY)));
    Session session =
        SessionFactory.session(options, SessionFactory.context(options, server, kernel));
    PrintStream lines =
        new PrintStream(new LineOutput(server::narrate), false, StandardCharsets.UTF_8);
    System.setOut(lines);
    System.setErr(new ErrorStream(lines, StandardCharsets.UTF_8));
    Context context = session.context();
    itsContext.set(context);
    if (isDistant) {
      session.programElsewhere(distant.program());
      distant.of(context);
    }
    if (options.has(ProgramOption.DIRECTORY) && !isDistant) {
      context.roleShells().sharesWith(Path.of(options.value(ProgramOption.DIRECTORY)));
    }
    warmUp.finish();
    ShellRegistration known =
        !options.has(ProgramOption.CONTROL)
            ? ShellRegistration.role(options.value(ProgramOption.ROLE))
            : ShellRegistration.role(
                options.value(ProgramOption.ROLE),
                new ShellRegistration.Lent(
                    Integer.parseInt(options.value(ProgramOption.CONTROL)), server::wantsToAnswer));
    known.prepare(context, server);
    ReservedDescriptors.release(kernel, context.descriptors(), List.of());
    known.openSoon();
    StartUpPages.giveBackSoon(context);
    int status = server.run(session);
    if (isDistant) {
      distant.cleanUp();
    }
    return status;
  }

  /**
   * Cleans up after the scenario's shell was killed: the last of its roles removes what that shell
   * would have removed.
   */
  private static void leave(Context context, String directory) {
    Shutdown.soon();
    context.close();
    if (directory != null) {
      try {
        Scratch.remove(context.kernel(), Path.of(directory));
      } catch (IOException | UncheckedIOException removedByAnother) {
        // or still in use by another role, which ends later
      }
    }
    Shutdown.with(0);
  }

  /**
   * Runs some requests in a role without a driver, so that the start-up cache contains what it
   * uses.
   */
  static void train(Context context) throws IOException {
    try (PipedInputStream requests = new PipedInputStream(TRAINING_BYTES);
        Link up = new Link(requests, OutputStream.nullOutputStream());
        Link down = new Link(InputStream.nullInputStream(), new PipedOutputStream(requests))) {
      RoleServer server = new RoleServer("role", up, () -> {}, () -> {});
      PrintStream lines = new PrintStream(new LineOutput(server::narrate));
      Session session = new Session(context);
      session.program("training");
      session.names().setVariable(SessionFactory.ARGUMENTS, List.of());
      EntryCompiler compiler = session.forRoles();
      String first = "m = [1, 'x']; AF_UNIX + m.size()";
      CompiledEntry compiled = compiler.compiled(first, compiler.first());
      down.send(MessageCodec.encode(new RoleRequest.Run(first, 1, false, compiled), 1));
      for (String text : List.of("s = [1, 'x']", "assert s[1] == 'x'", "nonsense 1", "exit 0")) {
        down.send(MessageCodec.encode(new RoleRequest.Run(text, 1, false), 1));
      }
      lines.println("x");
      server.run(session);
    }
  }
}
