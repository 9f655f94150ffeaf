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
import ipcsh.handle.LocalRoles;
import ipcsh.handle.MethodFallback;
import ipcsh.handle.Regions;
import ipcsh.handle.RoleServices;
import ipcsh.handle.SysVObjects;
import ipcsh.handle.UnsharedObserver;
import ipcsh.handle.UsageException;
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

/** What commands may use: the kernel, this shell's descriptors and jobs, the other commands. */
public final class Context implements AutoCloseable {
  private final Kernel kernel;
  private final MethodFallback methods = new MethodFallback();
  private final Accounts accounts;
  private final Regions regions;
  private final Descriptors descriptors;
  private final Jobs jobs;
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
  private volatile SessionRecord sessionRecord;
  private final ExplainObservers observers = new ExplainObservers(this);
  private final CallListeners callListeners = new CallListeners();
  private UnsharedObserver unshared;
  private SysVObjects sysV;

  /** A context over this process; {@code host} is who runs the commands. */
  public Context(Kernel kernel, Host host) {
    this(kernel, host, whatToDo -> {});
  }

  /**
   * The same.
   *
   * @param signalsAtEnd takes what is to be done, while the shell ends, at each signal that asks it
   *     to end
   */
  public Context(Kernel kernel, Host host, Consumer<Runnable> signalsAtEnd) {
    this.kernel = kernel;
    this.host = host;
    this.shells = new OtherShells(kernel);
    this.descriptors = new Descriptors(kernel, methods, this::unshared);
    this.accounts = new Accounts(kernel, this::unshared);
    this.regions = new Regions(kernel, methods);
    this.jobs = new Jobs(kernel);
    this.injections = new Injections(kernel);
    this.createdNames = new CreatedNames(kernel);
    this.exchanges = new ExchangeLog(kernel, this::unshared, this::who);
    this.atExit = new ExitHandlers(kernel, signalsAtEnd);
    this.children = new Children(kernel);
    RoleServices services = new RoleServices(kernel, accounts, jobs, methods, host);
    this.localRoles = new LocalRoles(services, children, descriptors, regions);
    this.roleShells =
        new RoleShells(services, children, new RoleReports(createdNames, exchanges, callListeners));
  }

  /** The kernel. */
  public Kernel kernel() {
    return kernel;
  }

  /** The C functions, as the calling thread calls them. */
  public Sys sys() {
    return kernel.sys();
  }

  /** The descriptors that are open. */
  public Descriptors descriptors() {
    return descriptors;
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

  /** What handles do when they are asked for commands as methods. */
  public MethodFallback methods() {
    return methods;
  }

  /** Who looks without anybody noticing: one for all of this session that wants to. */
  public synchronized UnsharedObserver unshared() {
    if (unshared == null) {
      unshared = new UnsharedObserver(kernel);
    }
    return unshared;
  }

  /**
   * Does something with files that are the shell's own business: with a table of descriptors of its
   * own, so that it works where that of the session is full.
   *
   * @throws SysException EINTR where somebody interrupts it
   */
  public <T> T withOwnTable(Callable<T> work) {
    try {
      return unshared().look(work);
    } catch (InterruptedException e) {
      throw new SysException(Errno.EINTR, "read");
    }
  }

  private synchronized void endLookout() {
    if (unshared != null) {
      unshared.close();
      unshared = null;
    }
  }

  /** What runs in the background. */
  public Jobs jobs() {
    return jobs;
  }

  /** The shells that run beside this one. */
  public OtherShells shells() {
    return shells;
  }

  /** What the next calls are to give. */
  public Injections injections() {
    return injections;
  }

  /** The names outside the shell that the session has made. */
  public CreatedNames createdNames() {
    return createdNames;
  }

  /** What is sent and received, as far as that is noted. */
  public ExchangeLog exchanges() {
    return exchanges;
  }

  /** Notes what is sent and received here and in the shells that this one started, or no more. */
  public void noteExchanges(boolean on) {
    exchanges.note(on);
    roleShells.note(on);
  }

  /** The role on whose thread this is, or null: the session's own thread. */
  private String who() {
    String thread = Thread.currentThread().getName();
    boolean known =
        thread.startsWith("bg ")
            || localRoles.members().stream().anyMatch(role -> role.getName().equals(thread));
    return known ? thread : null;
  }

  /**
   * Runs a block and explains its calls. Where it fails, what there is so far is shown, and the
   * failure goes on.
   */
  public Explanation explained(CallAttribution explaining, Callable<?> block) throws Exception {
    CallListeners.Listener callListener =
        (file, role, rows) -> {
          if (file.equals(explaining.file())) {
            explaining.told(role.getName(), rows);
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

  /** Tells an explanation of the calls of the work. */
  public <T> T observed(CallAttribution explaining, Callable<T> work) throws Exception {
    observers.add(explaining);
    try {
      return work.call();
    } finally {
      observers.remove(explaining);
    }
  }

  /** What is to be done at the end. */
  public ExitHandlers atExit() {
    return atExit;
  }

  /** The threads and forked children. */
  public LocalRoles localRoles() {
    return localRoles;
  }

  /** The other shells that this one started. */
  public RoleShells roleShells() {
    return roleShells;
  }

  /** The processes that this shell made. */
  public Children children() {
    return children;
  }

  /** Ends what was begun beside the session: other shells, children, programs, threads. */
  @Override
  public void close() {
    injections.remove(injections.all());
    roleShells.close();
    localRoles.close();
    children.close();
    roleShells.endOrphans(this::unshared);
    endLookout();
  }

  /**
   * Does at once what is done at the end.
   *
   * @return what of the session stays for all that and how to remove it, in a line; null for
   *     nothing
   */
  public String finish() {
    jobs.cancelAll();
    atExit.runAll();
    close();
    return new Leftovers(this).parting();
  }

  /** Ends all that a script has begun and opened, so that it can begin anew. */
  public void abandon() {
    finish();
    for (Fd fd : descriptors.all()) {
      if (fd.getNumber() > 2) {
        try {
          kernel.home().files().close(fd.getNumber());
        } catch (SysException closedMeanwhile) {
          // then it is closed
        }
        descriptors.closed(fd.getNumber());
      }
    }
  }

  /** The commands that there are. */
  public Registry registry() {
    return registry;
  }

  /** Who runs the commands: where lines go that are no result, what was typed before. */
  public Host host() {
    return host;
  }

  /** What is kept of the session, or null where nothing is. */
  public SessionRecord sessionRecord() {
    return sessionRecord;
  }

  /** Says where the session is kept. */
  public void keepIn(SessionRecord itsNotebook) {
    sessionRecord = itsNotebook;
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

  /** The same with those of topics that are not added yet. */
  public Constants constants(Collection<CommandTopic> more) {
    List<Class<?>> classes = new ArrayList<>();
    registry.loaded().forEach(topic -> classes.addAll(topic.constants()));
    more.forEach(topic -> classes.addAll(topic.constants()));
    return new Constants(classes);
  }

  /** Says that topics were added: their constants are collected again. */
  public synchronized void topicsChanged() {
    constants = null;
  }

  /** What to pass to the kernel for a handle. */
  public int number(Fd fd) {
    return descriptors.number(fd);
  }

  /**
   * Closes a descriptor: the number is another one's as soon as the kernel has it back, so it is
   * nobody's before; on Linux it is free whatever close says.
   */
  public int close(Fd fd) {
    int number = number(fd);
    descriptors.closed(number);
    return kernel.sys().files().close(number);
  }

  /** The handle of a new descriptor. */
  public Fd opened(int number) {
    return descriptors.opened(number);
  }

  /**
   * The bytes of what the language calls data, for a command that wants to know how it was given.
   *
   * @throws IllegalArgumentException where it is no data
   */
  public byte[] data(Object given) {
    return Conversion.data(given);
  }

  /**
   * An address as this socket's family reads it.
   *
   * @throws UsageException where the text is none of that family
   */
  public SocketAddress address(Fd fd, CharSequence given) {
    int family = descriptors.domain(fd);
    if (given instanceof Address address && address.socketAddress().family() == family) {
      return address.socketAddress();
    }
    return SocketAddress.parse(family, given.toString());
  }
}
