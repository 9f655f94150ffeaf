package ipcsh.sys.function;

import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;

/** {@code poll(2)}. */
public final class Polling extends Functions {
  private static final int POLLFD_SIZE = 8;
  private static final NativeFunction POLL =
      NativeFunction.of("poll", "pollfds size int").blocking();

  public Polling(SyscallInvoker invoker) {
    super(invoker);
  }

  /**
   * Waits until one of the descriptors has one of its events.
   *
   * @param events for each descriptor a set of POLLIN, POLLOUT, ...
   * @param timeout milliseconds, -1 for no timeout
   * @return for each descriptor its events, all zero on timeout
   */
  public int[] poll(int[] fds, int[] events, int timeout) {
    NativeMemory table = fresh().take(POLLFD_SIZE * fds.length);
    for (int i = 0; i < fds.length; i++) {
      int at = POLLFD_SIZE * i;
      table.putInt(at, fds[i]).putShort(at + 4, events[i]).putShort(at + 6, 0);
    }
    if (invoker.call(POLL, table.address(), fds.length, timeout, 0, 0, 0) == -1) {
      throw failure("poll", fds.length, timeout);
    }
    int[] ready = new int[fds.length];
    for (int i = 0; i < fds.length; i++) {
      ready[i] = table.getShort(POLLFD_SIZE * i + 6) & 0xffff;
    }
    return ready;
  }
}
