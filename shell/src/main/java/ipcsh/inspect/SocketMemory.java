package ipcsh.inspect;

import java.nio.ByteBuffer;

/**
 * The memory of a socket ({@code SK_MEMINFO_*}), and its limits.
 *
 * @param received the memory of the receive queue
 * @param mayReceive its limit: SO_RCVBUF
 * @param sent the memory of sent data that has not been received
 * @param maySend its limit: SO_SNDBUF
 */
record SocketMemory(long received, long mayReceive, long sent, long maySend) {
  static SocketMemory of(ByteBuffer attribute) {
    return new SocketMemory(
        Integer.toUnsignedLong(attribute.getInt()),
        Integer.toUnsignedLong(attribute.getInt()),
        Integer.toUnsignedLong(attribute.getInt()),
        Integer.toUnsignedLong(attribute.getInt()));
  }

  /** The fill level of the receive queue, from 0 to 1. */
  Double receiving() {
    return share(received, mayReceive);
  }

  /** The fill level of the send buffer, from 0 to 1. */
  Double sending() {
    return share(sent, maySend);
  }

  private static Double share(long part, long whole) {
    return whole == 0 ? null : (Double) Math.min(1.0, (double) part / whole);
  }
}
