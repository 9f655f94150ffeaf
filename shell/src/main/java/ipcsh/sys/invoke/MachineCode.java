package ipcsh.sys.invoke;

import ipcsh.sys.abi.Arena;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.Libc;
import ipcsh.sys.abi.NativeMemory;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.SwitchPoint;
import java.nio.ByteBuffer;

/**
 * The few instructions that cannot be expressed in Java: calls that survive a fault, the child's
 * side of a fork, atomic access. The source is in {@code src/main/asm}, one file per architecture.
 *
 * <p>The code is at the end of a page that is executable and not writable. The data after it is
 * private to this process: a forked child has its own copy.
 */
public final class MachineCode {
  /** The length of the code: the smallest page there is. A page may have 64 KB on aarch64. */
  private static final int CODE = 4096;

  private static final int SIZE = 9 * CODE;
  private static final int ENTRY_SIZE = 16;
  private static final int DATA = CODE;
  private static final int SLOTS_END = DATA + 6 * Long.BYTES;
  private static final int SIGNAL_TABLE = DATA + 7 * Long.BYTES;
  private static final int CHAIN = DATA + 8 * Long.BYTES;
  private static final int FAULTS = DATA + 24 * Long.BYTES;
  private static final int FAULT_THREADS = DATA + 32 * Long.BYTES;
  private static final int FILES = DATA + 64 * Long.BYTES;
  private static final int FILE_SIZE = 16;
  private static final int MOST_FILES = 64;
  private static final int SLOTS = DATA + 192 * Long.BYTES;
  private static final int SLOT_SIZE = 16;

  private static final int PROT_READ_WRITE = 3;
  private static final int PROT_READ_EXEC = 5;
  private static final int MAP_PRIVATE_ANONYMOUS = 0x22;

  /** The libc functions called by the code, in the order of the data page. */
  private static final String[] FUNCTIONS = {
    "fork", "read", "write", "_exit", "__errno_location", "signal"
  };

  /** The result of a guarded call that faulted, with the signal in the lowest byte. */
  private static final long FAULT = 0x8000005afe000000L;

  private static final long MEMCPY = Libc.symbol("memcpy");

  /** The entry points, in the order of the source. */
  public enum Entry {
    GUARDED,
    HANDLER,
    FORK_AND_SERVE,
    LOAD1,
    LOAD2,
    LOAD4,
    LOAD8,
    STORE1,
    STORE2,
    STORE4,
    STORE8,
    ADD4,
    ADD8,
    CAS4,
    CAS8,
    TAKE_SIGNAL,
    ADD_TO_MASK,
    FETCH8,
    PLAIN_MUTEX,
    SYSTEM_CALL,
    NATIVE_CALL,
    NATIVE_SYSTEM_CALL,
    NATIVE_BRIEF,
    GUARDED_WAIT,
    END_WAIT
  }

  /** Loaded on first use: most short sessions do not need it. */
  private static final class Loaded {
    static final MachineCode CODE = load();
  }

  private static volatile SingleAccess access;

  /** Invalidated when there are accesses; null if nobody waits for them. */
  private static SwitchPoint unbound;

  private final long base;
  private final ByteBuffer memory;
  private final boolean[] used = new boolean[(SIZE - SLOTS) / SLOT_SIZE];

  private MachineCode(long base, ByteBuffer memory) {
    this.base = base;
    this.memory = memory;
  }

  /** The code for this architecture. */
  public static MachineCode get() {
    return Loaded.CODE;
  }

  /** The accesses without a call through jffi; null as long as they are not bound. */
  public static SingleAccess access() {
    return access;
  }

  static synchronized void bound(SingleAccess accesses) {
    access = accesses;
    if (unbound != null) {
      SwitchPoint.invalidateAll(new SwitchPoint[] {unbound});
    }
  }

  /** One of two equivalent calls: the first one from when calls need no jffi. */
  public static synchronized MethodHandle whenBound(MethodHandle bound, MethodHandle before) {
    if (access != null) {
      return bound;
    }
    unbound = unbound == null ? new SwitchPoint() : unbound;
    return unbound.guardWithTest(before, bound);
  }

  private static MachineCode load() {
    byte[] code = read("machine-" + System.getProperty("os.arch").replace("amd64", "x86_64"));
    int page = (int) Libc.invoke(Libc.symbol("getpagesize"), 0, 0, 0, 0, 0, 0);
    int before = page - CODE;
    long mapped =
        Libc.invoke(
            Libc.symbol("mmap"), 0, before + SIZE, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0);
    if (mapped == -1) {
      throw new IllegalStateException("no memory for " + (before + SIZE) + " bytes of code");
    }
    long base = mapped + before;
    ByteBuffer memory = Libc.view(base, SIZE);
    memory.put(0, code);
    for (int i = 0; i < FUNCTIONS.length; i++) {
      memory.putLong(DATA + i * Long.BYTES, Libc.symbol(FUNCTIONS[i]));
    }
    memory.putLong(SLOTS_END, base + SIZE);
    // the kernel then makes the instruction cache of aarch64 see what was written
    if (Libc.invoke(Libc.symbol("mprotect"), mapped, page, PROT_READ_EXEC, 0, 0, 0) != 0) {
      throw new IllegalStateException("mprotect: " + Errno.of(Libc.errno()));
    }
    MachineCode loaded = new MachineCode(base, memory);
    new FaultSignals(loaded).install();
    return loaded;
  }

  private static byte[] read(String name) {
    try (InputStream in = MachineCode.class.getResourceAsStream(name + ".bin")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(name, e);
    }
  }

  /** The address of the entry for guarded calls, which is used often. */
  long guarded() {
    return base;
  }

  /** The address of a function. */
  long address(Entry entry) {
    return base + (long) entry.ordinal() * ENTRY_SIZE;
  }

  /** Sets the previous handler of a signal, called if it was not raised in a guarded call. */
  void chain(int signal, long handler) {
    memory.putLong(CHAIN + signal * Long.BYTES, handler);
  }

  /** Sets where the table of signals is. */
  void signalTable(long address) {
    memory.putLong(SIGNAL_TABLE, address);
  }

  /** The address of the number of accesses to {@link #accessedByJava} that have faulted. */
  long faultCount() {
    return base + FAULTS;
  }

  /** How many of these the threads are known of. */
  static final int KNOWN_FAULTS = 64;

  /** The thread ID of the fault of this number. */
  int faultThread(long number) {
    return memory.getInt(FAULT_THREADS + (int) (number % KNOWN_FAULTS) * Integer.BYTES);
  }

  /**
   * From now on, instructions of Java itself access these bytes: where one gives SIGBUS, it is
   * skipped and counted.
   *
   * @return whether there was room for it
   */
  synchronized boolean accessedByJava(long address, long length) {
    int free = file(0, 0);
    if (free >= 0) {
      memory.putLong(free, address);
      memory.putLong(free + Long.BYTES, length);
    }
    return free >= 0;
  }

  /** Ends that. */
  synchronized void noMoreAccessedByJava(long address, long length) {
    int file = file(address, length);
    memory.putLong(file + Long.BYTES, 0);
    memory.putLong(file, 0);
  }

  private int file(long address, long length) {
    for (int i = 0; i < MOST_FILES; i++) {
      int file = FILES + i * FILE_SIZE;
      if (memory.getLong(file) == address && memory.getLong(file + Long.BYTES) == length) {
        return file;
      }
    }
    return -1;
  }

  /** The address of the table of those handlers, and its length in bytes. */
  public long chainAddress() {
    return base + CHAIN;
  }

  public int chainSize() {
    return 16 * Long.BYTES;
  }

  /**
   * Allocates a slot: each thread that makes guarded calls has its own.
   *
   * @throws IllegalStateException if there are too many threads
   */
  public synchronized long takeSlot() {
    for (int i = 0; i < used.length; i++) {
      if (!used[i]) {
        used[i] = true;
        return base + SLOTS + (long) i * SLOT_SIZE;
      }
    }
    throw new IllegalStateException("more than " + used.length + " threads and children");
  }

  /** A copy of memory of this process; null if not all of it is mapped. */
  public static byte[] copy(long address, int size) {
    MachineCode code = get();
    long slot = code.takeSlot();
    Arena arena = new Arena();
    try {
      NativeMemory copy = arena.take(size);
      long result = Libc.invoke(code.guarded(), slot, MEMCPY, copy.address(), address, size, 0);
      return signalOf(result) == 0 ? copy.get(0, size) : null;
    } finally {
      arena.close();
      code.giveSlot(slot);
    }
  }

  /** Frees a slot. */
  public synchronized void giveSlot(long slot) {
    used[(int) (slot - base - SLOTS) / SLOT_SIZE] = false;
  }

  /** The signal if this is the result of a guarded call that faulted; otherwise 0. */
  static int signalOf(long result) {
    return (result & ~0xffL) == FAULT ? (int) (result & 0xff) : 0;
  }
}
