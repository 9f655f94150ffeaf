package ipcsh.network;

import java.util.StringJoiner;

/** The header of TCP, {@code RFC 9293}. */
record TcpHeader(PacketBytes bytes) {
  private static final int FIN = 1;
  private static final int SYN = 2;
  private static final int RST = 4;
  private static final int ACK = 16;
  private static final int URG = 32;

  /** The letters of tcpdump, in its order. */
  private static final Object[][] LETTERS = {
    {FIN, "F"}, {SYN, "S"}, {RST, "R"}, {8, "P"}, {ACK, "."}, {URG, "U"}, {64, "E"}, {128, "W"}
  };

  private static final int FIXED = 20;

  int sourcePort() {
    return bytes.u16(0);
  }

  int destinationPort() {
    return bytes.u16(2);
  }

  long sequence() {
    return bytes.u32(4);
  }

  long acknowledgment() {
    return bytes.u32(8);
  }

  int headerLength() {
    return (bytes.u8(12) >> 4) * 4;
  }

  int window() {
    return bytes.u16(14);
  }

  int urgent() {
    return bytes.u16(18);
  }

  private boolean has(int flag) {
    return (bytes.u8(13) & flag) != 0;
  }

  boolean isSyn() {
    return has(SYN);
  }

  boolean isFin() {
    return has(FIN);
  }

  boolean isReset() {
    return has(RST);
  }

  boolean isAck() {
    return has(ACK);
  }

  boolean isUrgent() {
    return has(URG);
  }

  /** The flags as tcpdump writes them, {@code S.}. */
  String flags() {
    StringBuilder flags = new StringBuilder();
    for (Object[] each : LETTERS) {
      if (has((int) each[0])) {
        flags.append(each[1]);
      }
    }
    return flags.length() == 0 ? "none" : flags.toString();
  }

  boolean hasOptions() {
    return headerLength() > FIXED;
  }

  /**
   * The options as tcpdump writes them.
   *
   * @param base what is subtracted from the numbers of selective acknowledgments
   */
  String options(long base) {
    StringJoiner text = new StringJoiner(",");
    PacketBytes options = bytes.part(FIXED, headerLength() - FIXED);
    int at = 0;
    while (at < options.length()) {
      int kind = options.u8(at);
      if (kind == 0) {
        text.add("eol");
        break;
      }
      if (kind == 1) {
        text.add("nop");
        at++;
        continue;
      }
      int length = options.u8(at + 1);
      if (length < 2) {
        break;
      }
      text.add(option(kind, options.part(at + 2, length - 2), base));
      at += length;
    }
    return text.toString();
  }

  private static String option(int kind, PacketBytes data, long base) {
    return switch (kind) {
      case 2 -> "mss " + data.u16(0);
      case 3 -> "wscale " + data.u8(0);
      case 4 -> "sackOK";
      case 5 -> sack(data, base);
      case 8 -> "TS val " + data.u32(0) + " ecr " + data.u32(4);
      case 34 -> data.length() == 0 ? "tfo cookiereq" : "tfo cookie " + data.hex();
      default -> "unknown-" + kind + (data.length() == 0 ? "" : " 0x" + data.hex());
    };
  }

  private static String sack(PacketBytes data, long base) {
    StringBuilder text = new StringBuilder("sack ").append(data.length() / 8).append(' ');
    for (int at = 0; at < data.length(); at += 8) {
      long from = data.u32(at) - base & 0xffffffffL;
      long to = data.u32(at + 4) - base & 0xffffffffL;
      text.append('{').append(from).append(':').append(to).append('}');
    }
    return text.toString();
  }
}
