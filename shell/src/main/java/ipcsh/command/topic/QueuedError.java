package ipcsh.command.topic;

import ipcsh.sys.abi.ControlMessage;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SocketAddress;
import ipcsh.sys.abi.SocketConstants;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * {@code struct sock_extended_err} of {@code ip(7)}, by the names of its fields, and the offender:
 * the address of the node that has reported the error. Equal to an Errno if that is its error.
 */
final class QueuedError extends Struct {
  private static final long serialVersionUID = 1;
  private static final int SIZE = 16;

  private QueuedError() {
    super("ee_");
  }

  /** The error that was received with a message, or null. */
  static QueuedError in(List<ControlMessage> control) {
    for (ControlMessage message : control) {
      boolean reports =
          message.level() == SocketConstants.SOL_IP && message.type() == SocketConstants.IP_RECVERR
              || message.level() == SocketConstants.SOL_IPV6
                  && message.type() == SocketConstants.IPV6_RECVERR;
      if (reports && message.data().length >= SIZE) {
        return of(message.data());
      }
    }
    return null;
  }

  private static QueuedError of(byte[] data) {
    ByteBuffer in = ByteBuffer.wrap(data).order(ByteOrder.nativeOrder());
    int number = in.getInt();
    QueuedError error = new QueuedError();
    error.put("ee_errno", number > 0 ? Errno.of(number) : number);
    error.put("ee_origin", in.get() & 0xff);
    error.put("ee_type", in.get() & 0xff);
    error.put("ee_code", in.get() & 0xff);
    in.get();
    error.put("ee_info", FileCommands.narrowed(Integer.toUnsignedLong(in.getInt())));
    error.put("ee_data", FileCommands.narrowed(Integer.toUnsignedLong(in.getInt())));
    error.put("offender", offender(Arrays.copyOfRange(data, SIZE, data.length)));
    return error;
  }

  /** Null if the error was detected locally. */
  private static CharSequence offender(byte[] address) {
    boolean unknown = address.length < Short.BYTES || address[0] == 0 && address[1] == 0;
    return unknown || address.length > SocketAddress.STORAGE
        ? null
        : SocketCommands.text(SocketAddress.of(address));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Errno ? other == super.get("ee_errno") : super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
