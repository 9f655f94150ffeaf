package ipcsh.eventfd;

import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;

/** {@code eventfd(2)}: an unsigned 64-bit counter. */
final class Eventfd extends EventFunctions {
  private static final NativeFunction EVENTFD = NativeFunction.of("eventfd", "int EFD_");
  private static final NativeFunction WRITE =
      NativeFunction.of("write", "fd in size").wide().blocking();

  Eventfd(SyscallInvoker invoker) {
    super(invoker);
  }

  int eventfd(int initial, int flags) {
    long fd = invoker.call(EVENTFD, initial, flags, 0, 0, 0, 0);
    if (fd == -1) {
      throw failure("eventfd", Integer.toUnsignedLong(initial), constants("EFD_", flags));
    }
    return (int) fd;
  }

  /** Returns the counter and resets it to 0; blocks while it is 0. */
  long read(int fd) {
    return readWhole(fd, Long.BYTES, "eventfd_read").getLong(0);
  }

  /** Adds to the counter; blocks if it would overflow. */
  void write(int fd, long value) {
    NativeMemory number = fresh().take(Long.BYTES).putLong(0, value);
    if (invoker.call(WRITE, fd, number.address(), Long.BYTES, 0, 0, 0) == -1) {
      throw failure("eventfd_write", fd, word(Long.toUnsignedString(value)));
    }
  }
}
