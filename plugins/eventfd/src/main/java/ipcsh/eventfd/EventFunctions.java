package ipcsh.eventfd;

import ipcsh.sys.abi.Constants;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.function.Functions;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;
import java.util.List;

/** What the functions of this plugin share: names of constants, and reading a structure. */
abstract class EventFunctions extends Functions {
  /** Loaded when the first call fails or the first event is read. */
  private static final class Names {
    static final Constants CONSTANTS = new Constants(List.of(EventConstants.class));
  }

  private static final NativeFunction READ =
      NativeFunction.of("read", "fd out size").wide().blocking();

  EventFunctions(SyscallInvoker invoker) {
    super(invoker);
  }

  /** A number as names of constants of a family. */
  static String names(String family, int value) {
    return Names.CONSTANTS.render(family, value);
  }

  /** An argument of a failed call: names of constants; omitted if there are none. */
  static Object constants(String family, int value) {
    return value == 0 ? NOTHING : word(names(family, value));
  }

  /**
   * Reads at most this many bytes, waiting for the first.
   *
   * @param function the name of the call for error messages
   * @return the bytes that were read, valid until the next call
   */
  final NativeMemory read(int fd, int size, String function) {
    NativeMemory buffer = fresh().take(size);
    long got = invoker.call(READ, fd, buffer.address(), size, 0, 0, 0);
    if (got == -1) {
      throw failure(function, fd);
    }
    return buffer.first((int) got);
  }

  /**
   * Reads one structure of this size, waiting for it.
   *
   * @throws IllegalArgumentException if fewer bytes were read: the descriptor is of another kind
   */
  final NativeMemory readWhole(int fd, int size, String function) {
    NativeMemory read = read(fd, size, function);
    if (read.size() != size) {
      throw ofAnotherKind(fd, read.size());
    }
    return read;
  }

  static IllegalArgumentException ofAnotherKind(int fd, int size) {
    return new IllegalArgumentException(
        "descriptor "
            + fd
            + " is of a different kind: "
            + size
            + " bytes read from it would be meaningless");
  }
}
