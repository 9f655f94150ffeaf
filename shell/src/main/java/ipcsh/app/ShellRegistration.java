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
 * This shell as others know it: its name, which is kept from the start, and its control socket. A
 * shell that cannot have one says so once and runs without being known.
 */
final class ShellRegistration {
  /** What ends sooner is not worth being known. */
  private static final long SHORT = 300;

  private static final String NAMELESS = "ipcsh";

  private final Supplier<ShellDirectory> folder;
  private final String name;
  private final boolean possible;
  private final Lent lent;
  private volatile Server server;

  /**
   * A control socket that another shell has lent this one.
   *
   * @param number its descriptor
   * @param lender is asked to give it a name, and does what it is given when that is done
   */
  record Lent(int number, Consumer<Runnable> lender) {}

  private ShellRegistration(Supplier<ShellDirectory> folder, String name, boolean possible) {
    this(folder, name, possible, null);
  }

  private ShellRegistration(
      Supplier<ShellDirectory> folder, String name, boolean possible, Lent lent) {
    this.folder = folder;
    this.name = name;
    this.possible = possible;
    this.lent = lent;
  }

  /**
   * A prompt: its name is unique.
   *
   * @throws ShellDirectory.Taken where a living shell is called so
   */
  static ShellRegistration prompt(String wanted, ShellDirectory folder)
      throws ShellDirectory.Taken {
    try {
      ShellRegistration known = new ShellRegistration(() -> folder, folder.claim(wanted), true);
      known.leaveAtEnd();
      return known;
    } catch (IOException e) {
      complain(e);
      return new ShellRegistration(() -> folder, wanted == null ? NAMELESS : wanted, false);
    }
  }

  /** A script: called as is wanted, else by its file, which others may be too. */
  static ShellRegistration script(Options options) throws ShellDirectory.Taken {
    if (options.has(ProgramOption.NAME)) {
      return prompt(options.value(ProgramOption.NAME), ShellDirectory.of(System.getenv()));
    }
    String text =
        options.has(ProgramOption.CODE)
            ? "e"
            : options.file == null ? "stdin" : baseName(options.file);
    return new ShellRegistration(
        () -> ShellDirectory.of(System.getenv()), ShellDirectory.nameOf(text), true);
  }

  /** A role of a scenario: those of others may be called the same. */
  static ShellRegistration role(String name) {
    return new ShellRegistration(() -> ShellDirectory.of(System.getenv()), name, true);
  }

  /** The same of another user, whose socket is where the scenario's shell has its own. */
  static ShellRegistration role(String name, Lent lent) {
    return new ShellRegistration(null, name, true, lent);
  }

  private static void complain(IOException why) {
    Diagnostics.say("other shells cannot reach this one: " + why.getMessage());
  }

  private static String baseName(String file) {
    return Path.of(file).toFile().getName().replaceFirst("(?<=.)\\.\\w+$", "");
  }

  String name() {
    return name;
  }

  /** Makes the socket, as long as the low descriptors are held. */
  void prepare(Context context, ShellService shell) {
    context.shells().self(name);
    if (lent != null) {
      server = Server.lent(context.kernel(), shell, lent.number);
    } else if (possible) {
      server = new Server(context.kernel(), shell);
    }
  }

  /** Lets others find this shell. */
  void open() {
    if (lent != null) {
      lent.lender.accept(server::begin);
    } else if (server != null) {
      try {
        server.open(folder.get(), name);
      } catch (IOException e) {
        complain(e);
      }
    }
  }

  /** The same in a while. */
  void openSoon() {
    Thread later =
        new Thread(
            () -> {
              try {
                Thread.sleep(SHORT);
                leaveAtEnd();
                open();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (IllegalStateException itEndsJustNow) {
                // then no other shell needs to know it
              }
            },
            "soon known");
    later.setDaemon(true);
    later.start();
  }

  private void leaveAtEnd() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::leave, "leave"));
  }

  /** Gives the name back, and the socket with it. */
  void leave() {
    if (server != null) {
      server.close();
    }
    if (lent == null) {
      folder.get().release(name);
    }
  }
}
