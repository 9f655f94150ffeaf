package ipcsh.sys.trace;

import static ipcsh.sys.abi.SocketConstants.SCM_CREDENTIALS;
import static ipcsh.sys.abi.SocketConstants.SCM_PIDFD;
import static ipcsh.sys.abi.SocketConstants.SCM_RIGHTS;
import static ipcsh.sys.abi.SocketConstants.SOL_SOCKET;

import ipcsh.sys.abi.ControlMessage;
import ipcsh.sys.abi.FileAttributes;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.FileSystemConstants;
import ipcsh.sys.abi.Libc;
import ipcsh.sys.abi.MessageLayout;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.SocketAddress;
import ipcsh.sys.abi.StaleDescriptor;
import ipcsh.sys.function.Limits;
import ipcsh.sys.text.Quoted;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.StringJoiner;

/** Structures in strace's words. */
final class StraceStructs {
  private static final int SHOWN = 32;

  /** So many elements of an array are shown. */
  private static final int VECTOR_SHOWN = 32;

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

  /** What strace shows of a {@code struct stat}: of a device its number, of others the size. */
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

  /** Pieces of data, of which so many bytes are there. */
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

  /** Buffers into which nothing has come. */
  String unfilledVector(long at, int count) {
    ByteBuffer table = Libc.view(at, MessageLayout.IOVEC_SIZE * Math.max(count, 1));
    StringJoiner out = new StringJoiner(", ", "[", "]");
    for (int i = 0; i < count && i < VECTOR_SHOWN; i++) {
      int piece = i * MessageLayout.IOVEC_SIZE;
      String base = StraceArguments.pointer(table.getLong(piece + MessageLayout.IOV_BASE));
      long length = table.getLong(piece + MessageLayout.IOV_LEN);
      out.add("{iov_base=" + base + ", iov_len=" + length + "}");
    }
    return (count > VECTOR_SHOWN ? out.add("...") : out).toString();
  }

  String limit(long at) {
    ByteBuffer in = Libc.view(at, Limits.STRUCT_SIZE);
    return "{rlim_cur=" + limit(in, 0) + ", rlim_max=" + limit(in, Limits.RLIM_MAX) + "}";
  }

  /** A number as strace has it: what is so many times 1024 is written so. */
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

  String timespec(long at) {
    if (at == 0) {
      return "NULL";
    }
    ByteBuffer in = Libc.view(at, 16);
    return "{tv_sec=" + in.getLong(0) + ", tv_nsec=" + in.getLong(8) + "}";
  }
}
