package ipcsh.peer;

import ipcsh.handle.ChildRecord;
import ipcsh.handle.Children;
import ipcsh.handle.JointDirectory;
import ipcsh.handle.RoleFailure;
import ipcsh.handle.RoleServices;
import ipcsh.handle.UsageException;
import ipcsh.sys.Kernel;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The roles on other machines that a shell has started. Those of one scenario share a new directory
 * on each machine. Closing ends them and the connections.
 */
public final class DistantRoles implements AutoCloseable {
  /**
   * A role to be started.
   *
   * @param command starts it; its errors have this name
   * @param program the path of ipcsh there
   * @param environment what is added to the environment there; a null value removes the name
   */
  public record Wanted(
      String command,
      String name,
      SshDestination destination,
      String program,
      Map<String, String> environment) {}

  /** A role, or why it has not started. */
  public record Started(Wanted wanted, DistantRole role, RuntimeException failure) {
    /** The failure, with the place where it is thrown now: it comes from another thread. */
    public RuntimeException failureHere() {
      return (RuntimeException) failure.fillInStackTrace();
    }
  }

  private static final long TO_END = 3_000_000_000L;
  private static final int RANDOM_BITS = 60;

  private final RoleServices services;
  private final Kernel kernel;
  private final Children children;
  private final RoleReports reports;
  private final SshConnections connections;
  private final List<String> options;
  private final DistantCompiler compiler;
  private final boolean sharesDirectory;
  private final boolean asks;
  private final Map<String, DistantRole> roles = new LinkedHashMap<>();
  private String directory;
  private boolean closed;

  /**
   * No roles yet.
   *
   * @param options the command line options for each
   * @param compiler compiles the entries of those that are the same program
   * @param sharesDirectory whether those on one machine share a new directory
   * @param asks whether ssh may ask at the terminal
   */
  DistantRoles(
      RoleServices services,
      Children children,
      RoleReports reports,
      List<String> options,
      DistantCompiler compiler,
      boolean sharesDirectory,
      boolean asks) {
    this.services = services;
    this.kernel = services.kernel();
    this.children = children;
    this.reports = reports;
    this.connections = new SshConnections(kernel, children);
    this.options = options;
    this.compiler = compiler;
    this.sharesDirectory = sharesDirectory;
    this.asks = asks;
  }

  /** The role with this name, or null. */
  synchronized DistantRole find(String name) {
    DistantRole there = roles.get(name);
    return there == null || there.isDone() ? null : there;
  }

  /** All of them. */
  synchronized List<DistantRole> all() {
    return new ArrayList<>(roles.values());
  }

  /** The processes of ssh that carry them. */
  synchronized List<Integer> carriers() {
    return roles.values().stream().map(DistantRole::carrier).toList();
  }

  /**
   * The role with this name: the existing one, or a new one.
   *
   * @throws UsageException if the existing one is elsewhere
   * @throws RoleFailure if it cannot be started
   */
  public DistantRole shell(Wanted wanted) {
    Started started = shells(List.of(wanted)).get(0);
    if (started.failure() != null) {
      throw started.failureHere();
    }
    return started.role();
  }

  /** The roles with these names, as far as they can be started; all at once. */
  public List<Started> shells(List<Wanted> wanted) {
    List<CompletableFuture<Started>> running = new ArrayList<>();
    for (Wanted one : wanted) {
      CompletableFuture<Started> result = new CompletableFuture<>();
      running.add(result);
      Thread thread = new Thread(() -> start(one, result), "start " + one.name());
      thread.setDaemon(true);
      thread.start();
    }
    List<Started> all = new ArrayList<>();
    try {
      for (CompletableFuture<Started> each : running) {
        all.add(each.get());
      }
    } catch (InterruptedException e) {
      running.forEach(each -> each.thenAccept(DistantRoles::end));
      throw new SysException(Errno.EINTR, wanted.get(0).command);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    if (asks) {
      all.replaceAll(one -> SshConnection.needsAnswer(one.failure()) ? askedFor(one) : one);
    }
    return all;
  }

  private static void end(Started started) {
    if (started.role() != null) {
      started.role().finishes();
    }
  }

  private void start(Wanted wanted, CompletableFuture<Started> result) {
    try {
      result.complete(new Started(wanted, existingOr(wanted, false), null));
    } catch (RuntimeException e) {
      result.complete(new Started(wanted, null, e));
    } catch (InterruptedException e) {
      result.complete(new Started(wanted, null, new SysException(Errno.EINTR, wanted.command)));
    } finally {
      kernel.leaveThread();
    }
  }

  /** Starts it again; ssh may ask questions. */
  private Started askedFor(Started failed) {
    try {
      return new Started(failed.wanted(), existingOr(failed.wanted(), true), null);
    } catch (RoleFailure again) {
      return new Started(failed.wanted(), null, again);
    } catch (InterruptedException e) {
      throw new SysException(Errno.EINTR, failed.wanted().command);
    }
  }

  private DistantRole existingOr(Wanted wanted, boolean mayAsk) throws InterruptedException {
    DistantRole there = find(wanted.name());
    if (there == null) {
      return started(wanted, mayAsk);
    }
    if (wanted.destination() != null && !there.getHost().equals(wanted.destination().text())) {
      throw new UsageException(
          wanted.command + ": " + wanted.name() + " runs on " + there.getHost() + " already");
    }
    if (!wanted.environment().isEmpty()) {
      throw new UsageException(
          wanted.command + ": " + wanted.name() + " is already running; env: is for a new one");
    }
    return there;
  }

  private DistantRole started(Wanted wanted, boolean mayAsk) throws InterruptedException {
    expectOpen();
    SshConnection connection = connections.to(wanted.destination());
    DistantRole role = null;
    try {
      connection.open(mayAsk);
      role = begun(wanted, connection);
    } finally {
      if (role == null) {
        connection.leave();
      }
    }
    boolean started = false;
    try {
      role.awaitStart();
      started = true;
    } finally {
      if (!started) {
        role.abandon();
      }
    }
    synchronized (this) {
      roles.put(wanted.name(), role);
      if (closed) {
        role.finishes();
      }
    }
    if (reports.exchanges().isNoting()) {
      role.note(true);
    }
    return role;
  }

  private synchronized void expectOpen() {
    if (closed) {
      throw new UsageException("shell: this shell is ending, and starts no other one");
    }
    // forget those that have ended
    roles.values().removeIf(DistantRole::isDone);
  }

  private DistantRole begun(Wanted wanted, SshConnection connection) {
    List<String> words = new ArrayList<>(options);
    words.addAll(List.of(RoleOptions.STDIO, RoleOptions.stdio(sharesDirectory)));
    String its = directory();
    if (its != null) {
      words.addAll(List.of(RoleOptions.DIRECTORY, its));
    }
    words.addAll(List.of(RoleOptions.ROLE, wanted.name()));
    try (LinkEnds ends = new LinkEnds(kernel.home())) {
      int pid =
          connection.start(
              SshCommand.role(wanted.program(), words, its, wanted.environment()), ends);
      ends.keep();
      ChildRecord record = children.add(pid, end -> {});
      MarkedInput input = new MarkedInput(new KernelInput(kernel, ends.link()));
      Link link = new Link(input, new QueuedOutput(kernel, new KernelOutput(kernel, ends.link())));
      RoleProcess process = new RoleProcess(pid, null, null, record, null, link);
      // as in RoleShells: private fields must not hide variables of the role
      DistantRole role =
          new DistantRole(
              wanted.name(),
              process,
              reports,
              services,
              compiler.ofRole(),
              connection,
              input,
              wanted.program()) {};
      OutputReader.start(kernel, role, ends.output(), role::prints);
      role.begin();
      return role;
    }
  }

  /** The directory of the scenario, on each machine; null for the user's own directory. */
  private synchronized String directory() {
    if (sharesDirectory && directory == null) {
      // nobody can know it before it exists
      directory =
          JointDirectory.path(
              new BigInteger(RANDOM_BITS, new SecureRandom()).toString(Character.MAX_RADIX));
    }
    return directory;
  }

  /** Enables or disables their reports of the data that they send and receive. */
  void note(boolean on) {
    all().forEach(role -> role.note(on));
  }

  /** Ends all but these. */
  void closeAllBut(List<? extends RoleShell> kept) {
    List<DistantRole> over = all();
    over.removeAll(kept);
    over.forEach(RoleShell::finishes);
    long end = System.nanoTime() + TO_END;
    for (DistantRole role : over) {
      role.awaitEnd(end - System.nanoTime());
    }
    synchronized (this) {
      roles.values().removeAll(over);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    closeAllBut(List.of());
    connections.close();
  }
}
