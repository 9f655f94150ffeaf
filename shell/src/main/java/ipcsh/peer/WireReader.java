package ipcsh.peer;

import ipcsh.handle.Address;
import ipcsh.handle.Message;
import ipcsh.handle.RemoteFd;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SocketAddress;
import ipcsh.sys.text.KernelText;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decodes a value written by {@link Wire}, or forged by another process: its nesting depth and the
 * memory that it uses are bounded.
 */
final class WireReader {
  /**
   * The maximum size of a value in bytes, with {@link #EACH} added for each value in it; its
   * objects take several times as much memory.
   */
  private static final long LONGEST = Math.min(1 << 28, Runtime.getRuntime().maxMemory() / 16);

  private static final int EACH = 64;

  /** The maximum number of digits of a number: parsing more would take too long. */
  private static final int MOST_DIGITS = 100_000;

  private final DataInputStream in;
  private long left = LONGEST;

  WireReader(DataInputStream in) {
    this.in = in;
  }

  /**
   * The value.
   *
   * @throws Link.Malformed if it is not valid
   */
  Object read() throws IOException {
    return read(0);
  }

  /** The number of bytes counted so far. */
  long taken() {
    return LONGEST - left;
  }

  private Object read(int depth) throws IOException {
    if (depth > Wire.DEEPEST + 1) {
      throw new Link.Malformed("a value nested deeper than " + Wire.DEEPEST);
    }
    take(EACH);
    int tag = in.readUnsignedByte();
    return switch (tag) {
      case '0' -> null;
      case 'T' -> true;
      case 'F' -> false;
      case 'i' -> in.readInt();
      case 'l' -> in.readLong();
      case 'd' -> in.readDouble();
      case 'I' -> new BigInteger(digits());
      case 'D' -> new BigDecimal(digits());
      case 't' -> Duration.parse(text());
      case 'e' -> Errno.valueOf(text());
      case 's' -> text();
      case 'a' -> Address.of(SocketAddress.of(bytes()));
      case 'b' -> bytes();
      case 'p' -> new PrintedValue(text());
      case 'm' -> message(depth);
      case 'f' -> descriptor();
      case 'M' -> map(depth);
      case 'L' -> list(depth);
      default -> throw new Link.Malformed("a message of a shell does not begin with " + tag);
    };
  }

  private RemoteFd descriptor() throws IOException {
    String text = text();
    return new RemoteFd(in.readInt(), in.readInt(), text);
  }

  private Message message(int depth) throws IOException {
    byte[] bytes = bytes();
    int length = in.readInt();
    CharSequence from = (CharSequence) read(depth + 1);
    int flags = in.readInt();
    int end = in.readUnsignedByte();
    if (end >= Message.End.values().length) {
      throw new Link.Malformed("a message of a socket does not end with " + end);
    }
    Object cred = read(depth + 1);
    Object priority = read(depth + 1);
    Message message =
        priority == null
            ? Message.of(bytes, length, from, flags, Message.End.values()[end])
            : Message.of(bytes, (Integer) priority);
    if (read(depth + 1) instanceof Long type) {
      return Message.ofQueue(bytes, type);
    }
    if (cred == null) {
      return message;
    }
    Map<String, Integer> known = new LinkedHashMap<>();
    ((Map<?, ?>) cred).forEach((key, value) -> known.put((String) key, (Integer) value));
    return message.with(List.of(), null, known, List.of());
  }

  private Map<Object, Object> map(int depth) throws IOException {
    int size = length();
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      Object key = read(depth + 1);
      if (!(key instanceof Comparable<?>)) {
        // keys with the same hash are compared with each other
        take((long) EACH * map.size());
      }
      map.put(key, read(depth + 1));
    }
    return map;
  }

  private List<Object> list(int depth) throws IOException {
    int size = length();
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(read(depth + 1));
    }
    return list;
  }

  private String digits() throws IOException {
    byte[] digits = bytes();
    if (digits.length > MOST_DIGITS) {
      throw new Link.Malformed("a number of " + digits.length + " digits");
    }
    return KernelText.decode(digits);
  }

  private String text() throws IOException {
    return KernelText.decode(bytes());
  }

  private byte[] bytes() throws IOException {
    int size = length();
    take(size);
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new EOFException();
    }
    return bytes;
  }

  private int length() throws IOException {
    int length = in.readInt();
    if (length < 0) {
      throw new Link.Malformed("a length of " + length);
    }
    return length;
  }

  private void take(long bytes) throws IOException {
    left -= bytes;
    if (left < 0) {
      throw new Link.Malformed("more than " + (LONGEST >> 20) + " MB in one message");
    }
  }
}
