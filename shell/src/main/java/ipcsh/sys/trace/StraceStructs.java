package ipcsh.sys.trace;

import static ipcsh.sys.abi.SocketConstants.IPV6_RECVERR;
import static ipcsh.sys.abi.SocketConstants.IP_RECVERR;
import static ipcsh.sys.abi.SocketConstants.SCM_CREDENTIALS;
import static ipcsh.sys.abi.SocketConstants.SCM_INQ;
import static ipcsh.sys.abi.SocketConstants.SCM_PIDFD;
import static ipcsh.sys.abi.SocketConstants.SCM_RIGHTS;
import static ipcsh.sys.abi.SocketConstants.SCM_TIMESTAMP;
import static ipcsh.sys.abi.SocketConstants.SCM_TIMESTAMPNS;
import static ipcsh.sys.abi.SocketConstants.SOL_IP;
import static ipcsh.sys.abi.SocketConstants.SOL_IPV6;
import static ipcsh.sys.abi.SocketConstants.SOL_SOCKET;

import ipcsh.sys.abi.ChildInfo;
import ipcsh.sys.abi.ControlMessage;
import ipcsh.sys.abi.FileAttributes;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.FileSystemConstants;
import ipcsh.sys.abi.KernelSignalAction;
import ipcsh.sys.abi.Libc;
import ipcsh.sys.abi.MessageLayout;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.QueueConstants;
import ipcsh.sys.abi.RecordLock;
import ipcsh.sys.abi.SignalConstants;
import ipcsh.sys.abi.SignalInfo;
import ipcsh.sys.abi.SocketAddress;
import ipcsh.sys.abi.StaleDescriptor;
import ipcsh.sys.function.Limits;
import ipcsh.sys.function.MessageQueues;
import ipcsh.sys.text.Quoted;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.StringJoiner;

/** Structures in the notation of strace. */
final class StraceStructs {
  private static final int SHOWN = 32;

  /** The maximum number of array elements shown. */
  private static final int VECTOR_SHOWN = 32;

  private final StraceNames names;

  StraceStructs(StraceNames names) {
    this.names = names;
  }

  String address(byte[] bytes) {
    return SocketAddress.traced(bytes, family -> names.of("AF_", family));
  }

  /**
   * A {@code struct flock}.
   *
   * @param isTold whether the kernel has filled it, including the holder of the lock
   */
  String flock(long at, boolean isTold) {
    ByteBuffer flock = Libc.view(at, RecordLock.STRUCT_SIZE);
    return "{l_type="
        + names.of(RecordLock.TYPES, flock.getShort(RecordLock.L_TYPE))
        + ", l_whence="
        + names.of("SEEK_", flock.getShort(RecordLock.L_WHENCE))
        + ", l_start="
        + flock.getLong(RecordLock.L_START)
        + ", l_len="
        + flock.getLong(RecordLock.L_LEN)
        + (isTold ? ", l_pid=" + flock.getInt(RecordLock.L_PID) : "")
        + "}";
  }

  /** A {@code struct msghdr}; {@code arrived} is the result of recvmsg, -1 for one to be sent. */
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

  /** The same for a receive that failed: only the size of the buffer for the name has been read. */
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
        switch (message.level()) {
          case SOL_SOCKET ->
              message.type() == SCM_TIMESTAMP || message.type() == SCM_TIMESTAMPNS
                  ? names.of("SO_", message.type())
                  : names.of("SCM_", message.type());
          case SOL_IP -> names.of("IP_", message.type());
          case SOL_IPV6 -> names.of("IPV6_", message.type());
          default -> "" + message.type();
        };
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

  /** {@code struct sock_extended_err}, and the address of the node that has reported it. */
  private String queuedError(byte[] data) {
    ByteBuffer in = ByteBuffer.wrap(data).order(ByteOrder.nativeOrder());
    String text =
        "{ee_errno="
            + in.getInt()
            + ", ee_origin="
            + (in.get() & 0xff)
            + ", ee_type="
            + (in.get() & 0xff)
            + ", ee_code="
            + (in.get() & 0xff);
    in.get();
    text +=
        ", ee_info="
            + Integer.toUnsignedString(in.getInt())
            + ", ee_data="
            + Integer.toUnsignedString(in.getInt());
    byte[] offender = Arrays.copyOfRange(data, in.position(), data.length);
    return text + (offender.length < 2 ? "" : ", offender=" + address(offender)) + "}";
  }

  private String controlData(ControlMessage message) {
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
    boolean isTime =
        message.level() == SOL_SOCKET
            && (message.type() == SCM_TIMESTAMP || message.type() == SCM_TIMESTAMPNS);
    if (isTime && in.remaining() >= 16) {
      String part = message.type() == SCM_TIMESTAMP ? "tv_usec" : "tv_nsec";
      return "{tv_sec=" + in.getLong() + ", " + part + "=" + in.getLong() + "}";
    }
    if (message.level() == SOL_SOCKET && message.type() == SCM_INQ && in.remaining() >= 4) {
      return "[" + in.getInt() + "]";
    }
    if (message.level() == SOL_IP && message.type() == IP_RECVERR && in.remaining() >= 16
        || message.level() == SOL_IPV6 && message.type() == IPV6_RECVERR && in.remaining() >= 16) {
      return queuedError(message.data());
    }
    return Quoted.bytes(message.data(), SHOWN);
  }

  /** The {@code siginfo_t} of waitid; empty if no child has changed state. */
  String childInfo(long at) {
    if (at == 0) {
      return "NULL";
    }
    NativeMemory info = new NativeMemory(Libc.view(at, SignalInfo.SIZE), 0, at, SignalInfo.SIZE);
    return ChildInfo.traced(new SignalInfo(info), signal -> names.of("SIG", signal));
  }

  /**
   * A {@code struct stat} as strace shows it: for a device its number, for other files the size.
   */
  String stat(long at) {
    ByteBuffer in = Libc.view(at, FileAttributes.STRUCT_SIZE);
    int mode = in.getInt(FileAttributes.ST_MODE);
    int type = mode & FileConstants.S_IFMT;
    boolean isDevice = type == FileConstants.S_IFCHR || type == FileConstants.S_IFBLK;
    long device = in.getLong(FileAttributes.ST_RDEV);
    long major = device >>> 8 & 0xfff | device >>> 32 & ~0xfffL;
    long minor = device & 0xff | device >>> 12 & 0xffffff00L;
    return "{st_mode="
        + names.mode(mode)
        + (isDevice
            ? String.format(", st_rdev=makedev(%#x, %#x)", major, minor)
            : ", st_size=" + in.getLong(FileAttributes.ST_SIZE))
        + ", ...}";
  }

  /** A vector of buffers that contain this many bytes in total. */
  String vector(long at, int count, long bytes) {
    ByteBuffer table = Libc.view(at, MessageLayout.IOVEC_SIZE * Math.max(count, 1));
    StringJoiner out = new StringJoiner(", ", "[", "]");
    long left = bytes;
    for (int i = 0; i < count && i < VECTOR_SHOWN; i++) {
      int piece = i * MessageLayout.IOVEC_SIZE;
      long length = table.getLong(piece + MessageLayout.IOV_LEN);
      long there = Math.min(left, length);
      byte[] data = StraceArguments.bytes(table.getLong(piece + MessageLayout.IOV_BASE), there);
      left -= there;
      out.add("{iov_base=" + Quoted.bytes(data, SHOWN) + ", iov_len=" + length + "}");
    }
    return (count > VECTOR_SHOWN ? out.add("...") : out).toString();
  }

  /** The addresses of buffers that were not filled, or are in another process. */
  String unfilledVector(long at, int count) {
    ByteBuffer table = Libc.view(at, MessageLayout.IOVEC_SIZE * Math.max(count, 1));
    StringJoiner out = new StringJoiner(", ", "[", "]");
    for (int i = 0; i < count && i < VECTOR_SHOWN; i++) {
      int piece = i * MessageLayout.IOVEC_SIZE;
      long base = table.getLong(piece + MessageLayout.IOV_BASE);
      String length = Long.toUnsignedString(table.getLong(piece + MessageLayout.IOV_LEN));
      String place = base == 0 ? "NULL" : StraceArguments.pointer(base);
      out.add("{iov_base=" + place + ", iov_len=" + length + "}");
    }
    return (count > VECTOR_SHOWN ? out.add("...") : out).toString();
  }

  String limit(long at) {
    ByteBuffer in = Libc.view(at, Limits.STRUCT_SIZE);
    return "{rlim_cur=" + limit(in, 0) + ", rlim_max=" + limit(in, Limits.RLIM_MAX) + "}";
  }

  /** A limit as in strace: multiples of 1024 are written as such. */
  private static String limit(ByteBuffer in, int at) {
    long value = in.getLong(at);
    return value == FileSystemConstants.RLIM_INFINITY
        ? "RLIM64_INFINITY"
        : Long.compareUnsigned(value, 1024) > 0 && Long.remainderUnsigned(value, 1024) == 0
            ? Long.toUnsignedString(Long.divideUnsigned(value, 1024)) + "*1024"
            : Long.toUnsignedString(value);
  }

  String pollfds(long at, int count) {
    ByteBuffer table = Libc.view(at, 8 * count);
    StringJoiner out = new StringJoiner(", ", "[", "]");
    for (int i = 0; i < count; i++) {
      int fd = table.getInt(8 * i);
      String events = names.of("POLL", table.getShort(8 * i + 4));
      out.add("{fd=" + names.descriptor(fd) + (fd == -1 ? "" : ", events=" + events) + "}");
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
                + names.descriptor(table.getInt(8 * i))
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

  /** A {@code struct mq_attr}. */
  String queueAttributes(long at) {
    if (at == 0) {
      return "NULL";
    }
    ByteBuffer in = Libc.view(at, MessageQueues.ATTRIBUTES_SIZE);
    long flags = in.getLong(MessageQueues.MQ_FLAGS);
    return "{mq_flags="
        + (flags == 0 ? "0" : names.of("O_", flags))
        + ", mq_maxmsg="
        + in.getLong(MessageQueues.MQ_MAXMSG)
        + ", mq_msgsize="
        + in.getLong(MessageQueues.MQ_MSGSIZE)
        + ", mq_curmsgs="
        + in.getLong(MessageQueues.MQ_CURMSGS)
        + "}";
  }

  /** A {@code struct sigevent}; a value of 0 is not shown. */
  String signalEvent(long at) {
    if (at == 0) {
      return "NULL";
    }
    ByteBuffer in = Libc.view(at, MessageQueues.EVENT_SIZE);
    long value = in.getLong(MessageQueues.SIGEV_VALUE);
    int signal = in.getInt(MessageQueues.SIGEV_SIGNO);
    int how = in.getInt(MessageQueues.SIGEV_NOTIFY);
    boolean named = how == QueueConstants.SIGEV_SIGNAL || how == QueueConstants.SIGEV_THREAD;
    return "{"
        + (value == 0
            ? ""
            : "sigev_value={sival_int="
                + (int) value
                + ", sival_ptr="
                + StraceArguments.pointer(value)
                + "}, ")
        + "sigev_signo="
        + (named ? names.of("SIG", signal) : signal)
        + ", sigev_notify="
        + names.of("SIGEV_", how)
        + (how == QueueConstants.SIGEV_THREAD
            ? ", sigev_notify_function=NULL, sigev_notify_attributes=NULL"
            : "")
        + "}";
  }

  /**
   * The signals of a {@code sigset_t}, without the prefix SIG, as in strace: if it has two thirds
   * of all signals, those that it does not have, {@code ~[KILL STOP]}.
   */
  String signals(long at) {
    if (at == 0) {
      return "NULL";
    }
    long set = Libc.view(at, 8).getLong(0);
    boolean isInverted = Long.bitCount(set) >= Long.SIZE * 2 / 3;
    long named = isInverted ? ~set : set;
    StringJoiner out = new StringJoiner(" ", isInverted ? "~[" : "[", "]");
    for (int signal = 1; signal <= Long.SIZE; signal++) {
      if ((named >>> signal - 1 & 1) != 0) {
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
      out.add("si_int=" + info.value());
      out.add("si_ptr=" + pointer(info.pointer()));
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
