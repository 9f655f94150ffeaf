package ipcsh.peer;

import ipcsh.handle.Descriptor;
import ipcsh.handle.FarFd;
import ipcsh.handle.Message;
import ipcsh.sys.Errno;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values as bytes: null, truth, numbers, text, bytes, lists, maps, times, errors' names and what
 * was received travel as they are; a descriptor as where it is; everything else as it prints.
 */
final class Wire {
  /** Longer than this is taken for garbage. */
  private static final int LONGEST = 1 << 28;

  private static final int DEEPEST = 100;

  private Wire() {}

  /** Whether a value arrives as it is, and not just as it prints. */
  static boolean travels(Object value) {
    if (value instanceof Map<?, ?> map) {
      return travels(map.keySet()) && travels(map.values());
    }
    if (value instanceof Collection<?> many) {
      return many.stream().allMatch(Wire::travels);
    }
    return value == null
        || value instanceof Boolean
        || value instanceof Number
        || value instanceof CharSequence
        || value instanceof Character
        || value instanceof byte[]
        || value instanceof Duration
        || value instanceof Errno
        || value instanceof Message message
            && message.getFds().isEmpty()
            && message.getPidfd() == null;
  }

  static void write(DataOutputStream out, Object value) throws IOException {
    write(out, value, 0);
  }

  private static void write(DataOutputStream out, Object value, int depth) throws IOException {
    if (value == null) {
      out.writeByte('0');
    } else if (value instanceof Boolean truth) {
      out.writeByte(truth ? 'T' : 'F');
    } else if (value instanceof Integer number) {
      out.writeByte('i');
      out.writeInt(number);
    } else if (value instanceof Long number) {
      out.writeByte('l');
      out.writeLong(number);
    } else if (value instanceof Double number) {
      out.writeByte('d');
      out.writeDouble(number);
    } else if (value instanceof BigInteger number) {
      text(out, 'I', number.toString());
    } else if (value instanceof BigDecimal number) {
      text(out, 'D', number.toString());
    } else if (value instanceof Duration time) {
      text(out, 't', time.toString());
    } else if (value instanceof Errno errno) {
      text(out, 'e', errno.name());
    } else if (value instanceof CharSequence text) {
      text(out, 's', text.toString());
    } else if (value instanceof byte[] bytes) {
      bytes(out, 'b', bytes);
    } else if (value instanceof Message message) {
      message(out, message, depth);
    } else if (value instanceof Descriptor descriptor) {
      text(out, 'f', value.toString());
      out.writeInt(descriptor.getPid());
      out.writeInt(descriptor.getNumber());
    } else if (depth < DEEPEST && value instanceof Map<?, ?> map) {
      out.writeByte('M');
      out.writeInt(map.size());
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        write(out, entry.getKey(), depth + 1);
        write(out, entry.getValue(), depth + 1);
      }
    } else if (depth < DEEPEST && value instanceof Collection<?> many) {
      Object[] all = many.toArray();
      out.writeByte('L');
      out.writeInt(all.length);
      for (Object item : all) {
        write(out, item, depth + 1);
      }
    } else {
      other(out, value);
    }
  }

  private static void other(DataOutputStream out, Object value) throws IOException {
    if (value instanceof Number number && !(value instanceof Comparable<?>)) {
      text(out, 'D', number.toString());
    } else if (value instanceof Short || value instanceof Byte) {
      write(out, ((Number) value).intValue());
    } else if (value instanceof Float number) {
      write(out, number.doubleValue());
    } else if (value instanceof Character character) {
      text(out, 's', character.toString());
    } else {
      text(out, 'p', String.valueOf(value));
    }
  }

  private static void message(DataOutputStream out, Message message, int depth) throws IOException {
    bytes(out, 'm', message.getBytes());
    out.writeInt(message.getLength());
    write(out, message.getFrom(), depth + 1);
    out.writeInt(message.getFlags());
    out.writeByte(message.end().ordinal());
    write(out, message.getCred(), depth + 1);
  }

  private static void text(DataOutputStream out, char tag, String text) throws IOException {
    bytes(out, tag, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void bytes(DataOutputStream out, char tag, byte[] bytes) throws IOException {
    out.writeByte(tag);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static Object read(DataInputStream in) throws IOException {
    int tag = in.readUnsignedByte();
    return switch (tag) {
      case '0' -> null;
      case 'T' -> true;
      case 'F' -> false;
      case 'i' -> in.readInt();
      case 'l' -> in.readLong();
      case 'd' -> in.readDouble();
      case 'I' -> new BigInteger(text(in));
      case 'D' -> new BigDecimal(text(in));
      case 't' -> Duration.parse(text(in));
      case 'e' -> Errno.valueOf(text(in));
      case 's' -> text(in);
      case 'b' -> bytes(in);
      case 'p' -> new Printed(text(in));
      case 'm' -> message(in);
      case 'f' -> descriptor(in);
      case 'M' -> map(in);
      case 'L' -> list(in);
      default -> throw new IOException("no message of a shell begins with " + tag);
    };
  }

  private static FarFd descriptor(DataInputStream in) throws IOException {
    String text = text(in);
    return new FarFd(in.readInt(), in.readInt(), text);
  }

  private static Message message(DataInputStream in) throws IOException {
    byte[] bytes = bytes(in);
    int length = in.readInt();
    String from = (String) read(in);
    int flags = in.readInt();
    Message.End end = Message.End.values()[in.readUnsignedByte()];
    Message message = Message.of(bytes, length, from, flags, end);
    Object cred = read(in);
    @SuppressWarnings("unchecked") // what message(...) wrote
    Map<String, Integer> known = (Map<String, Integer>) cred;
    return cred == null ? message : message.with(List.of(), null, known, List.of());
  }

  private static Map<Object, Object> map(DataInputStream in) throws IOException {
    int size = length(in);
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      Object key = read(in);
      map.put(key, read(in));
    }
    return map;
  }

  private static List<Object> list(DataInputStream in) throws IOException {
    int size = length(in);
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(read(in));
    }
    return list;
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(bytes(in), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    int size = length(in);
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new java.io.EOFException();
    }
    return bytes;
  }

  private static int length(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > LONGEST) {
      throw new IOException("a message of a shell is not " + length + " long");
    }
    return length;
  }
}
