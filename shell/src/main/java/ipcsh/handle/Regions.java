package ipcsh.handle;

import ipcsh.sys.Kernel;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.MemoryConstants;
import ipcsh.sys.fork.DrivenProcess;
import ipcsh.sys.function.Faults;
import ipcsh.sys.function.Memory;
import ipcsh.sys.function.Semaphores;
import ipcsh.sys.invoke.MachineCode;
import ipcsh.sys.invoke.SingleAccess;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The mappings of this shell, and of each child. A region in which a thread is waiting (for a
 * semaphore or lock in it) is in use and cannot be unmapped: the wait would return to unmapped
 * memory.
 */
public final class Regions {
  private static final int GONE = Integer.MIN_VALUE;
  private static final int READ_WRITE = MemoryConstants.PROT_READ | MemoryConstants.PROT_WRITE;

  /**
   * The flags of memory that the kernel has promised. With others it may give SIGBUS when a page is
   * touched (MAP_NORESERVE, MAP_HUGETLB).
   */
  private static final int SAFE =
      MemoryConstants.MAP_SHARED
          | MemoryConstants.MAP_PRIVATE
          | MemoryConstants.MAP_ANONYMOUS
          | MemoryConstants.MAP_POPULATE;

  private final Kernel kernel;
  private final MethodFallback methods;
  private final PerProcess<Table> tables;

  /** The mapping of a region in one process. */
  private static final class Mapping {
    final AtomicInteger users = new AtomicInteger();
    volatile int prot;

    Mapping(int prot) {
      this.prot = prot;
    }
  }

  /** What is mapped, at one time; the one that was looked up last is found at once. */
  private static final class Mapped {
    final Map<Region, Mapping> all;
    private Region last;

    Mapped(Map<Region, Mapping> all) {
      this.all = all;
    }

    boolean contains(Region region) {
      if (region == last) {
        return true;
      }
      boolean there = all.containsKey(region);
      if (there) {
        last = region;
      }
      return there;
    }
  }

  /** The regions of one process; copy-on-write, so that reading needs no lock. */
  private static final class Table {
    private volatile Mapped mapped;

    Table(Map<Region, Mapping> mapped) {
      this.mapped = new Mapped(mapped);
    }

    Mapping get(Region region) {
      return mapped.all.get(region);
    }

    Table copy() {
      Map<Region, Mapping> copy = new IdentityHashMap<>();
      mapped.all.forEach((region, mapping) -> copy.put(region, new Mapping(mapping.prot)));
      return new Table(copy);
    }

    synchronized void set(Region region, Mapping mapping) {
      Map<Region, Mapping> copy = new IdentityHashMap<>(mapped.all);
      if (mapping == null) {
        copy.remove(region);
      } else {
        copy.put(region, mapping);
      }
      mapped = new Mapped(copy);
    }
  }

  /** No mappings yet. */
  public Regions(Kernel kernel, MethodFallback methods) {
    this.kernel = kernel;
    this.methods = methods;
    this.tables = new PerProcess<>(kernel, new Table(new IdentityHashMap<>()), Table::copy);
  }

  /** Gives a child the mappings of its parent. */
  public void forked(DrivenProcess child) {
    tables.forked(child);
  }

  /** Discards the mappings of a child. */
  public void ended(DrivenProcess child) {
    tables.ended(child);
  }

  /**
   * The handle of a mapping that the kernel has just created.
   *
   * @param fd what is mapped, -1 for nothing
   */
  public Region mapped(long address, long length, int prot, int flags, int fd, String source) {
    boolean shared = (flags & MemoryConstants.MAP_SHARED) != 0;
    Region region = new Region(address, length, shared, source, this, methods);
    if ((flags & SAFE) == flags && prot == READ_WRITE && isHere()) {
      if ((flags & MemoryConstants.MAP_ANONYMOUS) != 0) {
        region.cannotFault();
      } else if (isRegular(fd)) {
        region.ofFile();
      }
    }
    return add(region, prot);
  }

  /** Whether it is a file with pages; a device may do anything when its memory is accessed. */
  private boolean isRegular(int fd) {
    return (sys().fileNames().fstat(fd).mode() & FileConstants.S_IFMT) == FileConstants.S_IFREG;
  }

  /** The handle of a segment that shmat has just mapped. */
  public Region attached(long address, long length, int prot, int id) {
    return add(Region.ofSegment(address, length, id, this, methods), prot);
  }

  private Region add(Region region, int prot) {
    tables.get().set(region, new Mapping(prot));
    return region;
  }

  /** All mapped regions, by address. */
  public List<Region> all() {
    List<Region> all = new ArrayList<>(tables.get().mapped.all.keySet());
    all.sort(Comparator.comparingLong(Region::getAddress));
    return all;
  }

  /** All regions that are mapped in a process; none if it has ended. */
  Set<Region> all(DrivenProcess process) {
    Table its = tables.find(process);
    return its == null ? Set.of() : its.mapped.all.keySet();
  }

  boolean isMapped(Region region) {
    return tables.get().mapped.contains(region);
  }

  /** Its protection (PROT_...), null if it is not mapped. */
  Integer protection(Region region) {
    Mapping mapping = tables.get().get(region);
    return mapping == null ? null : (Integer) mapping.prot;
  }

  private Mapping mapping(Region region) {
    Mapping mapping = tables.get().get(region);
    if (mapping == null) {
      throw region.unmappedError();
    }
    return mapping;
  }

  /** Throws if it is not mapped. */
  void expectMapped(Region region) {
    if (!isMapped(region)) {
      throw region.unmappedError();
    }
  }

  /** Runs work while the region cannot be unmapped. */
  <T> T using(Region region, java.util.function.Supplier<T> work) {
    pin(region);
    try {
      return work.get();
    } finally {
      unpin(region);
    }
  }

  /** Keeps a region from being unmapped. */
  void pin(Region region) {
    AtomicInteger users = mapping(region).users;
    if (users.incrementAndGet() < 0) {
      users.decrementAndGet();
      throw region.unmappedError();
    }
  }

  /** Ends that. */
  void unpin(Region region) {
    Mapping mapping = tables.get().get(region);
    if (mapping != null) {
      mapping.users.decrementAndGet();
    }
  }

  /** Unmaps it with {@code unmap}, unless it is in use. */
  public void unmap(Region region, Runnable unmap) {
    Mapping mapping = mapping(region);
    expectNoRobustMutexHeld(region);
    if (!mapping.users.compareAndSet(0, GONE)) {
      throw new UsageException(
          "a thread is waiting in the " + region.what() + " (see jobs); a C program would crash");
    }
    mayFault(region);
    try {
      unmap.run();
    } catch (RuntimeException e) {
      mapping.users.addAndGet(-GONE);
      throw e;
    }
    tables.get().set(region, null);
  }

  /** The list of those that a thread holds is in their memory, and goes on behind it. */
  private void expectNoRobustMutexHeld(Region region) {
    long mutex = sys().robustMutexes().heldIn(region.getAddress(), region.getLength());
    if (mutex != 0) {
      throw new UsageException(
          "this thread holds the robust mutex at "
              + (mutex - region.getAddress())
              + " of the region: the kernel could not tell anyone of its death any more, nor of that"
              + " of others; unlock it first",
          "pthread_mutex_unlock m");
    }
  }

  /** Changes its protection with {@code change}. */
  public void protect(Region region, int prot, Runnable change) {
    pin(region);
    try {
      mayFault(region);
      change.run();
      mapping(region).prot = prot;
    } finally {
      unpin(region);
    }
  }

  /** Other threads access it by calls when this returns; a child's copy is another memory. */
  private void mayFault(Region region) {
    if (isHere()) {
      region.mayFault();
    }
  }

  /** The semaphore at an offset of a region. */
  public Semaphore semaphore(Region region, long offset) {
    return Semaphore.in(this, region, offset, methods);
  }

  /** The named semaphore that the C library has mapped at an address. */
  public Semaphore semaphore(String name, long address) {
    int prot = MemoryConstants.PROT_READ | MemoryConstants.PROT_WRITE;
    Region region = Region.ofSemaphore(address, Semaphores.SIZE, name, this, methods);
    return Semaphore.named(this, add(region, prot), name, methods);
  }

  /** The mutex at an offset of a region. */
  public Mutex mutex(Region region, long offset) {
    return new Mutex(this, region, offset, methods);
  }

  /** The condition variable at an offset of a region. */
  public Cond cond(Region region, long offset) {
    return new Cond(this, region, offset, methods);
  }

  /** The read-write lock at an offset of a region. */
  public RwLock rwlock(Region region, long offset) {
    return new RwLock(this, region, offset, methods);
  }

  /** The C functions for queries of handles. */
  Sys sys() {
    return kernel.quiet();
  }

  /** Access to memory without a call; null where it takes one. */
  SingleAccess access() {
    return isHere() ? MachineCode.access() : null;
  }

  /** Whether this thread works in the shell's own process. */
  boolean isHere() {
    return kernel.isHere();
  }

  /** {@link #isHere} as a method handle without arguments. */
  MethodHandle here() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(Kernel.class, "isHere", MethodType.methodType(boolean.class))
          .bindTo(kernel);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Access to memory in the current thread's process. */
  Memory memory() {
    return kernel.quiet().memory();
  }

  /** The reason why an access was refused. */
  String why(Region region, int signal) {
    Integer prot = protection(region);
    String said = Faults.say(signal);
    if (prot == null || (prot & 3) == 3 || said.startsWith("SIGBUS")) {
      return said;
    }
    return "SIGSEGV in C: the region is mapped " + letters(prot);
  }

  /** {@code r-x}, in the format of /proc/PID/maps. */
  static String letters(int prot) {
    return ((prot & MemoryConstants.PROT_READ) != 0 ? "r" : "-")
        + ((prot & MemoryConstants.PROT_WRITE) != 0 ? "w" : "-")
        + ((prot & MemoryConstants.PROT_EXEC) != 0 ? "x" : "-");
  }
}
