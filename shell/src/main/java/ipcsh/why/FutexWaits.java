package ipcsh.why;

import ipcsh.inspect.FdInfo;
import ipcsh.inspect.FutexCall;
import ipcsh.inspect.FutexObject;
import ipcsh.inspect.FutexObject.Kind;
import ipcsh.inspect.FutexObjects;
import ipcsh.inspect.ProcessMemory;
import ipcsh.inspect.ThreadSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Waits for objects in memory: mutexes, read-write locks, conditions, semaphores, barriers, threads
 * that are joined, {@code futex(2)}. Each is recognized by the bytes that glibc keeps; what is not
 * recognized is not judged.
 */
final class FutexWaits implements WaitSource {
  private static final String CALL = "futex";
  private static final String NOT_SHARED =
      "whether other processes use it: it is in memory that is shared, but was made for the"
          + " threads of one process (without pshared), so others cannot wake this one";

  @Override
  public WaitCondition of(ThreadSnapshot thread, WaitContext context) {
    if (!thread.call().equals(CALL)) {
      return null;
    }
    FutexCall call = FutexCall.of(thread.arguments());
    ProcessMemory memory = context.processMemory();
    int pid = thread.pid();
    FutexObject object =
        memory.usesGlibc(pid)
            ? FutexObjects.of(call, (address, size) -> memory.read(pid, address, size))
            : FutexObject.unknown(call.address());
    ProcessMemory.Place place = memory.place(pid, object.address());
    boolean isOnlyOurs = call.isPrivate() && place != null;
    return new Wait(thread, context, object, call.isPrivate() ? null : place)
        .condition()
        .notKnown(isOnlyOurs ? NOT_SHARED : null)
        .within(isSliced(thread, context) ? null : WaitTimes.ofFutex(call, pid, context));
  }

  /** Whether the function continues after a handler of a signal: those of pthreads do. */
  static boolean isContinued(WaitCondition wait) {
    return wait.call().startsWith("pthread_");
  }

  /** The commands of a shell wait for locks in slices, so that they can be interrupted. */
  private static boolean isSliced(ThreadSnapshot thread, WaitContext context) {
    ShellActivity shell = context.shell(thread.pid());
    return shell != null && shell.calls().stream().noneMatch(call -> call.contains("timed"));
  }

  /** One wait. */
  private static final class Wait {
    private final ThreadSnapshot thread;
    private final WaitContext context;
    private final FutexObject object;
    private final ProcessMemory.Place place;
    private final Set<Integer> pids;
    private final Set<Integer> unreadable;
    private final FutexNames names;

    Wait(
        ThreadSnapshot thread, WaitContext context, FutexObject object, ProcessMemory.Place place) {
      this.thread = thread;
      this.context = context;
      this.object = object;
      this.place = place;
      ProcessMemory.Sharers sharers = place == null ? null : context.processMemory().sharers(place);
      this.pids = place == null ? Set.of(thread.pid()) : sharers.pids();
      this.unreadable = place == null ? Set.of() : sharers.unreadable();
      this.names = new FutexNames(thread, context, object, place);
    }

    WaitCondition condition() {
      if (object.kind() == Kind.UNKNOWN) {
        return of("a change of " + names.what())
            .endedBy(anybody("wakes it"))
            .notKnown("what the futex of " + CALL + "() stands for, and so who will wake it");
      }
      return object.holder() != 0 ? held() : open();
    }

    private WaitCondition of(String purpose) {
      return WaitCondition.of(thread, object.call() + "(" + names.shortName() + ")", purpose)
          .on(names.id(), names.what(), object.state());
    }

    /** Ended by a certain thread. */
    private WaitCondition held() {
      ThreadSnapshot holder = holder();
      boolean isEnd = object.kind() == Kind.THREAD;
      if (holder == null || holder.hasEnded()) {
        return gone(holder);
      }
      String who = who(holder);
      String purpose =
          isEnd ? "the end of " + who : names.what() + ", which " + who + " has " + object.state();
      return of(purpose)
          .endedBy(
              List.of(new Waker(holder.pid(), holder.tid(), null, isEnd ? "ends" : "unlocks it")));
    }

    private String who(ThreadSnapshot holder) {
      return holder.pid() != thread.pid()
          ? context.process(holder.pid())
              + (holder.tid() == holder.pid() ? "" : " (thread " + holder.tid() + ")")
          : holder.tid() == thread.tid() ? "it itself" : "thread " + holder.tid();
    }

    private WaitCondition gone(ThreadSnapshot holder) {
      int pid = object.holder();
      if (object.kind() == Kind.THREAD) {
        return of("the end of thread " + pid).notKnown("which thread it is that is joined");
      }
      String what = names.what() + ", which " + (place == null ? "thread " : "") + pid + " has ";
      WaitCondition wait = of(what + object.state() + " and which has ended");
      if (object.isFreedAtDeath()) {
        return wait.notKnown("whether the kernel passes on " + names.what() + " of a dead owner");
      }
      if (holder == null && isElsewhere(pid)) {
        return wait.notKnown("whether process " + pid + " has " + names.what() + " mapped");
      }
      return wait.on(names.id(), names.what(), object.state() + ", its owner has ended");
    }

    /** Whether the owner is a process that may not be looked at, or in another PID namespace. */
    private boolean isElsewhere(int tid) {
      String text = place == null ? null : context.text("/proc/" + tid + "/status");
      String group = text == null ? null : new FdInfo(text).field("Tgid");
      return group != null && unreadable.contains(Integer.valueOf(group));
    }

    /** The thread that has the object, null if there is none. */
    private ThreadSnapshot holder() {
      for (int pid : pids) {
        Integer tid = context.processMemory().threadsByOwnId(pid).get(object.holder());
        if (tid != null) {
          for (ThreadSnapshot one : context.threads(pid)) {
            if (one.tid() == tid) {
              return one;
            }
          }
        }
      }
      return null;
    }

    /** Ended by whoever can reach the object. */
    private WaitCondition open() {
      WaitCondition wait =
          switch (object.kind()) {
            case SEMAPHORE ->
                of("a post of " + names.what() + ", whose value is 0").endedBy(anybody("posts it"));
            case CONDITION -> of("a signal of " + names.what()).endedBy(anybody("signals it"));
            case BARRIER ->
                of("the others at " + names.what() + ", where " + object.state())
                    .endedBy(anybody("comes to it"));
            default ->
                of(names.what() + ", which is " + object.state()).endedBy(anybody("unlocks it"));
          };
      if (place != null) {
        wait = wait.notKnown(hidden());
        if (names.isNamed() && pids.size() == 1) {
          wait = wait.orBy("a program that opens " + names.what());
        }
      }
      return object.kind() == Kind.SEMAPHORE ? wait.notKnown(handler()) : wait;
    }

    private String hidden() {
      Set<Integer> related = unreadable.isEmpty() ? Set.of() : context.hidden(pids);
      return related.isEmpty()
          ? null
          : "whether process " + related.iterator().next() + " has " + names.what() + " mapped";
    }

    /** What a handler of a signal may call of all these functions is sem_post. */
    private String handler() {
      for (int pid : pids) {
        String signals = CaughtSignals.named(context, pid);
        if (signals != null) {
          return "whether the handler of " + signals + " in " + context.process(pid) + " posts it";
        }
      }
      return null;
    }

    private List<Waker> anybody(String action) {
      List<Waker> all = new ArrayList<>();
      pids.forEach(pid -> all.add(new Waker(pid, action)));
      return all;
    }
  }
}
