package ipcsh.peer;

import ipcsh.handle.ChildRecord;
import ipcsh.handle.Children;
import ipcsh.handle.EntryCompiler;
import ipcsh.handle.RoleHost;
import ipcsh.handle.RoleServices;
import ipcsh.handle.Scratch;
import ipcsh.handle.UnsharedObserver;
import ipcsh.handle.UsageException;
import ipcsh.handle.User;
import ipcsh.sys.Kernel;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.SysException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The shells that this one has started as roles. In a scenario, they and this shell share one new
 * directory, removed at the end. Closing ends them all, and the processes that they left running.
 */
public final class RoleShells implements AutoCloseable {
  private static final long TO_END = 2_000_000_000L;

  /** How often it is looked what else is to be ended. */
  private static final int MOST_ROUNDS = 10;

  private final RoleServices services;
  private final Kernel kernel;
  private final Children children;
  private final RoleReports reports;
  private final Map<String, RoleShell> shells = new LinkedHashMap<>();
  private final Set<String> prepared = new HashSet<>();
  private List<String> options = List.of();
  private Path directory;
  private Scratch scratch;
  private Path scenarios;
  private Path before;
  private boolean sharesDirectory;
  private boolean asksAtTerminal;
  private DistantRoles distant;
  private volatile boolean hadAny;
  private boolean closed;
  private volatile Supplier<EntryCompiler> compiler = () -> null;
  private Supplier<String> program = () -> null;

  /** No shells yet; their reports go to {@code reports}. */
  public RoleShells(RoleServices services, Children children, RoleReports reports) {
    this.services = services;
    this.kernel = services.kernel();
    this.children = children;
    this.reports = reports;
  }

  /** Sets the command line options that are passed to each of them. */
  public void options(List<String> childsEnds) {
    options = List.copyOf(childsEnds);
  }

  /** Sets what compiles their entries; it is asked for when the first of them is run. */
  public void compiledBy(Supplier<EntryCompiler> itsCompiler) {
    compiler = itsCompiler;
  }

  /**
   * Sets what identifies the program wherever it is, for roles on other machines; may give null.
   */
  public void identifiedBy(Supplier<String> itself) {
    program = itself;
  }

  /** Declares this shell to be a role of a scenario, whose shells share that directory. */
  public void sharesWith(Path itsDirectory) {
    scenarios = itsDirectory;
    reports.names().passOver(itsDirectory.toString());
  }

  /** Declares that a scenario is running: its shells share a new directory. */
  public void shareDirectory() {
    sharesDirectory = true;
  }

  /** Declares that ssh may ask a user at the terminal, if a role on another machine is started. */
  public void asksAtTerminal() {
    asksAtTerminal = true;
  }

  /** Those on other machines, which are not among the others. */
  public synchronized DistantRoles distant() {
    if (distant == null) {
      if (closed) {
        throw new UsageException("shell: this shell is ending, and starts no other one");
      }
      distant =
          new DistantRoles(
              services,
              children,
              reports,
              options,
              new DistantCompiler(() -> compiler.get(), program.get()),
              sharesDirectory,
              asksAtTerminal);
    }
    return distant;
  }

  /** The same as a list, empty if there are none. */
  public synchronized List<DistantRole> distantOnes() {
    return distant == null ? List.of() : distant.all();
  }

  /** The one on another machine with this name, or null. */
  public synchronized DistantRole distantOne(String name) {
    return distant == null ? null : distant.find(name);
  }

  /** The processes of ssh that carry them. */
  public synchronized List<Integer> carriers() {
    return distant == null ? List.of() : distant.carriers();
  }

  /**
   * A shell to be started.
   *
   * @param user its user, a name or an ID, or null for the user of this shell
   * @param environment changes its environment, or null for no change
   * @param host where it is started, or null for the surroundings of this shell
   */
  public record Wanted(
      String name, Object user, UnaryOperator<Map<String, String>> environment, RoleHost host) {
    /** A shell with an unchanged environment, started in the surroundings of this shell. */
    public Wanted(String name, Object user) {
      this(name, user, null, null);
    }
  }

  /** Starts shells that will be used soon. */
  public synchronized void prepare(List<Wanted> soon) {
    for (Wanted wanted : soon) {
      try {
        startedShell(wanted, user(wanted));
        prepared.add(wanted.name);
      } catch (IllegalArgumentException | SysException cannotBeThatUser) {
        if (wanted.user == null) {
          throw cannotBeThatUser;
        }
        // reported when the shell is actually used
      }
    }
  }

  /**
   * The shell with this name: the existing one, or a new one.
   *
   * @throws UsageException if the existing one runs as another user, or elsewhere
   */
  public synchronized RoleShell shell(Wanted wanted) {
    User user = user(wanted);
    RoleShell there = shells.get(wanted.name);
    boolean other = there != null && !there.isDone() && !Objects.equals(user, there.getUser());
    if (there != null && !there.isDone() && wanted.environment != null) {
      if (!prepared.contains(wanted.name)) {
        throw new UsageException(
            "shell: " + wanted.name + " is already running; env: is for a new one");
      }
      other = true;
    }
    if (there != null && !there.isDone() && wanted.host != null && wanted.host != there.host()) {
      if (!prepared.contains(wanted.name)) {
        throw new UsageException(
            "shell: "
                + wanted.name
                + " (process "
                + there.getPid()
                + ") is already running, and not on "
                + wanted.host);
      }
      other = true;
    }
    if (other) {
      if (prepared.contains(wanted.name)) {
        // it was started ahead with other parameters
        there.finishes();
        shells.remove(wanted.name);
      } else if (wanted.user != null) {
        throw new UsageException(
            "shell: "
                + wanted.name
                + " (process "
                + there.getPid()
                + ") runs as "
                + name(there.getUser())
                + " already, not as "
                + name(user));
      }
    }
    prepared.remove(wanted.name);
    RoleShell shell = startedShell(wanted, user);
    if (directory != null) {
      kernel.home().processControl().chdir(scratch.itself().toString());
    }
    return shell;
  }

  /** The user, or null if it is the user of this shell. */
  private User user(Wanted wanted) {
    User user = wanted.user == null ? null : User.of(services.accounts(), wanted.user);
    return user == null || user.isSelf() ? null : user;
  }

  private static String name(User user) {
    return user == null ? System.getProperty("user.name") : user.name();
  }

  private RoleShell startedShell(Wanted wanted, User user) {
    RoleShell shell = shells.get(wanted.name);
    if (shell == null || shell.isDone()) {
      // forget those that have ended
      shells.values().removeIf(RoleShell::isDone);
      shell = start(wanted, user);
      shells.put(wanted.name, shell);
    }
    return shell;
  }

  /** All of them. */
  public synchronized List<RoleShell> all() {
    return new ArrayList<>(shells.values());
  }

  /** Those that the script has used. */
  public synchronized List<RoleShell> wanted() {
    return shells.values().stream().filter(each -> !prepared.contains(each.getName())).toList();
  }

  /** Those that were started ahead, and that the script has not used yet. */
  public synchronized List<RoleShell> unused() {
    return shells.values().stream().filter(each -> prepared.contains(each.getName())).toList();
  }

  private RoleShell start(Wanted wanted, User user) {
    String name = wanted.name;
    Map<String, String> environment = environment(wanted, user);
    if (closed) {
      throw new UsageException("shell: this shell is ending, and starts no other one");
    }
    if (!hadAny) {
      hadAny = true;
      children.adoptOrphans();
      if (sharesDirectory) {
        scratch = Scratch.make(kernel);
        directory = scratch.directory();
        reports.names().passOver(directory.toString());
      }
      before = here();
    }
    Sys sys = kernel.home();
    try (LinkEnds ends = new LinkEnds(sys)) {
      LentSocket control = null;
      int pid;
      if (user == null) {
        pid =
            sys.programs()
                .spawn(
                    RoleCommand.on(
                        wanted.host,
                        RoleCommand.of(
                            name,
                            options(),
                            environment,
                            directory(),
                            ends.itsLink(),
                            ends.itsOutput())));
      } else {
        control = new LentSocket(kernel, ShellDirectory.of(System.getenv()), name);
        ends.add(control.number());
        pid = spawn(wanted, user, environment, ends, control.number());
      }
      ends.keep();
      return known(wanted, pid, user, control, ends);
    }
  }

  private static Map<String, String> environment(Wanted wanted, User user) {
    Map<String, String> its = user == null ? System.getenv() : user.environment(System.getenv());
    return wanted.environment == null ? its : wanted.environment.apply(its);
  }

  private int spawn(
      Wanted wanted, User user, Map<String, String> environment, LinkEnds ends, int control) {
    Sys sys = kernel.home();
    try (UserPathAccess reach = new UserPathAccess(sys, user, RoleCommand.WAYS)) {
      if (scratch != null) {
        scratch.admit(user);
      } else if (scenarios != null) {
        Scratch.admit(kernel, scenarios, user);
      }
      return sys.programs()
          .spawn(
              RoleCommand.on(
                  wanted.host,
                  RoleCommand.as(
                      user,
                      reach,
                      wanted.name,
                      options(),
                      environment,
                      directory(),
                      ends.itsLink(),
                      ends.itsOutput(),
                      control,
                      here())));
    }
  }

  /** The working directory of this shell, if it still exists. */
  private Path here() {
    try {
      return Path.of(kernel.home().processControl().getcwd());
    } catch (SysException gone) {
      return Path.of("/");
    }
  }

  private void goBack() {
    try {
      kernel.home().processControl().chdir(before.toString());
    } catch (SysException gone) {
      // if that directory was removed, this process has no working directory
    }
  }

  private String directory() {
    return directory == null ? null : scratch.itself().toString();
  }

  private List<String> options() {
    List<String> all = new ArrayList<>(options);
    if (directory != null) {
      all.addAll(List.of(RoleOptions.DIRECTORY, directory.toString()));
    }
    return all;
  }

  private RoleShell known(Wanted wanted, int pid, User user, LentSocket control, LinkEnds ends) {
    String name = wanted.name;
    ChildRecord record =
        children.add(
            pid,
            end -> {
              if (control != null) {
                control.close();
              }
            });
    Link messages =
        new Link(new KernelInput(kernel, ends.link()), new KernelOutput(kernel, ends.link()));
    RoleProcess process = new RoleProcess(pid, user, wanted.host, record, control, messages);
    // Groovy sees the private fields of an object's own class, not those of its superclasses: they
    // must not hide variables of the role
    RoleShell shell = new RoleShell(name, process, reports, services, () -> compiler.get()) {};
    if (reports.exchanges().isNoting()) {
      shell.note(true);
    }
    OutputReader.start(
        kernel, shell, ends.output(), line -> services.observer().printed(shell, line));
    shell.begin();
    return shell;
  }

  /** Enables or disables their reports of the data that they send and receive. */
  public synchronized void note(boolean on) {
    shells.values().forEach(shell -> shell.note(on));
    if (distant != null) {
      distant.note(on);
    }
  }

  /** Ends the shells of a scenario that is over, except these. */
  public void closeAllBut(List<RoleShell> kept) {
    if (!distantOnes().isEmpty()) {
      distant().closeAllBut(kept);
    }
    List<RoleShell> over = new ArrayList<>(all());
    over.removeAll(kept);
    over.forEach(RoleShell::finishes);
    long end = System.nanoTime() + TO_END;
    for (RoleShell shell : over) {
      shell.awaitEnd(end - System.nanoTime());
    }
    synchronized (this) {
      shells.values().removeAll(over);
    }
  }

  @Override
  public void close() {
    List<RoleShell> all;
    DistantRoles elsewhere;
    synchronized (this) {
      closed = true;
      all = all();
      elsewhere = distant;
    }
    if (elsewhere != null) {
      elsewhere.close();
    }
    if (!all.isEmpty()) {
      closeAllBut(List.of());
    }
    if (directory != null) {
      goBack();
      try {
        scratch.remove();
      } catch (IOException | UncheckedIOException stillUsed) {
        // still in use; it is in /tmp
      }
    }
  }

  /**
   * Ends processes that the shells started and did not end themselves, in particular after a shell
   * was killed; and those that they start meanwhile.
   */
  public void endOrphans(Supplier<UnsharedObserver> unshared) {
    if (!hadAny) {
      return;
    }
    Set<ProcessHandle> ended = new HashSet<>();
    try {
      List<ProcessHandle> left = descendants(unshared.get());
      for (int round = 0; round < MOST_ROUNDS && ended.addAll(left); round++) {
        left.forEach(ProcessHandle::destroyForcibly);
        children.reap(left.stream().map(one -> (int) one.pid()).toList());
        left = descendants(unshared.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      children.leaveOrphans();
    }
  }

  private static List<ProcessHandle> descendants(UnsharedObserver unshared)
      throws InterruptedException {
    return unshared.look(() -> ProcessHandle.current().descendants().toList());
  }
}
