package ipcsh.network;

import java.util.HashMap;
import java.util.Map;

/**
 * The connections in a list of packets, for relative numbers as tcpdump counts them, and for what
 * was sent before. Packets are entered in the order in which they were sent.
 */
final class TcpConversations {
  /** What is subtracted from the numbers of one packet. */
  record Base(long sequence, long acknowledgment) {
    static final Base NONE = new Base(0, 0);
  }

  /** What a segment is, compared to those before it. */
  enum Repeat {
    /** It is new. */
    NONE,
    /** It was sent before. */
    RETRANSMISSION,
    /** It asks whether the other side is still there. */
    KEEPALIVE
  }

  private record Ends(String one, String other) {}

  private record Stream(int from, int to, String sender, String receiver) {}

  /** The numbers of both sides, as the side with the smaller name sees them. */
  private static final class Conversation {
    long one;
    long other;
  }

  private final Map<Ends, Conversation> conversations = new HashMap<>();
  private final Map<Stream, Long> sent = new HashMap<>();

  /** The numbers to which those of a segment are relative. */
  Base base(IpHeader ip, TcpHeader tcp) {
    if (!tcp.isAck()) {
      // tcpdump knows no conversation before both sides have spoken
      return Base.NONE;
    }
    String sender = ip.source() + "." + tcp.sourcePort();
    String receiver = ip.destination() + "." + tcp.destinationPort();
    boolean isFirst = sender.compareTo(receiver) < 0;
    Ends ends = isFirst ? new Ends(sender, receiver) : new Ends(receiver, sender);
    Conversation known = conversations.get(ends);
    if (known == null || tcp.isSyn()) {
      Conversation begun = new Conversation();
      begun.one = isFirst ? tcp.sequence() : tcp.acknowledgment() - 1;
      begun.other = isFirst ? tcp.acknowledgment() - 1 : tcp.sequence();
      conversations.put(ends, begun);
      return Base.NONE;
    }
    return isFirst ? new Base(known.one, known.other) : new Base(known.other, known.one);
  }

  /** What a segment is; {@code from} and {@code to} are the ends of the link on which it was. */
  Repeat repeat(int from, int to, IpHeader ip, TcpHeader tcp, int payload) {
    Stream stream =
        new Stream(
            from,
            to,
            ip.source() + "." + tcp.sourcePort(),
            ip.destination() + "." + tcp.destinationPort());
    long end = tcp.sequence() + payload + (tcp.isSyn() ? 1 : 0) + (tcp.isFin() ? 1 : 0);
    Long before = sent.get(stream);
    boolean isKnown = before != null && !(tcp.isSyn() && (int) (end - before) != 0);
    if (isKnown && !tcp.isReset()) {
      int ahead = (int) (end - before);
      if (end != tcp.sequence() && ahead <= 0) {
        return Repeat.RETRANSMISSION;
      }
      if (tcp.isAck() && !tcp.isSyn() && !tcp.isFin() && isProbe(tcp, payload, before)) {
        return Repeat.KEEPALIVE;
      }
      if (ahead <= 0) {
        return Repeat.NONE;
      }
    }
    sent.put(stream, end & 0xffffffffL);
    return Repeat.NONE;
  }

  /** Whether it has no data, and stands just before what would be new. */
  private static boolean isProbe(TcpHeader tcp, int payload, long next) {
    return payload == 0 && (int) (tcp.sequence() - next) == -1;
  }
}
