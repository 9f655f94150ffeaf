package ipcsh.sys.function;

import ipcsh.sys.abi.Arena;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.Libc;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.SocketAddress;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code getaddrinfo(3)}. The result is in the memory of the calling process, which must be the
 * shell's.
 */
public final class AddressLookup extends Functions {
  public static final int HINTS_SIZE = 48;
  public static final int AI_FLAGS = 0;
  public static final int AI_FAMILY = 4;
  public static final int AI_SOCKTYPE = 8;
  public static final int AI_ADDRLEN = 16;
  public static final int AI_ADDR = 24;
  public static final int AI_NEXT = 40;

  /** {@code EAI_SYSTEM}: the error is in errno. */
  private static final int SYSTEM = -11;

  private static final NativeFunction GETADDRINFO =
      NativeFunction.of("getaddrinfo", "path path ptr ptr").silent();
  private static final NativeFunction FREEADDRINFO =
      NativeFunction.of("freeaddrinfo", "ptr").silent();

  public AddressLookup(SyscallInvoker invoker) {
    super(invoker);
  }

  /**
   * The result of a lookup.
   *
   * @param error 0, or one of the EAI numbers, which are negative
   * @param addresses without duplicates, in the order of the library
   */
  public record Found(int error, List<SocketAddress> addresses) {}

  /** Looks up a host and a service, either of which may be null. */
  public Found getaddrinfo(String host, String service, int flags, int family, int type) {
    Arena arena = fresh();
    NativeMemory hints = arena.take(HINTS_SIZE).zero();
    hints.putInt(AI_FLAGS, flags).putInt(AI_FAMILY, family).putInt(AI_SOCKTYPE, type);
    NativeMemory list = arena.take(Long.BYTES).putLong(0, 0);
    long node = host == null ? 0 : arena.string(host).address();
    long name = service == null ? 0 : arena.string(service).address();
    int error = (int) invoker.call(GETADDRINFO, node, name, hints.address(), list.address(), 0, 0);
    if (error == SYSTEM && invoker.errno() != Errno.EINTR.getNumber()) {
      throw failure("getaddrinfo", host, service);
    }
    if (error != 0) {
      return new Found(error, List.of());
    }
    long first = list.getLong(0);
    Set<String> seen = new LinkedHashSet<>();
    List<SocketAddress> addresses = new ArrayList<>();
    for (long at = first; at != 0; ) {
      ByteBuffer info = Libc.view(at, HINTS_SIZE);
      byte[] address = new byte[info.getInt(AI_ADDRLEN)];
      Libc.view(info.getLong(AI_ADDR), address.length).get(address);
      SocketAddress found = SocketAddress.of(address);
      if (seen.add(found.toString())) {
        addresses.add(found);
      }
      at = info.getLong(AI_NEXT);
    }
    invoker.call(FREEADDRINFO, first, 0, 0, 0, 0, 0);
    return new Found(0, addresses);
  }
}
