package ipcsh.sys;

import ipcsh.sys.abi.Errno;
import ipcsh.sys.fork.DrivenProcess;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Results that the next calls are to have, whatever the kernel would say: for the shell's process
 * and for each forked child by itself, for whichever of its threads calls first. Those of one name
 * take effect in turn. As long as there are none, nothing stands in front of the invokers.
 */
public final class Injections {
  /** The calls that can be short: they take data and say how much of them they have taken. */
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

  /** None yet. */
  public Injections(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Makes calls of the process in which this thread works fail. */
  public Injection fail(String name, Errno errno, int times, int after) {
    return add(new Injection(name, errno, 0, times, after, here()));
  }

  /** Lets calls of the process in which this thread works be about so many bytes at most. */
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

  /** What waits for calls of the process in which this thread works, in its order. */
  public synchronized List<Injection> pending() {
    int here = here();
    return pending.stream().filter(each -> each.process() == here).toList();
  }

  /** What waits for calls of any process. */
  public synchronized List<Injection> all() {
    return List.copyOf(pending);
  }

  /** Gives these up. */
  public synchronized void remove(Collection<Injection> some) {
    pending.removeAll(some);
    restIfEmpty();
  }

  /** What is for this call, or null. */
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
