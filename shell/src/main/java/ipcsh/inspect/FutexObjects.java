package ipcsh.inspect;

import static ipcsh.sys.abi.PthreadLayout.BARRIER_COUNT;
import static ipcsh.sys.abi.PthreadLayout.BARRIER_END;
import static ipcsh.sys.abi.PthreadLayout.BARRIER_IN;
import static ipcsh.sys.abi.PthreadLayout.BARRIER_ROUND;
import static ipcsh.sys.abi.PthreadLayout.BARRIER_SHARED;
import static ipcsh.sys.abi.PthreadLayout.COND_ORIGINAL;
import static ipcsh.sys.abi.PthreadLayout.COND_REFERENCES;
import static ipcsh.sys.abi.PthreadLayout.COND_SEQUENCE;
import static ipcsh.sys.abi.PthreadLayout.COND_SHARED;
import static ipcsh.sys.abi.PthreadLayout.COND_SIGNALS;
import static ipcsh.sys.abi.PthreadLayout.COND_START;
import static ipcsh.sys.abi.PthreadLayout.COND_WAITERS;
import static ipcsh.sys.abi.PthreadLayout.COND_WAITERS_SHIFT;
import static ipcsh.sys.abi.PthreadLayout.KIND_BITS;
import static ipcsh.sys.abi.PthreadLayout.KIND_INHERITING;
import static ipcsh.sys.abi.PthreadLayout.KIND_ROBUST;
import static ipcsh.sys.abi.PthreadLayout.KIND_SHARED;
import static ipcsh.sys.abi.PthreadLayout.LOCKED_AND_WAITED_FOR;
import static ipcsh.sys.abi.PthreadLayout.MUTEX_END;
import static ipcsh.sys.abi.PthreadLayout.MUTEX_KIND;
import static ipcsh.sys.abi.PthreadLayout.MUTEX_LIST;
import static ipcsh.sys.abi.PthreadLayout.MUTEX_LOCK;
import static ipcsh.sys.abi.PthreadLayout.MUTEX_OWNER;
import static ipcsh.sys.abi.PthreadLayout.MUTEX_USERS;
import static ipcsh.sys.abi.PthreadLayout.OWNER_DIED;
import static ipcsh.sys.abi.PthreadLayout.OWNER_IN_LOCK;
import static ipcsh.sys.abi.PthreadLayout.READERS_SHIFT;
import static ipcsh.sys.abi.PthreadLayout.RWLOCK_FLAGS;
import static ipcsh.sys.abi.PthreadLayout.RWLOCK_PADDING;
import static ipcsh.sys.abi.PthreadLayout.RWLOCK_PHASE_FUTEX;
import static ipcsh.sys.abi.PthreadLayout.RWLOCK_READERS;
import static ipcsh.sys.abi.PthreadLayout.RWLOCK_SHARED;
import static ipcsh.sys.abi.PthreadLayout.RWLOCK_WRITER;
import static ipcsh.sys.abi.PthreadLayout.RWLOCK_WRITERS_FUTEX;
import static ipcsh.sys.abi.PthreadLayout.SEM_END;
import static ipcsh.sys.abi.PthreadLayout.SEM_SHARED;
import static ipcsh.sys.abi.PthreadLayout.SEM_VALUE;
import static ipcsh.sys.abi.PthreadLayout.SEM_WAITERS;
import static ipcsh.sys.abi.PthreadLayout.SHARED_FLAG;
import static ipcsh.sys.abi.PthreadLayout.STREAM_COUNT;
import static ipcsh.sys.abi.PthreadLayout.STREAM_END;
import static ipcsh.sys.abi.PthreadLayout.STREAM_OWNER;
import static ipcsh.sys.abi.PthreadLayout.THREAD_SELF;
import static ipcsh.sys.abi.PthreadLayout.THREAD_SELF_AGAIN;
import static ipcsh.sys.abi.PthreadLayout.THREAD_TID;
import static ipcsh.sys.abi.PthreadLayout.WRITERS_TURN;
import static ipcsh.sys.abi.PthreadLayout.WRITE_LOCKED;

import ipcsh.inspect.FutexObject.Kind;
import ipcsh.sys.text.Counted;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Tells to which object of glibc a futex belongs: by the call, in which each function has its own
 * operation and value, and by the bytes around the futex, which must be possible as a whole. If
 * they are possible as two kinds of object, or as none, it is not known.
 */
public final class FutexObjects {
  private static final int ALIGNMENT = 8;

  /** No process has as many threads that use one object. */
  private static final int MANY = 4096;

  /** Reads memory of the process; gives null if it cannot. */
  public interface Reader {
    ByteBuffer read(long address, int size);
  }

  private final FutexCall call;
  private final Reader memory;

  private FutexObjects(FutexCall call, Reader memory) {
    this.call = call;
    this.memory = memory;
  }

  /** The object on which a call waits; of kind {@link Kind#UNKNOWN} if it cannot be told. */
  public static FutexObject of(FutexCall call, Reader memory) {
    FutexObjects futex = new FutexObjects(call, memory);
    List<Function<FutexObjects, FutexObject>> kinds =
        List.of(
            FutexObjects::mutex,
            FutexObjects::stream,
            FutexObjects::rwlock,
            FutexObjects::condition,
            FutexObjects::semaphore,
            FutexObjects::barrier,
            FutexObjects::thread);
    List<FutexObject> found = new ArrayList<>();
    for (Function<FutexObjects, FutexObject> kind : kinds) {
      FutexObject one = kind.apply(futex);
      if (one != null) {
        found.add(one);
      }
    }
    return found.size() == 1 ? found.get(0) : FutexObject.unknown(call.address());
  }

  private boolean isAligned(long address) {
    return Long.remainderUnsigned(address, ALIGNMENT) == 0;
  }

  private static boolean isCount(int number) {
    return number > 0 && number < MANY;
  }

  private static boolean isThread(int tid) {
    return tid > 0 && tid <= OWNER_IN_LOCK;
  }

  private FutexObject mutex() {
    boolean isLock = call.command() == FutexCall.WAIT || call.isWaitUntil() || call.isLockPi();
    if (!isLock || !isAligned(call.address())) {
      return null;
    }
    ByteBuffer bytes = memory.read(call.address(), MUTEX_END);
    if (bytes == null) {
      return null;
    }
    int lock = bytes.getInt(MUTEX_LOCK);
    int kind = bytes.getInt(MUTEX_KIND);
    if ((kind & ~KIND_BITS) != 0 || !isCount(bytes.getInt(MUTEX_USERS))) {
      return null;
    }
    boolean isRobust = (kind & KIND_ROBUST) != 0;
    boolean isPi = (kind & KIND_INHERITING) != 0;
    boolean isOfKernel = isRobust || isPi;
    int owner = isOfKernel ? lock & OWNER_IN_LOCK : bytes.getInt(MUTEX_OWNER);
    boolean isPossible =
        isPi == call.isLockPi()
            && isThread(owner)
            && (isOfKernel
                ? isPi || !call.isPrivate() && call.value() == lock && (lock & OWNER_DIED) == 0
                : lock == LOCKED_AND_WAITED_FOR && call.value() == lock)
            && (isRobust && !isPi || call.isPrivate() == ((kind & KIND_SHARED) == 0))
            && (isOfKernel || bytes.getLong(MUTEX_LIST) == 0)
            // its owner is written there as well, just after the lock
            && (!isOfKernel || bytes.getInt(MUTEX_OWNER) == owner);
    return isPossible
        ? new FutexObject(
            Kind.MUTEX,
            call.address(),
            call.isTimed() ? "pthread_mutex_timedlock" : "pthread_mutex_lock",
            owner,
            isOfKernel,
            "locked")
        : null;
  }

  /** The lock in a FILE: its owner is the pointer to a thread. */
  private FutexObject stream() {
    if (call.command() != FutexCall.WAIT
        || !call.isPrivate()
        || call.value() != LOCKED_AND_WAITED_FOR) {
      return null;
    }
    ByteBuffer bytes = memory.read(call.address(), STREAM_END);
    if (bytes == null || !isCount(bytes.getInt(STREAM_COUNT)) || bytes.getInt(0) != call.value()) {
      return null;
    }
    int owner = threadAt(bytes.getLong(STREAM_OWNER));
    return owner == 0
        ? null
        : new FutexObject(Kind.STREAM, call.address(), "flockfile", owner, false, "locked");
  }

  /** The ID of the thread whose structure is there; 0 if there is none, or it cannot be told. */
  private int threadAt(long structure) {
    if (THREAD_SELF < 0 || !isAligned(structure)) {
      return 0;
    }
    ByteBuffer head = memory.read(structure, THREAD_SELF_AGAIN + Long.BYTES);
    ByteBuffer tid = memory.read(structure + THREAD_TID, Integer.BYTES);
    boolean isThread =
        head != null
            && tid != null
            && head.getLong(THREAD_SELF) == structure
            && head.getLong(THREAD_SELF_AGAIN) == structure
            && isThread(tid.getInt(0));
    return isThread ? tid.getInt(0) : 0;
  }

  private FutexObject rwlock() {
    if (!call.isWaitUntil()) {
      return null;
    }
    long base =
        isAligned(call.address())
            ? call.address() - RWLOCK_PHASE_FUTEX
            : call.address() - RWLOCK_WRITERS_FUTEX;
    ByteBuffer bytes = isAligned(base) ? memory.read(base, RWLOCK_FLAGS + Integer.BYTES) : null;
    if (bytes == null) {
      return null;
    }
    int futex = bytes.getInt((int) (call.address() - base));
    int readers = bytes.getInt(RWLOCK_READERS);
    int phase = bytes.getInt(RWLOCK_PHASE_FUTEX);
    int writers = bytes.getInt(RWLOCK_WRITERS_FUTEX);
    int shared = bytes.getInt(RWLOCK_SHARED);
    int flags = bytes.getInt(RWLOCK_FLAGS);
    int writer = bytes.getInt(RWLOCK_WRITER);
    boolean isPossible =
        (call.value() == 2 || call.value() == 3)
            && futex == call.value()
            && (phase & ~3) == 0
            && (writers & ~3) == 0
            && (shared & ~1) == 0
            && call.isPrivate() == (shared == 0)
            && flags >= 0
            && flags <= 2
            && bytes.getLong(RWLOCK_PADDING) == 0
            && (readers & WRITERS_TURN) == (phase & 1)
            && (readers >>> 1 & 1) == (writers & 1)
            && (writer == 0 || isThread(writer))
            && readers >>> READERS_SHIFT < MANY;
    if (!isPossible) {
      return null;
    }
    boolean isWrite = call.address() != base + RWLOCK_PHASE_FUTEX || call.value() == 2;
    int count = readers >>> READERS_SHIFT;
    boolean isWritten = (readers & WRITERS_TURN) != 0 && (readers & WRITE_LOCKED) != 0;
    String state =
        isWritten && writer != 0
            ? "locked for writing"
            : !isWritten && count > 0
                ? "locked by " + Counted.of(count, "reader")
                : "being handed over";
    String function = (call.isTimed() ? "timed" : "") + (isWrite ? "wrlock" : "rdlock");
    return new FutexObject(
        Kind.RWLOCK, base, "pthread_rwlock_" + function, isWritten ? writer : 0, false, state);
  }

  private FutexObject condition() {
    if (!call.isWaitUntil() || call.value() != 0) {
      return null;
    }
    int group = isAligned(call.address()) ? 0 : Integer.BYTES;
    long base = call.address() - COND_SIGNALS - group;
    ByteBuffer bytes = isAligned(base) ? memory.read(base, COND_SIGNALS + 2 * Integer.BYTES) : null;
    if (bytes == null) {
      return null;
    }
    int waiters = bytes.getInt(COND_WAITERS);
    int count = waiters >>> COND_WAITERS_SHIFT;
    int references = bytes.getInt(COND_REFERENCES + group) >>> 1;
    long sequence = bytes.getLong(COND_SEQUENCE) >>> 1;
    long start = bytes.getLong(COND_START) >>> 1;
    boolean isPossible =
        bytes.getInt(COND_SIGNALS + group) == 0
            && isCount(count)
            && isCount(references)
            && references <= count
            && call.isPrivate() == ((waiters & COND_SHARED) == 0)
            && Long.compareUnsigned(start, sequence) <= 0
            && sequence >= references
            && Integer.compareUnsigned(bytes.getInt(COND_ORIGINAL) >>> 2, MANY) < 0;
    return isPossible
        ? new FutexObject(
            Kind.CONDITION,
            base,
            call.isTimed() ? "pthread_cond_timedwait" : "pthread_cond_wait",
            0,
            false,
            count == 1 ? "not signalled" : "not signalled, " + count + " wait for it")
        : null;
  }

  private FutexObject semaphore() {
    if (!call.isWaitUntil() || call.value() != 0 || !isAligned(call.address())) {
      return null;
    }
    ByteBuffer bytes = memory.read(call.address(), SEM_END);
    boolean isPossible =
        bytes != null
            && bytes.getInt(SEM_VALUE) == 0
            && isCount(bytes.getInt(SEM_WAITERS))
            && bytes.getInt(SEM_SHARED) == (call.isPrivate() ? 0 : SHARED_FLAG);
    return isPossible
        ? new FutexObject(
            Kind.SEMAPHORE,
            call.address(),
            call.isTimed() ? "sem_timedwait" : "sem_wait",
            0,
            false,
            "0")
        : null;
  }

  private FutexObject barrier() {
    long base = call.address() - BARRIER_ROUND;
    if (call.command() != FutexCall.WAIT || call.isTimed() || !isAligned(base)) {
      return null;
    }
    ByteBuffer bytes = memory.read(base, BARRIER_END);
    if (bytes == null) {
      return null;
    }
    int round = bytes.getInt(BARRIER_ROUND);
    int arrived = bytes.getInt(BARRIER_IN) - round;
    int count = bytes.getInt(BARRIER_COUNT);
    boolean isPossible =
        round == call.value()
            && isCount(count)
            && arrived > 0
            && arrived < count
            && bytes.getInt(BARRIER_SHARED) == (call.isPrivate() ? 0 : SHARED_FLAG);
    return isPossible
        ? new FutexObject(
            Kind.BARRIER,
            base,
            "pthread_barrier_wait",
            0,
            false,
            arrived + " of " + count + " have arrived")
        : null;
  }

  /** Whoever joins a thread waits for the kernel to clear its thread ID. */
  private FutexObject thread() {
    if (!call.isWaitUntil() || call.isPrivate() || !isThread(call.value())) {
      return null;
    }
    long structure = call.address() - THREAD_TID;
    ByteBuffer tid = memory.read(call.address(), Integer.BYTES);
    boolean isThread =
        tid != null
            && tid.getInt(0) == call.value()
            && (THREAD_SELF < 0 || threadAt(structure) == call.value());
    return isThread
        ? new FutexObject(
            Kind.THREAD,
            structure,
            call.isTimed() ? "pthread_timedjoin_np" : "pthread_join",
            call.value(),
            true,
            null)
        : null;
  }
}
