package ipcsh.command.topic;

import static ipcsh.sys.abi.SocketConstants.SOL_SOCKET;
import static ipcsh.sys.abi.SocketConstants.SOL_TCP;
import static ipcsh.sys.abi.SocketConstants.SO_BINDTODEVICE;
import static ipcsh.sys.abi.SocketConstants.SO_LINGER;
import static ipcsh.sys.abi.SocketConstants.SO_MEMINFO;
import static ipcsh.sys.abi.SocketConstants.SO_PEERCRED;
import static ipcsh.sys.abi.SocketConstants.SO_PEERGROUPS;
import static ipcsh.sys.abi.SocketConstants.SO_PEERSEC;
import static ipcsh.sys.abi.SocketConstants.SO_RCVTIMEO;
import static ipcsh.sys.abi.SocketConstants.SO_SNDTIMEO;
import static ipcsh.sys.abi.SocketConstants.SO_TXTIME;
import static ipcsh.sys.abi.SocketConstants.TCP_CONGESTION;
import static ipcsh.sys.abi.SocketConstants.TCP_INFO;

import ipcsh.command.model.Conversion;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Converts values of socket options between the language and their C types: an int, a struct as a
 * map of its fields, a String, and bytes for all others.
 */
final class OptionValue {
  private static final List<String> MEMORY =
      List.of(
          "RMEM_ALLOC",
          "RCVBUF",
          "WMEM_ALLOC",
          "SNDBUF",
          "FWD_ALLOC",
          "WMEM_QUEUED",
          "OPTMEM",
          "BACKLOG",
          "DROPS");

  private OptionValue() {}

  /** A value from the kernel, converted for the language. */
  static Object read(int level, int name, byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value).order(ByteOrder.nativeOrder());
    if (level == SOL_SOCKET) {
      switch (name) {
        case SO_PEERCRED:
          return Struct.of("", "pid", in.getInt(), "uid", in.getInt(), "gid", in.getInt());
        case SO_LINGER:
          return Struct.of("l_", "onoff", in.getInt(), "linger", in.getInt());
        case SO_RCVTIMEO, SO_SNDTIMEO:
          return time(in);
        case SO_BINDTODEVICE, SO_PEERSEC:
          return string(value);
        case SO_PEERGROUPS:
          return ints(in);
        case SO_MEMINFO:
          return memory(in);
        case SO_TXTIME:
          return Struct.of("", "clockid", in.getInt(), "flags", in.getInt());
        default:
          break;
      }
    }
    if (level == SOL_TCP && name == TCP_INFO) {
      return TcpInfo.of(in);
    }
    if (level == SOL_TCP && name == TCP_CONGESTION) {
      return string(value);
    }
    return switch (value.length) {
      case 1 -> (int) value[0];
      case 4 -> in.getInt();
      case 8 -> in.getLong();
      default -> value;
    };
  }

  /** A timeval; the seconds may exceed the range of an int. */
  private static Struct time(ByteBuffer in) {
    Object seconds = FileCommands.narrowed(in.getLong());
    return Struct.of("tv_", "sec", seconds, "usec", (int) in.getLong());
  }

  /** The values that {@code linux/sock_diag.h} indexes by constants. */
  private static Struct memory(ByteBuffer in) {
    Struct struct = new Struct("SK_MEMINFO_");
    for (String name : MEMORY) {
      if (in.remaining() >= Integer.BYTES) {
        struct.put(
            "SK_MEMINFO_" + name, FileCommands.narrowed(Integer.toUnsignedLong(in.getInt())));
      }
    }
    return struct;
  }

  private static String string(byte[] value) {
    return new String(value, StandardCharsets.UTF_8).replaceAll("\0.*", "");
  }

  private static List<Integer> ints(ByteBuffer in) {
    List<Integer> numbers = new ArrayList<>();
    while (in.remaining() >= 4) {
      numbers.add(in.getInt());
    }
    return numbers;
  }

  /** A value of the language, converted for the kernel. */
  static byte[] write(int level, int name, Object value) {
    if (level == SOL_SOCKET && name == SO_LINGER) {
      return linger(value);
    }
    if (level == SOL_SOCKET && (name == SO_RCVTIMEO || name == SO_SNDTIMEO)) {
      return time(value);
    }
    if (value instanceof Boolean on) {
      return ints(on ? 1 : 0);
    }
    if (value instanceof Number number) {
      return ints(number.intValue());
    }
    if (value instanceof Map<?, ?> map && level == SOL_SOCKET && name == SO_TXTIME) {
      return ints((int) field(map, "", "clockid", 0), (int) field(map, "", "flags", 0));
    }
    if (value instanceof Map<?, ?> map && Membership.isFor(level, name)) {
      return Membership.of(level, map);
    }
    if (value instanceof Map) {
      throw new IllegalArgumentException("value: this option is an int, given a map");
    }
    return Conversion.data(value);
  }

  private static byte[] ints(int... numbers) {
    ByteBuffer out = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.nativeOrder());
    for (int number : numbers) {
      out.putInt(number);
    }
    return out.array();
  }

  private static byte[] linger(Object value) {
    if (value instanceof Map<?, ?> map) {
      return ints((int) field(map, "l_", "onoff", 1), (int) field(map, "l_", "linger", 0));
    }
    if (value instanceof Number seconds) {
      return ints(1, seconds.intValue());
    }
    if (Boolean.FALSE.equals(value)) {
      return ints(0, 0);
    }
    return Conversion.data(value);
  }

  private static byte[] time(Object value) {
    if (value instanceof byte[] bytes) {
      return bytes;
    }
    long seconds;
    long micros;
    if (value instanceof Map<?, ?> map) {
      seconds = field(map, "tv_", "sec", 0);
      micros = field(map, "tv_", "usec", 0);
    } else {
      Duration time = Conversion.duration(value);
      seconds = time.getSeconds();
      micros = time.getNano() / 1000;
    }
    return ByteBuffer.allocate(16)
        .order(ByteOrder.nativeOrder())
        .putLong(seconds)
        .putLong(micros)
        .array();
  }

  /** A field by its short name or by its C name ({@code l_onoff}, {@code tv_sec}). */
  static long field(Map<?, ?> map, String prefix, String name, long fallback) {
    Object value = fallback;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String key = String.valueOf(entry.getKey());
      if (key.equals(name) || key.equals(prefix + name)) {
        value = entry.getValue();
      }
    }
    if (value instanceof Boolean on) {
      return on ? 1 : 0;
    }
    if (value instanceof Number number) {
      return number.longValue();
    }
    throw Conversion.wanted("a number for " + name, value);
  }
}
