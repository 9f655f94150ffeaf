package ipcsh.why;

import ipcsh.inspect.FdInfo;
import ipcsh.inspect.ThreadSnapshot;
import ipcsh.sys.abi.SignalNames;
import java.util.List;

/** All families of waits, and the threads of a process with what they wait for. */
public final class WaitSources {
  /** The families; the first one that knows a call answers. */
  private static final List<WaitSource> ALL =
      List.of(
          new DescriptorWaits(),
          new ConnectionWaits(),
          new PollWaits(),
          new OpenWaits(),
          // locks, queues, children, signals
          new FutexWaits(),
          new FileLockWaits(),
          new SysVWaits(),
          new QueueWaits(),
          new ChildWaits(),
          new SignalWaits());

  private static final int CHILD_ENDED = 17;

  private final WaitContext context;

  public WaitSources(WaitContext context) {
    this.context = context;
  }

  /** The threads of a process that can act; empty if it has ended. */
  public List<Actor> actors(int pid) {
    List<ThreadSnapshot> threads =
        context.threads(pid).stream().filter(thread -> !thread.hasEnded()).toList();
    boolean isHidden =
        threads.size() > 1
            && threads.stream().noneMatch(one -> one.isReadable() || one.state() != 'S');
    if (isHidden) {
      // one sentence says of all what is not known
      return List.of(actor(threads.get(0)));
    }
    ShellActivity shell = context.shell(pid);
    return shell == null
        ? threads.stream().map(this::actor).toList()
        : new ShellThreads(pid, shell, threads, this::actor).all();
  }

  private Actor actor(ThreadSnapshot thread) {
    return new Actor(thread.pid(), thread.tid(), wait(thread));
  }

  /** What a thread waits for; null if it runs. */
  private WaitCondition wait(ThreadSnapshot thread) {
    if (thread.isStopped()) {
      return StoppedThreads.of(thread, context);
    }
    if (!thread.isReadable() && thread.state() == 'S') {
      return WaitCondition.unknown(
          thread, "a call", "which call, because this user may not inspect it");
    }
    if (!thread.isBlocked()) {
      return null;
    }
    for (WaitSource source : ALL) {
      WaitCondition found = source.of(thread, context);
      if (found != null) {
        return interrupted(found);
      }
    }
    return WaitCondition.unknown(
        thread, thread.call() + "()", "what can end " + thread.call() + "()");
  }

  /** Handlers of signals interrupt most calls; of these signals the sender can be known. */
  private WaitCondition interrupted(WaitCondition wait) {
    if (wait.endsAlone() || FutexWaits.isContinued(wait)) {
      return wait;
    }
    FdInfo status = context.status(wait.pid());
    WaitCondition found = wait;
    found = found.perhapsInterrupted(PendingTimers.doubt(wait.thread(), context));
    if (isCaught(status, CHILD_ENDED)) {
      List<Waker> children =
          context.children(wait.pid()).stream()
              .map(child -> new Waker(child, "interrupts it when it ends"))
              .toList();
      if (!children.isEmpty()) {
        found =
            found.maybeEndedBy(
                children, "whether the end of a child interrupts it: SIGCHLD is handled");
      }
    }
    return found;
  }

  private static boolean isCaught(FdInfo status, int signal) {
    return (status.hex("SigCgt") & SignalNames.bit(signal)) != 0;
  }
}
