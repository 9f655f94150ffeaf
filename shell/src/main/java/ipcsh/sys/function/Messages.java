package ipcsh.sys.function;

import static ipcsh.sys.abi.MessageLayout.CMSGHDR_SIZE;
import static ipcsh.sys.abi.MessageLayout.CMSG_LEN;
import static ipcsh.sys.abi.MessageLayout.CMSG_LEVEL;
import static ipcsh.sys.abi.MessageLayout.CMSG_TYPE;
import static ipcsh.sys.abi.MessageLayout.IOVEC_SIZE;
import static ipcsh.sys.abi.MessageLayout.IOV_BASE;
import static ipcsh.sys.abi.MessageLayout.IOV_LEN;
import static ipcsh.sys.abi.MessageLayout.MSGHDR_SIZE;
import static ipcsh.sys.abi.MessageLayout.MSG_CONTROL;
import static ipcsh.sys.abi.MessageLayout.MSG_CONTROLLEN;
import static ipcsh.sys.abi.MessageLayout.MSG_FLAGS;
import static ipcsh.sys.abi.MessageLayout.MSG_IOV;
import static ipcsh.sys.abi.MessageLayout.MSG_IOVLEN;
import static ipcsh.sys.abi.MessageLayout.MSG_NAME;
import static ipcsh.sys.abi.MessageLayout.MSG_NAMELEN;
import static ipcsh.sys.abi.MessageLayout.UCRED_SIZE;
import static ipcsh.sys.abi.SocketConstants.SCM_CREDENTIALS;
import static ipcsh.sys.abi.SocketConstants.SCM_PIDFD;
import static ipcsh.sys.abi.SocketConstants.SCM_RIGHTS;
import static ipcsh.sys.abi.SocketConstants.SOL_SOCKET;

import ipcsh.sys.abi.Arena;
import ipcsh.sys.abi.ControlMessage;
import ipcsh.sys.abi.Credentials;
import ipcsh.sys.abi.FailedCall;
import ipcsh.sys.abi.MessageLayout;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.SocketAddress;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * {@code sendmsg(2)} and {@code recvmsg(2)}: data with an address and control messages
 * (descriptors, credentials).
 */
public final class Messages extends Functions {
  private static final NativeFunction SENDMSG =
      NativeFunction.of("sendmsg", "fd inmsg MSG_").wide().blocking();
  private static final NativeFunction RECVMSG =
      NativeFunction.of("recvmsg", "fd outmsg MSG_").wide().blocking();

  public Messages(SyscallInvoker invoker) {
    super(invoker);
  }

  /**
   * {@code sendmsg(2)}.
   *
   * @param to the receiver, or null
   * @param fds descriptors to pass in one SCM_RIGHTS message, possibly none
   * @param credentials to send as SCM_CREDENTIALS, or null
   */
  public int sendmsg(
      int fd, byte[] data, SocketAddress to, int[] fds, Credentials credentials, int flags) {
    Arena arena = fresh();
    NativeMemory header = arena.take(MSGHDR_SIZE).zero();
    putData(arena, header, arena.store(data), data.length);
    if (to != null) {
      header.putLong(MSG_NAME, to.store(arena).address()).putInt(MSG_NAMELEN, to.length());
    }
    putControl(arena, header, fds, credentials);
    long sent = invoker.call(SENDMSG, fd, header.address(), flags, 0, 0, 0);
    if (sent == -1) {
      throw failure(
          "sendmsg",
          fd,
          data,
          flags("MSG_", flags),
          new FailedCall.Unshown("to", to),
          new FailedCall.Unshown("fds", fds),
          new FailedCall.Unshown("cred", credentials));
    }
    return (int) sent;
  }

  private static void putData(Arena arena, NativeMemory header, NativeMemory data, int length) {
    NativeMemory vector = arena.take(IOVEC_SIZE);
    vector.putLong(IOV_BASE, data.address()).putLong(IOV_LEN, length);
    header.putLong(MSG_IOV, vector.address()).putLong(MSG_IOVLEN, 1);
  }

  private static void putControl(
      Arena arena, NativeMemory header, int[] fds, Credentials credentials) {
    int rights = fds.length == 0 ? 0 : MessageLayout.cmsgSpace(4 * fds.length);
    int size = rights + (credentials == null ? 0 : MessageLayout.cmsgSpace(UCRED_SIZE));
    if (size == 0) {
      return;
    }
    NativeMemory control = arena.take(size).zero();
    if (fds.length > 0) {
      putControlHeader(control, 0, SCM_RIGHTS, 4 * fds.length);
      for (int i = 0; i < fds.length; i++) {
        control.putInt(CMSGHDR_SIZE + 4 * i, fds[i]);
      }
    }
    if (credentials != null) {
      putControlHeader(control, rights, SCM_CREDENTIALS, UCRED_SIZE);
      credentials.store(control, rights + CMSGHDR_SIZE);
    }
    header.putLong(MSG_CONTROL, control.address()).putLong(MSG_CONTROLLEN, size);
  }

  private static void putControlHeader(NativeMemory control, int at, int type, int length) {
    control
        .putLong(at + CMSG_LEN, MessageLayout.cmsgLen(length))
        .putInt(at + CMSG_LEVEL, SOL_SOCKET)
        .putInt(at + CMSG_TYPE, type);
  }

  /**
   * {@code recvmsg(2)}.
   *
   * @param n the size of the buffer for data
   * @param controlLength the size of the buffer for control messages, passed to the kernel
   *     unchanged
   */
  public Arrived recvmsg(int fd, int n, int flags, int controlLength) {
    Arena arena = fresh();
    NativeMemory header = arena.take(MSGHDR_SIZE).zero();
    NativeMemory address = arena.take(SocketAddress.STORAGE);
    NativeMemory control = arena.take(controlLength);
    NativeMemory buffer = arena.take(n);
    putData(arena, header, buffer, n);
    header.putLong(MSG_NAME, address.address()).putInt(MSG_NAMELEN, SocketAddress.STORAGE);
    header
        .putLong(MSG_CONTROL, controlLength == 0 ? 0 : control.address())
        .putLong(MSG_CONTROLLEN, controlLength);
    long got = invoker.call(RECVMSG, fd, header.address(), flags, 0, 0, 0);
    if (got == -1) {
      throw failure("recvmsg", fd, n, flags("MSG_", flags));
    }
    return new Arrived(
        buffer.get(0, (int) Math.min(got, invoker.room(n))),
        (int) got,
        SocketAddress.read(address, header.getInt(MSG_NAMELEN)),
        header.getInt(MSG_FLAGS),
        ControlMessage.read(control, (int) header.getLong(MSG_CONTROLLEN)));
  }

  /**
   * The result of {@code recvmsg}: the bytes in the buffer, the length returned by the kernel, the
   * sender or null, {@code msg_flags}, and the control messages.
   */
  public record Arrived(
      byte[] data, int length, SocketAddress from, int flags, List<ControlMessage> control) {

    /** The received descriptors, open in this process: the caller owns them. */
    public int[] fds() {
      return numbers(SCM_RIGHTS);
    }

    /**
     * The sender as a descriptor, if SO_PASSPIDFD is set and the kernel supports it; otherwise -1.
     * The caller owns it.
     */
    public int pidfd() {
      int[] one = numbers(SCM_PIDFD);
      return one.length == 0 ? -1 : one[0];
    }

    private int[] numbers(int type) {
      int count = 0;
      for (ControlMessage message : control) {
        count += is(message, type) ? message.data().length / 4 : 0;
      }
      int[] fds = new int[count];
      int next = 0;
      for (ControlMessage message : control) {
        if (is(message, type)) {
          ByteBuffer numbers = ByteBuffer.wrap(message.data()).order(ByteOrder.nativeOrder());
          while (numbers.remaining() >= 4) {
            fds[next++] = numbers.getInt();
          }
        }
      }
      return fds;
    }

    private static boolean is(ControlMessage message, int type) {
      return message.level() == SOL_SOCKET && message.type() == type;
    }

    /** The sender's credentials, or null. */
    public Credentials credentials() {
      for (ControlMessage message : control) {
        if (message.level() == SOL_SOCKET
            && message.type() == SCM_CREDENTIALS
            && message.data().length >= UCRED_SIZE) {
          ByteBuffer in = ByteBuffer.wrap(message.data()).order(ByteOrder.nativeOrder());
          return new Credentials(in.getInt(), in.getInt(), in.getInt());
        }
      }
      return null;
    }
  }
}
