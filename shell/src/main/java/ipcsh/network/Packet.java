package ipcsh.network;

import ipcsh.handle.Properties;
import ipcsh.network.TcpConversations.Base;
import ipcsh.network.TcpConversations.Repeat;
import ipcsh.sys.text.Counted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;

/** A packet that came to the wire: what it is, and what became of it. */
public final class Packet implements Properties {
  private final PacketLog.Record record;
  private final IpHeader ip;
  private final TcpHeader tcp;
  private final Base base;
  private final Repeat repeat;
  private final Topology topology;
  private final long origin;

  private Packet(
      PacketLog.Record record,
      IpHeader ip,
      TcpConversations conversations,
      Topology topology,
      long origin) {
    this.record = record;
    this.ip = ip;
    this.topology = topology;
    this.origin = origin;
    this.tcp = ip != null && ip.isTcp() ? new TcpHeader(ip.body()) : null;
    this.base = tcp == null ? Base.NONE : conversations.base(ip, tcp);
    this.repeat =
        tcp == null
            ? Repeat.NONE
            : conversations.repeat(record.from(), record.to(), ip, tcp, ip.payload());
  }

  /** The packets since a log was cleared, in its order; times count from {@code origin}. */
  static List<Packet> all(PacketLog log, Topology topology, long origin) {
    TcpConversations conversations = new TcpConversations();
    List<Packet> all = new ArrayList<>();
    long first = log.first();
    for (PacketLog.Record record : log.all()) {
      IpHeader ip = IpHeader.of(new PacketBytes(record.data()));
      Packet packet = new Packet(record, ip, conversations, topology, origin);
      if (record.number() >= first) {
        all.add(packet);
      }
    }
    return all;
  }

  /** When it was sent, since the network was made. */
  public Duration getTime() {
    return Duration.ofNanos(record.sent() - origin);
  }

  /** When it was delivered; null if it was not, or not yet. */
  public Duration getDelivered() {
    return record.delivered() == 0 ? null : Duration.ofNanos(record.delivered() - origin);
  }

  /** What distinguishes it from others of its network. */
  long number() {
    return record.number();
  }

  /** The same by {@link System#nanoTime}; 0 if it was not. */
  long deliveredAt() {
    return record.delivered();
  }

  /** When it was sent, by {@link System#nanoTime}. */
  public long sentAt() {
    return record.sent();
  }

  /** The name of the host that sent it on this link. */
  public String getFrom() {
    return topology.name(record.from());
  }

  /** The name of the host to which it went on this link. */
  public String getTo() {
    return topology.name(record.to());
  }

  /** The link on which it was, if there are several; otherwise null. */
  String link() {
    return topology.hasRouter() ? getFrom() + " → " + getTo() : null;
  }

  /** {@code TCP}, {@code UDP}, {@code ICMP}, or the number of another protocol. */
  public String getProtocol() {
    if (ip == null) {
      return "";
    }
    return switch (ip.protocol()) {
      case IpHeader.TCP -> "TCP";
      case IpHeader.UDP -> "UDP";
      case IpHeader.ICMP, IpHeader.ICMP6 -> "ICMP";
      default -> String.valueOf(ip.protocol());
    };
  }

  /** Its length on the wire, headers included. */
  public int getLength() {
    return record.data().length;
  }

  /** How many bytes of it are the programs' own. */
  public int getPayload() {
    return ip == null ? 0 : ip.payload();
  }

  /** All its bytes. */
  public byte[] getBytes() {
    return record.data().clone();
  }

  /** The letters of the flags of TCP, {@code S.}; null for other protocols. */
  public String getFlags() {
    return tcp == null ? null : tcp.flags();
  }

  /** The number of its first byte of TCP, relative to the beginning of the connection. */
  public Long getSeq() {
    return tcp == null || tcp.isSyn() ? null : tcp.sequence() - base.sequence() & 0xffffffffL;
  }

  /** The number of the byte that its sender expects next. */
  public Long getAck() {
    return tcp == null || tcp.isSyn() || !tcp.isAck()
        ? null
        : tcp.acknowledgment() - base.acknowledgment() & 0xffffffffL;
  }

  /** The window that it announces, as it is in the header. */
  public Integer getWindow() {
    return tcp == null ? null : tcp.window();
  }

  /** What the wire did with it. */
  public Fate getFate() {
    return record.fate();
  }

  /** Whether it did not arrive. */
  public boolean isLost() {
    return record.fate().isLost();
  }

  /** Whether TCP had sent it before. */
  public boolean isRetransmission() {
    return repeat == Repeat.RETRANSMISSION;
  }

  /** Whether it only asks whether the other side is still there. */
  public boolean isKeepalive() {
    return repeat == Repeat.KEEPALIVE;
  }

  /** Whether the wire delivered it twice. */
  public boolean isDuplicated() {
    return record.isDuplicated();
  }

  /** Whether a later one overtook it. */
  public boolean isOvertaken() {
    return record.isOvertaken();
  }

  /** Whether it is a piece of a datagram. */
  public boolean isFragment() {
    return ip != null && ip.isFragmented();
  }

  /** What {@code tcpdump -n} says about it. */
  public String getText() {
    return ip == null ? "not IP, length " + getLength() : PacketText.of(ip, base);
  }

  /** The same with names of hosts, and without the options of TCP. */
  public String getSummary() {
    if (ip == null) {
      return getText();
    }
    UnaryOperator<String> names = topology::named;
    return PacketText.brief(ip, base, names) + fragment();
  }

  private String fragment() {
    return ip.isFragmented() && !ip.isSix()
        ? " (frag "
            + ip.id()
            + ":"
            + ip.length()
            + "@"
            + ip.fragment()
            + (ip.hasMore() ? "+)" : ")")
        : "";
  }

  /** What is special about it, {@code lost, retransmission}; empty if nothing. */
  public String getRemark() {
    StringJoiner remark = new StringJoiner(", ");
    if (isLost()) {
      remark.add(record.fate().toString());
    }
    if (isRetransmission()) {
      remark.add("retransmission");
    }
    if (isKeepalive()) {
      remark.add("keepalive");
    }
    if (isDuplicated()) {
      remark.add("duplicated");
    }
    if (isOvertaken()) {
      remark.add("overtaken");
    }
    return remark.toString();
  }

  /** A few words for a chart: {@code SYN}, {@code 5 bytes seq 1}, {@code ACK 6}. */
  public String label() {
    String remark = isRetransmission() ? " again" : isKeepalive() ? " keepalive" : "";
    if (tcp != null) {
      return TcpLabel.of(tcp, ip.payload(), getSeq(), getAck()) + remark;
    }
    if (ip == null) {
      return "?";
    }
    if (ip.isIcmp()) {
      return new IcmpText(ip.body(), ip.length(), ip.isSix(), topology::named).text();
    }
    String piece = ip.isFragmented() ? " (fragment at " + ip.fragment() + ")" : "";
    return getProtocol() + " " + Counted.of(getPayload(), "byte") + piece;
  }

  @Override
  public Map<String, Object> properties() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("time", getTime());
    all.put("delivered", getDelivered());
    all.put("from", getFrom());
    all.put("to", getTo());
    all.put("protocol", getProtocol());
    all.put("length", getLength());
    all.put("payload", getPayload());
    all.put("lost", isLost());
    all.put("retransmission", isRetransmission());
    all.put("remark", getRemark());
    all.put("text", getText());
    return all;
  }

  @Override
  public String toString() {
    String remark = getRemark();
    return PacketTable.milliseconds(getTime())
        + " ms  "
        + getSummary()
        + (remark.isEmpty() ? "" : "  " + remark);
  }
}
