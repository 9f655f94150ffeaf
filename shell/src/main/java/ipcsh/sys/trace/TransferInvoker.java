package ipcsh.sys.trace;

import ipcsh.sys.abi.ControlMessage;
import ipcsh.sys.abi.Libc;
import ipcsh.sys.abi.MessageLayout;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.SocketAddress;
import ipcsh.sys.abi.SocketConstants;
import ipcsh.sys.abi.SysVConstants;
import ipcsh.sys.abi.SysVLayout;
import ipcsh.sys.invoke.Argument;
import ipcsh.sys.invoke.InvokerDecorator;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/**
 * An invoker that reports each {@link Transfer}: data written and sent, read and received,
 * connections established and accepted. Peeked data and failed calls are not reported.
 */
public final class TransferInvoker extends InvokerDecorator {
  /** Where the flags of msgrcv are. */
  private static final int RECEIVE_FLAGS = 4;

  private final Consumer<Transfer> sink;

  /** Reports an invoker's transfers to {@code sink}, on the calling thread. */
  public TransferInvoker(SyscallInvoker inner, Consumer<Transfer> sink) {
    super(inner);
    this.sink = sink;
  }

  @Override
  public long call(NativeFunction function, long a, long b, long c, long d, long e, long f) {
    long began = System.nanoTime();
    long result = super.call(function, a, b, c, d, e, f);
    if (result == -1 || function.isSilent()) {
      return result;
    }
    long[] words = {a, b, c, d, e, f};
    switch (function.name()) {
      // the data stays in the kernel; only its size is known
      case "splice" -> {
        inside(Transfer.Kind.RECEIVE, function, a, words[4], result, began);
        inside(Transfer.Kind.SEND, function, c, words[4], result, began);
        return result;
      }
      case "sendfile" -> {
        inside(Transfer.Kind.SEND, function, a, d, result, began);
        return result;
      }
      case "tee" -> {
        inside(Transfer.Kind.SEND, function, b, c, result, began);
        return result;
      }
      default -> {
        // it passes its data directly, or transfers none
      }
    }
    Transfer.Kind kind = kind(function.name());
    if (kind != null) {
      Transfer transfer = transfer(kind, function, words, result, began);
      if (transfer != null) {
        sink.accept(transfer);
      }
    }
    return result;
  }

  private void inside(
      Transfer.Kind kind, NativeFunction function, long fd, long room, long bytes, long began) {
    long ended = System.nanoTime();
    sink.accept(
        new Transfer(
            kind,
            function.called(),
            (int) fd,
            process(),
            new byte[0],
            bytes,
            room,
            0,
            null,
            began,
            ended));
  }

  private static Transfer.Kind kind(String name) {
    return switch (name) {
      case "write", "writev", "sendto", "sendmsg", "mq_timedsend", "msgsnd" -> Transfer.Kind.SEND;
      case "read", "readv", "recvfrom", "recvmsg", "mq_timedreceive", "msgrcv" ->
          Transfer.Kind.RECEIVE;
      case "connect" -> Transfer.Kind.CONNECT;
      case "accept", "accept4" -> Transfer.Kind.ACCEPT;
      default -> null;
    };
  }

  private Transfer transfer(
      Transfer.Kind kind, NativeFunction function, long[] words, long result, long began) {
    boolean sends = kind == Transfer.Kind.SEND;
    // mq_send and msgsnd return 0, and send the whole message or nothing
    boolean whole = function.name().equals("mq_timedsend") || function.name().equals("msgsnd");
    long moved = whole ? words[2] : result;
    byte[] data = {};
    long size = 0;
    int descriptors = 0;
    String address = null;
    int flags = indexOf(function, "MSG_");
    boolean queued = function.name().startsWith("msg");
    if (queued && !sends && (words[RECEIVE_FLAGS] & SysVConstants.MSG_COPY) != 0) {
      return null;
    }
    if (!sends && flags >= 0 && (words[flags] & SocketConstants.MSG_PEEK) != 0) {
      return null;
    }
    List<Argument> arguments = function.arguments();
    for (int i = 0; i < arguments.size(); i++) {
      switch (arguments.get(i).kind()) {
        case IN, OUT -> {
          size = words[i + 1];
          data = kept(words[i], moved, size);
        }
        case IN_PLACE, OUT_PLACE -> {
          size = words[i + 1];
          long shown = Math.min(Transfer.KEPT, Math.min(moved, size));
          byte[] read = CallerMemory.read(process(), words[i], shown);
          data = read == null ? data : read;
        }
        case IN_VECTOR, OUT_VECTOR -> {
          int count = (int) words[i + 1];
          size = result;
          data = StraceArguments.vector(words[i], count, Math.min(Transfer.KEPT, result));
        }
        case IN_MSGBUF, OUT_MSGBUF -> {
          size = words[i + 1];
          data = kept(words[i] + SysVLayout.MTEXT, moved, size);
        }
        case IN_MESSAGE, OUT_MESSAGE -> {
          ByteBuffer header = Libc.view(words[i], MessageLayout.MSGHDR_SIZE);
          ByteBuffer vector =
              Libc.view(header.getLong(MessageLayout.MSG_IOV), MessageLayout.IOVEC_SIZE);
          size = vector.getLong(MessageLayout.IOV_LEN);
          data = kept(vector.getLong(MessageLayout.IOV_BASE), result, size);
          descriptors = descriptors(header);
          address =
              address(
                  header.getLong(MessageLayout.MSG_NAME), header.getInt(MessageLayout.MSG_NAMELEN));
        }
        case ADDRESS -> address = address(words[i], words[i + 1]);
        // after accept, the peer is known from the new socket
        case OUT_ADDRESS ->
            address = kind == Transfer.Kind.ACCEPT ? null : address(words[i], number(words[i + 1]));
        default -> {
          // not part of a transfer
        }
      }
    }
    return new Transfer(
        kind,
        function.called(),
        (int) (kind == Transfer.Kind.ACCEPT ? result : words[0]),
        process(),
        data,
        kind == Transfer.Kind.SEND || kind == Transfer.Kind.RECEIVE ? moved : 0,
        size,
        descriptors,
        address,
        began,
        System.nanoTime());
  }

  private static int indexOf(NativeFunction function, String family) {
    List<Argument> arguments = function.arguments();
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i).isOf(family)) {
        return i;
      }
    }
    return -1;
  }

  private static byte[] kept(long at, long result, long size) {
    return StraceArguments.bytes(at, Math.min(Transfer.KEPT, Math.min(result, size)));
  }

  private static int number(long at) {
    return at == 0 ? 0 : Libc.view(at, Integer.BYTES).getInt(0);
  }

  private static String address(long at, long length) {
    if (at == 0 || length <= Short.BYTES) {
      return null;
    }
    int size = (int) Math.min(length, SocketAddress.STORAGE);
    return SocketAddress.read(new NativeMemory(Libc.view(at, size), 0, at, size), size).toString();
  }

  private static int descriptors(ByteBuffer header) {
    long at = header.getLong(MessageLayout.MSG_CONTROL);
    int length = (int) header.getLong(MessageLayout.MSG_CONTROLLEN);
    if (at == 0 || length == 0) {
      return 0;
    }
    int found = 0;
    for (ControlMessage message :
        ControlMessage.read(new NativeMemory(Libc.view(at, length), 0, at, length), length)) {
      if (message.level() == SocketConstants.SOL_SOCKET
          && message.type() == SocketConstants.SCM_RIGHTS) {
        found += message.data().length / Integer.BYTES;
      }
    }
    return found;
  }
}
