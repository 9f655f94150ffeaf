package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Default;
import ipcsh.command.model.Option;
import ipcsh.handle.Cond;
import ipcsh.handle.Mutex;
import ipcsh.handle.Region;
import ipcsh.sys.function.Pthreads;
import java.time.Duration;

/** Commands for pthreads condition variables, in memory shared by threads or processes. */
public final class ConditionCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "Condition variables";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  private Pthreads pthreads() {
    return context.sys().pthreads();
  }

  @Command(
      summary = "initialize a condition variable in a region",
      man = "pthread_cond_init(3)",
      details =
          """
          It occupies 48 bytes from the offset, which must be a multiple of 8. pshared: is true by
          default.\
          """,
      examples =
          """
          r = mmap 4096
          c = pthread_cond_init r, 64  //=> condition at 64
          """)
  public Cond pthread_cond_init(
      Region region, long offset, @Option @Default("true") Boolean pshared) {
    Cond cond = context.regions().cond(region, offset);
    cond.call(shown -> pthreads().condInit(cond.address(), pshared, shown));
    return cond;
  }

  @Command(
      summary = "refer to an existing condition variable",
      man = "pthread_cond_init(3)",
      examples =
          """
          r = mmap 4096
          pthread_cond_init r, 64
          c = pthread_cond_at r, 64
          """)
  public Cond pthread_cond_at(Region region, long offset) {
    return context.regions().cond(region, offset);
  }

  @Command(
      summary = "wait on a condition variable",
      man = "pthread_cond_wait(3)",
      blocks = true,
      details =
          """
          Call it in a loop, as in C: the condition may no longer hold when the wait returns. If
          the wait ends with EINTR or ETIMEDOUT, the mutex is locked again.\
          """,
      examples =
          """
          r = mmap 4096
          m = pthread_mutex_init r, 0
          c = pthread_cond_init r, 64
          p = bg {
            pthread_mutex_lock m
            while (r.getInt(200) == 0) pthread_cond_wait c, m
            pthread_mutex_unlock m
          }
          eventually { p.call }
          pthread_mutex_lock m
          r.putInt 200, 1
          pthread_cond_signal c
          pthread_mutex_unlock m
          p.get()  //=> 0
          """)
  public int pthread_cond_wait(Cond cond, Mutex mutex) {
    return cond.call(
        shown ->
            mutex.call(
                its ->
                    pthreads().condWait(cond.address(), mutex.address(), cond.shownWith(mutex))));
  }

  @Command(
      summary = "wait on a condition variable, at most until a timeout",
      man = "pthread_cond_timedwait(3)",
      blocks = true,
      examples =
          """
          r = mmap 4096
          m = pthread_mutex_init r, 0
          c = pthread_cond_init r, 64
          pthread_mutex_lock m
          fails(ETIMEDOUT) { pthread_cond_timedwait c, m, 0.02 }
          pthread_mutex_unlock m
          """)
  public int pthread_cond_timedwait(Cond cond, Mutex mutex, Duration seconds) {
    return cond.call(
        shown ->
            mutex.call(
                its ->
                    pthreads()
                        .condTimedWait(
                            cond.address(), mutex.address(), seconds, cond.shownWith(mutex))));
  }

  @Command(
      summary = "unblock one waiter of a condition variable",
      man = "pthread_cond_signal(3)",
      blocks = true,
      examples =
          """
          r = mmap 4096
          c = pthread_cond_init r, 64
          pthread_cond_signal c  //=> 0
          """)
  public int pthread_cond_signal(Cond cond) {
    return cond.call(shown -> pthreads().condSignal(cond.address(), shown));
  }

  @Command(
      summary = "unblock all waiters of a condition variable",
      man = "pthread_cond_signal(3)",
      blocks = true,
      examples =
          """
          r = mmap 4096
          c = pthread_cond_init r, 64
          pthread_cond_broadcast c  //=> 0
          """)
  public int pthread_cond_broadcast(Cond cond) {
    return cond.call(shown -> pthreads().condBroadcast(cond.address(), shown));
  }

  @Command(
      summary = "destroy a condition variable",
      man = "pthread_cond_init(3)",
      blocks = true,
      details =
          "Blocks until no thread is waiting on it; a waiter that was killed is counted forever.",
      examples =
          """
          r = mmap 4096
          c = pthread_cond_init r, 64
          pthread_cond_destroy c  //=> 0
          """)
  public int pthread_cond_destroy(Cond cond) {
    return cond.call(shown -> pthreads().condDestroy(cond.address(), shown));
  }
}
