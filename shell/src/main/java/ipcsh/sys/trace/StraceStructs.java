package ipcsh.sys.trace;

import static ipcsh.sys.abi.SocketConstants.SCM_CREDENTIALS;
import static ipcsh.sys.abi.SocketConstants.SCM_PIDFD;
import static ipcsh.sys.abi.SocketConstants.SCM_RIGHTS;
import static ipcsh.sys.abi.SocketConstants.SOL_SOCKET;

import ipcsh.sys.abi.ControlMessage;
import ipcsh.sys.abi.KernelSignalAction;
import ipcsh.sys.abi.Libc;
import ipcsh.sys.abi.MessageLayout;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.SignalConstants;
import ipcsh.sys.abi.SignalInfo;
import ipcsh.sys.abi.SocketAddress;
import ipcsh.sys.abi.StaleDescriptor;
import ipcsh.sys.text.Quoted;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.StringJoiner;

/** Structures in strace's words. */
final class StraceStructs {
  private static final int SHOWN = 32;

  private final StraceNames names;

  StraceStructs(StraceNames names) {
    this.names = names;
  }

  String address(byte[] bytes) {
    return SocketAddress.traced(bytes, family -> names.of("AF_", family));
  }

  /** A {@code struct msghdr}; {@code arrived} is what recvmsg returned, -1 for one to be sent. */
  String message(long at, long arrived) {
    ByteBuffer header = Libc.view(at, MessageLayout.MSGHDR_SIZE);
    long name = header.getLong(MessageLayout.MSG_NAME);
    int nameLength = header.getInt(MessageLayout.MSG_NAMELEN);
    String who =
        name == 0
            ? "NULL"
            : nameLength == 0
                ? StraceArguments.pointer(name)
                : address(StraceArguments.bytes(name, nameLength));
    boolean changed = arrived >= 0 && nameLength != SocketAddress.STORAGE;
    String room = changed ? SocketAddress.STORAGE + " => " : "";
    ByteBuffer vector = Libc.view(header.getLong(MessageLayout.MSG_IOV), MessageLayout.IOVEC_SIZE);
    long length = vector.getLong(MessageLayout.IOV_LEN);
    long shown = arrived < 0 ? length : Math.min(arrived, length);
    byte[] data = StraceArguments.bytes(vector.getLong(MessageLayout.IOV_BASE), shown);
    return "{msg_name="
        + who
        + ", msg_namelen="
        + room
        + nameLength
        + ", msg_iov=[{iov_base="
        + Quoted.bytes(data, SHOWN)
        + ", iov_len="
        + length
        + "}], msg_iovlen=1"
        + control(header)
        + ", msg_flags="
        + names.of("MSG_", header.getInt(MessageLayout.MSG_FLAGS))
        + "}";
  }

  /** The same that nothing has come into: only the room for the name has been read. */
  String unfilled(long at) {
    int room = Libc.view(at, MessageLayout.MSGHDR_SIZE).getInt(MessageLayout.MSG_NAMELEN);
    return "{msg_namelen=" + room + "}";
  }

  private String control(ByteBuffer header) {
    long at = header.getLong(MessageLayout.MSG_CONTROL);
    int length = (int) header.getLong(MessageLayout.MSG_CONTROLLEN);
    if (at == 0 || length == 0) {
      return ", msg_controllen=" + length;
    }
    NativeMemory memory = new NativeMemory(Libc.view(at, length), 0, at, length);
    StringJoiner out = new StringJoiner(", ", "[", "]");
    for (ControlMessage message : ControlMessage.read(memory, length)) {
      out.add(controlMessage(message));
    }
    return ", msg_control=" + out + ", msg_controllen=" + length;
  }

  private String controlMessage(ControlMessage message) {
    String type =
        message.level() == SOL_SOCKET ? names.of("SCM_", message.type()) : "" + message.type();
    return "{cmsg_len="
        + MessageLayout.cmsgLen(message.data().length)
        + ", cmsg_level="
        + names.of("SOL_", message.level())
        + ", cmsg_type="
        + type
        + ", cmsg_data="
        + controlData(message)
        + "}";
  }

  private static String controlData(ControlMessage message) {
    ByteBuffer in = ByteBuffer.wrap(message.data()).order(ByteOrder.nativeOrder());
    if (message.level() == SOL_SOCKET
        && (message.type() == SCM_RIGHTS || message.type() == SCM_PIDFD)) {
      StringJoiner fds = new StringJoiner(", ", "[", "]");
      while (in.remaining() >= 4) {
        fds.add(Integer.toString(StaleDescriptor.shown(in.getInt())));
      }
      return fds.toString();
    }
    if (message.level() == SOL_SOCKET
        && message.type() == SCM_CREDENTIALS
        && in.remaining() >= 12) {
      return "{pid=" + in.getInt() + ", uid=" + in.getInt() + ", gid=" + in.getInt() + "}";
    }
    return Quoted.bytes(message.data(), SHOWN);
  }

  String pollfds(long at, int count) {
    ByteBuffer table = Libc.view(at, 8 * count);
    StringJoiner out = new StringJoiner(", ", "[", "]");
    for (int i = 0; i < count; i++) {
      int fd = table.getInt(8 * i);
      String events = names.of("POLL", table.getShort(8 * i + 4));
      out.add("{fd=" + StaleDescriptor.shown(fd) + (fd == -1 ? "" : ", events=" + events) + "}");
    }
    return out.toString();
  }

  String ready(long at, int count) {
    ByteBuffer table = Libc.view(at, 8 * count);
    StringJoiner out = new StringJoiner(", ", "[", "]");
    for (int i = 0; i < count; i++) {
      if (table.getShort(8 * i + 6) != 0) {
        out.add(
            "{fd="
                + StaleDescriptor.shown(table.getInt(8 * i))
                + ", revents="
                + names.of("POLL", table.getShort(8 * i + 6))
                + "}");
      }
    }
    return out.toString();
  }

  String itimerspec(long at) {
    return at == 0
        ? "NULL"
        : "{it_interval=" + timespec(at) + ", it_value=" + timespec(at + 16) + "}";
  }

  /** The signals of a {@code sigset_t}, without their SIG, as strace has them. */
  String signals(long at) {
    if (at == 0) {
      return "NULL";
    }
    long set = Libc.view(at, 8).getLong(0);
    StringJoiner out = new StringJoiner(" ", "[", "]");
    for (int signal = 1; signal <= Long.SIZE; signal++) {
      if ((set >>> signal - 1 & 1) != 0) {
        out.add(names.of("SIG", signal).replaceFirst("^SIG", ""));
      }
    }
    return out.toString();
  }

  /** What is done at a signal, as {@code rt_sigaction(2)} has it. */
  String signalAction(long at) {
    if (at == 0) {
      return "NULL";
    }
    ByteBuffer in = Libc.view(at, KernelSignalAction.SIZE);
    long handler = in.getLong(KernelSignalAction.HANDLER);
    int flags = in.getInt(KernelSignalAction.FLAGS);
    String action =
        handler == SignalConstants.SIG_DFL
            ? "SIG_DFL"
            : handler == SignalConstants.SIG_IGN ? "SIG_IGN" : StraceArguments.pointer(handler);
    boolean restorer = (flags & SignalConstants.SA_RESTORER) != 0;
    return "{sa_handler="
        + action
        + ", sa_mask="
        + signals(at + KernelSignalAction.MASK)
        + ", sa_flags="
        + names.of("SA_", flags)
        + (restorer
            ? ", sa_restorer=" + StraceArguments.pointer(in.getLong(KernelSignalAction.RESTORER))
            : "")
        + "}";
  }

  /** A signal with what it says. */
  String signalInfo(long at) {
    return at == 0
        ? "NULL"
        : signalInfo(new SignalInfo(StraceArguments.bytes(at, SignalInfo.SIZE)));
  }

  String signalInfo(SignalInfo info) {
    StringJoiner out = new StringJoiner(", ", "{", "}");
    out.add("si_signo=" + names.of("SIG", info.signo())).add("si_code=" + info.codeName());
    if (info.hasSender()) {
      out.add("si_pid=" + info.pid()).add("si_uid=" + info.uid());
    }
    if (info.isOfChild()) {
      boolean exited = info.code() == SignalConstants.CLD_EXITED;
      out.add("si_status=" + (exited ? info.status() : names.of("SIG", info.status())));
    } else if (info.hasValue()) {
      out.add("si_value={int=" + info.value() + ", ptr=" + pointer(info.pointer()) + "}");
    } else if (info.isOfDescriptor()) {
      out.add("si_band=" + info.band()).add("si_fd=" + info.fd());
    }
    return out.toString();
  }

  private static String pointer(long value) {
    return value == 0 ? "NULL" : StraceArguments.pointer(value);
  }

  String timespec(long at) {
    if (at == 0) {
      return "NULL";
    }
    ByteBuffer in = Libc.view(at, 16);
    return "{tv_sec=" + in.getLong(0) + ", tv_nsec=" + in.getLong(8) + "}";
  }
}
