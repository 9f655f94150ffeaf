package ipcsh.why;

import ipcsh.inspect.BlockedThread;
import ipcsh.inspect.ThreadSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The threads of a shell that execute commands; its other threads serve Java. */
final class ShellThreads {
  /** The names of threads that evaluate lines; those of roles are known to their own shell only. */
  private static final Set<String> EVALUATORS = Set.of("evaluator", "main", "java", "scenario");

  /** The name of the thread that interrupts calls after a time. */
  private static final String CLOCK = "timeouts";

  /** Calls of the C library that wait in futex. */
  private static final Pattern FUTEX_CALLS = Pattern.compile("^(pthread_|sem_|futex)");

  /** The argument of futex that is its timeout. */
  private static final int TIMEOUT = 3;

  private final int pid;
  private final ShellActivity activity;
  private final List<ThreadSnapshot> threads;
  private final Function<ThreadSnapshot, Actor> actors;

  /**
   * Those of one shell.
   *
   * @param threads all its threads
   * @param actors what a thread waits for
   */
  ShellThreads(
      int pid,
      ShellActivity activity,
      List<ThreadSnapshot> threads,
      Function<ThreadSnapshot, Actor> actors) {
    this.pid = pid;
    this.activity = activity;
    this.threads = threads;
    this.actors = actors;
  }

  List<Actor> all() {
    List<Actor> found = new ArrayList<>();
    for (ThreadSnapshot thread : threads) {
      if (activity.threads().contains(thread.tid())) {
        found.add(actor(thread));
      }
    }
    for (String call : activity.calls()) {
      found.add(in(call, found));
    }
    if (activity.canGoOn()) {
      found.add(new Actor(pid, -1, null));
    } else if (!activity.until().isEmpty() && !threads.isEmpty()) {
      ThreadSnapshot main = threads.get(0);
      WaitCondition wait = WaitCondition.of(main, null, activity.awaits());
      boolean isLimited = Boolean.TRUE.equals(activity.isLimited(main.tid()));
      found.add(
          new Actor(
              pid,
              main.tid(),
              wait.endedBy(activity.until()).within(isLimited ? (Double) 0.0 : null)));
    }
    return found;
  }

  /** A thread; the shell may interrupt its call after a time, which the kernel does not tell. */
  private Actor actor(ThreadSnapshot thread) {
    Actor actor = actors.apply(thread);
    Boolean told = activity.isLimited(thread.tid());
    boolean isLimited = told == null ? threads.stream().anyMatch(ShellThreads::isClock) : told;
    return actor.condition() == null || actor.condition().timeout() != null || !isLimited
        ? actor
        : new Actor(actor.pid(), actor.tid(), actor.condition().within(0.0));
  }

  /** Whether this is the thread for timeouts, and one is running. */
  private static boolean isClock(ThreadSnapshot thread) {
    return thread.name().equals(CLOCK)
        && thread.isBlocked()
        && thread.call().equals("futex")
        && thread.argument(TIMEOUT) != 0;
  }

  /** The thread that is in a reported call. */
  private Actor in(String call, List<Actor> found) {
    BlockedThread said = BlockedThread.said(pid, call);
    ThreadSnapshot its =
        threads.stream()
            .filter(thread -> found.stream().noneMatch(one -> one.tid() == thread.tid()))
            .filter(thread -> said != null && isIn(thread, said))
            .findFirst()
            .orElse(null);
    if (its != null) {
      return actor(its);
    }
    ThreadSnapshot none = new ThreadSnapshot(pid, 0, "", 'S', null, List.of(), null, true);
    return new Actor(
        pid,
        -2 - found.size(),
        WaitCondition.unknown(
            none, call.replace("(...)", "()"), "which of its threads is in " + call));
  }

  private boolean isIn(ThreadSnapshot thread, BlockedThread said) {
    if (!thread.isBlocked()) {
      return false;
    }
    if (thread.call().startsWith(said.call()) || said.call().startsWith(thread.call())) {
      return said.descriptor() == null || thread.number(0) == said.descriptor();
    }
    if (said.descriptor() != null && !thread.arguments().isEmpty()) {
      // recv is recvfrom
      return thread.number(0) == said.descriptor()
          && EVALUATORS.contains(thread.name())
          && !thread.call().equals("futex");
    }
    // the first thread of a Java machine waits in pthread_join for all its life; a child has only
    // one
    return thread.call().equals("futex")
        && (threads.size() == 1 || thread.tid() != pid)
        && FUTEX_CALLS.matcher(said.call()).find()
        && (EVALUATORS.contains(thread.name()) || thread.name().startsWith("bg "));
  }
}
