package ipcsh.command;

import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Conversion;
import ipcsh.command.model.Registry;
import ipcsh.handle.Accounts;
import ipcsh.handle.Address;
import ipcsh.handle.CallListeners;
import ipcsh.handle.Children;
import ipcsh.handle.CreatedNames;
import ipcsh.handle.Descriptors;
import ipcsh.handle.ExchangeLog;
import ipcsh.handle.Fd;
import ipcsh.handle.Jobs;
import ipcsh.handle.LocalClock;
import ipcsh.handle.LocalRoles;
import ipcsh.handle.MethodFallback;
import ipcsh.handle.Regions;
import ipcsh.handle.RoleServices;
import ipcsh.handle.SysVObjects;
import ipcsh.handle.UnsharedObserver;
import ipcsh.handle.UsageException;
import ipcsh.handle.VariableNames;
import ipcsh.network.Networks;
import ipcsh.peer.RoleReports;
import ipcsh.peer.RoleShells;
import ipcsh.sys.Injections;
import ipcsh.sys.Kernel;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.Constants;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SocketAddress;
import ipcsh.sys.abi.SysException;
import ipcsh.view.Explanation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** What commands use: the kernel, this shell's descriptors and jobs, the other commands. */
public final class Context implements AutoCloseable {
  private final Kernel kernel;
  private final MethodFallback methods =
      new MethodFallback(
          (handle, name, arguments) -> language().callCommand(handle, name, arguments),
          (block, argument) -> language().callBlock(block, argument));
  private final Accounts accounts;
  private final Regions regions;
  private final Descriptors descriptors;
  private final Jobs jobs;
  private final VariableNames variableNames;
  private final ExitHandlers atExit;
  private final Injections injections;
  private final CreatedNames createdNames;
  private final ExchangeLog exchanges;
  private final Children children;
  private final LocalRoles localRoles;
  private final RoleShells roleShells;
  private final Registry registry = new Registry(this);
  private final OtherShells shells;
  private final Host host;
  private volatile Constants constants;
  private volatile SessionLanguage language = SessionLanguage.NONE;
  private final ExplainObservers observers = new ExplainObservers(this);
  private final CallListeners callListeners = new CallListeners();
  private final SignalActions signals = new SignalActions(this);
  private final QueueNotices queueNotices = new QueueNotices(this);
  private final NamedRestrictions restrictions = new NamedRestrictions(this);
  private UnsharedObserver unshared;
  private SysVObjects sysV;
  private ObservedPrograms observed;
  private Networks networks;

  /** A context in this process; {@code host} executes the commands. */
  public Context(Kernel kernel, Host host) {
    this(kernel, host, whatToDo -> {});
  }

  /**
   * The same.
   *
   * @param signalsAtEnd accepts an action to be run, while the shell is ending, at each signal that
   *     requests termination
   */
  public Context(Kernel kernel, Host host, Consumer<Runnable> signalsAtEnd) {
    this.kernel = kernel;
    this.host = host;
    this.shells = new OtherShells(kernel);
    this.descriptors = new Descriptors(kernel, methods, this::unshared);
    this.accounts = new Accounts(kernel, this::unshared);
    this.regions = new Regions(kernel, methods);
    this.jobs = new Jobs(kernel);
    this.variableNames =
        new VariableNames(kernel, descriptors, regions, () -> language.variables());
    jobs.name(variableNames);
    jobs.explain(error -> language().explainedWithoutRole(error));
    this.injections = new Injections(kernel);
    this.createdNames = new CreatedNames(kernel, this::unshared);
    this.exchanges = new ExchangeLog(kernel, this::unshared, this::who);
    this.atExit = new ExitHandlers(kernel, signalsAtEnd);
    this.children =
        new Children(
            kernel,
            (text, name, arguments) -> language.callTextMethod(text, name, arguments),
            this::unshared);
    RoleServices services = new RoleServices(kernel, accounts, jobs, methods, host);
    this.localRoles = new LocalRoles(services, children, descriptors, regions);
    this.roleShells =
        new RoleShells(services, children, new RoleReports(createdNames, exchanges, callListeners));
  }

  /** The kernel. */
  public Kernel kernel() {
    return kernel;
  }

  /** The C functions, as seen by the calling thread: they run in the process in which it works. */
  public Sys sys() {
    return kernel.sys();
  }

  /** The descriptors that are open. */
  public Descriptors descriptors() {
    return descriptors;
  }

  /** The names of the variables that hold handles. */
  public VariableNames variableNames() {
    return variableNames;
  }

  /** The users and groups of this machine. */
  public Accounts accounts() {
    return accounts;
  }

  /** The mappings. */
  public Regions regions() {
    return regions;
  }

  /** The System V objects, made when the first is used. */
  public synchronized SysVObjects sysV() {
    if (sysV == null) {
      sysV = new SysVObjects(kernel, methods, createdNames);
    }
    return sysV;
  }

  /** The programs that are observed, made when the first is. */
  public synchronized ObservedPrograms observed() {
    if (observed == null) {
      observed = new ObservedPrograms(this);
    }
    return observed;
  }

  /** The networks of this session, made when the first is. */
  public synchronized Networks networks() {
    if (networks == null) {
      networks = new Networks(kernel, methods);
    }
    return networks;
  }

  private synchronized void endNetworks() {
    if (networks != null) {
      networks.close();
    }
  }

  private synchronized void endObservations() {
    if (observed != null) {
      observed.close();
    }
  }

  /** Resolves commands called as methods of handles. */
  public MethodFallback methods() {
    return methods;
  }

  /** Tells the user, once, what the kernel refuses to show: to be called after a look. */
  public void nameRestrictions() {
    restrictions.name();
  }

  /** The session's observer, which inspects processes without side effects on the session. */
  public synchronized UnsharedObserver unshared() {
    if (unshared == null) {
      unshared = new UnsharedObserver(kernel);
    }
    return unshared;
  }

  /**
   * Accesses files for the shell's own purposes: on a thread with its own descriptor table, so that
   * it works even if the session's table is full.
   *
   * @throws SysException EINTR if interrupted
   */
  public <T> T withOwnTable(Callable<T> work) {
    try {
      return unshared().look(work);
    } catch (InterruptedException e) {
      throw new SysException(Errno.EINTR, "read");
    }
  }

  /**
   * Loads what prints times: to be called by a command whose result prints some, because {@link
   * LocalClock} reads a file.
   */
  public void loadClock() {
    withOwnTable(LocalClock::load);
  }

  private synchronized void endObserver() {
    if (unshared != null) {
      unshared.close();
      unshared = null;
    }
  }

  /** What is done at signals. */
  public SignalActions signals() {
    return signals;
  }

  /** The background jobs. */
  public Jobs jobs() {
    return jobs;
  }

  /** The other running shells of this user. */
  public OtherShells shells() {
    return shells;
  }

  /** The results to inject into the next calls. */
  public Injections injections() {
    return injections;
  }

  /** The names outside the process that the session has created. */
  public CreatedNames createdNames() {
    return createdNames;
  }

  /** The log of sent and received data, while it is enabled. */
  public ExchangeLog exchanges() {
    return exchanges;
  }

  /**
   * Enables or disables the log of sent and received data, here and in the shells that this one
   * started.
   */
  public void noteExchanges(boolean on) {
    exchanges.note(on);
    roleShells.note(on);
  }

  /**
   * The name of the role or job whose thread is the current one; null for the session's own thread.
   */
  private String who() {
    String thread = Thread.currentThread().getName();
    boolean known =
        thread.startsWith("bg ")
            || localRoles.members().stream().anyMatch(role -> role.getName().equals(thread));
    return known ? thread : null;
  }

  /**
   * Runs a block and explains its calls. If it fails, the explanation so far is shown, and the
   * failure is rethrown.
   */
  public Explanation explained(CallAttribution explaining, Callable<?> block) throws Exception {
    CallListeners.Listener callListener =
        (file, role, rows) -> {
          if (file.equals(explaining.file())) {
            explaining.reported(role.getName(), rows);
          }
        };
    observers.add(explaining);
    callListeners.add(callListener);
    try {
      return explaining.so(block.call());
    } catch (Throwable error) {
      explaining.failed(error);
      host.show(explaining.so(null));
      throw error;
    } finally {
      callListeners.remove(callListener);
      observers.remove(explaining);
    }
  }

  /** Reports the calls made by the work to an explanation. */
  public <T> T observed(CallAttribution explaining, Callable<T> work) throws Exception {
    observers.add(explaining);
    try {
      return work.call();
    } finally {
      observers.remove(explaining);
    }
  }

  /** The blocks that run when messages arrive in empty queues. */
  public QueueNotices queueNotices() {
    return queueNotices;
  }

  /** The exit handlers. */
  public ExitHandlers atExit() {
    return atExit;
  }

  /** The threads and forked children. */
  public LocalRoles localRoles() {
    return localRoles;
  }

  /** The other shells that this one has started. */
  public RoleShells roleShells() {
    return roleShells;
  }

  /** The child processes of this shell. */
  public Children children() {
    return children;
  }

  /** Ends what the session has started: other shells, children, programs, threads. */
  @Override
  public void close() {
    injections.remove(injections.all());
    signals.restore();
    endObservations();
    roleShells.close();
    localRoles.close();
    children.close();
    endNetworks();
    roleShells.endOrphans(this::unshared);
    endObserver();
  }

  /**
   * Runs the exit handlers now.
   *
   * @return one line with what the session leaves behind nevertheless, and how to remove it; null
   *     if nothing
   */
  public String finish() {
    jobs.cancelAll();
    atExit.runAll();
    close();
    return new Leftovers(this).parting();
  }

  /**
   * Ends everything that a script has started and closes what it has opened, so that it can be run
   * again.
   */
  public void abandon() {
    finish();
    for (Fd fd : descriptors.all()) {
      if (fd.getNumber() > 2) {
        try {
          kernel.home().files().close(fd.getNumber());
        } catch (SysException closedMeanwhile) {
          // then it is closed already
        }
        descriptors.closed(fd.getNumber());
      }
    }
  }

  /** The available commands. */
  public Registry registry() {
    return registry;
  }

  /**
   * The host that executes the commands: it receives lines that are not results, and has the
   * history.
   */
  public Host host() {
    return host;
  }

  /** The language of the session that evaluates now. */
  public SessionLanguage language() {
    return language;
  }

  /** Begins a session: from now on its language is asked. Sessions replace each other. */
  public void begin(SessionLanguage itsLanguage) {
    language = itsLanguage;
  }

  /** The constants of {@code sys} and of all topics. */
  public Constants constants() {
    Constants all = constants;
    return all == null ? collectConstants() : all;
  }

  private synchronized Constants collectConstants() {
    if (constants == null) {
      constants = constants(List.of());
    }
    return constants;
  }

  /** The same including topics that have not been added yet. */
  public Constants constants(Collection<CommandTopic> more) {
    List<Class<?>> classes = new ArrayList<>();
    registry.loaded().forEach(topic -> classes.addAll(topic.constants()));
    more.forEach(topic -> classes.addAll(topic.constants()));
    return new Constants(classes);
  }

  /** To be called after topics were added: their constants are collected again. */
  public synchronized void topicsChanged() {
    constants = null;
  }

  /** The number to pass to the kernel for a handle. */
  public int number(Fd fd) {
    return descriptors.number(fd);
  }

  /**
   * Closes a descriptor. The handle is invalidated before the call, because the kernel may reuse
   * the number at once; on Linux the number is free even if close fails.
   */
  public int close(Fd fd) {
    int number = number(fd);
    descriptors.closed(number);
    return variableNames.closing(fd, () -> kernel.sys().files().close(number));
  }

  /** The handle of a new descriptor. */
  public Fd opened(int number) {
    return descriptors.opened(number);
  }

  /**
   * The bytes of a value that is accepted as data.
   *
   * @throws IllegalArgumentException if it is not data
   */
  public byte[] data(Object given) {
    return Conversion.data(given);
  }

  /**
   * An address, parsed for this socket's family.
   *
   * @throws UsageException if the text is not a valid address of that family
   */
  public SocketAddress address(Fd fd, CharSequence given) {
    int family = descriptors.domain(fd);
    if (given instanceof Address address && address.socketAddress().family() == family) {
      return address.socketAddress();
    }
    return SocketAddress.parse(family, given.toString());
  }
}
