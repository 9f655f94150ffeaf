package ipcsh.command.topic;

import static ipcsh.sys.abi.SocketConstants.SOCK_SEQPACKET;
import static ipcsh.sys.abi.SocketConstants.SOCK_STREAM;
import static ipcsh.sys.abi.SocketConstants.SOL_SOCKET;
import static ipcsh.sys.abi.SocketConstants.SO_PASSCRED;

import ipcsh.command.Context;
import ipcsh.handle.Fd;
import ipcsh.handle.Message.End;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.SysException;

/**
 * Determines whether 0 bytes mean end of file, if the call itself does not show it. Datagrams have
 * no end, a stream has no empty messages, but a connection of records has both, and {@code recv(2)}
 * returns 0 for either: then the socket is checked for whether its peer has closed, and whether
 * more data follows.
 */
final class EndOfFile {
  private static final int HUNG_UP = FileConstants.POLLRDHUP | FileConstants.POLLHUP;

  private EndOfFile() {}

  /** The meaning of a read that requested and returned this many bytes. */
  static End of(Context context, Fd fd, int asked, int got) {
    if (got > 0 || asked == 0) {
      return End.NONE;
    }
    // also for descriptors that are not sockets
    int type = context.descriptors().type(fd);
    if (type == SOCK_STREAM) {
      return End.MET;
    }
    return type == SOCK_SEQPACKET && hasEnded(context, fd) ? End.PERHAPS : End.NONE;
  }

  /** Whether nothing more will be received; pending data comes first. */
  private static boolean hasEnded(Context context, Fd fd) {
    Sys sys = context.kernel().quiet();
    int number = context.number(fd);
    try {
      int events = sys.polling().poll(new int[] {number}, new int[] {HUNG_UP}, 0)[0];
      return (events & HUNG_UP) != 0 && sys.files().ioctl(number, FileConstants.FIONREAD, 0) == 0;
    } catch (SysException closedMeanwhile) {
      return true;
    }
  }

  /**
   * Whether each record of a socket carries its sender's credentials, which end of file does not.
   */
  static boolean bringsCredentials(Context context, Fd fd) {
    try {
      Sys sys = context.kernel().quiet();
      return sys.options().getInt(context.number(fd), SOL_SOCKET, SO_PASSCRED) != 0;
    } catch (SysException closedMeanwhile) {
      return false;
    }
  }
}
