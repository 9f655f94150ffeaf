package ipcsh.network;

import ipcsh.inspect.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The packets of a network as steps of a chart of messages. */
public final class PacketExchanges {
  /** A chart of more packets is not readable. */
  private static final int MOST = 500;

  private PacketExchanges() {}

  /**
   * The sending and the arrival of each of the packets, at most the last 500 of them.
   *
   * @param isOpen whether packets that have not arrived can still do so
   * @param lanes the lane of a host in the chart, by the name of the host
   */
  public static List<Exchange> of(
      List<Packet> packets, boolean isOpen, UnaryOperator<String> lanes) {
    List<Exchange> all = new ArrayList<>();
    for (Packet packet : packets.subList(Math.max(0, packets.size() - MOST), packets.size())) {
      String from = lanes.apply(packet.getFrom());
      String to = lanes.apply(packet.getTo());
      String label = packet.label();
      boolean isUnderway = isOpen && !packet.isLost() && packet.deliveredAt() == 0;
      all.add(
          isUnderway
              ? Exchange.underway(packet.number(), from, to, label, packet.sentAt())
              : Exchange.packet(false, packet.number(), from, to, label, packet.sentAt()));
      if (packet.deliveredAt() != 0) {
        all.add(Exchange.packet(true, packet.number(), to, from, label, packet.deliveredAt()));
      }
    }
    return all;
  }
}
