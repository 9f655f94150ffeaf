package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Default;
import ipcsh.command.model.Flags;
import ipcsh.command.model.Option;
import ipcsh.command.model.Unsigned;
import ipcsh.handle.Cond;
import ipcsh.handle.Mutex;
import ipcsh.handle.Region;
import ipcsh.handle.RwLock;
import ipcsh.sys.function.Pthreads;
import java.time.Duration;

/**
 * Locks and conditions of pthreads, in memory that threads or processes share. The functions return
 * their error in C; here they throw it.
 */
public final class PthreadCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "Mutexes, conditions, locks";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  private Pthreads pthreads() {
    return context.sys().pthreads();
  }

  @Command(
      summary = "initialize a mutex in a region",
      man = "pthread_mutex_init(3)",
      details =
          """
          It occupies 40 bytes from the offset, which must be a multiple of 8. pshared: is true by
          default. robust: if the owner dies, the next thread to lock it gets EOWNERDEAD, and the
          lock. type: PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_ERRORCHECK, PTHREAD_MUTEX_RECURSIVE.""",
      examples =
          """
          r = mmap 4096
          m = pthread_mutex_init r, 0, type: PTHREAD_MUTEX_ERRORCHECK  //=> mutex at 0  unlocked  errorcheck  shared
          pthread_mutex_lock m                                         //=> 0
          fails(EDEADLK) { pthread_mutex_lock m }
          pthread_mutex_unlock m
          robust = pthread_mutex_init r, 64, robust: true
          """)
  public Mutex pthread_mutex_init(
      Region region,
      long offset,
      @Option @Default("true") Boolean pshared,
      @Option @Default("false") Boolean robust,
      @Option @Default("PTHREAD_MUTEX_NORMAL") @Flags("PTHREAD_MUTEX_") Integer type) {
    Mutex mutex = context.regions().mutex(region, offset);
    mutex.call(shown -> pthreads().mutexInit(mutex.address(), pshared, robust, type, shown));
    return mutex;
  }

  @Command(
      summary = "refer to an existing mutex",
      man = "pthread_mutex_init(3)",
      examples =
          """
          r = mmap 4096
          pthread_mutex_init r, 0
          m = pthread_mutex_at r, 0
          pthread_mutex_trylock m  //=> 0
          """)
  public Mutex pthread_mutex_at(Region region, long offset) {
    return context.regions().mutex(region, offset);
  }

  @Command(
      summary = "lock a mutex, blocking while it is locked",
      man = "pthread_mutex_lock(3)",
      blocks = true,
      details =
          """
          The owner is the thread. If it ends, or its process dies, the mutex stays locked, unless
          it is robust: then the next thread to lock it gets EOWNERDEAD.""",
      examples =
          """
          r = mmap 4096
          m = pthread_mutex_init r, 0
          pthread_mutex_lock m                                     //=> 0
          fails(ETIMEDOUT) { pthread_mutex_lock m, timeout: 20.ms }
          pthread_mutex_unlock m
          """)
  public int pthread_mutex_lock(Mutex mutex) {
    return mutex.call(shown -> pthreads().mutexLock(mutex.address(), shown));
  }

  @Command(
      summary = "lock a mutex without waiting",
      man = "pthread_mutex_lock(3)",
      examples =
          """
          r = mmap 4096
          m = pthread_mutex_init r, 0
          pthread_mutex_trylock m                   //=> 0
          fails(EBUSY) { pthread_mutex_trylock m }
          """)
  public int pthread_mutex_trylock(Mutex mutex) {
    return mutex.call(shown -> pthreads().mutexTryLock(mutex.address(), shown));
  }

  @Command(
      summary = "lock a mutex, waiting at most until a timeout",
      man = "pthread_mutex_timedlock(3)",
      blocks = true,
      examples =
          """
          r = mmap 4096
          m = pthread_mutex_init r, 0
          pthread_mutex_lock m
          fails(ETIMEDOUT) { pthread_mutex_timedlock m, 0.02 }
          """)
  public int pthread_mutex_timedlock(Mutex mutex, Duration seconds) {
    return mutex.call(shown -> pthreads().mutexTimedLock(mutex.address(), seconds, shown));
  }

  @Command(
      summary = "unlock a mutex",
      man = "pthread_mutex_lock(3)",
      examples =
          """
          r = mmap 4096
          m = pthread_mutex_init r, 0, type: PTHREAD_MUTEX_ERRORCHECK
          fails(EPERM) { pthread_mutex_unlock m }
          """)
  public int pthread_mutex_unlock(Mutex mutex) {
    return mutex.call(shown -> pthreads().mutexUnlock(mutex.address(), shown));
  }

  @Command(
      summary = "mark a robust mutex's data as consistent",
      man = "pthread_mutex_consistent(3)",
      details =
          """
          To be called after EOWNERDEAD. If the mutex is unlocked without it, it is permanently
          ENOTRECOVERABLE.""",
      examples =
          """
          r = mmap 4096
          m = pthread_mutex_init r, 0, robust: true
          fails(EINVAL) { pthread_mutex_consistent m }
          """)
  public int pthread_mutex_consistent(Mutex mutex) {
    return mutex.call(shown -> pthreads().mutexConsistent(mutex.address(), shown));
  }

  @Command(
      summary = "destroy a mutex",
      man = "pthread_mutex_init(3)",
      examples =
          """
          r = mmap 4096
          m = pthread_mutex_init r, 0
          pthread_mutex_lock m
          fails(EBUSY) { pthread_mutex_destroy m }
          """)
  public int pthread_mutex_destroy(Mutex mutex) {
    return mutex.call(shown -> pthreads().mutexDestroy(mutex.address(), shown));
  }

  @Command(
      summary = "initialize a condition variable in a region",
      man = "pthread_cond_init(3)",
      details =
          """
          It occupies 48 bytes from the offset, which must be a multiple of 8. pshared: is true by
          default.""",
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
          the wait ends with EINTR or ETIMEDOUT, the mutex is locked again.""",
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
                its -> pthreads().condWait(cond.address(), mutex.address(), shown + ", " + its)));
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
                            cond.address(), mutex.address(), seconds, shown + ", " + its)));
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

  @Command(
      summary = "initialize a read-write lock in a region",
      man = "pthread_rwlock_init(3)",
      details =
          """
          It occupies 56 bytes from the offset, which must be a multiple of 8. pshared: is true by
          default.""",
      examples =
          """
          r = mmap 4096
          l = pthread_rwlock_init r, 128
          pthread_rwlock_rdlock l                      //=> 0
          pthread_rwlock_rdlock l                      //=> 0
          fails(EBUSY) { pthread_rwlock_trywrlock l }
          """)
  public RwLock pthread_rwlock_init(
      Region region, long offset, @Option @Default("true") Boolean pshared) {
    RwLock lock = context.regions().rwlock(region, offset);
    lock.call(shown -> pthreads().rwlockInit(lock.address(), pshared, shown));
    return lock;
  }

  @Command(
      summary = "refer to an existing read-write lock",
      man = "pthread_rwlock_init(3)",
      examples =
          """
          r = mmap 4096
          pthread_rwlock_init r, 128
          l = pthread_rwlock_at r, 128
          """)
  public RwLock pthread_rwlock_at(Region region, long offset) {
    return context.regions().rwlock(region, offset);
  }

  @Command(
      summary = "acquire a read lock",
      man = "pthread_rwlock_rdlock(3)",
      blocks = true,
      examples =
          """
          r = mmap 4096
          l = pthread_rwlock_init r, 128
          pthread_rwlock_rdlock l  //=> 0
          """)
  public int pthread_rwlock_rdlock(RwLock lock) {
    return lock.call(shown -> pthreads().readLock(lock.address(), shown));
  }

  @Command(
      summary = "acquire a write lock",
      man = "pthread_rwlock_wrlock(3)",
      blocks = true,
      examples =
          """
          r = mmap 4096
          l = pthread_rwlock_init r, 128
          pthread_rwlock_wrlock l                       //=> 0
          fails(EBUSY) { pthread_rwlock_tryrdlock l }
          """)
  public int pthread_rwlock_wrlock(RwLock lock) {
    return lock.call(shown -> pthreads().writeLock(lock.address(), shown));
  }

  @Command(
      summary = "acquire a read lock without waiting",
      man = "pthread_rwlock_rdlock(3)",
      examples =
          """
          r = mmap 4096
          l = pthread_rwlock_init r, 128
          pthread_rwlock_tryrdlock l  //=> 0
          """)
  public int pthread_rwlock_tryrdlock(RwLock lock) {
    return lock.call(shown -> pthreads().tryReadLock(lock.address(), shown));
  }

  @Command(
      summary = "acquire a write lock without waiting",
      man = "pthread_rwlock_wrlock(3)",
      examples =
          """
          r = mmap 4096
          l = pthread_rwlock_init r, 128
          pthread_rwlock_trywrlock l  //=> 0
          """)
  public int pthread_rwlock_trywrlock(RwLock lock) {
    return lock.call(shown -> pthreads().tryWriteLock(lock.address(), shown));
  }

  @Command(
      summary = "acquire a read lock, at most until a timeout",
      man = "pthread_rwlock_timedrdlock(3)",
      blocks = true,
      examples =
          """
          r = mmap 4096
          l = pthread_rwlock_init r, 128
          pthread_rwlock_timedrdlock l, 0.02  //=> 0
          """)
  public int pthread_rwlock_timedrdlock(RwLock lock, Duration seconds) {
    return lock.call(shown -> pthreads().timedReadLock(lock.address(), seconds, shown));
  }

  @Command(
      summary = "acquire a write lock, at most until a timeout",
      man = "pthread_rwlock_timedwrlock(3)",
      blocks = true,
      examples =
          """
          r = mmap 4096
          l = pthread_rwlock_init r, 128
          pthread_rwlock_rdlock l
          fails(ETIMEDOUT) { pthread_rwlock_timedwrlock l, 0.02 }
          """)
  public int pthread_rwlock_timedwrlock(RwLock lock, Duration seconds) {
    return lock.call(shown -> pthreads().timedWriteLock(lock.address(), seconds, shown));
  }

  @Command(
      summary = "release a read-write lock",
      man = "pthread_rwlock_unlock(3)",
      examples =
          """
          r = mmap 4096
          l = pthread_rwlock_init r, 128
          pthread_rwlock_wrlock l
          pthread_rwlock_unlock l  //=> 0
          """)
  public int pthread_rwlock_unlock(RwLock lock) {
    return lock.call(shown -> pthreads().rwlockUnlock(lock.address(), shown));
  }

  @Command(
      summary = "destroy a read-write lock",
      man = "pthread_rwlock_init(3)",
      examples =
          """
          r = mmap 4096
          l = pthread_rwlock_init r, 128
          pthread_rwlock_destroy l  //=> 0
          """)
  public int pthread_rwlock_destroy(RwLock lock) {
    return lock.call(shown -> pthreads().rwlockDestroy(lock.address(), shown));
  }

  @Command(
      summary = "wait on a futex word, or wake those waiting on it",
      man = "futex(2)",
      blocks = true,
      examples =
          """
          r = mmap 4096
          p = bg { futex r, 0, FUTEX_WAIT, 0 }
          eventually { p.call }
          eventually { futex(r, 0, FUTEX_WAKE, 1) == 1 }  //=> true
          p.get()                                         //=> 0
          fails(EAGAIN) { futex r, 0, FUTEX_WAIT, 1 }
          """)
  public int futex(Region region, long offset, @Flags("FUTEX_") int op, @Unsigned int value) {
    long address = region.at(offset, Integer.BYTES);
    String shown = "word at " + offset;
    return region.whileMapped(() -> context.sys().futexes().futex(address, op, value, shown));
  }
}
