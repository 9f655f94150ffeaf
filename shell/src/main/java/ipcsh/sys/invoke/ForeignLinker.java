package ipcsh.sys.invoke;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.function.Consumer;

/**
 * The foreign-function interface of the JDK ({@code java.lang.foreign}, Java 22 and newer), reached
 * by reflection from code that is compiled for Java 17: method handles for C functions that take
 * and return 64-bit integers.
 */
final class ForeignLinker {
  private static final MethodHandles.Lookup HERE = MethodHandles.lookup();

  private final Class<?> segment = type("MemorySegment");
  private final Class<?> linker = type("Linker");
  private final Class<?> option = type("Linker$Option");
  private final Class<?> layout = type("MemoryLayout");
  private final Class<?> descriptor = type("FunctionDescriptor");
  private final Object word;
  private final Object here;
  private final MethodHandle ofAddress;

  ForeignLinker() throws ReflectiveOperationException {
    word = type("ValueLayout").getField("JAVA_LONG").get(null);
    here = linker.getMethod("nativeLinker").invoke(null);
    ofAddress = HERE.findStatic(segment, "ofAddress", MethodType.methodType(segment, long.class));
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName("java.lang.foreign." + name);
    } catch (ClassNotFoundException e) {
      throw new UnsupportedOperationException(
          "Java 22 or newer has a foreign-function interface", e);
    }
  }

  /**
   * A call that may block: {@code (long address, Object errno, long...) long}, with a segment of
   * four bytes for errno.
   */
  MethodHandle blocking(int words) throws ReflectiveOperationException {
    Object errno =
        option
            .getMethod("captureCallState", String[].class)
            .invoke(null, (Object) new String[] {"errno"});
    MethodHandle call = MethodHandles.filterArguments(anywhere(words, errno), 0, ofAddress);
    return call.asType(call.type().changeParameterType(1, Object.class));
  }

  /**
   * A call that neither blocks nor takes long, since the Java machine waits for it: {@code (long
   * address, long...) long}.
   */
  MethodHandle brief(int words) throws ReflectiveOperationException {
    return MethodHandles.filterArguments(anywhere(words, critical()), 0, ofAddress);
  }

  /** The same of one function: {@code (long...) long}. */
  MethodHandle brief(long address, int words) throws ReflectiveOperationException {
    return at(address, words, critical());
  }

  /** A function that may block and leaves no errno: {@code (long...) long}. */
  MethodHandle blocking(long address, int words) throws ReflectiveOperationException {
    return at(address, words, null);
  }

  private MethodHandle at(long address, int words, Object how) throws ReflectiveOperationException {
    Object symbol = segment.getMethod("ofAddress", long.class).invoke(null, address);
    Object options = options(how);
    return (MethodHandle)
        linker
            .getMethod("downcallHandle", segment, descriptor, options.getClass())
            .invoke(here, symbol, signature(words), options);
  }

  private Object critical() throws ReflectiveOperationException {
    return option.getMethod("critical", boolean.class).invoke(null, false);
  }

  private MethodHandle anywhere(int words, Object how) throws ReflectiveOperationException {
    Object options = options(how);
    Method downcall = linker.getMethod("downcallHandle", descriptor, options.getClass());
    return (MethodHandle) downcall.invoke(here, signature(words), options);
  }

  private Object signature(int words) throws ReflectiveOperationException {
    Object layouts = Array.newInstance(layout, words);
    for (int i = 0; i < words; i++) {
      Array.set(layouts, i, word);
    }
    return descriptor.getMethod("of", layout, layouts.getClass()).invoke(null, word, layouts);
  }

  private Object options(Object how) {
    Object options = Array.newInstance(option, how == null ? 0 : 1);
    if (how != null) {
      Array.set(options, 0, how);
    }
    return options;
  }

  /** The segment that a direct buffer is. */
  Object segment(java.nio.ByteBuffer direct) throws ReflectiveOperationException {
    return segment.getMethod("ofBuffer", java.nio.Buffer.class).invoke(null, direct);
  }

  /** Accesses that any thread may make until it is closed. */
  AutoCloseable sharedArena() throws ReflectiveOperationException {
    return (AutoCloseable) type("Arena").getMethod("ofShared").invoke(null);
  }

  /** So many bytes at an address, until the arena is closed. */
  Object segment(long address, long length, AutoCloseable arena)
      throws ReflectiveOperationException {
    Object empty = segment.getMethod("ofAddress", long.class).invoke(null, address);
    return segment
        .getMethod("reinterpret", long.class, type("Arena"), Consumer.class)
        .invoke(empty, length, arena, null);
  }

  /** The 64-bit number at an address that is always valid: {@code () long}. */
  MethodHandle reading(long address) throws ReflectiveOperationException {
    Object empty = segment.getMethod("ofAddress", long.class).invoke(null, address);
    Object number = segment.getMethod("reinterpret", long.class).invoke(empty, Long.BYTES);
    return MethodHandles.insertArguments(
        access("JAVA_LONG", VarHandle.AccessMode.GET_ACQUIRE), 0, number, 0L);
  }

  /**
   * An access to such a segment: {@code (Object segment, long offset)}, and the value where one is
   * stored.
   *
   * @param layout the constant of {@code ValueLayout}
   */
  MethodHandle access(String layout, VarHandle.AccessMode mode)
      throws ReflectiveOperationException {
    Class<?> layouts = type("ValueLayout");
    Object constant = layouts.getField(layout).get(null);
    VarHandle variable = (VarHandle) layouts.getMethod("varHandle").invoke(constant);
    MethodHandle access = variable.toMethodHandle(mode);
    return access.asType(access.type().changeParameterType(0, Object.class));
  }
}
