package ipcsh.network;

import ipcsh.draw.TerminalColors;
import ipcsh.handle.WidthDependent;
import ipcsh.view.Table;
import ipcsh.view.Table.Column;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.Locale;

/**
 * Packets in the order in which they were sent, a list of {@link Packet} that prints as a table.
 */
public final class PacketTable extends AbstractList<Packet> implements WidthDependent {
  private final List<Packet> packets;

  PacketTable(List<Packet> packets) {
    this.packets = List.copyOf(packets);
  }

  @Override
  public Packet get(int index) {
    return packets.get(index);
  }

  @Override
  public int size() {
    return packets.size();
  }

  /** The number of bytes on the wire, headers included. */
  public long getBytes() {
    return packets.stream().mapToLong(Packet::getLength).sum();
  }

  /** The number of bytes of the programs' own data among them. */
  public long getPayload() {
    return packets.stream().mapToLong(Packet::getPayload).sum();
  }

  @Override
  public String text(int columns, boolean color) {
    return isEmpty()
        ? "no packets"
        : new Columns(packets.get(0)).table.text(packets, columns, color);
  }

  @Override
  public String toString() {
    return text(0, false);
  }

  /** Milliseconds with microseconds behind the point. */
  static String milliseconds(Duration time) {
    return String.format(Locale.ROOT, "%.3f", time.toNanos() / 1e6);
  }

  /** The columns; times count from the first packet. */
  private static final class Columns {
    final Table<Packet> table;

    Columns(Packet first) {
      table =
          Table.of(
              List.of(
                  Column.<Packet>of(
                          "ms", packet -> milliseconds(packet.getTime().minus(first.getTime())))
                      .number(),
                  Column.of("link", Packet::link),
                  Column.<Packet>of("packet", Packet::getSummary)
                      .cut(40, 20)
                      .painted(
                          (packet, text) -> packet.isLost() ? TerminalColors.quiet(text) : text),
                  Column.<Packet>of("", packet -> packet.isLost() ? "✗" : "")
                      .painted((packet, text) -> TerminalColors.strong(text)),
                  Column.<Packet>of("remark", Packet::getRemark).cut(14, 9)));
    }
  }
}
