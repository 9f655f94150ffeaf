package ipcsh.command.topic;

import java.nio.ByteBuffer;

/** {@code struct tcp_info} of {@code linux/tcp.h}, as much of it as the running kernel has. */
final class TcpInfo {
  private static final String PREFIX = "tcpi_";
  private static final int HALF = 4;

  /** Sequences of adjacent fields of the same size, in bytes. */
  private static final Object[][] FIELDS = {
    {1, "state ca_state retransmits probes backoff options"},
    // two bytes of bit fields
    {0, "snd_wscale rcv_wscale delivery_rate_app_limited fastopen_client_fail"},
    {
      4,
      "rto ato snd_mss rcv_mss unacked sacked lost retrans fackets last_data_sent last_ack_sent"
          + " last_data_recv last_ack_recv pmtu rcv_ssthresh rtt rttvar snd_ssthresh snd_cwnd advmss"
          + " reordering rcv_rtt rcv_space total_retrans"
    },
    {8, "pacing_rate max_pacing_rate bytes_acked bytes_received"},
    {4, "segs_out segs_in notsent_bytes min_rtt data_segs_in data_segs_out"},
    {8, "delivery_rate busy_time rwnd_limited sndbuf_limited"},
    {4, "delivered delivered_ce"},
    {8, "bytes_sent bytes_retrans"},
    {4, "dsack_dups reord_seen rcv_ooopack snd_wnd rcv_wnd rehash"},
    {2, "total_rto total_rto_recoveries"},
    {4, "total_rto_time"}
  };

  private TcpInfo() {}

  static Struct of(ByteBuffer in) {
    Struct struct = new Struct(PREFIX);
    for (Object[] run : FIELDS) {
      int size = (int) run[0];
      if (size == 0 && in.remaining() >= 2) {
        bits(in, struct);
        continue;
      }
      for (String name : ((String) run[1]).split(" ")) {
        if (in.remaining() < size || size == 0) {
          return struct;
        }
        struct.put(PREFIX + name, number(in, size));
      }
    }
    return struct;
  }

  private static void bits(ByteBuffer in, Struct struct) {
    int scales = in.get();
    int rest = in.get();
    struct.put(PREFIX + "snd_wscale", scales & 0xf);
    struct.put(PREFIX + "rcv_wscale", scales >> HALF & 0xf);
    struct.put(PREFIX + "delivery_rate_app_limited", rest & 1);
    struct.put(PREFIX + "fastopen_client_fail", rest >> 1 & 3);
  }

  /** An int if it fits, as a literal of the language is. */
  private static Object number(ByteBuffer in, int size) {
    return switch (size) {
      case 1 -> Byte.toUnsignedInt(in.get());
      case 2 -> Short.toUnsignedInt(in.getShort());
      case 4 -> FileCommands.narrowed(Integer.toUnsignedLong(in.getInt()));
      default -> FileCommands.narrowed(in.getLong());
    };
  }
}
