package ipcsh.handle;

import ipcsh.sys.abi.MemoryFault;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.function.Memory;
import ipcsh.sys.invoke.ForeignAccess;
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
  private Integer segment;
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
    this.name = "region of " + length + " bytes";
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
    region.segment = id;
    return region;
  }

  /** The ID of the System V segment that it is, null for another region. */
  public Integer getSegment() {
    return segment;
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
            ? "expected an open semaphore, given one that was closed (or not opened in this process)"
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
    long at = at(offset, Byte.BYTES);
    return (byte) (int) read("getByte", offset, () -> memory().getByte(at));
  }

  public short getShort(long offset) {
    long at = at(offset, Short.BYTES);
    return (short) (int) read("getShort", offset, () -> memory().getShort(at));
  }

  /** The 32-bit number at an offset, in the machine's byte order. */
  public int getInt(long offset) {
    long at = at(offset, Integer.BYTES);
    ForeignAccess access = table.access();
    if (access != null) {
      long value = access.load4(at);
      if (!ForeignAccess.isFault(value)) {
        return (int) value;
      }
    }
    try {
      return memory().getInt(at);
    } catch (MemoryFault e) {
      throw refused("getInt", offset, e);
    }
  }

  public long getLong(long offset) {
    long at = at(offset, Long.BYTES);
    ForeignAccess access = table.access();
    if (access != null) {
      long value = access.load8(at);
      if (!ForeignAccess.isFault(value)) {
        return value;
      }
    }
    return read("getLong", offset, () -> memory().getLong(at));
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
    int bits = (int) Numbers.fit(value, Byte.SIZE);
    long at = at(offset, Byte.BYTES);
    write("putByte", offset, () -> memory().putByte(at, bits));
  }

  public void putShort(long offset, Object value) {
    int bits = (int) Numbers.fit(value, Short.SIZE);
    long at = at(offset, Short.BYTES);
    write("putShort", offset, () -> memory().putShort(at, bits));
  }

  public void putInt(long offset, Object value) {
    int bits = value instanceof Integer plain ? plain : (int) Numbers.fit(value, Integer.SIZE);
    long at = at(offset, Integer.BYTES);
    ForeignAccess access = table.access();
    if (access != null && !ForeignAccess.isFault(access.store4(at, bits))) {
      return;
    }
    try {
      memory().putInt(at, bits);
    } catch (MemoryFault e) {
      throw refused("putInt", offset, e);
    }
  }

  public void putLong(long offset, Object value) {
    long bits = Numbers.fit(value, Long.SIZE);
    long at = at(offset, Long.BYTES);
    ForeignAccess access = table.access();
    if (access != null && !ForeignAccess.isFault(access.store8(at, bits))) {
      return;
    }
    write("putLong", offset, () -> memory().putLong(at, bits));
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
    return read("casInt", offset, () -> memory().casInt(at, from, to));
  }

  /** Atomically sets a number if it has the expected value; returns whether it had. */
  public boolean casLong(long offset, Object expected, Object value) {
    long from = Numbers.fit(expected, Long.SIZE);
    long to = Numbers.fit(value, Long.SIZE);
    long at = aligned(offset, Long.BYTES);
    return read("casLong", offset, () -> memory().casLong(at, from, to));
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
    write("poke", offset, () -> memory().put(at, bytes));
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
          "expected an offset inside the region of " + length + " bytes, given " + bytes);
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

  private void write(String what, long offset, Runnable access) {
    try {
      access.run();
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
        + length
        + " bytes  "
        + (prot == null
            ? "unmapped"
            : Regions.letters(prot) + "  " + (shared ? "shared" : "private"))
        + "  "
        + source;
  }
}
