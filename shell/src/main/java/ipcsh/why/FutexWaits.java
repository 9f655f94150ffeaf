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

  @Override
  public WaitCondition of(ThreadSnapshot thread, WaitContext context) {
    if (!thread.call().equals(CALL)) {
      return null;
    }
    FutexCall raw = FutexCall.of(thread.arguments());
    FutexCall call = isSliced(thread, context) ? raw.untimed() : raw;
    ProcessMemory memory = context.processMemory();
    int pid = thread.pid();
    FutexObject object =
        memory.usesGlibc(pid)
            ? FutexObjects.of(call, (address, size) -> memory.read(pid, address, size))
            : FutexObject.unknown(call.address());
    ProcessMemory.Place place = memory.place(pid, object.address());
    return new Wait(thread, context, object, place, call.isPrivate())
        .condition()
        .within(WaitTimes.ofFutex(call, pid, context));
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

    /** Whether only the threads of one process can wake this one although others see the memory. */
    private final boolean isOnlyOurs;

    private final FutexSharers sharers;
    private final FutexNames names;

    Wait(
        ThreadSnapshot thread,
        WaitContext context,
        FutexObject object,
        ProcessMemory.Place place,
        boolean isPrivate) {
      this.thread = thread;
      this.context = context;
      this.object = object;
      this.place = place;
      this.isOnlyOurs = isPrivate && place != null;
      this.sharers = new FutexSharers(thread.pid(), context, isPrivate ? null : place);
      this.names = new FutexNames(thread, context, object, place);
    }

    WaitCondition condition() {
      WaitCondition wait = plain();
      return isOnlyOurs
          ? wait.notKnown(
              "whether it will be woken: "
                  + names.what()
                  + " is in shared memory, but was initialized for one process ("
                  + (object.kind() == Kind.SEMAPHORE
                      ? "sem_init with pshared 0)"
                      : "without PTHREAD_PROCESS_SHARED)"))
          : wait;
    }

    private WaitCondition plain() {
      if (object.kind() == Kind.UNKNOWN) {
        return of("a change of " + names.what())
            .endedBy(sharers("wakes it"))
            .notKnown(
                "what the futex of " + CALL + "() is used for, and so which thread will wake it");
      }
      return object.holder() != 0 ? held() : open();
    }

    private WaitCondition of(String purpose) {
      String argument = object.kind() == Kind.THREAD ? "" + object.holder() : names.shortName();
      return WaitCondition.of(thread, object.call() + "(" + argument + ")", purpose)
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
              List.of(new Waker(holder.pid(), tid(holder), null, isEnd ? "ends" : "unlocks it")));
    }

    /** A thread of a shell that executes nothing at the moment unlocks when it is told to. */
    private Integer tid(ThreadSnapshot holder) {
      ShellActivity shell = context.shell(holder.pid());
      return shell == null || shell.threads().contains(holder.tid()) ? holder.tid() : null;
    }

    private String who(ThreadSnapshot holder) {
      return holder.pid() != thread.pid()
          ? context.process(holder.pid())
              + (holder.tid() == holder.pid() ? "" : " (thread " + holder.tid() + ")")
          : holder.tid() == thread.tid() ? "it itself" : context.threadOf(holder.tid());
    }

    /** The thread that has the object has ended, or is in another process. */
    private WaitCondition gone(ThreadSnapshot holder) {
      int tid = object.holder();
      if (object.kind() == Kind.THREAD) {
        return of("the end of thread " + tid).notKnown("which thread it is that is joined");
      }
      int group = holder == null ? group(tid) : 0;
      String start = names.what() + ", which ";
      if (isOnlyOurs && group > 0) {
        return of(start + process(group, tid) + " has " + object.state());
      }
      if (object.isFreedAtDeath() || place != null && sharers.unreadable().contains(group)) {
        return of(start + process(group, tid) + " has " + object.state())
            .notKnown("whether " + process(group, tid) + " still has " + names.what());
      }
      boolean isCopy = place == null && group > 0;
      String purpose =
          start
              + process(group, tid)
              + (isCopy
                  ? " had " + object.state() + " when fork copied the memory"
                  : " has " + object.state() + " and not unlocked: it ")
              + (isCopy ? "" : group > 0 ? "no longer has it mapped" : "has ended");
      String state = isCopy ? ", its owner is in another process" : ", its owner has ended";
      return of(purpose).on(names.id(), names.what(), object.state() + state);
    }

    private String process(int group, int tid) {
      return group > 0 && group != thread.pid()
          ? context.process(group) + (group == tid ? "" : " (thread " + tid + ")")
          : "thread " + tid;
    }

    /** The process of a thread; 0 if there is no such thread. */
    private int group(int tid) {
      String text = context.text("/proc/" + tid + "/status");
      return text == null ? 0 : (int) new FdInfo(text).number("Tgid", 0);
    }

    /** The thread that has the object, null if there is none. */
    private ThreadSnapshot holder() {
      for (int pid : sharers.pids()) {
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

    /** Ended by a process that can reach the object. */
    private WaitCondition open() {
      WaitCondition wait =
          switch (object.kind()) {
            case SEMAPHORE ->
                of("a post of " + names.what() + ", whose value is 0").endedBy(sharers("posts it"));
            case CONDITION -> of("a signal of " + names.what()).endedBy(sharers("signals it"));
            case BARRIER ->
                of("the others at " + names.what() + ", where " + object.state())
                    .endedBy(sharers("arrives at it"));
            default ->
                of(names.what() + ", which is " + object.state()).endedBy(sharers("unlocks it"));
          };
      if (place != null && !isOnlyOurs) {
        wait = wait.notKnown(hidden());
        if (names.isNamed() && sharers.pids().size() == 1) {
          String action = object.kind() == Kind.SEMAPHORE ? " and posts it" : "";
          wait =
              wait.orBy("a program that opens " + names.what() + action)
                  .noting(List.of("no other process has it open"));
        }
      }
      return object.kind() == Kind.SEMAPHORE ? wait.notKnown(handler()) : wait;
    }

    private String hidden() {
      Set<Integer> related =
          sharers.unreadable().isEmpty() ? Set.of() : context.hidden(sharers.pids());
      return related.isEmpty()
          ? null
          : "whether process " + related.iterator().next() + " has " + names.what() + " mapped";
    }

    /** What a handler of a signal may call of all these functions is sem_post. */
    private String handler() {
      for (int pid : sharers.pids()) {
        // the handlers of a shell post nothing
        String signals = context.shell(pid) != null ? null : CaughtSignals.named(context, pid);
        if (signals != null) {
          return "whether the handler of " + signals + " in " + context.process(pid) + " posts it";
        }
      }
      return null;
    }

    private List<Waker> sharers(String action) {
      List<Waker> all = new ArrayList<>();
      for (int pid : sharers.pids()) {
        // one that waits for a read-write lock may have it for reading itself
        boolean isAlone =
            object.kind() != Kind.RWLOCK
                && pid == thread.pid()
                && context.threads(pid).stream().filter(one -> !one.hasEnded()).count() == 1;
        if (!isAlone) {
          all.add(new Waker(pid, action));
        }
      }
      return all;
    }
  }
}
