package ipcsh.command.model;

import ipcsh.command.Context;
import ipcsh.handle.Address;
import ipcsh.handle.Block;
import ipcsh.handle.Descriptor;
import ipcsh.handle.DescriptorStore;
import ipcsh.handle.DistantFd;
import ipcsh.handle.Explainable;
import ipcsh.handle.Fd;
import ipcsh.handle.HasPid;
import ipcsh.handle.Message;
import ipcsh.handle.Numbered;
import ipcsh.handle.RemoteFd;
import ipcsh.handle.RoleHost;
import ipcsh.handle.SignalTarget;
import ipcsh.handle.SysVObject;
import ipcsh.handle.UsageException;
import ipcsh.sys.text.EscapedText;
import ipcsh.view.FdRow;
import ipcsh.view.SysVRow;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * Converts an argument to the type of a parameter. A mismatch is an {@link
 * IllegalArgumentException} that says what is expected; the command turns it into a {@link
 * UsageException}.
 */
@FunctionalInterface
public interface Conversion {
  /** The longest time, practically unlimited; in nanoseconds it fits in a long. */
  Duration LONGEST = Duration.ofDays(36500);

  /** MAX_RW_COUNT of Linux: the maximum size of a single read. */
  long MOST_READ = 0x7ffff000L;

  /** Of a family of constants that is larger an error only gives the prefix. */
  int MOST_NAMED = 5;

  Object convert(Object given);

  /** The conversion for a parameter's type. */
  static Conversion to(Parameter parameter, Context context) {
    Conversion itself = itself(parameter, context);
    return parameter.type().isPrimitive() || parameter.type() == byte[].class
        ? itself
        : given -> itself.convert(NarrowedNumbers.of(given));
  }

  private static Conversion itself(Parameter parameter, Context context) {
    Class<?> type = parameter.type();
    if (type == Fd.class) {
      return given -> descriptor(given, context);
    }
    if (type == Fd[].class) {
      return given -> descriptors(given, context);
    }
    if (type == Descriptor.class) {
      return given -> anyDescriptor(given, context);
    }
    if (type == Numbered.class) {
      return given ->
          given instanceof SysVObject
              ? given
              : given instanceof SysVRow row
                  ? context.sysV().of(row.facts().kind(), row.getId())
                  : anyDescriptor(given, context);
    }
    if (parameter.isProcess()) {
      return given -> process(given, parameter, context);
    }
    if (type == int.class || type == Integer.class) {
      return given -> given instanceof Integer ? given : wholeNumber(given, parameter, context);
    }
    if (type == long.class || type == Long.class) {
      return given -> longNumber(given);
    }
    if (type == byte[].class) {
      return Conversion::data;
    }
    if (type == String.class) {
      return Conversion::text;
    }
    if (type == CharSequence.class) {
      return given -> given instanceof Address ? given : text(given);
    }
    if (type == Duration.class) {
      return Conversion::duration;
    }
    if (type == boolean.class || type == Boolean.class) {
      return given -> expect(given, Boolean.class, "true or false");
    }
    if (type == List.class) {
      return given -> list(given);
    }
    if (type == Callable.class) {
      return given -> expect(given, Callable.class, "a block { ... }");
    }
    if (type == Block.class) {
      return given -> expect(given, Block.class, "a block { ... } written at this place");
    }
    if (type == Explainable.class) {
      return given ->
          expect(given, type, "a block { ... } written at this place, or what observe returned");
    }
    if (RoleHost.class.isAssignableFrom(type)) {
      return given -> expect(given, type, "a host of a network, (a, b) = network('a', 'b')");
    }
    if (type == DescriptorStore.class) {
      return given -> expect(given, type, "a store of descriptors, store = fdstore()");
    }
    if (type == Map.class) {
      return given -> expect(given, Map.class, "a map, [name: value]");
    }
    if (SysVObject.class.isAssignableFrom(type)) {
      return given ->
          context.sysV().handle(type, given instanceof SysVRow row ? row.getId() : given);
    }
    String what = type == Object.class ? "a value" : TypeWords.of(type);
    return given -> type.isInstance(given) ? given : expect(given, type, what);
  }

  private static Object expect(Object given, Class<?> type, String what) {
    if (!type.isInstance(given)) {
      throw wanted(what, given);
    }
    return given;
  }

  static IllegalArgumentException wanted(String what, Object given) {
    return new IllegalArgumentException("expected " + what + ", given " + describe(given));
  }

  /** A value as an error message shows it. */
  static String describe(Object given) {
    if (given == null) {
      return "null";
    }
    if (given instanceof CharSequence) {
      return "'" + EscapedText.word(given.toString()) + "'";
    }
    if (given instanceof Number || given instanceof Boolean || given instanceof Numbered) {
      return given.toString();
    }
    boolean isBlock =
        given instanceof Callable || given.getClass().getSimpleName().contains("closure");
    return isBlock ? "a block { ... }" : TypeWords.of(given.getClass());
  }

  private static Object descriptor(Object given, Context context) {
    if (given instanceof Fd) {
      return given;
    }
    if (given instanceof Integer number) {
      return context.descriptors().named(number, false);
    }
    if (given instanceof RemoteFd far) {
      throw new IllegalArgumentException(
          "expected a descriptor of this shell, given one of process "
              + far.pid()
              + ", which must be passed before it can be used here: "
              + far);
    }
    if (given instanceof DistantFd far) {
      throw new IllegalArgumentException(
          "expected a descriptor of this machine, given one of "
              + far.host()
              + ", which cannot be passed: it refers to an object of the kernel there");
    }
    throw wanted("a descriptor", given);
  }

  /** A descriptor, or a list of them. */
  private static Object descriptors(Object given, Context context) {
    if (given instanceof Collection<?> many) {
      return many.stream().map(one -> descriptor(one, context)).toArray(Fd[]::new);
    }
    return new Fd[] {(Fd) descriptor(given, context)};
  }

  /**
   * A descriptor that is only inspected: one of the session, of the shell itself, or of another
   * process.
   */
  private static Object anyDescriptor(Object given, Context context) {
    if (given instanceof Integer number) {
      Fd fd = context.descriptors().get(number);
      int self = context.kernel().quiet().processes().getpid();
      return fd == null ? new RemoteFd(self, number, "fd " + number) : fd;
    }
    return given instanceof RemoteFd || given instanceof FdRow ? given : descriptor(given, context);
  }

  private static Object process(Object given, Parameter parameter, Context context) {
    if (given instanceof SignalTarget && parameter.type() == Object.class) {
      return given;
    }
    if (given instanceof HasPid handle) {
      return handle.localPid();
    }
    if (given instanceof Number) {
      return given instanceof Integer ? given : wholeNumber(given, parameter, context);
    }
    throw wanted("a process: its ID, or what spawn returned", given);
  }

  private static Object wholeNumber(Object given, Parameter parameter, Context context) {
    if (isWhole(given)) {
      boolean huge = given instanceof BigInteger big && big.bitLength() > 63;
      long value = huge ? Long.MAX_VALUE : ((Number) given).longValue();
      if (value == (int) value || parameter.isUnsigned() && value >>> 32 == 0) {
        return (int) value;
      }
      if (parameter.isSize() && !huge && value > 0) {
        return (int) Math.min(value, MOST_READ);
      }
      String bits = parameter.isSize() ? "63" : "32";
      throw new IllegalArgumentException("expected a number of " + bits + " bits, given " + given);
    }
    if (given instanceof Numbered handle) {
      return handle.getNumber();
    }
    String what =
        parameter.families().isEmpty()
            ? "a whole number"
            : "constants "
                + parameter.families().stream()
                    .map(family -> constants(family, context))
                    .collect(Collectors.joining(", "));
    throw wanted(what, given);
  }

  /** The names of a small family, the prefix of a large one. */
  private static String constants(String family, Context context) {
    List<String> names = context.constants().family(family);
    return names.size() > MOST_NAMED ? family + "..." : String.join(", ", names);
  }

  private static boolean isWhole(Object given) {
    return given instanceof Integer
        || given instanceof Long
        || given instanceof Short
        || given instanceof Byte
        || given instanceof BigInteger;
  }

  /** A 64-bit number, signed or unsigned: the kernel interprets it. */
  static Object longNumber(Object given) {
    if (given instanceof Long) {
      return given;
    }
    if (given instanceof BigInteger big
        && big.bitLength() > (big.signum() < 0 ? Long.SIZE - 1 : Long.SIZE)) {
      throw new IllegalArgumentException("expected a number of 64 bits, given " + given);
    }
    if (isWhole(given)) {
      return ((Number) given).longValue();
    }
    if (given instanceof Numbered handle) {
      return (long) handle.getNumber();
    }
    throw wanted("a whole number", given);
  }

  /** The bytes of a value that is accepted as data. */
  static byte[] data(Object given) {
    if (given instanceof byte[] bytes) {
      return bytes;
    }
    if (given instanceof CharSequence) {
      return given.toString().getBytes(StandardCharsets.UTF_8);
    }
    if (given instanceof Message message) {
      return message.getBytes();
    }
    if (given instanceof Collection<?> numbers) {
      byte[] bytes = new byte[numbers.size()];
      int next = 0;
      for (Object number : numbers) {
        if (!(number instanceof Number n)
            || n.doubleValue() != n.intValue()
            || n.intValue() < -128
            || n.intValue() > 255) {
          throw wanted("numbers from 0 to 255 in the list", number);
        }
        bytes[next++] = n.byteValue();
      }
      return bytes;
    }
    throw wanted("data: a String, byte[], a List of ints, hex('00 ff') or pack(...)", given);
  }

  private static Object text(Object given) {
    if (given == null || given instanceof String) {
      return given;
    }
    if (given instanceof Address address) {
      return address.unescaped();
    }
    if (given instanceof CharSequence
        || given instanceof java.io.File
        || given instanceof java.nio.file.Path) {
      return given.toString();
    }
    throw wanted("a String", given);
  }

  /** A time: a Duration, or a number of seconds. */
  static Duration duration(Object given) {
    if (given instanceof Duration time && !time.isNegative()) {
      return time.compareTo(LONGEST) < 0 ? time : LONGEST;
    }
    if (given instanceof Number seconds && seconds.doubleValue() >= 0) {
      double nanos = seconds.doubleValue() * 1e9;
      return nanos < Long.MAX_VALUE ? Duration.ofNanos((long) nanos) : LONGEST;
    }
    throw wanted("a time, 500.ms or 2.s, or a number of seconds", given);
  }

  private static Object list(Object given) {
    if (given instanceof Collection<?> many) {
      return new ArrayList<>(many);
    }
    if (given instanceof Fd || given instanceof Integer) {
      return List.of(given);
    }
    throw wanted("a list, [a, b]", given);
  }
}
