package ipcsh.handle;

import ipcsh.sys.invoke.ForeignSegment;
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
    Integer size = SIZES.get(name.substring(3));
    if (size == null || !name.startsWith("get") && !name.startsWith("put")) {
      return null;
    }
    MethodHandle access = name.startsWith("get") ? segment.loading(size) : segment.storing(size);
    if (!type.parameterType(0).isPrimitive()) {
      MethodHandle offset = find("offset", MethodType.methodType(long.class, Object.class));
      access = MethodHandles.filterArguments(access, 0, offset);
    }
    if (name.startsWith("put")) {
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
