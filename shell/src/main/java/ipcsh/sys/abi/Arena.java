package ipcsh.sys.abi;

import ipcsh.sys.text.KernelText;
import ipcsh.sys.text.Quoted;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Native memory for the arguments of one thread's calls. A call begins with {@link #clear()} and
 * takes what it needs; nothing is freed piece by piece. The memory is an anonymous shared mapping,
 * so that a child forked later sees it; what does not fit gets a mapping of its own until the next
 * call.
 */
public final class Arena {
  private static final int CAPACITY = 256 * 1024;
  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_PRIVATE_ANONYMOUS = 0x22;
  private static final int MAP_PRIVATE_ANONYMOUS_NORESERVE = 0x4022;
  private static final long MMAP = Libc.symbol("mmap");
  private static final long MUNMAP = Libc.symbol("munmap");

  private final long base;
  private final int capacity;
  private final boolean own;
  private final ByteBuffer buffer;
  private final List<NativeMemory> large = new ArrayList<>(0);
  private int top;

  /** An arena with memory of its own. */
  public Arena() {
    this(map(CAPACITY, MAP_PRIVATE_ANONYMOUS), CAPACITY, true);
  }

  /** An arena in memory shared with a child: what does not fit is refused. */
  public Arena(long base, int capacity) {
    this(base, capacity, false);
  }

  private Arena(long base, int capacity, boolean own) {
    this.base = base;
    this.capacity = capacity;
    this.own = own;
    this.buffer = Libc.view(base, capacity);
  }

  /** Frees all pieces. */
  public Arena clear() {
    top = 0;
    if (!large.isEmpty()) {
      release();
    }
    return this;
  }

  /**
   * Takes {@code size} bytes, aligned to 16, not zeroed.
   *
   * @throws IllegalArgumentException if that much memory cannot be mapped
   */
  public NativeMemory take(int size) {
    if (size > capacity - top) {
      return takeLarge(size);
    }
    int start = top;
    top = start + size + 15 & ~15;
    return new NativeMemory(buffer, start, base + start, size);
  }

  /** The piece at this address. */
  public NativeMemory at(long address, int size) {
    return new NativeMemory(buffer, Math.toIntExact(address - base), address, size);
  }

  /** Allocates space for the bytes and copies them there. */
  public NativeMemory store(byte[] bytes) {
    return take(bytes.length).put(0, bytes);
  }

  /**
   * Allocates a C string: the bytes and a NUL. Used for every text that is passed as a {@code char
   * *}.
   *
   * @throws IllegalArgumentException for a text that contains a NUL, which would be truncated in C
   */
  public NativeMemory string(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "expected text without NUL, which ends a string in C, given " + Quoted.text(text));
    }
    byte[] bytes = KernelText.encode(text);
    return take(bytes.length + 1).put(0, bytes).putByte(bytes.length, 0);
  }

  private NativeMemory takeLarge(int size) {
    if (!own) {
      throw new IllegalArgumentException(
          "expected at most " + (capacity >> 20) + " MB for one call by a child, given " + size);
    }
    long address = map(size, MAP_PRIVATE_ANONYMOUS_NORESERVE);
    NativeMemory mem = new NativeMemory(Libc.view(address, size), 0, address, size);
    large.add(mem);
    return mem;
  }

  private void release() {
    for (NativeMemory mem : large) {
      Libc.invoke(MUNMAP, mem.address(), mem.size(), 0, 0, 0, 0);
    }
    large.clear();
  }

  /** Unmaps everything; the arena must not be used afterwards. */
  public void close() {
    release();
    Libc.invoke(MUNMAP, base, capacity, 0, 0, 0, 0);
  }

  private static long map(int size, int flags) {
    long address = Libc.invoke(MMAP, 0, Math.max(size, 1), PROT_READ_WRITE, flags, -1, 0);
    if (address == -1) {
      throw new IllegalArgumentException("not enough memory for a buffer of " + size + " bytes");
    }
    return address;
  }
}
