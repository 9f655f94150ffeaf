package ipcsh.peer;

import ipcsh.handle.Address;
import ipcsh.handle.Descriptor;
import ipcsh.handle.Message;
import ipcsh.handle.Numbered;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.text.KernelText;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/**
 * Encodes values as bytes: null, booleans, numbers, text, bytes, lists, maps, times, errnos and
 * received messages are transferred completely; of a descriptor, its process and number; of
 * everything else, its printed form.
 */
final class Wire {
  /** The maximum nesting; deeper values are transferred in their printed form. */
  static final int DEEPEST = 100;

  private Wire() {}

  /** Whether a value is transferred completely, and not only in its printed form. */
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
    } else if (value instanceof Address address) {
      bytes(out, 'a', address.socketAddress().bytes());
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
    } else if (value instanceof Numbered handle) {
      // the ID of a System V object is the same in all processes
      out.writeByte('i');
      out.writeInt(handle.getNumber());
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
    write(out, message.getPriority(), depth + 1);
    write(out, message.getType(), depth + 1);
  }

  private static void text(DataOutputStream out, char tag, String text) throws IOException {
    bytes(out, tag, KernelText.encode(text));
  }

  private static void bytes(DataOutputStream out, char tag, byte[] bytes) throws IOException {
    out.writeByte(tag);
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
