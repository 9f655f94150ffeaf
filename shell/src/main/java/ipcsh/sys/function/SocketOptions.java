package ipcsh.sys.function;

import ipcsh.sys.abi.Arena;
import ipcsh.sys.abi.CallText;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.SocketConstants;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;

/**
 * {@code getsockopt(2)} and {@code setsockopt(2)}: an option's value as the bytes of its C type.
 */
public final class SocketOptions extends Functions {
  /** The size of the buffer for the largest value. */
  public static final int ROOM = 4096;

  private static final NativeFunction GETSOCKOPT =
      NativeFunction.of("getsockopt", "fd SOL_ SO_ outopt outlen");
  private static final NativeFunction SETSOCKOPT =
      NativeFunction.of("setsockopt", "fd SOL_ SO_ opt size");

  public SocketOptions(SyscallInvoker invoker) {
    super(invoker);
  }

  /** The bytes of an option. */
  public byte[] get(int fd, int level, int name) {
    Arena arena = fresh();
    NativeMemory value = arena.take(ROOM);
    NativeMemory length = arena.take(4).putInt(0, ROOM);
    if (invoker.call(GETSOCKOPT, fd, level, name, value.address(), length.address(), 0) == -1) {
      throw failure("getsockopt", fd, level(level), name(level, name));
    }
    return value.get(0, length.getInt(0));
  }

  /** An option that is an int. */
  public int getInt(int fd, int level, int name) {
    Arena arena = fresh();
    NativeMemory value = arena.take(4).putInt(0, 0);
    NativeMemory length = arena.take(4).putInt(0, 4);
    if (invoker.call(GETSOCKOPT, fd, level, name, value.address(), length.address(), 0) == -1) {
      throw failure("getsockopt", fd, level(level), name(level, name));
    }
    return value.getInt(0);
  }

  /** Sets an option to the bytes of its C type. */
  public int set(int fd, int level, int name, byte[] value, Object shown) {
    NativeMemory memory = fresh().store(value);
    if (invoker.call(SETSOCKOPT, fd, level, name, memory.address(), value.length, 0) == -1) {
      throw failure("setsockopt", fd, level(level), name(level, name), shown);
    }
    return 0;
  }

  private static Object level(int level) {
    return CallText.constant("SOL_", level);
  }

  private static Object name(int level, int name) {
    return CallText.constant(family(level), name);
  }

  /** The prefix of a level's option names. */
  public static String family(long level) {
    return switch ((int) level) {
      case SocketConstants.SOL_SOCKET -> "SO_";
      case SocketConstants.SOL_TCP -> "TCP_";
      case SocketConstants.SOL_IP -> "IP_";
      case SocketConstants.SOL_IPV6 -> "IPV6_";
      default -> "?";
    };
  }
}
