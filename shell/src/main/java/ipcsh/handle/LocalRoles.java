package ipcsh.handle;

import ipcsh.sys.abi.WaitStatus;
import ipcsh.sys.fork.DrivenProcess;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * The threads and the forked children of this shell. A child begins with its parent's tables, and
 * is released when it has ended and its last block has returned. Closing ends those that are left.
 */
public final class LocalRoles implements AutoCloseable {
  private final RoleServices services;
  private final Children children;
  private final Descriptors descriptors;
  private final Regions regions;
  private final Map<String, ShellThread> threads = new LinkedHashMap<>();
  private final Map<Child, Boolean> driven = new ConcurrentHashMap<>();
  private final List<ProcessHandle> strangers = new CopyOnWriteArrayList<>();

  /** No roles yet. */
  public LocalRoles(
      RoleServices services, Children children, Descriptors descriptors, Regions regions) {
    this.services = services;
    this.children = children;
    this.descriptors = descriptors;
    this.regions = regions;
  }

  RoleServices services() {
    return services;
  }

  /** The thread with this name: the existing one, or a new one. */
  public synchronized ShellThread thread(String name) {
    ShellThread thread = threads.get(name);
    if (thread == null || thread.isDone()) {
      thread = new ShellThread(name, services);
      threads.put(name, thread);
    }
    return thread;
  }

  /**
   * Forks the process in which the calling thread works.
   *
   * @param exits the exit status requested by a block that ended with this error, or null
   * @param host where the child lives, or null if in the surroundings of its parent
   */
  public Child fork(Function<Throwable, Integer> exits, RoleHost host) {
    DrivenProcess process = services.kernel().fork(descriptors.numbers());
    descriptors.forked(process);
    regions.forked(process);
    Child child = new Child(process, this, exits, host);
    driven.put(child, true);
    if (process.parent().isShell()) {
      child.knownBy(children.add(process.pid(), end -> child.ended()));
    }
    if (host != null) {
      enter(host, child);
    }
    return child;
  }

  private void enter(RoleHost host, Child child) {
    try {
      services
          .kernel()
          .in(
              child.process(),
              () -> {
                host.enter(services.kernel().quiet());
                return null;
              });
    } catch (RuntimeException e) {
      child.close();
      throw e;
    } catch (Exception e) {
      child.close();
      throw new IllegalStateException(e);
    }
  }

  /** Releases the resources of a child that makes no more calls. */
  void left(Child child) {
    if (driven.remove(child) != null) {
      child.finish();
      DrivenProcess process = child.process();
      boolean executed = process.state() == DrivenProcess.State.EXECUTED;
      if (!executed && child.record() != null) {
        // without its control socket it would run forever
        child.record().destroy();
      }
      if (executed && child.record() == null) {
        strangers.removeIf(stranger -> !stranger.isAlive());
        ProcessHandle.of(process.pid()).ifPresent(strangers::add);
      }
      process.release();
      descriptors.ended(process);
      regions.ended(process);
    }
  }

  /** Waits for a child's end, as its parent. */
  WaitStatus waitFor(Child child) {
    DrivenProcess parent = child.process().parent();
    if (services.kernel().process() != parent) {
      throw new UsageException(
          "only the parent can wait for " + child.getName() + ", which is the " + parent);
    }
    ChildRecord record = child.record();
    return record != null
        ? record.awaitEnd(services.kernel().quiet())
        : services.kernel().quiet().processControl().wait4(child.getPid(), 0);
  }

  /** The existing roles. */
  public synchronized Set<Role> members() {
    Set<Role> all = new HashSet<>(threads.values());
    all.addAll(driven.keySet());
    return all;
  }

  /** Ends all except these. */
  public void closeAllBut(Set<Role> kept) {
    driven.keySet().stream().filter(child -> !kept.contains(child)).forEach(Child::close);
    synchronized (this) {
      threads.values().stream().filter(t -> !kept.contains(t)).forEach(ShellThread::finish);
      threads.values().removeIf(thread -> !kept.contains(thread));
    }
  }

  @Override
  public void close() {
    closeAllBut(Set.of());
    // children of children that have executed other programs: no parent waits for them
    strangers.forEach(ProcessHandle::destroyForcibly);
    strangers.clear();
  }
}
