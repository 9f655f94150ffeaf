package ipcsh.app;

import ipcsh.command.Context;
import ipcsh.peer.Server;
import ipcsh.peer.ShellDirectory;
import ipcsh.peer.ShellService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The registration of this shell for other shells: its name, which is reserved from the start, and
 * its control socket. A shell that cannot have one prints one message and runs unregistered.
 */
final class ShellRegistration {
  /** A shell that ends sooner is not registered; milliseconds. */
  private static final long SHORT = 300;

  private static final String NAMELESS = "ipcsh";

  private final Supplier<ShellDirectory> directory;
  private final String name;
  private final boolean possible;
  private final Lent lent;
  private boolean nameless;
  private volatile Server server;

  /**
   * A control socket that another shell has lent to this one.
   *
   * @param number its descriptor
   * @param lender asks that shell to bind it to a name, and runs the argument when that is done
   */
  record Lent(int number, Consumer<Runnable> lender) {}

  private ShellRegistration(Supplier<ShellDirectory> directory, String name, boolean possible) {
    this(directory, name, possible, null);
  }

  private ShellRegistration(
      Supplier<ShellDirectory> directory, String name, boolean possible, Lent lent) {
    this.directory = directory;
    this.name = name;
    this.possible = possible;
    this.lent = lent;
  }

  /**
   * A prompt: its name is unique.
   *
   * @throws ShellDirectory.Taken if a running shell has this name
   */
  static ShellRegistration prompt(String wanted, ShellDirectory directory)
      throws ShellDirectory.Taken {
    try {
      ShellRegistration known =
          new ShellRegistration(() -> directory, directory.claim(wanted), true);
      known.unregisterAtExit();
      return known;
    } catch (IOException e) {
      reportFailure(e);
      return new ShellRegistration(() -> directory, wanted == null ? NAMELESS : wanted, false);
    }
  }

  /** A script: named as requested, otherwise after its file; such names need not be unique. */
  static ShellRegistration script(Options options) throws ShellDirectory.Taken {
    if (options.has(ProgramOption.NAME)) {
      return prompt(options.value(ProgramOption.NAME), ShellDirectory.of(System.getenv()));
    }
    String text =
        options.has(ProgramOption.CODE)
            ? "e"
            : options.file == null ? "stdin" : baseName(options.file);
    ShellRegistration known =
        new ShellRegistration(
            () -> ShellDirectory.of(System.getenv()), ShellDirectory.nameOf(text), true);
    known.nameless = options.has(ProgramOption.CODE) || options.file == null;
    return known;
  }

  /** A role of a scenario: roles of other scenarios may have the same name. */
  static ShellRegistration role(String name) {
    return new ShellRegistration(() -> ShellDirectory.of(System.getenv()), name, true);
  }

  /**
   * The same for a role of another user, whose socket is in the directory of the scenario's shell.
   */
  static ShellRegistration role(String name, Lent lent) {
    return new ShellRegistration(null, name, true, lent);
  }

  private static void reportFailure(IOException why) {
    Diagnostics.say("other shells cannot reach this one: " + why.getMessage());
  }

  private static String baseName(String file) {
    return Path.of(file).toFile().getName().replaceFirst("(?<=.)\\.\\w+$", "");
  }

  String name() {
    return name;
  }

  /** Creates the socket while the low descriptors are held. */
  void prepare(Context context, ShellService shell) {
    context.shells().self(name);
    if (nameless) {
      context.shells().isNameless();
    }
    if (lent != null) {
      server = Server.lent(context.kernel(), shell, lent.number);
    } else if (possible) {
      server = new Server(context.kernel(), shell);
    }
  }

  /** Makes this shell visible to others. */
  void open() {
    if (lent != null) {
      lent.lender.accept(server::begin);
    } else if (server != null) {
      try {
        server.open(directory.get(), name);
      } catch (IOException e) {
        reportFailure(e);
      }
    }
  }

  /** The same after a delay. */
  void openSoon() {
    Thread later =
        new Thread(
            () -> {
              try {
                Thread.sleep(SHORT);
                unregisterAtExit();
                open();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (IllegalStateException itEndsJustNow) {
                // registration is pointless at the end
              }
            },
            "soon known");
    later.setDaemon(true);
    later.start();
  }

  private void unregisterAtExit() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::leave, "leave"));
  }

  /** Releases the name and removes the socket. */
  void leave() {
    if (server != null) {
      server.close();
    }
    if (lent == null) {
      directory.get().release(name);
    }
  }
}
