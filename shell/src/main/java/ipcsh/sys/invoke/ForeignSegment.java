package ipcsh.sys.invoke;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle.AccessMode;

/**
 * Memory of this process that cannot fault until it is closed: the compiler turns an access into a
 * load or a store, ordered as one of C's on x86-64. Offsets are multiples of the size of the
 * access.
 *
 * <p>After {@link #close} every access is an {@link IllegalStateException}, in other threads as
 * well: it returns when none of them is in the midst of one. So the memory may be unmapped, or its
 * protection changed.
 */
public final class ForeignSegment {
  private static final MethodHandle LOAD1;
  private static final MethodHandle LOAD2;
  private static final MethodHandle LOAD4;
  private static final MethodHandle LOAD8;
  private static final MethodHandle STORE1;
  private static final MethodHandle STORE2;
  private static final MethodHandle STORE4;
  private static final MethodHandle STORE8;
  private static final ForeignLinker LINKER;

  static {
    try {
      LINKER = new ForeignLinker();
      LOAD1 = LINKER.access("JAVA_BYTE", AccessMode.GET);
      LOAD2 = LINKER.access("JAVA_SHORT", AccessMode.GET_ACQUIRE);
      LOAD4 = LINKER.access("JAVA_INT", AccessMode.GET_ACQUIRE);
      LOAD8 = LINKER.access("JAVA_LONG", AccessMode.GET_ACQUIRE);
      STORE1 = LINKER.access("JAVA_BYTE", AccessMode.SET);
      STORE2 = LINKER.access("JAVA_SHORT", AccessMode.SET_RELEASE);
      STORE4 = LINKER.access("JAVA_INT", AccessMode.SET_RELEASE);
      STORE8 = LINKER.access("JAVA_LONG", AccessMode.SET_RELEASE);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final long address;
  private final long length;
  private final boolean ofFile;
  private final AutoCloseable arena;
  private final Object segment;

  /** So many bytes at an address. */
  public ForeignSegment(long address, long length) {
    this(address, length, false);
  }

  private ForeignSegment(long address, long length, boolean ofFile) {
    this.address = address;
    this.length = length;
    this.ofFile = ofFile;
    try {
      arena = LINKER.sharedArena();
      segment = LINKER.segment(address, length, arena);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The same for a file, where an access may give SIGBUS: to be used by a {@link FaultCount} only.
   *
   * @return null if there are too many
   */
  public static ForeignSegment ofFile(long address, long length) {
    return MachineCode.get().accessedByJava(address, length)
        ? new ForeignSegment(address, length, true)
        : null;
  }

  public byte load1(long offset) {
    try {
      return (byte) LOAD1.invokeExact(segment, offset);
    } catch (Throwable failure) {
      throw thrown(failure);
    }
  }

  public short load2(long offset) {
    try {
      return (short) LOAD2.invokeExact(segment, offset);
    } catch (Throwable failure) {
      throw thrown(failure);
    }
  }

  public int load4(long offset) {
    try {
      return (int) LOAD4.invokeExact(segment, offset);
    } catch (Throwable failure) {
      throw thrown(failure);
    }
  }

  public long load8(long offset) {
    try {
      return (long) LOAD8.invokeExact(segment, offset);
    } catch (Throwable failure) {
      throw thrown(failure);
    }
  }

  public void store1(long offset, byte value) {
    try {
      STORE1.invokeExact(segment, offset, value);
    } catch (Throwable failure) {
      throw thrown(failure);
    }
  }

  public void store2(long offset, short value) {
    try {
      STORE2.invokeExact(segment, offset, value);
    } catch (Throwable failure) {
      throw thrown(failure);
    }
  }

  public void store4(long offset, int value) {
    try {
      STORE4.invokeExact(segment, offset, value);
    } catch (Throwable failure) {
      throw thrown(failure);
    }
  }

  public void store8(long offset, long value) {
    try {
      STORE8.invokeExact(segment, offset, value);
    } catch (Throwable failure) {
      throw thrown(failure);
    }
  }

  /**
   * The access of this size to this memory, {@code (long offset)}; it throws what {@code VarHandle}
   * does. The compiler knows the address.
   */
  public MethodHandle loading(int size) {
    MethodHandle access =
        switch (size) {
          case 1 -> LOAD1;
          case 2 -> LOAD2;
          case 4 -> LOAD4;
          default -> LOAD8;
        };
    return access.bindTo(segment);
  }

  /** The same for {@code (long offset, value)}. */
  public MethodHandle storing(int size) {
    MethodHandle access =
        switch (size) {
          case 1 -> STORE1;
          case 2 -> STORE2;
          case 4 -> STORE4;
          default -> STORE8;
        };
    return access.bindTo(segment);
  }

  private static RuntimeException thrown(Throwable failure) {
    if (failure instanceof RuntimeException known) {
      throw known;
    }
    throw ForeignCalls.impossible(failure);
  }

  /** Ends all access. */
  public void close() {
    try {
      arena.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    if (ofFile) {
      MachineCode.get().noMoreAccessedByJava(address, length);
    }
  }
}
