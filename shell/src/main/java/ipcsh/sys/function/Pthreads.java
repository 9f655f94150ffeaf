package ipcsh.sys.function;

import ipcsh.sys.abi.CallText;
import ipcsh.sys.abi.Deadline;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.MemoryFault;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.ProcessConstants;
import ipcsh.sys.abi.PthreadLayout;
import ipcsh.sys.abi.SyncConstants;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.invoke.MachineCode;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SingleAccess;
import ipcsh.sys.invoke.SyscallInvoker;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Mutexes, condition variables and read-write locks of pthreads, identified by their addresses. In
 * C the functions return their error number; here it is thrown like any other.
 *
 * <p>In C no signal interrupts their waits. Here the timed functions are called, whose deadline is
 * brought forward by Ctrl-C and {@code timeout:} ({@link NativeFunction#timed}); a wait for a
 * condition is ended by their signal where that is possible.
 */
public final class Pthreads extends Functions {
  private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");

  /**
   * The sizes of the objects in bytes; a test compares them with the headers of x86-64 and aarch64.
   */
  public static final int MUTEX_SIZE = ARM ? 48 : 40;

  public static final int COND_SIZE = 48;
  public static final int RWLOCK_SIZE = 56;

  private static final int ATTRIBUTES_SIZE = 64;

  private static final Duration FIRST_PAUSE = Duration.ofNanos(50_000);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(20);

  private static final NativeFunction PAUSE =
      NativeFunction.of("nanosleep", "timespec ptr").pausing().silent();

  private static final NativeFunction MUTEXATTR_INIT = attribute("pthread_mutexattr_init");
  private static final NativeFunction MUTEXATTR_SETTYPE = attribute("pthread_mutexattr_settype");
  private static final NativeFunction MUTEXATTR_SETPSHARED =
      attribute("pthread_mutexattr_setpshared");
  private static final NativeFunction MUTEXATTR_SETROBUST =
      attribute("pthread_mutexattr_setrobust");
  private static final NativeFunction CONDATTR_INIT = attribute("pthread_condattr_init");
  private static final NativeFunction CONDATTR_SETPSHARED =
      attribute("pthread_condattr_setpshared");
  private static final NativeFunction RWLOCKATTR_INIT = attribute("pthread_rwlockattr_init");
  private static final NativeFunction RWLOCKATTR_SETPSHARED =
      attribute("pthread_rwlockattr_setpshared");

  private static final NativeFunction MUTEX_INIT = object("pthread_mutex_init");
  private static final NativeFunction MUTEX_DESTROY = object("pthread_mutex_destroy");
  private static final NativeFunction MUTEX_TRYLOCK = object("pthread_mutex_trylock");
  private static final NativeFunction MUTEX_TIMEDLOCK = timed("pthread_mutex_timedlock");
  private static final NativeFunction MUTEX_LOCK = lock("pthread_mutex_lock", MUTEX_TIMEDLOCK);
  private static final NativeFunction MUTEX_UNLOCK = object("pthread_mutex_unlock");
  private static final NativeFunction MUTEX_CONSISTENT = object("pthread_mutex_consistent");

  /** Calls one of these for a mutex that is neither robust nor of a priority protocol. */
  private static final NativeFunction PLAIN_MUTEX =
      NativeFunction.of(MachineCode.Entry.PLAIN_MUTEX).givingError();

  private static final NativeFunction COND_INIT = object("pthread_cond_init");
  private static final NativeFunction COND_DESTROY = object("pthread_cond_destroy");
  private static final NativeFunction COND_SIGNAL = object("pthread_cond_signal");
  private static final NativeFunction COND_BROADCAST = object("pthread_cond_broadcast");
  private static final NativeFunction COND_CLOCKWAIT =
      waiting("pthread_cond_clockwait", "ptr ptr CLOCK_ timespec")
          .as("pthread_cond_timedwait")
          .timed();
  private static final NativeFunction COND_TIMEDWAIT =
      waiting("pthread_cond_timedwait", "ptr ptr timespec").timed();
  private static final NativeFunction COND_WAIT =
      waiting("pthread_cond_wait", "ptr ptr").by(COND_TIMEDWAIT);

  private static final NativeFunction RWLOCK_INIT = object("pthread_rwlock_init");
  private static final NativeFunction RWLOCK_DESTROY = object("pthread_rwlock_destroy");
  private static final NativeFunction RWLOCK_TRYRDLOCK = object("pthread_rwlock_tryrdlock");
  private static final NativeFunction RWLOCK_TRYWRLOCK = object("pthread_rwlock_trywrlock");
  private static final NativeFunction RWLOCK_TIMEDRDLOCK = timed("pthread_rwlock_timedrdlock");
  private static final NativeFunction RWLOCK_TIMEDWRLOCK = timed("pthread_rwlock_timedwrlock");
  private static final NativeFunction RWLOCK_RDLOCK =
      lock("pthread_rwlock_rdlock", RWLOCK_TIMEDRDLOCK);
  private static final NativeFunction RWLOCK_WRLOCK =
      lock("pthread_rwlock_wrlock", RWLOCK_TIMEDWRLOCK);
  private static final NativeFunction RWLOCK_UNLOCK = object("pthread_rwlock_unlock");

  private final Memory memory;

  public Pthreads(SyscallInvoker invoker) {
    super(invoker);
    memory = new Memory(invoker);
  }

  private static NativeFunction attribute(String name) {
    return NativeFunction.of(name, "ptr int").givingError().silent();
  }

  private static NativeFunction object(String name) {
    return NativeFunction.of(name, "ptr").givingError().guarded();
  }

  private static NativeFunction waiting(String name, String signature) {
    return NativeFunction.of(name, signature).givingError().guarded().blocking();
  }

  private static NativeFunction timed(String name) {
    return waiting(name, "ptr timespec").timed().inSlices();
  }

  private static NativeFunction lock(String name, NativeFunction timed) {
    return waiting(name, "ptr").by(timed).inSlices();
  }

  /** {@code pthread_mutex_init(3)} with these attributes. */
  public int mutexInit(long mutex, boolean shared, boolean robust, int type, String shown) {
    NativeMemory attributes = attributes(MUTEXATTR_INIT, MUTEXATTR_SETPSHARED, shared, shown);
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
    NativeMemory attributes = attributes(RWLOCKATTR_INIT, RWLOCKATTR_SETPSHARED, shared, shown);
    return init(RWLOCK_INIT, rwlock, attributes, shown);
  }

  private NativeMemory attributes(
      NativeFunction init, NativeFunction setShared, boolean shared, String shown) {
    NativeMemory attributes = fresh().take(ATTRIBUTES_SIZE).zero();
    check(
        invoker.call(init, attributes.address(), 0, 0, 0, 0, 0), init.name(), word(shown), NOTHING);
    int value =
        shared ? SyncConstants.PTHREAD_PROCESS_SHARED : SyncConstants.PTHREAD_PROCESS_PRIVATE;
    set(setShared, attributes, value, shown);
    return attributes;
  }

  private void set(NativeFunction setter, NativeMemory attributes, int value, String shown) {
    if (invoker.call(setter, attributes.address(), value, 0, 0, 0, 0) == -1) {
      throw failure(setter.name(), word(shown), value);
    }
  }

  private int init(NativeFunction function, long object, NativeMemory attributes, String shown) {
    return check(
        invoker.call(function, object, attributes.address(), 0, 0, 0, 0),
        function.name(),
        word(shown),
        NOTHING);
  }

  private int call(NativeFunction function, long object, String shown) {
    return check(
        invoker.call(function, object, 0, 0, 0, 0, 0), function.name(), word(shown), NOTHING);
  }

  /**
   * {@code pthread_mutex_lock(3)} where it need not wait: 0 if it was done, otherwise what {@link
   * #mutexLockAfter} takes.
   */
  public int mutexLockBriefly(long mutex) {
    return invoker.briefly(PLAIN_MUTEX, mutex, MUTEX_TRYLOCK.address());
  }

  /** {@code pthread_mutex_unlock(3)} where nothing is in its way, in the same way. */
  public int mutexUnlockBriefly(long mutex) {
    return invoker.briefly(PLAIN_MUTEX, mutex, MUTEX_UNLOCK.address());
  }

  /**
   * {@code pthread_mutex_lock(3)} after {@link #mutexLockBriefly} has not done it.
   *
   * @throws SysException if the mutex cannot be locked, or is locked with an error
   */
  public int mutexLockAfter(int said, long mutex, String shown) {
    // one that is locked is to be waited for, or an error of lock and not of trylock
    expectNotDone(said, MUTEX_LOCK, shown);
    return mutexLock(mutex, shown);
  }

  /** {@code pthread_mutex_unlock(3)} after {@link #mutexUnlockBriefly} has not done it. */
  public int mutexUnlockAfter(int said, long mutex, String shown) {
    expectNotDone(said, MUTEX_UNLOCK, shown);
    return mutexUnlock(mutex, shown);
  }

  private void expectNotDone(int said, NativeFunction function, String shown) {
    if (said > 0 && said != Errno.EBUSY.getNumber()) {
      throw failure(function.name(), word(shown), NOTHING);
    }
  }

  /** {@code pthread_mutex_lock(3)}. */
  public int mutexLock(long mutex, String shown) {
    return lock(MUTEX_LOCK, mutex, shown);
  }

  /** {@code pthread_mutex_timedlock(3)} with a timeout relative to now. */
  public int mutexTimedLock(long mutex, Duration time, String shown) {
    return timedLock(MUTEX_TIMEDLOCK, mutex, Deadline.in(time), time, shown);
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
    expectRwlock(rwlock, Deadline.NEVER, RWLOCK_RDLOCK, shown);
    return lock(RWLOCK_RDLOCK, rwlock, shown);
  }

  /** {@code pthread_rwlock_wrlock(3)}. */
  public int writeLock(long rwlock, String shown) {
    expectRwlock(rwlock, Deadline.NEVER, RWLOCK_WRLOCK, shown);
    return lock(RWLOCK_WRLOCK, rwlock, shown);
  }

  /** {@code pthread_rwlock_timedrdlock(3)} with a timeout relative to now. */
  public int timedReadLock(long rwlock, Duration time, String shown) {
    Deadline until = Deadline.in(time);
    expectRwlock(rwlock, until, RWLOCK_TIMEDRDLOCK, shown);
    return timedLock(RWLOCK_TIMEDRDLOCK, rwlock, until, time, shown);
  }

  /** {@code pthread_rwlock_timedwrlock(3)} with a timeout relative to now. */
  public int timedWriteLock(long rwlock, Duration time, String shown) {
    Deadline until = Deadline.in(time);
    expectRwlock(rwlock, until, RWLOCK_TIMEDWRLOCK, shown);
    return timedLock(RWLOCK_TIMEDWRLOCK, rwlock, until, time, shown);
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

  /**
   * Checks that the bytes are a read-write lock: with other bytes the C library would loop forever
   * and could not be interrupted. Inconsistent flags mean that a thread is changing them, or was
   * killed while doing so.
   */
  private void expectRwlock(long rwlock, Deadline until, NativeFunction function, String shown) {
    await(() -> isChanging(rwlock, function, shown), until, function, shown);
  }

  private boolean isChanging(long rwlock, NativeFunction function, String shown) {
    try {
      int readers = memory.getInt(rwlock);
      int phase = memory.getInt(rwlock + PthreadLayout.RWLOCK_PHASE_FUTEX);
      int writers = memory.getInt(rwlock + PthreadLayout.RWLOCK_WRITERS_FUTEX);
      boolean shared = (memory.getInt(rwlock + PthreadLayout.RWLOCK_SHARED) & ~1) == 0;
      if ((phase & ~3) != 0 || (writers & ~3) != 0 || !shared) {
        throw new SysException(
            Errno.EINVAL,
            CallText.of(function.name(), word(shown)),
            "these bytes are not a read-write lock: pthread_rwlock_init creates one");
      }
      return (readers & 1) != (phase & 1) || (readers >> 1 & 1) != (writers & 1);
    } catch (MemoryFault e) {
      throw new SysException(
          e.errno(), CallText.of(function.name(), word(shown)), Faults.say(e.signal()));
    }
  }

  private int lock(NativeFunction function, long lock, String shown) {
    NativeMemory never = Deadline.NEVER.store(fresh());
    return check(
        invoker.call(function, lock, never.address(), 0, 0, 0, 0),
        function.name(),
        word(shown),
        NOTHING);
  }

  private int timedLock(
      NativeFunction function, long lock, Deadline until, Duration time, String shown) {
    NativeMemory at = until.store(fresh());
    return check(
        invoker.call(function, lock, at.address(), 0, 0, 0, 0),
        function.name(),
        word(shown),
        span(time));
  }

  private static Object span(Duration time) {
    return word(time.toMillis() + " ms");
  }

  /** {@code pthread_cond_wait(3)}. If interrupted, it holds the mutex again. */
  public int condWait(long cond, long mutex, String shown) {
    if (!isReady(cond, false)) {
      expectCond(cond, COND_WAIT, shown);
      awaitOthers(CondState::isLocked, cond, Deadline.NEVER, COND_WAIT, shown);
    }
    NativeMemory never = Deadline.NEVER.store(fresh());
    return check(
        invoker.call(COND_WAIT, cond, mutex, never.address(), 0, 0, 0),
        COND_WAIT.name(),
        word(shown),
        NOTHING);
  }

  /**
   * {@code pthread_cond_timedwait(3)} with a timeout relative to now, by this clock, even if the
   * condition variable was initialized for another one.
   */
  public int condTimedWait(long cond, long mutex, Duration time, String shown) {
    expectCond(cond, COND_TIMEDWAIT, shown);
    Deadline until = Deadline.in(time);
    awaitOthers(CondState::isLocked, cond, until, COND_TIMEDWAIT, shown);
    NativeMemory at = until.store(fresh());
    int clock = ProcessConstants.CLOCK_REALTIME;
    return check(
        invoker.call(COND_CLOCKWAIT, cond, mutex, clock, at.address(), 0, 0),
        COND_TIMEDWAIT.name(),
        word(shown),
        span(time));
  }

  /** {@code pthread_cond_signal(3)}. */
  public int condSignal(long cond, String shown) {
    return condCall(COND_SIGNAL, cond, shown);
  }

  /** {@code pthread_cond_broadcast(3)}. */
  public int condBroadcast(long cond, String shown) {
    return condCall(COND_BROADCAST, cond, shown);
  }

  private int condCall(NativeFunction function, long cond, String shown) {
    if (!isReady(cond, true)) {
      expectCond(cond, function, shown);
      awaitOthers(Pthreads::isInTheWay, cond, Deadline.NEVER, function, shown);
    }
    return call(function, cond, shown);
  }

  private boolean isReady(long cond, boolean toWake) {
    SingleAccess access = invoker.access();
    return access != null && CondState.isReady(access, cond, toWake);
  }

  private static boolean isInTheWay(CondState state) {
    return state.isLocked() || state.isBlocked();
  }

  /** {@code pthread_cond_destroy(3)}: blocks until there are no waiters. */
  public int condDestroy(long cond, String shown) {
    awaitOthers(state -> state.waiters() > 0, cond, Deadline.NEVER, COND_DESTROY, shown);
    return call(COND_DESTROY, cond, shown);
  }

  /**
   * Checks that the bytes are a condition variable: otherwise the C library would wait for waiters
   * that do not exist, and could not be interrupted.
   */
  private void expectCond(long cond, NativeFunction function, String shown) {
    CondState now = state(cond, function.name(), shown);
    if (!now.isPossible()) {
      throw new SysException(
          Errno.EINVAL,
          CallText.of(function.name(), word(shown)),
          "these bytes are not a condition variable: pthread_cond_init creates one");
    }
  }

  private void awaitOthers(
      Predicate<CondState> inTheWay,
      long cond,
      Deadline until,
      NativeFunction function,
      String shown) {
    await(() -> inTheWay.test(state(cond, function.name(), shown)), until, function, shown);
  }

  /**
   * Waits until the condition variable is ready for the operation: the C library would wait itself,
   * and could not be interrupted. The wait may be endless: a thread that was killed never leaves.
   */
  private void await(
      BooleanSupplier inTheWay, Deadline until, NativeFunction function, String shown) {
    Duration pause = FIRST_PAUSE;
    while (inTheWay.getAsBoolean()) {
      if (until.isOver()) {
        throw new SysException(Errno.ETIMEDOUT, CallText.of(function.name(), word(shown)));
      }
      NativeMemory time =
          fresh().take(Deadline.TIMESPEC_SIZE).putLong(0, 0).putLong(8, pause.toNanos());
      if (invoker.call(PAUSE, time.address(), time.address(), 0, 0, 0, 0) == -1) {
        throw failure(function.name(), word(shown));
      }
      if (Thread.interrupted()) {
        throw new SysException(Errno.EINTR, CallText.of(function.name(), word(shown)));
      }
      pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
    }
  }

  /** The number of waiters for a condition variable, as counted by glibc. */
  public int waiters(long cond, String shown) {
    return state(cond, "waiters", shown).waiters();
  }

  private CondState state(long cond, String name, String shown) {
    try {
      return CondState.read(memory, cond);
    } catch (MemoryFault e) {
      String call = CallText.of(name, word(shown));
      throw new SysException(e.errno(), call, Faults.say(e.signal()));
    }
  }
}
