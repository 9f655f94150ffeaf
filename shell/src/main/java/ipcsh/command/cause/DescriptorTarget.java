package ipcsh.command.cause;

import static ipcsh.sys.abi.FileConstants.O_PATH;
import static ipcsh.sys.abi.SocketConstants.AF_INET;
import static ipcsh.sys.abi.SocketConstants.AF_INET6;
import static ipcsh.sys.abi.SocketConstants.AF_UNIX;
import static ipcsh.sys.abi.SocketConstants.SOCK_DGRAM;
import static ipcsh.sys.abi.SocketConstants.SOCK_SEQPACKET;
import static ipcsh.sys.abi.SocketConstants.SOCK_STREAM;
import static ipcsh.sys.abi.SocketConstants.SOL_SOCKET;
import static ipcsh.sys.abi.SocketConstants.SOL_TCP;
import static ipcsh.sys.abi.SocketConstants.SO_ACCEPTCONN;
import static ipcsh.sys.abi.SocketConstants.SO_DOMAIN;
import static ipcsh.sys.abi.SocketConstants.SO_TYPE;
import static ipcsh.sys.abi.SocketConstants.TCP_INFO;

import ipcsh.inspect.QueueStatus;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.function.MessageQueues;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What a descriptor of the calling process refers to, as determined from a duplicate ({@code
 * pidfd_getfd(2)}): it is the same open file description, so it has the same state.
 */
final class DescriptorTarget implements AutoCloseable {
  private static final int ACCESS = 3;
  private static final int SECONDS_AND_MICROSECONDS = 16;

  private final Sys sys;
  private final int copy;
  private final String link;

  /**
   * Duplicates it.
   *
   * @throws SysException EBADF if the number is not open, EPERM if it may not be inspected
   */
  DescriptorTarget(Sys sys, int pidfd, int number) {
    this.sys = sys;
    this.copy = sys.processControl().pidfdGetfd(pidfd, number);
    this.link = sys.files().readlink("/proc/thread-self/fd/" + copy);
  }

  /** The link in /proc: {@code socket:[4711]}, {@code anon_inode:[eventfd]}, a path. */
  String link() {
    return link;
  }

  boolean isSocket() {
    return link.startsWith("socket:[");
  }

  /** The inode number of a socket. */
  long socketInode() {
    return Long.parseLong(link.replaceAll("\\D", ""));
  }

  /** Its kind as a noun: {@code a pipe}. */
  String kind() {
    if (isSocket()) {
      return "a socket";
    }
    if (link.startsWith("anon_inode:")) {
      String name = link.replaceAll("anon_inode:|[\\[\\]]", "");
      return (name.matches("[aeiou].*") ? "an " : "a ") + name;
    }
    if (link.startsWith("pipe:")) {
      return "a pipe";
    }
    return PathWalk.kind(sys.files().stat("/proc/thread-self/fd/" + copy).type());
  }

  /** The type of the file, one of the S_IF constants. */
  int fileType() {
    return link.startsWith("anon_inode:")
        ? 0
        : sys.files().stat("/proc/thread-self/fd/" + copy).type();
  }

  int flags() {
    return sys.files().fcntl(copy, FileConstants.F_GETFL, 0);
  }

  boolean has(int flag) {
    return (flags() & flag) == flag;
  }

  boolean isPathOnly() {
    return has(O_PATH);
  }

  boolean isWriteOnly() {
    return (flags() & ACCESS) == FileConstants.O_WRONLY;
  }

  boolean isReadOnly() {
    return (flags() & ACCESS) == FileConstants.O_RDONLY;
  }

  /** The result of an fcntl query; -1 if it is not supported. */
  int fcntl(int command) {
    try {
      return sys.files().fcntl(copy, command, 0);
    } catch (SysException notOfThisKind) {
      return -1;
    }
  }

  /** The number of bytes that can be read; -1 if unknown. */
  int readable() {
    try {
      return sys.files().ioctl(copy, FileConstants.FIONREAD, 0);
    } catch (SysException notOfThisKind) {
      return -1;
    }
  }

  int poll(int events) {
    return sys.polling().poll(new int[] {copy}, new int[] {events}, 0)[0];
  }

  /** The attributes of the message queue; null if it is not one. */
  MessageQueues.Attributes queue() {
    try {
      return sys.queues().getattr(copy);
    } catch (SysException noQueue) {
      return null;
    }
  }

  /** The status of a message queue; null if it may not be read. */
  QueueStatus queueStatus() {
    try {
      byte[] text = sys.files().pread(copy, QueueStatus.SIZE, 0);
      return QueueStatus.of(new String(text, StandardCharsets.US_ASCII));
    } catch (SysException openForWritingOnly) {
      return null;
    }
  }

  int domain() {
    return option(SOL_SOCKET, SO_DOMAIN);
  }

  int type() {
    return option(SOL_SOCKET, SO_TYPE);
  }

  boolean isUnix() {
    return isSocket() && domain() == AF_UNIX;
  }

  boolean isInternet() {
    return isSocket() && (domain() == AF_INET || domain() == AF_INET6);
  }

  boolean isTcp() {
    return isInternet() && type() == SOCK_STREAM;
  }

  boolean isDatagram() {
    return isSocket() && type() == SOCK_DGRAM;
  }

  boolean isConnectionOriented() {
    return isSocket() && (type() == SOCK_STREAM || type() == SOCK_SEQPACKET);
  }

  boolean isListening() {
    return isSocket() && option(SOL_SOCKET, SO_ACCEPTCONN) == 1;
  }

  /** A socket option of type int; -1 if there is none. */
  int option(int level, int name) {
    try {
      return sys.options().getInt(copy, level, name);
    } catch (SysException none) {
      return -1;
    }
  }

  /** Whether SO_RCVTIMEO or SO_SNDTIMEO is set. */
  boolean hasTimeout(int name) {
    try {
      for (byte one : sys.options().get(copy, SOL_SOCKET, name)) {
        if (one != 0) {
          return true;
        }
      }
      return false;
    } catch (SysException none) {
      return false;
    }
  }

  /** The same as text, {@code 0.250 s}. */
  String timeout(int name) {
    byte[] value = sys.options().get(copy, SOL_SOCKET, name);
    if (value.length < SECONDS_AND_MICROSECONDS) {
      return "the time";
    }
    ByteBuffer in = ByteBuffer.wrap(value).order(ByteOrder.nativeOrder());
    long seconds = in.getLong();
    long milliseconds = in.getLong() / 1000;
    return milliseconds == 0 ? seconds + " s" : String.format("%d.%03d s", seconds, milliseconds);
  }

  /** The TCP state by the kernel's numbers; -1 if there is none. */
  int tcpState() {
    try {
      return sys.options().get(copy, SOL_TCP, TCP_INFO)[0];
    } catch (SysException none) {
      return -1;
    }
  }

  /** Its own address; null if there is none. */
  String name() {
    try {
      return orNull(String.valueOf(sys.sockets().getsockname(copy)));
    } catch (SysException none) {
      return null;
    }
  }

  private static String orNull(String address) {
    return address.isEmpty() || address.equals("null") || address.endsWith(":0") ? null : address;
  }

  /** The address of its peer, empty for a peer without a name; null if there is no peer. */
  String peer() {
    try {
      return String.valueOf(sys.sockets().getpeername(copy));
    } catch (SysException notConnected) {
      return null;
    }
  }

  @Override
  public void close() {
    sys.files().close(copy);
  }
}
