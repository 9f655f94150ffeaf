package ipcsh.network;

import ipcsh.sys.text.Counted;
import java.util.StringJoiner;

/** A segment of TCP in a few words, for a chart. */
final class TcpLabel {
  private TcpLabel() {}

  static String of(TcpHeader tcp, int payload, Long sequence, Long acknowledgment) {
    StringJoiner words = new StringJoiner(" ");
    if (tcp.isReset()) {
      words.add("RST");
    }
    if (tcp.isSyn()) {
      words.add(tcp.isAck() ? "SYN-ACK" : "SYN");
    }
    if (payload > 0) {
      words.add(Counted.of(payload, "byte")).add("seq " + sequence);
    }
    if (tcp.isFin()) {
      words.add("FIN");
    }
    if (words.length() == 0 && tcp.isAck()) {
      words.add("ACK " + acknowledgment);
    }
    return words.toString();
  }
}
