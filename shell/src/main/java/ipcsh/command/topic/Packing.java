package ipcsh.command.topic;

import ipcsh.command.model.Conversion;
import ipcsh.sys.text.Counted;
import ipcsh.sys.text.KernelText;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Packs values to bytes and back as Python's {@code struct} does. */
final class Packing {
  private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);

  private final Format format;

  Packing(Format format) {
    this.format = format;
  }

  private ByteOrder order() {
    return format.bigEndian()
        ? ByteOrder.BIG_ENDIAN
        : format.aligned() ? ByteOrder.nativeOrder() : ByteOrder.LITTLE_ENDIAN;
  }

  byte[] pack(Object[] values) {
    if (values.length != format.values()) {
      throw new IllegalArgumentException(
          "expected "
              + Counted.of(format.values(), "value")
              + " for the format, given "
              + values.length);
    }
    ByteBuffer out = ByteBuffer.allocate(format.bytes()).order(order());
    int next = 0;
    for (Format.Item item : format.items()) {
      out.position(format.aligned(out.position(), item.letter()));
      if (item.letter() == 'x') {
        out.position(out.position() + item.count());
      } else if (item.letter() == 's') {
        putString(out, values[next++], item.count());
      } else {
        for (int i = 0; i < item.count(); i++) {
          put(out, item.letter(), values[next++]);
        }
      }
    }
    return out.array();
  }

  private static void putString(ByteBuffer out, Object value, int length) {
    byte[] bytes = bytes(value);
    int taken = Math.min(bytes.length, length);
    out.put(bytes, 0, taken).position(out.position() + length - taken);
  }

  /** Data, in which a text that was unpacked has the bytes that it had then. */
  private static byte[] bytes(Object value) {
    return value instanceof CharSequence
        ? KernelText.encode(value.toString())
        : Conversion.data(value);
  }

  private void put(ByteBuffer out, char letter, Object value) {
    switch (letter) {
      case 'c' -> out.put(character(value));
      case '?' -> out.put((byte) (truth(value) ? 1 : 0));
      case 'f' -> out.putFloat((float) decimal(value));
      case 'd' -> out.putDouble(decimal(value));
      default -> putWhole(out, letter, value);
    }
  }

  private void putWhole(ByteBuffer out, char letter, Object value) {
    boolean unsigned = Character.isUpperCase(letter);
    int bits = 8 * format.size(letter);
    BigInteger number = whole(value);
    BigInteger least = unsigned ? BigInteger.ZERO : BigInteger.ONE.shiftLeft(bits - 1).negate();
    BigInteger most = BigInteger.ONE.shiftLeft(unsigned ? bits : bits - 1).subtract(BigInteger.ONE);
    if (number.compareTo(least) < 0 || number.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "expected " + least + " to " + most + " for '" + letter + "', given " + value);
    }
    switch (bits) {
      case 8 -> out.put(number.byteValue());
      case 16 -> out.putShort(number.shortValue());
      case 32 -> out.putInt(number.intValue());
      default -> out.putLong(number.longValue());
    }
  }

  private static boolean truth(Object value) {
    return value instanceof Boolean on ? on : whole(value).signum() != 0;
  }

  private static BigInteger whole(Object value) {
    if (value instanceof BigInteger big) {
      return big;
    }
    if (value instanceof Integer
        || value instanceof Long
        || value instanceof Short
        || value instanceof Byte) {
      return BigInteger.valueOf(((Number) value).longValue());
    }
    throw Conversion.wanted("a whole number", value);
  }

  private static double decimal(Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw Conversion.wanted("a number", value);
  }

  private static byte character(Object value) {
    if (value instanceof Number number) {
      return number.byteValue();
    }
    byte[] bytes = bytes(value instanceof Character ? value.toString() : value);
    if (bytes.length != 1) {
      throw Conversion.wanted("one byte for 'c'", value);
    }
    return bytes[0];
  }

  List<Object> unpack(byte[] data) {
    if (data.length != format.bytes()) {
      throw new IllegalArgumentException(
          "expected "
              + Counted.of(format.bytes(), "byte")
              + " for the format, given "
              + data.length);
    }
    ByteBuffer in = ByteBuffer.wrap(data).order(order());
    List<Object> values = new ArrayList<>();
    for (Format.Item item : format.items()) {
      in.position(format.aligned(in.position(), item.letter()));
      if (item.letter() == 'x') {
        in.position(in.position() + item.count());
      } else if (item.letter() == 's') {
        values.add(string(in, item.count()));
      } else {
        for (int i = 0; i < item.count(); i++) {
          values.add(get(in, item.letter()));
        }
      }
    }
    return values;
  }

  private static String string(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return KernelText.decode(bytes);
  }

  private Object get(ByteBuffer in, char letter) {
    return switch (letter) {
      case 'c' -> string(in, 1);
      case '?' -> in.get() != 0;
      case 'b' -> (int) in.get();
      case 'B' -> in.get() & 0xff;
      case 'h' -> (int) in.getShort();
      case 'H' -> in.getShort() & 0xffff;
      case 'i' -> in.getInt();
      case 'I' -> in.getInt() & 0xffffffffL;
      case 'l' -> format.nativeSizes() ? (Object) in.getLong() : (Object) in.getInt();
      case 'L' ->
          format.nativeSizes() ? unsigned(in.getLong()) : (Object) (in.getInt() & 0xffffffffL);
      case 'q' -> in.getLong();
      case 'Q' -> unsigned(in.getLong());
      case 'f' -> (double) in.getFloat();
      default -> in.getDouble();
    };
  }

  private static Object unsigned(long value) {
    return value >= 0 ? (Object) value : BigInteger.valueOf(value).add(TWO_64);
  }
}
