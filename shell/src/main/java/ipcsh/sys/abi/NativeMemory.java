package ipcsh.sys.abi;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A piece of native memory for one call: offsets count from its beginning. Valid until its arena is
 * cleared, that is, until the next call of the same invoker.
 */
public final class NativeMemory {
  /** Up to this size a loop is faster than a bulk copy, which has a higher fixed cost. */
  private static final int SMALL = 128;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final ByteBuffer buffer;
  private final int start;
  private final long address;
  private final int size;

  public NativeMemory(ByteBuffer buffer, int start, long address, int size) {
    this.buffer = buffer;
    this.start = start;
    this.address = address;
    this.size = size;
  }

  /** Its address, to be passed as a pointer. */
  public long address() {
    return address;
  }

  /** Its length in bytes. */
  public int size() {
    return size;
  }

  public int getInt(int offset) {
    return buffer.getInt(start + offset);
  }

  public NativeMemory putInt(int offset, int value) {
    buffer.putInt(start + offset, value);
    return this;
  }

  public long getLong(int offset) {
    return buffer.getLong(start + offset);
  }

  public NativeMemory putLong(int offset, long value) {
    buffer.putLong(start + offset, value);
    return this;
  }

  public short getShort(int offset) {
    return buffer.getShort(start + offset);
  }

  public NativeMemory putShort(int offset, int value) {
    buffer.putShort(start + offset, (short) value);
    return this;
  }

  public byte getByte(int offset) {
    return buffer.get(start + offset);
  }

  public NativeMemory putByte(int offset, int value) {
    buffer.put(start + offset, (byte) value);
    return this;
  }

  /** Copies the bytes to {@code offset}. */
  public NativeMemory put(int offset, byte[] bytes) {
    int at = start + offset;
    if (bytes.length > SMALL) {
      buffer.put(at, bytes);
      return this;
    }
    int i = 0;
    for (; i <= bytes.length - Long.BYTES; i += Long.BYTES) {
      buffer.putLong(at + i, (long) LONGS.get(bytes, i));
    }
    for (; i < bytes.length; i++) {
      buffer.put(at + i, bytes[i]);
    }
    return this;
  }

  /** A copy of {@code length} bytes from {@code offset}. */
  public byte[] get(int offset, int length) {
    byte[] bytes = new byte[length];
    int at = start + offset;
    if (length > SMALL) {
      buffer.get(at, bytes);
      return bytes;
    }
    int i = 0;
    for (; i <= length - Long.BYTES; i += Long.BYTES) {
      LONGS.set(bytes, i, buffer.getLong(at + i));
    }
    for (; i < length; i++) {
      bytes[i] = buffer.get(at + i);
    }
    return bytes;
  }

  /** Copies {@code length} bytes from {@code offset} into an array. */
  public void copy(int offset, byte[] target, int at, int length) {
    buffer.get(start + offset, target, at, length);
  }

  /** Its first bytes as a separate piece. */
  public NativeMemory first(int length) {
    return new NativeMemory(buffer, start, address, length);
  }

  /** Sets every byte to zero. */
  public NativeMemory zero() {
    int i = 0;
    for (; i <= size - Long.BYTES; i += Long.BYTES) {
      buffer.putLong(start + i, 0);
    }
    for (; i < size; i++) {
      buffer.put(start + i, (byte) 0);
    }
    return this;
  }
}
