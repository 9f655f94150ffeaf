package ipcsh.sys;

import java.time.Duration;

/**
 * Mutexes, conditions and reader-writer locks of pthreads, known by their addresses. The functions
 * return their error in C; here it is thrown like any other.
 *
 * <p>A wait for a lock is interrupted by nothing in C. Here it is made in slices of the timed
 * functions, so that Ctrl-C gets out. A wait for a condition is not: between two slices a signal
 * would be lost. It is woken instead, by a broadcast.
 */
public final class Pthreads extends Functions {
  /** The sizes of the objects in bytes, on x86-64 and nearly so elsewhere; a test compares. */
  public static final int MUTEX_SIZE = 40;

  public static final int COND_SIZE = 48;
  public static final int RWLOCK_SIZE = 56;

  private static final int ATTRIBUTES_SIZE = 64;
  private static final Duration SLICE = Duration.ofMillis(50);

  /** A child cannot be woken from here: long slices, between which little can be lost. */
  private static final Duration SLICE_OF_CHILD = Duration.ofSeconds(2);

  private static final Fn MUTEXATTR_INIT = attribute("pthread_mutexattr_init");
  private static final Fn MUTEXATTR_SETTYPE = attribute("pthread_mutexattr_settype");
  private static final Fn MUTEXATTR_SETPSHARED = attribute("pthread_mutexattr_setpshared");
  private static final Fn MUTEXATTR_SETROBUST = attribute("pthread_mutexattr_setrobust");
  private static final Fn CONDATTR_INIT = attribute("pthread_condattr_init");
  private static final Fn CONDATTR_SETPSHARED = attribute("pthread_condattr_setpshared");
  private static final Fn RWLOCKATTR_INIT = attribute("pthread_rwlockattr_init");
  private static final Fn RWLOCKATTR_SETPSHARED = attribute("pthread_rwlockattr_setpshared");

  private static final Fn MUTEX_INIT = object("pthread_mutex_init");
  private static final Fn MUTEX_DESTROY = object("pthread_mutex_destroy");
  private static final Fn MUTEX_TRYLOCK = object("pthread_mutex_trylock");
  private static final Fn MUTEX_TIMEDLOCK = timed("pthread_mutex_timedlock");
  private static final Fn MUTEX_UNLOCK = object("pthread_mutex_unlock");
  private static final Fn MUTEX_CONSISTENT = object("pthread_mutex_consistent");

  private static final Fn COND_INIT = object("pthread_cond_init");
  private static final Fn COND_DESTROY = object("pthread_cond_destroy").blocking();
  private static final Fn COND_SIGNAL = object("pthread_cond_signal");
  private static final Fn COND_BROADCAST = object("pthread_cond_broadcast");
  private static final Fn COND_WAIT = timed("pthread_cond_wait").wakenedBy(COND_BROADCAST);
  private static final Fn COND_TIMEDWAIT =
      timed("pthread_cond_timedwait").wakenedBy(COND_BROADCAST);

  private static final Fn RWLOCK_INIT = object("pthread_rwlock_init");
  private static final Fn RWLOCK_DESTROY = object("pthread_rwlock_destroy");
  private static final Fn RWLOCK_TRYRDLOCK = object("pthread_rwlock_tryrdlock");
  private static final Fn RWLOCK_TRYWRLOCK = object("pthread_rwlock_trywrlock");
  private static final Fn RWLOCK_TIMEDRDLOCK = timed("pthread_rwlock_timedrdlock");
  private static final Fn RWLOCK_TIMEDWRLOCK = timed("pthread_rwlock_timedwrlock");
  private static final Fn RWLOCK_UNLOCK = object("pthread_rwlock_unlock");

  Pthreads(Door door) {
    super(door);
  }

  private static Fn attribute(String name) {
    return Fn.of(name, "ptr int").givingError().silent();
  }

  private static Fn object(String name) {
    return Fn.of(name, "ptr").givingError().guarded();
  }

  private static Fn timed(String name) {
    return object(name).blocking();
  }

  /** {@code pthread_mutex_init(3)} with these attributes. */
  public int mutexInit(long mutex, boolean shared, boolean robust, int type, String shown) {
    Mem attributes = attributes(MUTEXATTR_INIT, MUTEXATTR_SETPSHARED, shared, shown);
    set(MUTEXATTR_SETTYPE, attributes, type, shown);
    set(MUTEXATTR_SETROBUST, attributes, robust ? 1 : 0, shown);
    return init(MUTEX_INIT, mutex, attributes, shown);
  }

  /** {@code pthread_cond_init(3)}. */
  public int condInit(long cond, boolean shared, String shown) {
    return init(
        COND_INIT, cond, attributes(CONDATTR_INIT, CONDATTR_SETPSHARED, shared, shown), shown);
  }

  /** {@code pthread_rwlock_init(3)}. */
  public int rwlockInit(long rwlock, boolean shared, String shown) {
    Mem attributes = attributes(RWLOCKATTR_INIT, RWLOCKATTR_SETPSHARED, shared, shown);
    return init(RWLOCK_INIT, rwlock, attributes, shown);
  }

  private Mem attributes(Fn init, Fn setShared, boolean shared, String shown) {
    Mem attributes = fresh().take(ATTRIBUTES_SIZE).zero();
    door.call(init, attributes.address(), 0, 0, 0, 0, 0);
    int value =
        shared ? SyncConstants.PTHREAD_PROCESS_SHARED : SyncConstants.PTHREAD_PROCESS_PRIVATE;
    set(setShared, attributes, value, shown);
    return attributes;
  }

  private void set(Fn setter, Mem attributes, int value, String shown) {
    if (door.call(setter, attributes.address(), value, 0, 0, 0, 0) == -1) {
      throw failure(setter.name(), word(shown), value);
    }
  }

  private int init(Fn function, long object, Mem attributes, String shown) {
    return check(
        door.call(function, object, attributes.address(), 0, 0, 0, 0),
        function.name(),
        word(shown),
        NOTHING);
  }

  private int call(Fn function, long object, String shown) {
    return check(door.call(function, object, 0, 0, 0, 0, 0), function.name(), word(shown), NOTHING);
  }

  /** {@code pthread_mutex_lock(3)}. */
  public int mutexLock(long mutex, String shown) {
    return lock("pthread_mutex_lock", MUTEX_TRYLOCK, MUTEX_TIMEDLOCK, mutex, null, shown);
  }

  /** {@code pthread_mutex_timedlock(3)} for so long from now. */
  public int mutexTimedLock(long mutex, Duration time, String shown) {
    Deadline deadline = Deadline.in(time);
    return lock(MUTEX_TIMEDLOCK.name(), MUTEX_TRYLOCK, MUTEX_TIMEDLOCK, mutex, deadline, shown);
  }

  /** {@code pthread_mutex_trylock(3)}. */
  public int mutexTryLock(long mutex, String shown) {
    return call(MUTEX_TRYLOCK, mutex, shown);
  }

  /** {@code pthread_mutex_unlock(3)}. */
  public int mutexUnlock(long mutex, String shown) {
    return call(MUTEX_UNLOCK, mutex, shown);
  }

  /** {@code pthread_mutex_consistent(3)}. */
  public int mutexConsistent(long mutex, String shown) {
    return call(MUTEX_CONSISTENT, mutex, shown);
  }

  /** {@code pthread_mutex_destroy(3)}. */
  public int mutexDestroy(long mutex, String shown) {
    return call(MUTEX_DESTROY, mutex, shown);
  }

  /** {@code pthread_rwlock_rdlock(3)}. */
  public int readLock(long rwlock, String shown) {
    return lock("pthread_rwlock_rdlock", RWLOCK_TRYRDLOCK, RWLOCK_TIMEDRDLOCK, rwlock, null, shown);
  }

  /** {@code pthread_rwlock_wrlock(3)}. */
  public int writeLock(long rwlock, String shown) {
    return lock("pthread_rwlock_wrlock", RWLOCK_TRYWRLOCK, RWLOCK_TIMEDWRLOCK, rwlock, null, shown);
  }

  /** {@code pthread_rwlock_timedrdlock(3)} for so long from now. */
  public int timedReadLock(long rwlock, Duration time, String shown) {
    Fn function = RWLOCK_TIMEDRDLOCK;
    return lock(function.name(), RWLOCK_TRYRDLOCK, function, rwlock, Deadline.in(time), shown);
  }

  /** {@code pthread_rwlock_timedwrlock(3)} for so long from now. */
  public int timedWriteLock(long rwlock, Duration time, String shown) {
    Fn function = RWLOCK_TIMEDWRLOCK;
    return lock(function.name(), RWLOCK_TRYWRLOCK, function, rwlock, Deadline.in(time), shown);
  }

  /** {@code pthread_rwlock_tryrdlock(3)}. */
  public int tryReadLock(long rwlock, String shown) {
    return call(RWLOCK_TRYRDLOCK, rwlock, shown);
  }

  /** {@code pthread_rwlock_trywrlock(3)}. */
  public int tryWriteLock(long rwlock, String shown) {
    return call(RWLOCK_TRYWRLOCK, rwlock, shown);
  }

  /** {@code pthread_rwlock_unlock(3)}. */
  public int rwlockUnlock(long rwlock, String shown) {
    return call(RWLOCK_UNLOCK, rwlock, shown);
  }

  /** {@code pthread_rwlock_destroy(3)}. */
  public int rwlockDestroy(long rwlock, String shown) {
    return call(RWLOCK_DESTROY, rwlock, shown);
  }

  /** Takes a lock: at once where it is free, else slice by slice until the deadline. */
  private int lock(String name, Fn attempt, Fn timed, long lock, Deadline deadline, String shown) {
    if (door.call(attempt, lock, 0, 0, 0, 0, 0) == 0) {
      return 0;
    }
    if (door.errno() != Errno.EBUSY.getNumber()) {
      throw failure(name, word(shown));
    }
    while (true) {
      Mem until = Deadline.earlier(Deadline.in(SLICE), deadline).store(fresh());
      if (door.call(timed, lock, until.address(), 0, 0, 0, 0) == 0) {
        return 0;
      }
      goOn(name, deadline, shown);
    }
  }

  /** After a slice that brought nothing: returns where the wait goes on. */
  private void goOn(String name, Deadline deadline, String shown) {
    Errno errno = Errno.of(door.errno());
    boolean over = errno == Errno.ETIMEDOUT;
    switch (door.interruption()) {
      case USER -> throw new SysException(over ? Errno.EINTR : errno, text(name, shown));
      case TIMEOUT -> throw failure(name, word(shown));
      default -> {
        if (Thread.interrupted()) {
          throw new SysException(Errno.EINTR, text(name, shown));
        }
        if (!over || deadline != null && deadline.isOver()) {
          throw failure(name, word(shown));
        }
      }
    }
  }

  private static String text(String name, String shown) {
    return CallText.of(name, word(shown));
  }

  /** {@code pthread_cond_wait(3)}. Interrupted, it has the mutex again. */
  public int condWait(long cond, long mutex, String shown) {
    if (door.process() != 0) {
      return condWait(COND_WAIT.name(), cond, mutex, null, shown);
    }
    long result = door.call(COND_WAIT, cond, mutex, 0, 0, 0, 0);
    return awoken(COND_WAIT.name(), result, shown);
  }

  /** {@code pthread_cond_timedwait(3)} for so long from now. */
  public int condTimedWait(long cond, long mutex, Duration time, String shown) {
    return condWait(COND_TIMEDWAIT.name(), cond, mutex, Deadline.in(time), shown);
  }

  private int condWait(String name, long cond, long mutex, Deadline deadline, String shown) {
    while (true) {
      Deadline until =
          door.process() == 0 ? deadline : Deadline.earlier(Deadline.in(SLICE_OF_CHILD), deadline);
      Mem time = until.store(fresh());
      long result = door.call(COND_TIMEDWAIT, cond, mutex, time.address(), 0, 0, 0);
      if (result == 0) {
        return awoken(name, result, shown);
      }
      goOn(name, deadline, shown);
    }
  }

  /** Whether it was a signal that ended the wait, or somebody here who wanted it to end. */
  private int awoken(String name, long result, String shown) {
    if (result == -1) {
      throw failure(name, word(shown));
    }
    switch (door.interruption()) {
      case USER -> throw new SysException(Errno.EINTR, text(name, shown));
      case TIMEOUT -> throw new SysException(Errno.ETIMEDOUT, text(name, shown));
      default -> {
        return 0;
      }
    }
  }

  /** {@code pthread_cond_signal(3)}. */
  public int condSignal(long cond, String shown) {
    return call(COND_SIGNAL, cond, shown);
  }

  /** {@code pthread_cond_broadcast(3)}. */
  public int condBroadcast(long cond, String shown) {
    return call(COND_BROADCAST, cond, shown);
  }

  /** {@code pthread_cond_destroy(3)}; waits for those who are about to leave their wait. */
  public int condDestroy(long cond, String shown) {
    return call(COND_DESTROY, cond, shown);
  }
}
