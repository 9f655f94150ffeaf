package ipcsh.handle;

import ipcsh.sys.abi.MemoryFault;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.function.Memory;
import ipcsh.sys.invoke.FaultCount;
import ipcsh.sys.invoke.ForeignSegment;
import ipcsh.sys.invoke.SingleAccess;
import ipcsh.sys.text.Counted;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.SwitchPoint;
import java.util.function.Supplier;

/**
 * A mapping ({@code mmap(2)}): its address, its length, its source. Offsets are in bytes from its
 * beginning. An access outside it, after munmap, or to memory that no longer exists is an error.
 * After a fork the handle in the child refers to the child's mapping.
 */
public final class Region extends Handle {
  private static final int LARGEST_COPY = 64 << 20;

  private final long address;
  private final long length;
  private final boolean shared;
  private final String source;
  private final Regions table;
  private final boolean ofSemaphore;
  private final String name;
  private Integer segmentId;

  /** Whether the memory cannot disappear unless this process unmaps it. */
  private volatile boolean cannotFault;

  /** Whether it is a file: a page may disappear at any time, but an access is at most a SIGBUS. */
  private boolean ofFile;

  /** For accesses without a call; null as long as there are none. A closed one is harmless. */
  private ForeignSegment segment;

  /** The same for those of call sites to a file, which look for a fault. */
  private ForeignSegment fileSegment;

  /** Invalidated before it is unmapped; null if no call site is linked to it. */
  private SwitchPoint mapped;

  /** Whether it was, or is about to be, unmapped or protected. */
  private volatile boolean gone;

  private byte[] seen;
  private long seenFrom;

  Region(
      long address,
      long length,
      boolean shared,
      String source,
      Regions table,
      MethodFallback methods) {
    this(address, length, shared, source, false, table, methods);
  }

  private Region(
      long address,
      long length,
      boolean shared,
      String source,
      boolean ofSemaphore,
      Regions table,
      MethodFallback methods) {
    super(methods);
    this.address = address;
    this.length = length;
    this.shared = shared;
    this.source = source;
    this.ofSemaphore = ofSemaphore;
    this.table = table;
    this.name = "region of " + Counted.of(length, "byte");
  }

  /** The memory of a named semaphore, mapped and unmapped by the C library. */
  static Region ofSemaphore(
      long address, long length, String name, Regions table, MethodFallback methods) {
    return new Region(address, length, true, "semaphore " + name, true, table, methods);
  }

  /** The memory of a System V segment, which shmdt unmaps. */
  static Region ofSegment(
      long address, long length, int id, Regions table, MethodFallback methods) {
    Region region =
        new Region(address, length, true, "System V segment " + id, false, table, methods);
    region.segmentId = id;
    return region;
  }

  /** The ID of the System V segment that it is, null for another region. */
  public Integer getSegment() {
    return segmentId;
  }

  /** Whether the C library has mapped it, so that {@code munmap} must not be used. */
  public boolean isOfSemaphore() {
    return ofSemaphore;
  }

  String what() {
    return ofSemaphore ? "semaphore" : "region";
  }

  UsageException unmappedError() {
    return new UsageException(
        ofSemaphore
            ? "expected an open semaphore, given one that was closed (or not opened in this"
                + " process)"
            : "expected a mapped region, given one that was unmapped");
  }

  /** Its address. */
  public long getAddress() {
    return address;
  }

  /** Its length in bytes. */
  public long getLength() {
    return length;
  }

  /** Its length, under the name that Groovy uses. */
  public long size() {
    return length;
  }

  /** Whether it is MAP_SHARED: writes are visible to other processes that map the same object. */
  public boolean isShared() {
    return shared;
  }

  /** Its source, {@code file /tmp/x}. */
  public String getSource() {
    return source;
  }

  /** Whether it is still mapped. */
  public boolean isMapped() {
    return table.isMapped(this);
  }

  public byte getByte(long offset) {
    ForeignSegment direct = direct(offset, Byte.BYTES);
    if (direct != null) {
      try {
        return direct.load1(offset);
      } catch (IllegalStateException closed) {
        forgetInterrupt();
      }
    }
    return (byte) load("getByte", offset, Byte.BYTES);
  }

  public short getShort(long offset) {
    ForeignSegment direct = direct(offset, Short.BYTES);
    if (direct != null) {
      try {
        return direct.load2(offset);
      } catch (IllegalStateException closed) {
        forgetInterrupt();
      }
    }
    return (short) load("getShort", offset, Short.BYTES);
  }

  /** The 32-bit number at an offset, in the machine's byte order. */
  public int getInt(long offset) {
    ForeignSegment direct = direct(offset, Integer.BYTES);
    if (direct != null) {
      try {
        return direct.load4(offset);
      } catch (IllegalStateException closed) {
        forgetInterrupt();
      }
    }
    return (int) load("getInt", offset, Integer.BYTES);
  }

  public long getLong(long offset) {
    ForeignSegment direct = direct(offset, Long.BYTES);
    if (direct != null) {
      try {
        return direct.load8(offset);
      } catch (IllegalStateException closed) {
        forgetInterrupt();
      }
    }
    return load("getLong", offset, Long.BYTES);
  }

  public float getFloat(long offset) {
    return Float.intBitsToFloat(getInt(offset));
  }

  public double getDouble(long offset) {
    return Double.longBitsToDouble(getLong(offset));
  }

  /** The byte at an offset, 0 to 255: {@code region[i]}. */
  public int getAt(long offset) {
    return getByte(offset) & 0xff;
  }

  public void putAt(long offset, Object value) {
    putByte(offset, value);
  }

  public void putByte(long offset, Object value) {
    byte bits = (byte) Numbers.fit(value, Byte.SIZE);
    ForeignSegment direct = direct(offset, Byte.BYTES);
    if (direct != null) {
      try {
        direct.store1(offset, bits);
        return;
      } catch (IllegalStateException closed) {
        forgetInterrupt();
      }
    }
    store("putByte", offset, Byte.BYTES, bits);
  }

  public void putShort(long offset, Object value) {
    short bits = (short) Numbers.fit(value, Short.SIZE);
    ForeignSegment direct = direct(offset, Short.BYTES);
    if (direct != null) {
      try {
        direct.store2(offset, bits);
        return;
      } catch (IllegalStateException closed) {
        forgetInterrupt();
      }
    }
    store("putShort", offset, Short.BYTES, bits);
  }

  public void putInt(long offset, Object value) {
    int bits = (int) Numbers.fit(value, Integer.SIZE);
    ForeignSegment direct = direct(offset, Integer.BYTES);
    if (direct != null) {
      try {
        direct.store4(offset, bits);
        return;
      } catch (IllegalStateException closed) {
        forgetInterrupt();
      }
    }
    store("putInt", offset, Integer.BYTES, bits);
  }

  public void putLong(long offset, Object value) {
    long bits = Numbers.fit(value, Long.SIZE);
    ForeignSegment direct = direct(offset, Long.BYTES);
    if (direct != null) {
      try {
        direct.store8(offset, bits);
        return;
      } catch (IllegalStateException closed) {
        forgetInterrupt();
      }
    }
    store("putLong", offset, Long.BYTES, bits);
  }

  public void putFloat(long offset, Object value) {
    putInt(offset, Float.floatToRawIntBits(Numbers.real(value).floatValue()));
  }

  public void putDouble(long offset, Object value) {
    putLong(offset, Double.doubleToRawLongBits(Numbers.real(value).doubleValue()));
  }

  /** Atomically adds to a number, and returns the previous value. */
  public int addInt(long offset, Object n) {
    int by = (int) Numbers.fit(n, Integer.SIZE);
    long at = aligned(offset, Integer.BYTES);
    SingleAccess access = table.access();
    if (access != null) {
      long before = access.add4(at, by);
      if (!SingleAccess.isFault(before)) {
        return (int) before;
      }
    }
    return read("addInt", offset, () -> memory().addInt(at, by));
  }

  /** Atomically adds to a number, and returns the previous value. */
  public long addLong(long offset, Object n) {
    long by = Numbers.fit(n, Long.SIZE);
    long at = aligned(offset, Long.BYTES);
    return read("addLong", offset, () -> memory().addLong(at, by));
  }

  /** Atomically sets a number if it has the expected value; returns whether it had. */
  public boolean casInt(long offset, Object expected, Object value) {
    int from = (int) Numbers.fit(expected, Integer.SIZE);
    int to = (int) Numbers.fit(value, Integer.SIZE);
    long at = aligned(offset, Integer.BYTES);
    SingleAccess access = table.access();
    if (access != null) {
      long was = access.cas(at, Integer.BYTES, from, to);
      if (!SingleAccess.isFault(was)) {
        return was != 0;
      }
    }
    return read("casInt", offset, () -> memory().casInt(at, from, to));
  }

  /** Atomically sets a number if it has the expected value; returns whether it had. */
  public boolean casLong(long offset, Object expected, Object value) {
    long from = Numbers.fit(expected, Long.SIZE);
    long to = Numbers.fit(value, Long.SIZE);
    long at = aligned(offset, Long.BYTES);
    SingleAccess access = table.access();
    if (access != null) {
      long was = access.cas(at, Long.BYTES, from, to);
      if (!SingleAccess.isFault(was)) {
        return was != 0;
      }
    }
    return read("casLong", offset, () -> memory().casLong(at, from, to));
  }

  /** The number of this size at an offset; only its lowest bytes count. */
  private long load(String what, long offset, int size) {
    long at = at(offset, size);
    SingleAccess access = access();
    if (access != null) {
      long value = access.load(at, size);
      if (!SingleAccess.isFault(value)) {
        return value;
      }
    }
    try {
      return memory().load(at, size);
    } catch (MemoryFault e) {
      throw refused(what, offset, e);
    }
  }

  private void store(String what, long offset, int size, long value) {
    long at = at(offset, size);
    SingleAccess access = access();
    if (access != null && !SingleAccess.isFault(access.store(at, size, value))) {
      return;
    }
    try {
      memory().store(at, size, value);
    } catch (MemoryFault e) {
      throw refused(what, offset, e);
    }
  }

  /**
   * Memory that may fault from now on is accessed by a call. When the segment was closed in the
   * midst of an access, the Java machine has interrupted the thread, which nobody wanted.
   */
  static void forgetInterrupt() {
    Thread.interrupted();
  }

  /** For an access without a call; null if it takes one, which finds out what is wrong. */
  private ForeignSegment direct(long offset, int size) {
    ForeignSegment direct = segment;
    return direct != null
            && (offset & size - 1) == 0
            && offset >= 0
            && offset <= length - size
            && table.isHere()
        ? direct
        : null;
  }

  private SingleAccess access() {
    SingleAccess access = table.access();
    if (cannotFault && access != null && segment == null && access.hasSegments()) {
      makeDirect();
    }
    return access;
  }

  /**
   * An access to this region as a method handle, for a call site that has it often.
   *
   * @param name the access, {@code getInt}
   * @param type the type of the call, with a region in front, which the handle takes to be this one
   * @param otherwise is called where the access cannot be made so, or would be an error
   * @return null if there is none, or not yet: see {@link #mayBeBound}
   */
  public MethodHandle bound(String name, MethodType type, MethodHandle otherwise) {
    MethodType without = type.dropParameterTypes(0, 1);
    ForeignSegment direct = segment;
    ForeignSegment file = direct == null && BoundAccess.isOfFile(name) ? segmentOfFile() : null;
    MethodHandle access;
    SwitchPoint point = null;
    if (direct != null) {
      access = BoundAccess.of(direct, name, without);
    } else if (file != null) {
      FaultCount faults = FaultCount.now();
      access = BoundAccess.of(file, faults, name, without);
      point = faults.unchanged();
    } else {
      point = mappedHere();
      access =
          point == null ? null : BoundAccess.of(table.access(), address, length, name, without);
    }
    if (access == null) {
      return null;
    }
    MethodHandle here = MethodHandles.dropArguments(table.here(), 0, type.parameterList());
    MethodHandle bound =
        MethodHandles.guardWithTest(
            here,
            MethodHandles.catchException(
                MethodHandles.dropArguments(access, 0, type.parameterType(0)),
                RuntimeException.class,
                MethodHandles.foldArguments(
                    MethodHandles.dropArguments(otherwise, 0, RuntimeException.class),
                    BoundAccess.FAILED)),
            otherwise);
    return point == null ? bound : point.guardWithTest(bound, otherwise);
  }

  /** For call sites that access it as a file; null if it is none, or not yet, or no longer. */
  private synchronized ForeignSegment segmentOfFile() {
    SingleAccess access = table.access();
    if (!ofFile || gone || access == null || !access.hasSegments() || !isMapped()) {
      return null;
    }
    if (fileSegment == null) {
      fileSegment = ForeignSegment.ofFile(address, length);
    }
    return fileSegment;
  }

  /** Holds as long as the region is mapped; null if it may fault and is not to be bound so. */
  private synchronized SwitchPoint mappedHere() {
    SingleAccess access = table.access();
    if (cannotFault || gone || access == null || !access.hasSegments() || !isMapped()) {
      return null;
    }
    if (mapped == null) {
      mapped = new SwitchPoint();
    }
    return mapped;
  }

  /** Whether there may be such accesses at some time. */
  public boolean mayBeBound(String name) {
    SingleAccess access = table.access();
    return !gone && BoundAccess.isPossible(name) && (access == null || access.hasSegments());
  }

  /** Whether there are any now. */
  public boolean canBeBound() {
    return segment != null || mappedHere() != null;
  }

  /**
   * The memory cannot fault until {@link #mayFault()}: it is no file, and this process alone could
   * unmap it.
   */
  Region cannotFault() {
    cannotFault = true;
    return this;
  }

  /**
   * The memory is a file, readable and writable: until {@link #mayFault()} an access can give
   * SIGBUS and nothing else.
   */
  Region ofFile() {
    ofFile = true;
    return this;
  }

  private synchronized void makeDirect() {
    if (cannotFault && segment == null) {
      segment = new ForeignSegment(address, length);
    }
  }

  /** From now on the memory may fault; returns when no thread accesses it without a call. */
  synchronized void mayFault() {
    cannotFault = false;
    gone = true;
    if (segment != null) {
      segment.close();
      segment = null;
    }
    if (fileSegment != null) {
      fileSegment.close();
      fileSegment = null;
    }
    if (mapped != null) {
      SwitchPoint.invalidateAll(new SwitchPoint[] {mapped});
      mapped = null;
    }
  }

  /** A copy of bytes. */
  public byte[] bytes(long offset, long n) {
    long at = at(offset, n);
    if (n > LARGEST_COPY) {
      throw new UsageException("expected at most 64 MB at once, given " + n + " bytes");
    }
    return read("peek", offset, () -> memory().get(at, (int) n));
  }

  /** Stores bytes. */
  public void store(long offset, byte[] bytes) {
    long at = at(offset, bytes.length);
    try {
      memory().put(at, bytes);
    } catch (MemoryFault e) {
      throw refused("poke", offset, e);
    }
  }

  /**
   * The bytes from {@code offset} on as they were at the previous look, or null; stores the current
   * ones.
   */
  public synchronized byte[] look(long offset, byte[] now) {
    byte[] before = seen != null && seenFrom == offset && seen.length == now.length ? seen : null;
    seen = now;
    seenFrom = offset;
    return before;
  }

  private Memory memory() {
    return table.memory();
  }

  /** Runs work that needs the mapping: it cannot be unmapped meanwhile. */
  public <T> T whileMapped(Supplier<T> work) {
    return table.using(this, work);
  }

  /**
   * The address for a call that transfers this many bytes: until {@link #unpin} the region cannot
   * be unmapped.
   */
  public long pin(long offset, long size) {
    long at = at(offset, size);
    table.pin(this);
    return at;
  }

  /** Ends what {@link #pin} began. */
  public void unpin() {
    table.unpin(this);
  }

  /** The address of an access of this size. */
  public long at(long offset, long size) {
    table.expectMapped(this);
    if (offset < 0 || size < 0 || offset > length - size) {
      String bytes = size == 1 ? "byte " + offset : size + " bytes at " + offset;
      throw new UsageException(
          "expected an offset inside the region of "
              + Counted.of(length, "byte")
              + ", given "
              + bytes);
    }
    return address + offset;
  }

  /** The same with a required alignment. */
  long aligned(long offset, long size, int alignment) {
    if (offset % alignment != 0) {
      throw new UsageException(
          "expected an offset that is a multiple of " + alignment + ", given " + offset);
    }
    return at(offset, size);
  }

  private long aligned(long offset, int size) {
    return aligned(offset, size, size);
  }

  private <T> T read(String what, long offset, Supplier<T> access) {
    try {
      return access.get();
    } catch (MemoryFault e) {
      throw refused(what, offset, e);
    }
  }

  private SysException refused(String what, long offset, MemoryFault fault) {
    String call = what + "(" + name() + ", " + offset + ")";
    String why = fault.signal() == 0 ? null : table.why(this, fault.signal());
    return new SysException(fault.errno(), call, why);
  }

  /** Its name in error messages. */
  public String name() {
    return name;
  }

  @Override
  public String toString() {
    Integer prot = table.protection(this);
    return "region of "
        + Counted.of(length, "byte")
        + "  "
        + (prot == null
            ? "unmapped"
            : Regions.letters(prot) + "  " + (shared ? "shared" : "private"))
        + "  "
        + source;
  }
}
