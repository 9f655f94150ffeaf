package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Default;
import ipcsh.command.model.Flags;
import ipcsh.command.model.Option;
import ipcsh.handle.Mutex;
import ipcsh.handle.Region;
import ipcsh.sys.function.Pthreads;
import java.time.Duration;

/**
 * Commands for pthreads mutexes, in memory shared by threads or processes. In C the functions
 * return their error number; here it is thrown.
 */
public final class MutexCommands implements CommandTopic {
  private Context context;

  @Override
  public String title() {
    return "Mutexes";
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
      often = "lockOften",
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

  /** The same where it need not wait, without a detour. */
  public int lockOften(Mutex mutex) {
    int said = mutex.isMapped() ? pthreads().mutexLockBriefly(mutex.address()) : -1;
    return said == 0 ? 0 : lockAfter(said, mutex);
  }

  private int lockAfter(int said, Mutex mutex) {
    return mutex.call(shown -> pthreads().mutexLockAfter(said, mutex.address(), shown));
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
      often = "unlockOften",
      examples =
          """
          r = mmap 4096
          m = pthread_mutex_init r, 0, type: PTHREAD_MUTEX_ERRORCHECK
          fails(EPERM) { pthread_mutex_unlock m }
          """)
  public int pthread_mutex_unlock(Mutex mutex) {
    return mutex.call(shown -> pthreads().mutexUnlock(mutex.address(), shown));
  }

  /** The same where nothing is in its way, without a detour. */
  public int unlockOften(Mutex mutex) {
    int said = mutex.isMapped() ? pthreads().mutexUnlockBriefly(mutex.address()) : -1;
    return said == 0 ? 0 : unlockAfter(said, mutex);
  }

  private int unlockAfter(int said, Mutex mutex) {
    return mutex.call(shown -> pthreads().mutexUnlockAfter(said, mutex.address(), shown));
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
}
