package ipcsh.sys.function;

import ipcsh.sys.abi.Arena;
import ipcsh.sys.abi.FailedCall;
import ipcsh.sys.abi.SocketAddress;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;

/**
 * Transfers between a descriptor and memory of the caller's, without a copy and without allocating
 * anything: {@code read(2)}, {@code write(2)}, {@code recv(2)}, {@code send(2)}, {@code sendto(2)}.
 * The kernel checks the memory: where a C program would fault, the call fails with EFAULT. The
 * result is that of C, the number of bytes, and 0 at end of file.
 *
 * <p>The memory is given as its address, and for the text of a failure as the name of the object
 * that it is part of, with an offset.
 */
public final class InPlace extends Functions {
  private static final NativeFunction READ =
      NativeFunction.of("read", "fd outplace size").wide().blocking();
  private static final NativeFunction WRITE =
      NativeFunction.of("write", "fd inplace size").wide().blocking();
  private static final NativeFunction SENDTO =
      NativeFunction.of("sendto", "fd inplace size MSG_ addr size").wide().blocking();
  private static final NativeFunction SEND = SENDTO.as("send");
  private static final NativeFunction RECV =
      NativeFunction.of("recvfrom", "fd outplace size MSG_ outaddr outlen")
          .as("recv")
          .wide()
          .blocking();

  public InPlace(SyscallInvoker invoker) {
    super(invoker);
  }

  /** {@code read(2)}. */
  public int read(int fd, long address, int n, String memory, long offset) {
    long got = invoker.call(READ, fd, address, n, 0, 0, 0);
    if (got == -1) {
      throw failure("read", fd, word(memory), offset, n);
    }
    return (int) got;
  }

  /** {@code write(2)}. */
  public int write(int fd, long address, int n, String memory, long offset) {
    long put = invoker.call(WRITE, fd, address, n, 0, 0, 0);
    if (put == -1) {
      throw failure("write", fd, word(memory), offset, n, size(n));
    }
    return (int) put;
  }

  /** {@code recv(2)}. With MSG_TRUNC the kernel returns a datagram's real length. */
  public int recv(int fd, long address, int n, int flags, String memory, long offset) {
    long got = invoker.call(RECV, fd, address, n, flags, 0, 0);
    if (got == -1) {
      throw failure("recv", fd, word(memory), offset, n, flags("MSG_", flags));
    }
    return (int) got;
  }

  /** {@code send(2)}. */
  public int send(int fd, long address, int n, int flags, String memory, long offset) {
    long sent = invoker.call(SEND, fd, address, n, flags, 0, 0);
    if (sent == -1) {
      throw failure("send", fd, word(memory), offset, n, flags("MSG_", flags), size(n));
    }
    return (int) sent;
  }

  /**
   * {@code sendto(2)}.
   *
   * @param to the receiver, or null for the connected peer
   */
  public int sendto(
      int fd, long address, int n, int flags, SocketAddress to, String memory, long offset) {
    Arena arena = fresh();
    long there = to == null ? 0 : to.store(arena).address();
    int length = to == null ? 0 : to.length();
    long sent = invoker.call(SENDTO, fd, address, n, flags, there, length);
    if (sent == -1) {
      throw failure("sendto", fd, word(memory), offset, n, flags("MSG_", flags), to, size(n));
    }
    return (int) sent;
  }

  private static FailedCall.Unshown size(int n) {
    return new FailedCall.Unshown(FailedCall.SIZE, n);
  }
}
