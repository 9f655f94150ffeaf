package ipcsh.inspect;

import java.nio.ByteBuffer;

/**
 * What memory a socket takes ({@code SK_MEMINFO_*}), and how much it may.
 *
 * @param received what lies in its queue
 * @param mayReceive how much may lie there: SO_RCVBUF
 * @param sent what it has sent and nobody has taken
 * @param maySend how much that may be: SO_SNDBUF
 */
record SocketMemory(long received, long mayReceive, long sent, long maySend) {
  static SocketMemory of(ByteBuffer attribute) {
    return new SocketMemory(
        Integer.toUnsignedLong(attribute.getInt()),
        Integer.toUnsignedLong(attribute.getInt()),
        Integer.toUnsignedLong(attribute.getInt()),
        Integer.toUnsignedLong(attribute.getInt()));
  }

  /** How full the queue is of what it is to receive. */
  Double receiving() {
    return share(received, mayReceive);
  }

  /** How full the memory is of what it has sent. */
  Double sending() {
    return share(sent, maySend);
  }

  private static Double share(long part, long whole) {
    return whole == 0 ? null : (Double) Math.min(1.0, (double) part / whole);
  }
}
