package ipcsh.handle;

import ipcsh.sys.invoke.FaultCount;
import ipcsh.sys.invoke.ForeignSegment;
import ipcsh.sys.invoke.SingleAccess;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;

/**
 * Accesses to a certain region, for a call site that always has the same one: the compiler knows
 * the address, so that what is left of an access are the checks and one instruction.
 */
final class BoundAccess {
  private static final MethodHandles.Lookup HERE = MethodHandles.lookup();

  /** The sizes of the numbers, by the second part of the name of an access. */
  private static final Map<String, Integer> SIZES =
      Map.of("Byte", Byte.BYTES, "Short", Short.BYTES, "Int", Integer.BYTES, "Long", Long.BYTES);

  private static final Map<Integer, Class<?>> VALUES =
      Map.of(1, byte.class, 2, short.class, 4, int.class, 8, long.class);

  private static final MethodHandle LOAD =
      find(
          "load",
          MethodType.methodType(
              long.class, MethodHandle.class, long.class, long.class, long.class));
  private static final MethodHandle STORE =
      find(
          "store",
          MethodType.methodType(
              void.class, MethodHandle.class, long.class, long.class, long.class, long.class));

  /** What follows a failure, {@code (RuntimeException)}. */
  static final MethodHandle FAILED =
      find("failed", MethodType.methodType(void.class, RuntimeException.class));

  private BoundAccess() {}

  /**
   * The access as {@code type}, without a region in front. It throws a RuntimeException where the
   * method of {@link Region} is to be called, because it reports an error or the segment is closed.
   *
   * @return null if there is none of this name
   */
  static MethodHandle of(ForeignSegment segment, String name, MethodType type) {
    Integer size = size(name);
    if (size == null) {
      return null;
    }
    return converted(
        name.startsWith("get") ? segment.loading(size) : segment.storing(size), size, type);
  }

  /** The same of a file, where an access may give SIGBUS; {@link #isOfFile} says of which ones. */
  static MethodHandle of(ForeignSegment segment, FaultCount faults, String name, MethodType type) {
    int size = size(name);
    return converted(
        name.startsWith("get") ? faults.loading(segment, size) : faults.storing(segment, size),
        size,
        type);
  }

  static boolean isOfFile(String name) {
    Integer size = size(name);
    return size != null && FaultCount.isPossible(size);
  }

  /** The same where an access may fault otherwise, for this many bytes at an address. */
  static MethodHandle of(
      SingleAccess access, long address, long length, String name, MethodType type) {
    Integer size = size(name);
    if (size == null || length < size) {
      return null;
    }
    Class<?> value = VALUES.get(size);
    if (name.startsWith("get")) {
      MethodHandle load =
          MethodHandles.insertArguments(LOAD, 0, access.loading(size), address, length - size);
      return converted(
          MethodHandles.explicitCastArguments(load, MethodType.methodType(value, long.class)),
          size,
          type);
    }
    MethodHandle store =
        MethodHandles.insertArguments(STORE, 0, access.storing(size), address, length - size);
    return converted(
        MethodHandles.explicitCastArguments(
            store, MethodType.methodType(void.class, long.class, value)),
        size,
        type);
  }

  /** Whether there is an access of this name. */
  static boolean isPossible(String name) {
    return size(name) != null;
  }

  private static Integer size(String name) {
    return name.startsWith("get") || name.startsWith("put") ? SIZES.get(name.substring(3)) : null;
  }

  private static MethodHandle converted(MethodHandle plain, int size, MethodType type) {
    MethodHandle access = plain;
    if (!type.parameterType(0).isPrimitive()) {
      MethodHandle offset = find("offset", MethodType.methodType(long.class, Object.class));
      access = MethodHandles.filterArguments(access, 0, offset);
    }
    if (type.parameterCount() > 1) {
      access = withValue(access, size, type.parameterType(1));
    }
    return access.asType(type);
  }

  /** The access with a value of this type, which is checked where it may not fit. */
  private static MethodHandle withValue(MethodHandle access, int size, Class<?> type) {
    boolean fits =
        type == int.class && size >= Integer.BYTES || type == long.class && size == Long.BYTES;
    if (fits) {
      return access;
    }
    MethodHandle fit =
        MethodHandles.insertArguments(
            find("fit", MethodType.methodType(long.class, Object.class, int.class)),
            1,
            size * Byte.SIZE);
    Class<?> stored = access.type().parameterType(1);
    return MethodHandles.filterArguments(
        access,
        1,
        MethodHandles.explicitCastArguments(fit, MethodType.methodType(stored, Object.class)));
  }

  private static MethodHandle find(String name, MethodType type) {
    try {
      return HERE.findStatic(BoundAccess.class, name, type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("unused") // called through a method handle
  private static long load(MethodHandle access, long address, long last, long offset)
      throws Throwable {
    if (offset < 0 || offset > last) {
      throw new IndexOutOfBoundsException();
    }
    long value = (long) access.invokeExact(address + offset);
    if (SingleAccess.isFault(value)) {
      throw new IllegalArgumentException();
    }
    return value;
  }

  @SuppressWarnings("unused") // called through a method handle
  private static void store(MethodHandle access, long address, long last, long offset, long value)
      throws Throwable {
    if (offset < 0 || offset > last) {
      throw new IndexOutOfBoundsException();
    }
    if (SingleAccess.isFault((long) access.invokeExact(address + offset, value))) {
      throw new IllegalArgumentException();
    }
  }

  @SuppressWarnings("unused") // called through a method handle
  private static void failed(RuntimeException failure) {
    if (failure instanceof IllegalStateException) {
      Region.forgetInterrupt();
    }
  }

  @SuppressWarnings("unused") // called through a method handle
  private static long offset(Object offset) {
    return offset instanceof Integer small ? small : (Long) offset;
  }

  @SuppressWarnings("unused") // called through a method handle
  private static long fit(Object value, int bits) {
    return Numbers.fit(value, bits);
  }
}
