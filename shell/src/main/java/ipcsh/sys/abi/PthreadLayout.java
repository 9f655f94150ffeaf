package ipcsh.sys.abi;

/**
 * Where the fields of the objects of pthreads and of a {@code sem_t} lie in glibc 2.34 to 2.40 on
 * 64-bit machines, in bytes, and what their bits mean. A test compares the offsets that the headers
 * show with the C compiler's.
 */
public final class PthreadLayout {
  private static final boolean IS_ARM = System.getProperty("os.arch").equals("aarch64");

  public static final int MUTEX_LOCK = 0;
  public static final int MUTEX_COUNT = 4;
  public static final int MUTEX_OWNER = 8;
  public static final int MUTEX_USERS = 12;
  public static final int MUTEX_KIND = 16;

  /** The list of robust mutexes; zero in others. */
  public static final int MUTEX_LIST = 24;

  /** As far as both architectures have the same fields. */
  public static final int MUTEX_END = 40;

  /** Bits of the kind: the lowest two are the type. */
  public static final int KIND_TYPE = 3;

  public static final int KIND_ROBUST = 16;
  public static final int KIND_INHERITING = 32;
  public static final int KIND_SHARED = 128;

  /** The type, robust, inheriting, protecting, shared, and whether elision is allowed. */
  public static final int KIND_BITS = 0x3ff & ~0xc;

  /** The lock of a mutex that others wait for, unless the kernel knows its owner. */
  public static final int LOCKED_AND_WAITED_FOR = 2;

  /** Bits in the lock of a mutex known to the kernel: the thread ID of its owner. */
  public static final int OWNER_IN_LOCK = 0x3fffffff;

  /** Whether the owner has died. */
  public static final int OWNER_DIED = 0x40000000;

  /** The owner of a robust mutex that was inherited from a dead one. */
  public static final int INCONSISTENT = Integer.MAX_VALUE;

  /** The owner of a robust mutex that can never be locked again. */
  public static final int NOT_RECOVERABLE = Integer.MAX_VALUE - 1;

  public static final int COND_SEQUENCE = 0;
  public static final int COND_START = 8;
  public static final int COND_REFERENCES = 16;
  public static final int COND_SIZES = 24;
  public static final int COND_ORIGINAL = 32;

  /** The number of waiters, above three flags. */
  public static final int COND_WAITERS = 36;

  /** Two futexes, one for each group of waiters. */
  public static final int COND_SIGNALS = 40;

  public static final int COND_WAITERS_SHIFT = 3;
  public static final int COND_SHARED = 1;

  /** The number of readers, above three flags. */
  public static final int RWLOCK_READERS = 0;

  public static final int RWLOCK_WRITERS = 4;
  public static final int RWLOCK_PHASE_FUTEX = 8;
  public static final int RWLOCK_WRITERS_FUTEX = 12;
  public static final int RWLOCK_PADDING = 16;
  public static final int RWLOCK_WRITER = 24;
  public static final int RWLOCK_SHARED = 28;
  public static final int RWLOCK_FLAGS = 48;

  /** Flags in the number of readers. */
  public static final int WRITERS_TURN = 1;

  public static final int WRITE_LOCKED = 2;
  public static final int READERS_WAIT = 4;
  public static final int READERS_SHIFT = 3;

  public static final int SEM_VALUE = 0;

  /** The number of waiters is the other half of the value's word. */
  public static final int SEM_WAITERS = 4;

  public static final int SEM_SHARED = 8;
  public static final int SEM_PADDING = 12;
  public static final int SEM_END = 16;

  public static final int BARRIER_IN = 0;
  public static final int BARRIER_ROUND = 4;
  public static final int BARRIER_COUNT = 8;
  public static final int BARRIER_SHARED = 12;
  public static final int BARRIER_OUT = 16;
  public static final int BARRIER_END = 20;

  /** How semaphores and barriers record that they are shared between processes. */
  public static final int SHARED_FLAG = 128;

  /** The lock of a stdio stream: how often its owner has locked it, and which thread that is. */
  public static final int STREAM_COUNT = 4;

  public static final int STREAM_OWNER = 8;
  public static final int STREAM_END = 16;

  /** In the structure to which a {@code pthread_t} points: its thread ID, a futex. */
  public static final int THREAD_TID = IS_ARM ? 208 : 720;

  /** Two pointers of that structure to itself; -1 where the architecture has none. */
  public static final int THREAD_SELF = IS_ARM ? -1 : 0;

  public static final int THREAD_SELF_AGAIN = IS_ARM ? -1 : 16;

  private PthreadLayout() {}
}
