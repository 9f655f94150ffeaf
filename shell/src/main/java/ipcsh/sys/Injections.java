package ipcsh.sys;

import ipcsh.sys.abi.Errno;
import ipcsh.sys.fork.DrivenProcess;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Results to be injected into the next calls: separately for the shell's process and for each
 * forked child, for whichever of its threads calls first. Injections of one name take effect one
 * after the other. As long as there are none, the invokers are not decorated.
 */
public final class Injections {
  /** The calls that can be short: they transfer data and return the number of bytes. */
  public static final Set<String> WITH_DATA =
      Set.of(
          "read",
          "pread",
          "write",
          "pwrite",
          "send",
          "sendto",
          "sendmsg",
          "recv",
          "recvfrom",
          "recvmsg");

  private final Kernel kernel;
  private final List<Injection> pending = new ArrayList<>();

  /** No injections yet. */
  public Injections(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Makes calls in this thread's process fail. */
  public Injection fail(String name, Errno errno, int times, int after) {
    return add(new Injection(name, errno, 0, times, after, here()));
  }

  /** Limits calls in this thread's process to this many bytes. */
  public Injection shorten(String name, int bytes, int times, int after) {
    return add(new Injection(name, null, bytes, times, after, here()));
  }

  private int here() {
    DrivenProcess process = kernel.process();
    return process.isShell() ? 0 : process.pid();
  }

  private synchronized Injection add(Injection injection) {
    pending.add(injection);
    kernel.decorate(Kernel.Layer.INJECTION, invoker -> new InjectingInvoker(invoker, this));
    return injection;
  }

  /** The pending injections for this thread's process, in order. */
  public synchronized List<Injection> pending() {
    int here = here();
    return pending.stream().filter(each -> each.process() == here).toList();
  }

  /** The pending injections for all processes. */
  public synchronized List<Injection> all() {
    return List.copyOf(pending);
  }

  /** Removes these. */
  public synchronized void remove(Collection<Injection> some) {
    pending.removeAll(some);
    restIfEmpty();
  }

  /** The injection for this call, or null. */
  synchronized Injection next(int process, String name) {
    for (Injection each : pending) {
      if (each.process() == process && each.getName().equals(name)) {
        boolean taken = each.takesOne();
        if (each.isUsedUp()) {
          pending.remove(each);
          restIfEmpty();
        }
        return taken ? each : null;
      }
    }
    return null;
  }

  private void restIfEmpty() {
    if (pending.isEmpty()) {
      kernel.decorate(Kernel.Layer.INJECTION, null);
    }
  }
}
